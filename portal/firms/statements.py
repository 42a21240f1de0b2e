"""A statement that a firm was checked: what the register said at a moment, signed so that the site can tell it is its own.

It holds nothing of who asked. The signature is an HMAC under a key of its own, derived from the installation's newest key;
the code names the key's version, so that older statements stay genuine after `flask keys rotate`.
"""

from __future__ import annotations

import base64
import hmac
import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from portal.firms import store
from portal.firms.cards import FirmDetail, firm_detail
from portal.firms.register_import import provenance
from portal.firms.rules.licences import Status
from portal.shared.clock import now, today
from portal.storage.encryption import KeyMissing, vault

_PURPOSE = "firm statement"
_VERSION = "1"
"""Of what is signed, and in which order."""
_BYTES = 15
_CODE = re.compile(r"([0-9]{1,4})-([A-Z2-7]{24})")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}Z")


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
    def moment(self) -> datetime:
        """When it was checked."""
        return datetime.strptime(self.at, "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC)

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
    at = now().astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
    said = Statement(ref, detail.card.licence_no, detail.card.status, at, as_of, "")
    version = vault().newest
    return replace(said, code=f"{version}-{_sign(said, version)}"), detail


def check_statement(ref: str, licence: str, state: str, at: str, as_of: str, code: str) -> Tested | None:
    """The statement where it is this installation's own to the letter; None where it is not."""
    written = _CODE.fullmatch(code.strip().upper().replace(" ", ""))
    if written is None or not _MOMENT.fullmatch(at):
        return None
    said = Statement(ref, licence, state, at, as_of, written.group())
    try:
        own = _sign(said, int(written[1]))
    except KeyMissing:
        return None
    if not hmac.compare_digest(own, written[2]):
        return None
    firm = store.find_firm(ref)
    return Tested(said, firm_detail(firm, today()) if firm else None)


def _sign(said: Statement, version: int) -> str:
    """120 bits in base32: 24 letters and digits that can be read out over a telephone."""
    parts = (_VERSION, said.ref, said.licence_no, said.status, said.at, said.as_of)
    text = b"".join(len(raw).to_bytes(4, "big") + raw for raw in (p.encode("utf-8", "replace") for p in parts))
    signature = hmac.digest(vault().key(_PURPOSE, version), text, "sha256")
    return base64.b32encode(signature[:_BYTES]).decode()
