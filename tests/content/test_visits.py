"""Pages are counted by month, by nobody in particular, and what several processes count is added up on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.exc import OperationalError

from portal.content import visits
from portal.content.models import Visit
from portal.content.visits import Counting
from portal.storage.db import db

PAGE, OTHER = "markets/jp", "warnings/broker-fee"
DAY = date(2026, 11, 28)


@pytest.fixture(autouse=True)
def empty(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(visits, "FLUSH_SECONDS", 0.0)
    yield
    db.session.rollback()
    db.session.execute(delete(Visit))
    db.session.commit()


def counted(*paths: str, day: date = DAY) -> Counting:
    counting = Counting()
    for path in paths:
        counting.count(path, day)
    return counting


def rows() -> set[tuple[str, date, int]]:
    found = {(row.path, row.month, row.times) for row in db.session.scalars(select(Visit))}
    db.session.rollback()
    return found


def test_what_two_processes_count_is_added_up() -> None:
    assert counted(PAGE, PAGE, OTHER).write_when_due()
    assert counted(PAGE).write_when_due()
    assert rows() == {(PAGE, date(2026, 11, 1), 3), (OTHER, date(2026, 11, 1), 1)}
    assert visits.seen(DAY) == {PAGE: 3, OTHER: 1}


def test_nothing_is_written_twice() -> None:
    counting = counted(PAGE)
    assert counting.write_when_due()
    assert not counting.write_when_due()
    assert visits.seen(DAY) == {PAGE: 1}


@pytest.mark.parametrize(
    "path", ["", "me", "vacancies/x", "search", "markets/xx", "markets/jp/", "k/123", "desk/content"]
)
def test_an_address_that_is_no_page_of_the_content_is_not_counted(path: str) -> None:
    assert not counted(path).write_when_due()
    assert rows() == set()


def test_it_waits_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visits, "FLUSH_SECONDS", 60.0)
    assert not counted(PAGE).write_when_due()
    assert rows() == set()


def test_where_another_writes_the_count_is_kept_for_the_next_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(_counted: object) -> None:
        raise OperationalError("locked", None, Exception("locked"))

    counting = counted(PAGE)
    with monkeypatch.context() as patched:
        patched.setattr(visits, "_add", busy)
        assert not counting.write_when_due()
    assert counting.write_when_due()
    assert visits.seen(DAY) == {PAGE: 1}


@pytest.mark.parametrize(("today", "times"), [("2026-12-31", 1), ("2027-01-30", 1), ("2027-01-31", 0)])
def test_only_recent_months_count(today: str, times: int) -> None:
    counted(PAGE).write_when_due()
    assert visits.seen(date.fromisoformat(today)).get(PAGE, 0) == times


@pytest.mark.parametrize(("today", "left"), [("2027-12-05", 1), ("2027-12-06", 1), ("2027-12-07", 0)])
def test_old_months_are_forgotten(today: str, left: int) -> None:
    counted(PAGE).write_when_due()
    visits.sweep(date.fromisoformat(today))
    assert len(rows()) == left
