"""The whole-number rules at their edges."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.jobs.matching import score_rules as rules


@given(st.integers(0, 10_000), st.lists(st.integers(0, 1000), min_size=1, max_size=12))
def test_shares_sum_exactly(budget: int, weights: list[int]) -> None:
    shares = rules.share_out(budget, weights)
    assert sum(shares) == (budget if sum(weights) else 0)
    assert all(share == 0 for share, weight in zip(shares, weights, strict=True) if not weight)


@pytest.mark.parametrize(
    ("asked", "share"),
    [(9_999_999, 255), (10_000_000, 255), (10_000_001, 254), (11_000_000, 127), (12_000_000, 0), (99_000_000, 0)],
)
def test_a_wage_above_the_offer_costs_until_a_fifth_above(asked: int, share: int) -> None:
    assert rules.wage_share(asked, 8_000_000, 10_000_000) == share


@pytest.mark.parametrize(
    ("asked", "low", "high"), [(None, 1, 2), (5, None, None), (11, 10, None)], ids=["no ask", "no offer", "open end"]
)
def test_a_wage_that_cannot_be_judged(asked: int | None, low: int | None, high: int | None) -> None:
    assert rules.wage_share(asked, low, high) is None


@given(st.integers(0, 50_000_000), st.integers(0, 50_000_000), st.integers(1, 40_000_000))
def test_asking_less_never_costs(one: int, other: int, high: int) -> None:
    less, more = sorted((one, other))
    low_share, high_share = rules.wage_share(less, None, high), rules.wage_share(more, None, high)
    assert low_share is not None
    assert high_share is not None
    assert low_share >= high_share


@pytest.mark.parametrize(
    ("days", "share"), [(-30, 255), (0, 255), (1, 170), (30, 170), (31, 85), (60, 85), (61, 0), (400, 0)]
)
def test_a_late_start(days: int, share: int) -> None:
    wanted = date(2027, 2, 15)
    assert rules.start_share(wanted + timedelta(days), wanted) == share


@pytest.mark.parametrize(("months", "share"), [(0, 0), (12, 127), (23, 244), (24, 255), (240, 255)])
def test_experience_is_flat_above_what_is_asked(months: int, share: int) -> None:
    assert rules.experience_share(months, 24) == share


@pytest.mark.parametrize(
    ("proficiency", "years", "level"), [(1, None, 128), (3, 0.9, 184), (5, 1, 243), (5, 5, 255), (5, 50, 255)]
)
def test_skill_levels(proficiency: int, years: float | None, level: int) -> None:
    assert rules.skill_level(proficiency, years) == level


@pytest.mark.parametrize(("gap", "share"), [(None, 0), (-1, 140), (0, 255), (1, 150), (2, 40), (3, 0)])
def test_language_steps(gap: int | None, share: int) -> None:
    assert rules.language_share(gap, (255, 150, 40), 140) == share


def test_absent_parts_leave_their_weight_to_the_others() -> None:
    assert rules.budget({"a": 1, "b": 1, "c": 2}, {"a": 0, "b": None, "c": 255}) == {"a": 3333, "c": 6667}


def test_ties_are_the_same_on_every_machine_and_favour_nobody() -> None:
    assert rules.tie("v1", "p1") == rules.tie("v1", "p1")
    order = sorted((f"p{n:03d}" for n in range(50)), key=lambda ref: rules.tie("v1", ref))
    assert order != sorted(order)
