"""Which wage, quota or term held on a day: a day before, on and after each change."""

from __future__ import annotations

from datetime import date

import pytest

from portal.content.series_rules import Series, series_on


def node(value: str, effective: str, state: str = "sourced", **more: str) -> dict[str, str]:
    return {"name": "a", "value": value, "effective": effective, "state": state, **more}


OLD = node("10030", "2025-01-01", "superseded")
NOW = node("10320", "2026-01-01")
NEXT = node("10500", "2027-01-01")


def on(day: str, *nodes: dict[str, str]) -> Series:
    return series_on(nodes or (NOW, OLD, NEXT), date.fromisoformat(day), lambda n: n["name"])


def values(nodes: tuple[object, ...]) -> list[str]:
    return [n["value"] for n in nodes]  # type: ignore[index]


@pytest.mark.parametrize(
    ("day", "held", "later", "earlier"),
    [
        ("2024-12-31", [], ["10320", "10030", "10500"], []),
        ("2025-01-01", ["10030"], ["10320", "10500"], []),
        ("2025-12-31", ["10030"], ["10320", "10500"], []),
        ("2026-01-01", ["10320"], ["10500"], ["10030"]),
        ("2026-12-31", ["10320"], ["10500"], ["10030"]),
        ("2027-01-01", ["10500"], [], ["10320", "10030"]),
    ],
)
def test_the_newest_that_had_begun_held(day: str, held: list[str], later: list[str], earlier: list[str]) -> None:
    found = on(day)
    assert (values(found.held), values(found.later), values(found.earlier)) == (held, later, earlier)


@pytest.mark.parametrize(("day", "held"), [("2026-06-29", ["a"]), ("2026-06-30", [])])
def test_what_has_a_last_day_ends_with_it(day: str, held: list[str]) -> None:
    assert values(on(day, node("a", "2022", effective_to="2026-06-29")).held) == held


def test_what_was_superseded_by_nothing_known_does_not_hold() -> None:
    assert values(on("2026-01-01", OLD).held) == []


def test_a_figure_of_unknown_begin_holds_unless_a_dated_one_does() -> None:
    undated = node("u", "unknown")
    assert values(on("2020-01-01", undated).held) == ["u"]
    assert values(on("2026-02-01", undated, NOW).held) == ["10320"]
    assert values(on("2025-02-01", undated, NOW).held) == ["u"]


@pytest.mark.parametrize(("day", "newer"), [("2025-12-31", False), ("2026-01-01", True)])
def test_a_newer_figure_that_waits_is_told_without_its_value(day: str, newer: bool) -> None:
    found = on(day, node("4666", "2025-01-01"), {"name": "a", "effective": "2026-01-01", "state": "needs_verification"})
    assert values(found.held) == ["4666"]
    assert found.newer_awaits is newer


def test_series_of_other_names_do_not_mix() -> None:
    found = on("2026-02-01", NOW, {**OLD, "name": "b"})
    assert values(found.held) == ["10320"]
