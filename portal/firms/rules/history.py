"""What happened to a licence, step by step: the states the register told, and the days on which a licence ended by itself.

Nobody decides that a licence runs out: its last day passes. So that step is worked out when it is read, and waits for no job.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from portal.firms.rules.licences import StateRow, Status, status_on

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Told:
    """A state as the register told it: its own days (inclusive), the decision, and from which to which list it was told."""

    state: str
    starts_on: date | None
    runs_to: date | None
    decision_no: str | None
    told_on: date
    ended_on: date | None
    withdrawn_on: date | None = None


@dataclass(frozen=True)
class Step:
    """One line of a licence's history. `by_date`: no list told it, the last day of the licence before it had passed.

    A step by date runs from the first day without a licence (`starts_on`) to the list that told otherwise (`ended_on`); `told_on`
    is the first day on which it could be seen here. `withdrawn_on`: the list that told it was taken back as a mistake.
    """

    state: str
    starts_on: date | None
    runs_to: date | None
    decision_no: str | None
    told_on: date
    ended_on: date | None
    by_date: bool = False
    withdrawn_on: date | None = None


def steps(rows: Sequence[Told], day: date) -> list[Step]:
    """The history as it stands on a day, the oldest step first; what the register told is all there."""
    found: list[Step] = []
    for place, row in enumerate(rows):
        step = Step(row.state, row.starts_on, row.runs_to, row.decision_no, row.told_on, row.ended_on)
        found.append(replace(step, withdrawn_on=row.withdrawn_on))
        if (first := over_since(row, _after(rows, place), day)) is not None:
            seen = max(first, row.told_on)
            found.append(Step("expired", first, None, None, seen, row.ended_on, by_date=True))
    return found


def over_since(row: Told, after: Told | None, day: date) -> date | None:
    """The first day without a licence although this row still said valid; None where there is none up to `day`.

    A licence that the next list extends without a day between was never over: the list only came later.
    """
    if row.state != "valid" or row.runs_to is None:
        return None
    first = row.runs_to + _DAY
    if first > day or (row.ended_on is not None and row.ended_on <= first):
        return None
    extended = after is not None and after.state == "valid" and after.starts_on is not None and after.starts_on <= first
    return None if extended else first


def ran_out_on(row: Told, after: Told | None, day: date) -> date | None:
    """The same, where it ran out while it was listed: a licence that was over when the list told it is no news later."""
    return None if row.runs_to is not None and row.runs_to < row.told_on else over_since(row, after, day)


def _after(rows: Sequence[Told], place: int) -> Told | None:
    return rows[place + 1] if place + 1 < len(rows) else None


def as_told(row: Told) -> Status:
    """The state this row meant on the day it was told: a licence may have been over already."""
    return status_on([StateRow(row.state, row.starts_on, row.runs_to)], row.told_on)


def before(rows: Sequence[Told], place: int) -> Status | None:
    """The state that held until the row at this place was told; None for the first."""
    if place == 0:
        return None
    earlier, row = rows[place - 1], rows[place]
    if ran_out_on(earlier, row, row.told_on) is None and as_told(earlier) == "valid":
        return "valid"
    return status_on([StateRow(earlier.state, earlier.starts_on, earlier.runs_to)], row.told_on - _DAY)
