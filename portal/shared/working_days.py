"""Which days count as working days in Vietnam, and when a term that is counted in days is over. Pure: dates in, moments out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7))
"""Without summer time, so that every day has 24 hours."""
SATURDAY = 5


def day_of(moment: datetime) -> date:
    """The day in Vietnam in which this moment lies."""
    return moment.astimezone(VIETNAM).date()


def end_of(day: date) -> datetime:
    """The first moment after this day in Vietnam, in UTC: what is done before it is in time."""
    return datetime.combine(day + timedelta(days=1), time(), VIETNAM).astimezone(UTC)


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    """Neither Saturday nor Sunday nor one of these holidays."""
    return day.weekday() < SATURDAY and day not in holidays


def after_working_days(day: date, count: int, holidays: Collection[date]) -> date:
    """The so-manyth working day after this day, which itself does not count. ValueError for fewer than one."""
    if count < 1:
        raise ValueError("count at least one day")
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day, holidays)
    return day


def after_days(day: date, count: int) -> date:
    """So many calendar days after this day, which itself does not count."""
    return day + timedelta(days=count)
