"""The rules by themselves: who may agree, what is a figure, what a form gives back, what a change is called."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.content.editing.rules.differences import differences, needs_reviewer, stale_mentions
from portal.content.editing.rules.shapes import always_there, is_day, lacking, leaves, pattern_of, shapes
from portal.content.editing.rules.states import FURTHEST, OPEN, may_approve, may_edit, times_right
from portal.content.editing.rules.typed import misread, tidied, unsafe, with_typed, written
from portal.content.store import shipped

NOW, SECOND = datetime(2026, 12, 1, tzinfo=UTC), timedelta(seconds=1)


@pytest.mark.parametrize("state", [*OPEN, "approved", "discarded"])
@pytest.mark.parametrize("figures", [True, False])
@pytest.mark.parametrize("reviewer", [True, False])
def test_who_agrees(state: str, figures: bool, reviewer: bool) -> None:
    assert not may_approve(state, "a", "a", figures=figures, reviewer=reviewer), "never the author"
    assert may_approve(state, "a", "b", figures=figures, reviewer=reviewer) == (
        state == "review" and (reviewer or not figures)
    )
    assert may_edit(state, "a", "a") == (state in ("draft", "changes"))
    assert not may_edit(state, "a", "b")


@pytest.mark.parametrize(
    ("begins", "ends", "right"),
    [
        (None, None, True), (NOW, None, True), (NOW - SECOND, None, False), (NOW + FURTHEST, None, True),
        (NOW + FURTHEST + SECOND, None, False), (None, NOW, False), (None, NOW + SECOND, True), (NOW + SECOND, NOW + SECOND, False),
    ],
)  # fmt: skip
def test_when_it_shows_and_ends(begins: datetime | None, ends: datetime | None, right: bool) -> None:
    assert times_right(begins, ends, NOW) is right


@pytest.mark.parametrize(
    ("before", "after", "figure"),
    [
        ({"title": {"vi": "Cũ"}}, {"title": {"vi": "Mới"}}, False),
        ({"title": {"vi": "Cũ 3 tháng"}}, {"title": {"vi": "Cũ 4 tháng"}}, True),
        ({"title": {"vi": "Cũ 3 tháng"}}, {"title": {"vi": "Mới 3 tháng"}}, False),
        ({"state": "sourced"}, {"state": "verified"}, True),
        ({"effective": "2026-01-01"}, {"effective": "2026-01-02"}, True),
        ({"formula": {"type": "zero"}}, {"formula": {"type": "free"}}, True),
        ({"signs": [{"vi": "a"}]}, {"signs": [{"vi": "b"}]}, False),
        ({}, {"note": {"vi": "từ 2027"}}, True),
        ({"worker_may_be_charged": False}, {"worker_may_be_charged": True}, True),
        ({"source": ["a"]}, {"source": ["b"]}, True),
    ],
)
def test_what_needs_a_reviewer(before: dict[str, Any], after: dict[str, Any], figure: bool) -> None:
    assert needs_reviewer(before, after) is figure
    assert needs_reviewer(before, before) is False


def test_an_entry_put_in_between_is_one_change() -> None:
    rows = [{"id": name, "value": name} for name in "abcd"]
    changed = [rows[0], {"id": "new", "value": "7"}, *rows[1:]]
    assert [(change.path, change.was, change.now) for change in differences({"rows": rows}, {"rows": changed})] == [
        ("rows[1].id", None, "new"), ("rows[1].value", None, "7"),
    ]  # fmt: skip
    assert len(differences({"rows": changed}, {"rows": rows})) == 2


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("nhiều nhất 3 tháng", True), ("nhiều nhất 3, hoặc 4", True), ("đủ 13 tháng", False), ("3.600 USD", False),
        ("3,5 tháng", False), ("chương 3.", True),
    ],
)  # fmt: skip
def test_a_text_that_names_the_old_number(text: str, named: bool) -> None:
    before, after = {"months": "3", "note": {"vi": text}}, {"months": "4", "note": {"vi": text}}
    assert stale_mentions(before, after) == (("note.vi",) if named else ())


@pytest.mark.parametrize(
    "kind", ["market", "programme", "fee_rule", "procedure", "scam", "page", "document", "statistic", "lesson"]
)
def test_every_field_goes_through_its_input_unchanged(kind: str) -> None:
    """As a browser sends it, with its own line ends."""
    items = shipped().items(kind)
    known = shapes(item.data for item in items.values())
    for item in items.values():
        sent = {path: written(value).replace("\n", "\r\n") for path, value in leaves(item.data)}
        assert with_typed(item.data, sent, known) == dict(item.data), item.id
        assert list(misread(item.data, known)) == []
        assert list(unsafe(item.data)) == []
        assert tidied(item.data) == dict(item.data)


def test_a_field_that_others_all_have_is_missed() -> None:
    rows = [{"id": str(n), "name": {"vi": "a", "en": "b"}, "more": [{"x": "1"}]} for n in range(3)]
    always = always_there(rows)
    assert list(lacking({"id": "9", "name": {"vi": "a"}, "more": [{}]}, always)) == ["name.en", "more[0].x"]
    assert list(lacking(rows[0], always)) == []
    assert list(lacking({"id": "9"}, always_there(rows[:2]))) == [], "too few to tell"


DAYS = ("2026-07-01", "2026-07", "2026", "unknown")
NO_DAYS = ("2026-02-30", "2026-13", "1/7/2026", "", "2026-7-1", "26-07-01")


@pytest.mark.parametrize("text", [*DAYS, *NO_DAYS])
def test_days(text: str) -> None:
    assert is_day(text) is (text in DAYS)


NAMES = st.sampled_from(["a", "b", "value", "x"])
ROWS = st.lists(st.dictionaries(NAMES, st.text("xyz19", max_size=4), min_size=1), min_size=1, max_size=3)
NODES = st.recursive(
    st.text("xyz19", max_size=4) | ROWS, lambda inner: st.dictionaries(NAMES, inner, min_size=1), max_leaves=6
)
TREES = st.dictionaries(NAMES, NODES, max_size=4)


@given(before=TREES, after=TREES)
def test_differences_are_all_that_differs(before: dict[str, Any], after: dict[str, Any]) -> None:
    found = differences(before, after)
    assert bool(found) == (before != after)
    there = {pattern_of(path) for path, _ in leaves(after)} | {pattern_of(path) for path, _ in leaves(before)}
    for change in found:
        assert change.was != change.now
        assert any(name == pattern_of(change.path) or name.startswith(pattern_of(change.path)) for name in there)
