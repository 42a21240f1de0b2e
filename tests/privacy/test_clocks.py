"""Every term at its edge: a second before, at, and after; by kind; extended once and only where the law's length was read."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.privacy.calendar import holidays
from portal.privacy.rules import breaches
from portal.privacy.rules.clocks import (
    ANSWERED,
    DONE,
    KINDS,
    OPEN,
    REFUSED,
    TERMS,
    answer_by,
    clock,
    done_by,
    law_by,
    may_extend,
)

OFF = holidays(2026)
FRIDAY = datetime(2026, 11, 27, 3, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def late(kind: str, state: str, received: datetime, now: datetime, *, extended: bool = False) -> bool:
    return clock(kind, state, received, now, OFF, extended=extended).late


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_is_late_from_the_end_of_the_second_working_day(kind: str) -> None:
    due = datetime(2026, 12, 1, 17, 0, tzinfo=UTC)
    if kind == "delete":
        due = FRIDAY + timedelta(hours=72)  # our own promise comes first: it lies on the weekend
        assert answer_by(FRIDAY, OFF) == datetime(2026, 12, 1, 17, 0, tzinfo=UTC)
    assert not late(kind, OPEN, FRIDAY, due - SECOND)
    assert late(kind, OPEN, FRIDAY, due)
    assert late(kind, OPEN, FRIDAY, due + SECOND)


@pytest.mark.parametrize(
    ("kind", "extended", "due"),
    [
        ("access", False, datetime(2026, 12, 7, 17, tzinfo=UTC)),
        ("rectify", False, datetime(2026, 12, 7, 17, tzinfo=UTC)),
        ("provide", False, datetime(2026, 12, 7, 17, tzinfo=UTC)),
        ("withdraw", False, datetime(2026, 12, 12, 17, tzinfo=UTC)),  # a Saturday: days off do not move it
        ("restrict", False, datetime(2026, 12, 12, 17, tzinfo=UTC)),
        ("object", True, datetime(2026, 12, 27, 17, tzinfo=UTC)),
        ("delete", False, FRIDAY + timedelta(hours=72)),
    ],
)
def test_it_is_done_by_then(kind: str, extended: bool, due: datetime) -> None:
    assert done_by(kind, FRIDAY, extended=extended) == due
    for state, waits in ((ANSWERED, True), (DONE, False), (REFUSED, False)):
        assert not late(kind, state, FRIDAY, due - SECOND, extended=extended)
        assert late(kind, state, FRIDAY, due, extended=extended) is waits
        assert late(kind, state, FRIDAY, due + SECOND, extended=extended) is waits


def test_what_comes_just_before_and_after_midnight_in_vietnam() -> None:
    before, after = datetime(2026, 11, 25, 16, 59, 59, tzinfo=UTC), datetime(2026, 11, 25, 17, 0, tzinfo=UTC)
    assert answer_by(before, OFF) == datetime(2026, 11, 27, 17, tzinfo=UTC)
    assert answer_by(after, OFF) == datetime(2026, 11, 30, 17, tzinfo=UTC)
    assert law_by("access", after, extended=False) - law_by("access", before, extended=False) == timedelta(days=1)


def test_no_deadline_is_later_than_the_laws() -> None:
    for kind, term in TERMS.items():
        law = law_by(kind, FRIDAY, extended=False)
        assert done_by(kind, FRIDAY, extended=False) <= law
        assert law <= FRIDAY + timedelta(days=term.days + 1)


def test_only_what_has_a_length_is_extended_once_and_in_time() -> None:
    for kind in KINDS:
        may = may_extend(kind, OPEN, FRIDAY, FRIDAY, extended=False)
        assert may is (kind in ("withdraw", "restrict", "object"))
    due = done_by("object", FRIDAY, extended=False)
    assert may_extend("object", ANSWERED, FRIDAY, due - SECOND, extended=False)
    assert not may_extend("object", ANSWERED, FRIDAY, due, extended=False)
    assert not may_extend("object", ANSWERED, FRIDAY, FRIDAY, extended=True)
    assert not may_extend("object", DONE, FRIDAY, FRIDAY, extended=False)


def test_near_is_the_last_day_and_never_beside_late() -> None:
    due = done_by("access", FRIDAY, extended=False)
    at = lambda now: clock("access", ANSWERED, FRIDAY, now, OFF, extended=False)  # noqa: E731
    assert not at(due - timedelta(days=1) - SECOND).near
    assert at(due - timedelta(days=1)).near
    assert not at(due).near


def test_the_authority_is_told_within_72_hours() -> None:
    due = FRIDAY + timedelta(hours=72)
    for told, now, too_late in (
        (None, due - SECOND, False),
        (None, due, True),
        (due - SECOND, due + timedelta(days=9), False),
        (due, due, True),
    ):
        assert breaches.is_late(FRIDAY, told, now) is too_late


@pytest.mark.parametrize(
    ("asked", "approved", "may"), [("a", "b", True), ("a", "a", False), ("a", None, False), ("", "b", False)]
)
def test_a_list_takes_two(asked: str, approved: str | None, may: bool) -> None:
    assert breaches.may_take(asked, approved) is may


def test_terms_are_those_that_were_read() -> None:
    """As read: Decree 356/2025 Article 5."""
    assert {kind: term.days for kind, term in TERMS.items()} == {
        "access": 10, "rectify": 10, "provide": 10, "withdraw": 15, "restrict": 15, "object": 15, "delete": 20,
    }  # fmt: skip
    assert date(2026, 1, 1) == __import__("portal.privacy.rules.clocks", fromlist=["IN_FORCE"]).IN_FORCE
