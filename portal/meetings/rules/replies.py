"""How quickly an employer answers who applies: a median and a share over days of Vietnam, or nothing where it is too few to say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from statistics import median

FEWEST = 5
WITHIN = 14
"""Days in which an answer is expected; from then on silence is counted."""
LOOKED_AT = timedelta(days=365)
"""Applications of so long are counted."""


@dataclass(frozen=True)
class Waited:
    """One application: the day it came, and the day of the first answer (a message or a step), None while there is none."""

    applied_on: date
    answered_on: date | None

    @property
    def days(self) -> int | None:
        """Days to the first answer."""
        return None if self.answered_on is None else (self.answered_on - self.applied_on).days


@dataclass(frozen=True)
class Figures:
    """Both None where fewer than five can be told of. `days`: the median to the first answer, rounded up; `percent`: of those
    whose fortnight is over or who were answered, how many within it, rounded down. `answers`, `counted`: out of how many."""

    days: int | None
    percent: int | None
    answers: int
    counted: int


def figures(found: Iterable[Waited], day: date) -> Figures:
    """The figures of an employer on this day."""
    lately = [one for one in found if day - LOOKED_AT < one.applied_on <= day]
    days = [one.days for one in lately if one.days is not None]
    counted = [one for one in lately if one.days is not None or day > one.applied_on + timedelta(days=WITHIN)]
    within = sum(one.days is not None and one.days <= WITHIN for one in counted)
    return Figures(
        ceil(median(days)) if len(days) >= FEWEST else None,
        within * 100 // len(counted) if len(counted) >= FEWEST else None,
        len(days),
        len(counted),
    )


def is_void(applied_on: date, answered_on: date | None, day: date) -> bool:
    """Whether an application that is taken back on this day never was, for these figures: nobody had answered, and the
    fortnight was not over."""
    return answered_on is None and day <= applied_on + timedelta(days=WITHIN)
