"""What a page may show of a figure, and when a figure holds."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.content.rules import STATES, covers, first_day, last_day, publishable, walk

EVIDENCE = {"source": ["a"], "effective": "unknown", "last_verified": "2026-11-22"}


@pytest.mark.parametrize(
    ("day", "holds"),
    [("2025-12-31", False), ("2026-01-01", True), ("2026-06-29", True), ("2026-06-30", False)],
)
def test_both_ends_of_a_period_are_inside(day: str, holds: bool) -> None:
    assert covers({"effective": "2026-01-01", "effective_to": "2026-06-29"}, date.fromisoformat(day)) is holds


@pytest.mark.parametrize(
    ("period", "before", "after"),
    [
        ({}, True, True),
        ({"effective": "unknown"}, True, True),
        ({"effective": "2026"}, False, True),
        ({"effective_to": "2025"}, True, False),
        ({"effective_to": "2025-12"}, True, False),
    ],
)
def test_an_unknown_end_is_open_and_a_year_is_whole(period: dict[str, str], before: bool, after: bool) -> None:
    assert covers(period, date(2025, 12, 31)) is before
    assert covers(period, date(2026, 1, 1)) is after


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-02-29", "2024-02-29", "2024-02-29"),
    ],
)
def test_a_month_and_a_year_have_a_first_and_a_last_day(text: str, first: str, last: str) -> None:
    assert first_day(text) == date.fromisoformat(first)
    assert last_day(text) == date.fromisoformat(last)


@pytest.mark.parametrize("text", ["", "unknown", "2023-02-29", "2024-13", "24-01-01", "2024-1-1", "01/01/2024"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        first_day(text)


def test_a_withheld_figure_leaves_nothing() -> None:
    node = {
        "hotlines": [{"number": "1", "state": "withheld", **EVIDENCE}, {"number": "2", "state": "sourced", **EVIDENCE}]
    }
    assert [line["number"] for line in publishable(node)["hotlines"]] == ["2"]
    assert publishable({"state": "withheld", **EVIDENCE}) is None
    assert publishable({"fee": {"state": "withheld", **EVIDENCE}}) == {}


def test_an_unverified_figure_keeps_its_name_and_loses_its_value() -> None:
    node = {
        "label": {"vi": "Lương", "en": "Wage"},
        "value": "4806",
        "note": "x",
        "state": "needs_verification",
        **EVIDENCE,
    }
    assert publishable(node) == {"label": node["label"], "state": "needs_verification", **EVIDENCE}


def test_figures_inside_an_unverified_one_are_judged_by_their_own_state() -> None:
    claims = [{"text": "a", "state": "sourced", **EVIDENCE}, {"text": "b", "state": "needs_verification", **EVIDENCE}]
    shown = publishable({"id": "P", "claims": claims, "state": "needs_verification", **EVIDENCE})
    assert ["text" in claim for claim in shown["claims"]] == [True, False]


def test_fields_that_await_verification_are_left_out() -> None:
    shown = publishable({"issued": "2026-01-01", "title": "t", "awaiting": ["issued"], "state": "sourced", **EVIDENCE})
    assert "issued" not in shown
    assert shown["title"] == "t"


def figures(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Mappings and lists with a state here and there."""
    keys = st.sampled_from(["id", "name", "value", "amount", "claims", "label"])
    node = st.dictionaries(keys, values, max_size=4)
    figure = st.builds(lambda data, state: {**data, "state": state, **EVIDENCE}, node, st.sampled_from(STATES))
    return node | figure | st.lists(values, max_size=3)


@given(st.recursive(st.integers() | st.text(max_size=5), figures, max_leaves=20))
def test_nothing_withheld_is_left_at_any_depth_and_filtering_twice_changes_nothing(node: Any) -> None:
    shown = publishable(node)
    assert all(part.get("state") != "withheld" for _, part in walk(shown) if isinstance(part, dict))
    assert publishable(shown) == shown


@given(st.dates(date(1990, 1, 1), date(2050, 1, 1)), st.integers(0, 4000), st.integers(-10, 4010))
def test_a_period_holds_exactly_between_its_ends(start: date, length: int, offset: int) -> None:
    period = {"effective": start.isoformat(), "effective_to": (start + timedelta(length)).isoformat()}
    assert covers(period, start + timedelta(offset)) is (0 <= offset <= length)
