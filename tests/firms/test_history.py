"""A licence ends by its own date without anybody deciding it: in the rule, in a firm's history and in the feed of changes."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from flask import Flask

from portal.cli.illustrative.firms import rows
from portal.firms import licence_changes, service
from portal.firms.rules.history import Told, as_told, before, ran_out_on, steps
from portal.storage.db import db

TOLD, LAST, FIRST = date(2026, 1, 5), date(2026, 6, 30), date(2026, 7, 1)


def row(
    state: str = "valid",
    starts: date | None = None,
    to: date | None = LAST,
    told: date = TOLD,
    ended: date | None = None,
) -> Told:
    return Told(state, starts, to, None, told, ended)


@pytest.mark.parametrize(("day", "ran_out"), [(LAST, None), (FIRST, FIRST), (date(2030, 1, 1), FIRST)])
def test_the_last_day_is_still_a_day_of_the_licence(day: date, ran_out: date | None) -> None:
    assert ran_out_on(row(), None, day) == ran_out


@pytest.mark.parametrize(
    "told",
    [
        row(to=None),
        row(state="suspended"),
        row(told=FIRST),
        row(ended=LAST),
        row(ended=FIRST),
    ],
)
def test_what_did_not_run_out_while_it_was_listed_as_valid(told: Told) -> None:
    assert ran_out_on(told, None, date(2030, 1, 1)) is None


@pytest.mark.parametrize(("starts", "ran_out"), [(FIRST, None), (TOLD, None), (date(2026, 7, 2), FIRST), (None, FIRST)])
def test_an_extension_that_the_list_told_late_leaves_no_gap(starts: date | None, ran_out: date | None) -> None:
    late = date(2026, 8, 1)
    after = row(starts=starts, to=date(2031, 6, 30), told=late)
    assert ran_out_on(row(ended=late), after, date(2030, 1, 1)) == ran_out
    expected = "valid" if ran_out is None else "expired"
    assert before([row(ended=late), after], 1) == expected
    assert before([row(ended=late), after], 0) is None


def test_the_step_by_date_stands_between_what_was_told_and_nothing_told_is_lost() -> None:
    late = date(2026, 8, 1)
    told = [row(ended=late), row(state="revoked", to=None, told=late)]
    found = steps(told, date(2026, 9, 1))
    assert [(s.state, s.by_date, s.told_on, s.ended_on) for s in found] == [
        ("valid", False, TOLD, late),
        ("expired", True, FIRST, late),
        ("revoked", False, late, None),
    ]
    assert [s.state for s in steps(told, LAST)] == ["valid", "revoked"]


def test_what_was_over_when_it_was_told_is_in_the_history_and_no_news() -> None:
    told = row(told=date(2026, 9, 1))
    assert ran_out_on(told, None, date(2030, 1, 1)) is None
    assert [(s.state, s.by_date, s.starts_on, s.told_on) for s in steps([told], date(2026, 9, 1))] == [
        ("valid", False, None, date(2026, 9, 1)),
        ("expired", True, FIRST, date(2026, 9, 1)),
    ]


def test_a_licence_that_was_over_when_it_was_told_was_told_as_expired() -> None:
    assert as_told(row(told=FIRST)) == "expired"
    assert as_told(row(told=LAST)) == "valid"
    assert as_told(row(starts=FIRST)) == "not_yet"


@pytest.fixture
def listed(app: Flask) -> list[dict[str, str]]:
    """Five firms of a register of 5 January 2026; the licence of the first runs to 30 June."""
    told = rows(5)
    told[0] = told[0] | {"status_to": LAST.isoformat()}
    bring_in(TOLD, told)
    return told


def bring_in(day: date, told: list[dict[str, str]]) -> None:
    with time_machine.travel(f"{day}T03:00:00Z", tick=False):
        service.load_illustrative(told, [])
        db.session.commit()


REF = "9001-ldtbxh-gp"


def test_the_feed_and_the_firm_tell_that_a_licence_ran_out(listed: list[dict[str, str]]) -> None:
    assert licence_changes.licence_changes(day=LAST) == []
    (change,) = licence_changes.licence_changes(day=FIRST)
    assert (change.ref, change.state, change.before, change.told_on) == (REF, "expired", "valid", FIRST)
    assert (change.by_date, change.decision_no) == (True, None)
    assert licence_changes.licence_changes(day=date(2027, 1, 1)) == [change], "the same entry on every later day"
    firm = service.get_firm(REF, FIRST)
    assert (firm.card.status, [(s.state, s.by_date) for s in firm.history]) == (
        "expired",
        [("expired", True), ("valid", False)],
    )
    assert [s.state for s in service.get_firm(REF, LAST).history] == ["valid"]


def test_a_later_list_comes_after_it_and_does_not_undo_it(listed: list[dict[str, str]]) -> None:
    again = date(2026, 8, 1)
    listed[0] = listed[0] | {"status_from": "2026-07-20", "status_to": "2031-07-19"}
    bring_in(again, listed)
    newer, older = licence_changes.licence_changes(day=again)
    assert (newer.state, newer.before, newer.told_on, newer.runs_to) == ("valid", "expired", again, date(2031, 7, 19))
    assert (older.state, older.told_on, older.by_date) == ("expired", FIRST, True)
    assert [s.state for s in service.get_firm(REF, again).history] == ["valid", "expired", "valid"]


def test_a_firm_that_left_the_list_before_does_not_run_out_in_the_feed(listed: list[dict[str, str]]) -> None:
    bring_in(date(2026, 6, 1), listed[1:])
    assert [c.state for c in licence_changes.licence_changes(day=date(2026, 12, 1))] == ["unlisted"]
