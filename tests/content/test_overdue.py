"""How long a figure may stand without being looked at again: a day before, on and after each limit."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from portal.content.overdue_rules import CLAIM, COUNT, LAW, REVIEWS, TELEPHONE, WAGE, overdue

LOOKED = date(2026, 1, 10)


def figure(**more: str) -> dict[str, str]:
    return {"state": "sourced", "last_verified": "2026-01-10", **more}


@pytest.mark.parametrize(("kind", "days"), [(TELEPHONE, 180), (LAW, 180), (WAGE, 365), (CLAIM, 365)])
def test_a_figure_is_overdue_the_day_after_its_time(kind: str, days: int) -> None:
    assert not overdue(figure(), kind, LOOKED + timedelta(days=days))
    assert overdue(figure(), kind, LOOKED + timedelta(days=days + 1))


def test_a_count_of_a_past_year_never_is() -> None:
    assert not overdue(figure(), COUNT, date(2100, 1, 1))


@pytest.mark.parametrize(("today", "late"), [("2026-09-30", False), ("2026-10-01", True), ("2026-10-02", True)])
def test_a_known_day_of_change_comes_first(today: str, late: bool) -> None:
    assert overdue(figure(review_due="2026-10-01", last_verified="2026-09-29"), WAGE, date.fromisoformat(today)) is late


@pytest.mark.parametrize("state", ["needs_verification", "withheld", "superseded"])
def test_what_is_not_shown_as_true_is_not_overdue(state: str) -> None:
    assert not overdue({"state": state, "last_verified": "2020-01-01", "review_due": "2021"}, WAGE, LOOKED)


def test_every_kind_says_why() -> None:
    assert all(len(review.why) > 30 for review in REVIEWS.values())
