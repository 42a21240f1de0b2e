"""What changed in the licences of the register, newest first: as the imports told it, and where a licence's own last day passed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from portal.firms.cards import told
from portal.firms.models import Firm, FirmAbsence, LicenceState
from portal.firms.rules.history import as_told, before, ran_out_on
from portal.shared.clock import today
from portal.storage.db import db

MOST = 60


@dataclass(frozen=True)
class LicenceChange:
    """A licence in another state since a day; `before` is the state until then, None for a firm that is new.

    `state` is a state of the import, `not_yet` or `unlisted`. `by_date`: it ran out, no list told it. The period is the
    register's own (inclusive), None where it gives none.
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
    by_date: bool = False
    starts_on: date | None = None
    runs_to: date | None = None


def licence_changes(most: int = MOST, day: date | None = None) -> Sequence[LicenceChange]:
    """The newest changes up to a day. The register that was brought in first is no change: its firms were there before."""
    first = db.session.scalar(select(func.min(LicenceState.told_on)))
    if first is None:
        return ()
    day = day or today()
    found = [change for firm in _touched(most, day) for change in _of(firm, first, day)]
    return sorted(found, key=lambda change: (-change.told_on.toordinal(), change.key))[:most]


def changes_of(firm: Firm, day: date) -> Sequence[LicenceChange]:
    """Every change of one firm's licence up to a day, the oldest first; by the same rule as the newest of all."""
    first = db.session.scalar(select(func.min(LicenceState.told_on)))
    return sorted(_of(firm, first, day), key=lambda change: change.told_on) if first is not None else ()


def _touched(most: int, day: date) -> Sequence[Firm]:
    """The firms that may have one of the newest changes: told otherwise, run out or gone most recently."""
    restated = select(LicenceState.firm_id).order_by(LicenceState.told_on.desc(), LicenceState.id.desc())
    over = select(LicenceState.firm_id).where(
        LicenceState.state == "valid", LicenceState.runs_to < day, LicenceState.runs_to >= LicenceState.told_on
    )
    returned = select(FirmAbsence.firm_id).order_by(FirmAbsence.from_on.desc(), FirmAbsence.id)
    gone = select(Firm.id).where(Firm.unlisted_on.is_not(None)).order_by(Firm.unlisted_on.desc(), Firm.id)
    ids = [
        *db.session.scalars(restated.limit(most)),
        *db.session.scalars(over.order_by(LicenceState.runs_to.desc(), LicenceState.id).limit(most)),
        *db.session.scalars(gone.limit(most)),
        *db.session.scalars(returned.limit(most)),
    ]
    loaded = select(Firm).options(selectinload(Firm.names), selectinload(Firm.states), selectinload(Firm.absences))
    return db.session.scalars(loaded.where(Firm.id.in_(set(ids)))).all()


def _of(firm: Firm, first: date, day: date) -> Iterator[LicenceChange]:
    rows = told(firm)
    absent = [(absence.from_on, absence.to_on) for absence in firm.absences]
    absent += [(firm.unlisted_on, date.max)] if firm.unlisted_on else []

    def change(key: str, state: str, was: str | None, since: date, *, row: int | None = None) -> LicenceChange:
        name = next(name.name for name in firm.names if name.kind == "vi")
        said = rows[row] if row is not None else None
        return LicenceChange(
            key, firm.ref, firm.licence_no, name, state, was, since, said.decision_no if said else None,
            firm.illustrative, key.startswith("ran-out"), said.starts_on if said else None, said.runs_to if said else None,
        )  # fmt: skip

    for place, (row, stored) in enumerate(zip(rows, firm.states, strict=True)):
        if place or row.told_on > first:
            yield change(f"state-{stored.id}", as_told(row), before(rows, place), row.told_on, row=place)
        after = rows[place + 1] if place + 1 < len(rows) else None
        over = ran_out_on(row, after, day)
        if over is not None and not any(first <= over < last for first, last in absent):
            yield change(f"ran-out-{stored.id}", "expired", "valid", over)
    for first_absent, _ in absent:
        known = [row.state for row in rows if row.told_on <= first_absent] or [rows[0].state]
        yield change(f"unlisted-{firm.id}-{first_absent}", "unlisted", known[-1], first_absent)
