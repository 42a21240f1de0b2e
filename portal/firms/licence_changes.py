"""What changed in the licences of the register: newest first, as the imports told it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from portal.firms.models import Firm, FirmName, LicenceState
from portal.storage.db import db

MOST = 60


@dataclass(frozen=True)
class LicenceChange:
    """A licence told to be in a state on a day; `before` is the state told until then, None for a firm that is new.

    `state` is a state of the import, or `unlisted`.
    """

    key: str
    ref: str
    licence_no: str
    name_vi: str
    state: str
    before: str | None
    told_on: date
    decision_no: str | None
    illustrative: bool


def licence_changes(most: int = MOST) -> Sequence[LicenceChange]:
    """The newest changes. The register that was brought in first is no change: its firms were there before."""
    first = db.session.scalar(select(func.min(LicenceState.told_on)))
    if first is None:
        return ()
    found = [*_restated(first, most), *_unlisted(most)]
    return sorted(found, key=lambda change: (-change.told_on.toordinal(), change.key))[:most]


def _restated(first: date, most: int) -> list[LicenceChange]:
    earlier = aliased(LicenceState)
    before = (
        select(earlier.state)
        .where(earlier.firm_id == LicenceState.firm_id, earlier.id < LicenceState.id)
        .order_by(earlier.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = (
        select(LicenceState, Firm, FirmName.name, before)
        .join(Firm, Firm.id == LicenceState.firm_id)
        .join(FirmName, (FirmName.firm_id == Firm.id) & (FirmName.kind == "vi"))
        .where((LicenceState.told_on > first) | before.is_not(None))
        .order_by(LicenceState.told_on.desc(), LicenceState.id.desc())
        .limit(most)
    )
    return [
        LicenceChange(
            f"state-{row.id}",
            firm.ref,
            firm.licence_no,
            name,
            row.state,
            old,
            row.told_on,
            row.decision_no,
            firm.illustrative,
        )
        for row, firm, name, old in db.session.execute(query)
    ]


def _unlisted(most: int) -> list[LicenceChange]:
    query = (
        select(Firm, FirmName.name, LicenceState.state)
        .join(FirmName, (FirmName.firm_id == Firm.id) & (FirmName.kind == "vi"))
        .outerjoin(LicenceState, (LicenceState.firm_id == Firm.id) & LicenceState.ended_on.is_(None))
        .where(Firm.unlisted_on.is_not(None))
        .order_by(Firm.unlisted_on.desc(), Firm.id)
        .limit(most)
    )
    return [
        LicenceChange(
            f"unlisted-{firm.id}-{firm.unlisted_on}", firm.ref, firm.licence_no, name, "unlisted", state,
            firm.unlisted_on, None, firm.illustrative,
        )
        for firm, name, state in db.session.execute(query)
        if firm.unlisted_on is not None
    ]  # fmt: skip
