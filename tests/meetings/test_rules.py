"""The edges of what an employer may see: one second before, at, after; one word wider each step."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from portal.meetings.rules import budgets
from portal.meetings.rules.contact import (
    ASK_LIFE,
    SHARED_FOR,
    Around,
    Said,
    Sees,
    Stands,
    contact_reachable,
    employer_sees,
    is_stale,
    may_answer,
    may_talk,
    person_sees,
)
from portal.meetings.rules.outline import Outline, wider

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
ASKED = Said("employer", "asked", None, NOON, None)
AGREED = Said("employer", "accepted", "contact", NOON, NOON)
FINE = Around(verified=True, active=True, hidden=False, offered=True)


@pytest.mark.parametrize(
    ("after", "seen"), [(-SECOND, False), (0 * SECOND, True), (SHARED_FOR - SECOND, True), (SHARED_FOR, False)]
)
def test_contact_is_seen_for_ninety_days(after: timedelta, seen: bool) -> None:
    assert contact_reachable(AGREED, FINE, NOON + after) is seen
    assert is_stale(AGREED, NOON + after) is (after >= SHARED_FOR)


@pytest.mark.parametrize("without", [{"verified": False}, {"active": False}, {"hidden": True}])
def test_each_condition_is_needed(without: dict[str, bool]) -> None:
    assert not contact_reachable(AGREED, replace(FINE, **without), NOON)
    assert not may_talk(AGREED, replace(FINE, **without), NOON)
    assert not may_answer(ASKED, replace(FINE, **without), NOON)


def test_a_closed_vacancy_ends_questions_and_not_what_was_agreed_to() -> None:
    closed = replace(FINE, offered=False)
    assert contact_reachable(AGREED, closed, NOON)
    assert not may_answer(ASKED, closed, NOON)


@pytest.mark.parametrize("state", ["asked", "declined", "withdrawn", "closed"])
def test_only_what_stands_is_seen(state: str) -> None:
    assert not contact_reachable(replace(AGREED, state=state), FINE, NOON)
    assert not contact_reachable(replace(AGREED, shares="messages"), FINE, NOON)
    assert not contact_reachable(replace(AGREED, taken_back=True), FINE, NOON)
    assert may_talk(replace(AGREED, shares="messages"), FINE, NOON)


@pytest.mark.parametrize(("after", "may"), [(0 * SECOND, True), (ASK_LIFE - SECOND, True), (ASK_LIFE, False)])
def test_a_question_waits_for_fourteen_days(after: timedelta, may: bool) -> None:
    assert may_answer(ASKED, FINE, NOON + after) is may
    assert employer_sees(ASKED, FINE, NOON + after) is (Sees.WAITING if may else Sees.OVER)
    assert person_sees(ASKED, FINE, NOON + after) is (Stands.NEW if may else Stands.EXPIRED)


@pytest.mark.parametrize("state", ["declined", "withdrawn", "closed"])
@pytest.mark.parametrize("after", [0 * SECOND, ASK_LIFE - SECOND, ASK_LIFE])
def test_no_looks_like_silence(state: str, after: timedelta) -> None:
    assert employer_sees(replace(ASKED, state=state), FINE, NOON + after) is employer_sees(ASKED, FINE, NOON + after)


def test_an_application_that_was_taken_back_never_was() -> None:
    applied = replace(AGREED, opened_by="person")
    assert employer_sees(applied, FINE, NOON) is Sees.TALKING
    assert employer_sees(replace(applied, state="withdrawn"), FINE, NOON) is None
    assert employer_sees(applied, replace(FINE, active=False), NOON) is None


def test_the_person_is_told_why_nothing_is_seen() -> None:
    assert person_sees(AGREED, FINE, NOON) is Stands.CONTACT
    assert person_sees(AGREED, replace(FINE, verified=False), NOON) is Stands.UNVERIFIED
    assert person_sees(AGREED, replace(FINE, hidden=True), NOON) is Stands.PAUSED
    assert person_sees(replace(AGREED, state="withdrawn"), replace(FINE, verified=False), NOON) is Stands.WITHDRAWN


def test_budgets_at_their_edges() -> None:
    assert [budgets.may_ask(n) for n in (0, 9, 10, 11)] == [True, True, False, False]
    assert [budgets.may_reveal(n) for n in (0, 19, 20, 21)] == [True, True, False, False]


def test_each_outline_says_less_than_one_before_it_and_the_last_nothing() -> None:
    first = Outline("tho-han", "welding", "JP", True, "ja", 3)
    steps = list(wider(first))
    assert steps[0] == first
    assert steps[-1] == Outline()
    assert len(set(steps)) == len(steps)
    for step in steps:
        assert all(said in (None, False, getattr(first, name)) for name, said in vars(step).items() if name != "skills")
        assert step.language or step.rank is None
