"""Working days across weekends, 30 April and 1 May, Tết, month ends and New Year; moments at midnight in Vietnam."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.privacy.calendar import FILE, holidays, holidays_around
from portal.shared.working_days import after_days, after_working_days, day_of, end_of, is_working_day

NONE: frozenset[date] = frozenset()


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 11, 23), 2, date(2026, 11, 25)),  # Monday → Wednesday
        (date(2026, 11, 26), 2, date(2026, 11, 30)),  # Thursday → Monday, over the month's end's weekend
        (date(2026, 11, 27), 2, date(2026, 12, 1)),  # Friday → Tuesday, over the month's end
        (date(2026, 11, 28), 2, date(2026, 12, 1)),  # Saturday → Tuesday
        (date(2026, 11, 29), 2, date(2026, 12, 1)),  # Sunday → Tuesday
        (date(2027, 4, 28), 2, date(2027, 5, 3)),  # Wednesday; Thursday, (30 April, Saturday 1 May, Sunday), Monday
        (date(2026, 4, 29), 2, date(2026, 5, 5)),  # Wednesday; 30 April and 1 May off, weekend, Monday, Tuesday
        (date(2026, 12, 31), 2, date(2027, 1, 5)),  # New Year's Day off, then the weekend
        (date(2026, 9, 1), 2, date(2026, 9, 4)),  # 2 September off; the day beside it is not certain and counts
        (
            date(2027, 2, 4),
            2,
            date(2027, 2, 8),
        ),  # Tết is unverified: it counts, so that no term is longer than the law's
        (date(2028, 2, 28), 2, date(2028, 3, 1)),  # leap day is a Tuesday
    ],
)
def test_the_second_working_day(day: date, count: int, expected: date) -> None:
    assert after_working_days(day, count, holidays_around(day)) == expected


def test_only_certain_days_stop_the_clock() -> None:
    assert holidays(2027) == {date(2027, 1, 1), date(2027, 4, 30), date(2027, 5, 1), date(2027, 9, 2)}
    assert "unverified" in FILE.read_text(encoding="utf-8")
    assert is_working_day(date(2027, 2, 8), holidays(2027))
    assert not is_working_day(date(2026, 9, 2), holidays(2026))
    assert is_working_day(date(2026, 9, 2), NONE)


def test_days_begin_and_end_at_midnight_in_vietnam() -> None:
    before, at = datetime(2026, 11, 27, 16, 59, 59, tzinfo=UTC), datetime(2026, 11, 27, 17, 0, tzinfo=UTC)
    assert (day_of(before), day_of(at)) == (date(2026, 11, 27), date(2026, 11, 28))
    assert end_of(date(2026, 11, 27)) == at


def test_fewer_than_one_day_is_no_count() -> None:
    with pytest.raises(ValueError, match="at least one"):
        after_working_days(date(2026, 11, 27), 0, NONE)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 30))
def test_it_is_a_working_day_and_just_so_many_lie_between(day: date, count: int) -> None:
    off = holidays_around(day)
    found = after_working_days(day, count, off)
    between = [day + timedelta(days=n) for n in range(1, (found - day).days + 1)]
    assert is_working_day(found, off)
    assert sum(is_working_day(each, off) for each in between) == count
    assert found >= after_days(day, count), "more holidays never bring a term forward"
    assert after_working_days(day, count, NONE) <= found
