"""A statement that a firm was checked: what the register said at a moment, signed so that the site can tell it is its own.

It holds nothing of who asked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from portal.firms import store
from portal.firms.cards import FirmDetail, firm_detail
from portal.firms.register_import import provenance
from portal.firms.rules.licences import Status
from portal.firms.signing import genuine, moment_of, sign, this_minute
from portal.shared.clock import today

_PURPOSE = "firm statement"
_VERSION = "1"
"""Of what is signed, and in which order."""


@dataclass(frozen=True)
class Statement:
    """What is said: the firm by its reference, the licence number and its state, to the minute (UTC), of which register."""

    ref: str
    licence_no: str
    status: str
    at: str
    as_of: str
    code: str

    @property
    def moment(self) -> datetime | None:
        """When it was checked."""
        return moment_of(self.at)

    @property
    def register_day(self) -> date | None:
        """The day the register was brought in."""
        return date.fromisoformat(self.as_of) if self.as_of else None

    @property
    def fields(self) -> dict[str, str]:
        """What an address must hold to test it."""
        told = {"ref": self.ref, "licence": self.licence_no, "state": self.status, "at": self.at, "as_of": self.as_of}
        return told | {"code": self.code}


@dataclass(frozen=True)
class Tested:
    """A statement that is genuine, and the firm as it stands today (None where it is no longer known)."""

    statement: Statement
    firm: FirmDetail | None

    @property
    def status_today(self) -> Status | None:
        return self.firm.card.status if self.firm else None


def state_firm(ref: str) -> tuple[Statement, FirmDetail] | None:
    """A signed statement about this firm at this moment, and the firm; None where there is none."""
    if (firm := store.find_firm(ref)) is None:
        return None
    detail = firm_detail(firm, today())
    origin = provenance()
    as_of = origin.as_of.isoformat() if origin else ""
    said = Statement(ref, detail.card.licence_no, detail.card.status, this_minute(), as_of, "")
    return replace(said, code=sign(_PURPOSE, _parts(said))), detail


def check_statement(ref: str, licence: str, state: str, at: str, as_of: str, code: str) -> Tested | None:
    """The statement where it is this installation's own to the letter; None where it is not."""
    said = Statement(ref, licence, state, at, as_of, code)
    if said.moment is None or (written := genuine(_PURPOSE, _parts(said), code)) is None:
        return None
    firm = store.find_firm(ref)
    return Tested(replace(said, code=written), firm_detail(firm, today()) if firm else None)


def _parts(said: Statement) -> tuple[str, ...]:
    return _VERSION, said.ref, said.licence_no, said.status, said.at, said.as_of
