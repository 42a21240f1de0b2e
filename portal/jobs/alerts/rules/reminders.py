"""When somebody who comes home is reminded: six months before, a month before, and when the day is there; each at most once.

Each has two weeks from its day on. What was set later than that is no longer due: nobody who writes “home in three months”
is told at once that six months are left.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Literal

Stage = Literal["six_months", "one_month", "home"]
MONTHS_BEFORE: Mapping[Stage, int] = {"six_months": 6, "one_month": 1, "home": 0}
DUE_FOR = timedelta(days=14)
MOVED = timedelta(days=60)
"""Who moves the day by less is not reminded of the same stage again."""


def due(home_on: date | None, day: date, told: Mapping[Stage, date]) -> Stage | None:
    """The reminder that is due on this day, or None. `told`: for which day of coming home each stage was sent."""
    if home_on is None:
        return None
    for stage, months in MONTHS_BEFORE.items():
        first = months_before(home_on, months)
        known = told.get(stage)
        if first <= day < first + DUE_FOR and (known is None or abs(home_on - known) >= MOVED):
            return stage
    return None


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of that month where it has none such."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
