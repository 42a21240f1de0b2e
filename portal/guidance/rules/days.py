"""What a day or a year that somebody typed can mean, and how old that makes a person on a given day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Span:
    """The days that a typed date can mean, both included: one day, or a whole month or year where only that was typed."""

    first: date
    last: date

    @property
    def exact(self) -> bool:
        """Whether it is one day."""
        return self.first == self.last


def birthday(born: date, age: int) -> date:
    """The day on which this person completes so many years; who was born on 29 February does so on 1 March of other years."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


def age_on(born: date, day: date) -> int:
    """Completed years on this day; negative before birth."""
    years = day.year - born.year
    return years if day >= birthday(born, years) else years - 1


def ages_on(born: Span, day: date) -> tuple[int, int]:
    """The youngest and the oldest that a person born in this span can be on this day."""
    return age_on(born.last, day), age_on(born.first, day)


def last_day_at(born: date, age: int) -> date:
    """The last day on which this person is still so many years old."""
    return birthday(born, age + 1) - timedelta(days=1)
