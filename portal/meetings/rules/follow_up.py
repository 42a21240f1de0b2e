"""When somebody who was hired is asked whether they are still there: once each at 3, 6 and 12 months, by days of Vietnam."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection
from datetime import date, timedelta

MONTHS = (3, 6, 12)
LAST = MONTHS[-1]
SOONEST = timedelta(days=88)
"""Before so long after “hired” no question stands: three months are at least 89 days."""
ANSWERS = ("still", "other", "none", "unsaid")
"""Still in this job, in another, in none, rather not say."""


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month where it has none: 3 months after 30 November is the
    last of February."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def standing(hired_on: date, day: date) -> int | None:
    """The question of this day: the latest whose day has come (3, 6 or 12), None before the first. One that was missed is
    not made up for."""
    come = [months for months in MONTHS if day >= months_later(hired_on, months)]
    return come[-1] if come else None


def may_ask(hired_on: date, day: date, asked: Collection[int], *, stopped: bool) -> int | None:
    """Which question is to be asked by letter now; None where none is, it was asked, or the person said stop."""
    months = standing(hired_on, day)
    return None if stopped or months is None or months in asked else months
