"""Questions without results on both databases: unreadable until many asked, forgotten in time, never in anybody's way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import delete, select, text

from portal.cli import context
from portal.cli.misses import misses as command
from portal.search import misses
from portal.search.misses import ENOUGH_DAYS, ENOUGH_TIMES, KEPT_DAYS, Miss
from portal.search.models import MissRow
from portal.storage.db import db
from tests.firms.at_once import at_once

FIRST = date(2026, 11, 1)
LAST = FIRST + timedelta(days=ENOUGH_DAYS - 1)


@pytest.fixture(autouse=True)
def empty(app: Flask) -> Iterator[None]:
    db.session.execute(delete(MissRow))
    db.session.commit()
    yield
    db.session.execute(delete(MissRow))
    db.session.commit()


def ask(query: str, *days: date, locale: str = "vi") -> None:
    for day in days:
        misses.count(query, locale, day)
    db.session.rollback()


def enough(query: str = "thợ lặn", locale: str = "vi") -> None:
    """Asked just often enough, the last time on LAST."""
    days = [FIRST + timedelta(days=place) for place in range(ENOUGH_DAYS)]
    ask(query, *[FIRST] * (ENOUGH_TIMES - ENOUGH_DAYS), *days, locale=locale)


def rows() -> list[MissRow]:
    return list(db.session.scalars(select(MissRow)))


def test_until_enough_have_asked_no_word_is_kept() -> None:
    ask("thợ lặn", *[FIRST] * 50, FIRST + timedelta(days=1))
    [row] = rows()
    assert (row.query, row.days, row.times) == (None, 2, 51)
    assert "lặn" not in row.digest
    assert misses.seen() == []
    db.session.expire_all()
    ask("Thợ  LẶN", LAST)
    assert misses.seen() == [Miss("thợ lặn", "vi", 3, 52, LAST)]


def test_enough_is_days_and_times() -> None:
    enough()
    assert misses.seen() == [Miss("thợ lặn", "vi", ENOUGH_DAYS, ENOUGH_TIMES, LAST)]
    ask("thợ mộc", FIRST, FIRST + timedelta(days=1), LAST)
    assert [it.query for it in misses.seen()] == ["thợ lặn"]


def test_each_language_is_counted_by_itself_and_the_most_asked_comes_first() -> None:
    enough("diver", "en")
    enough("thợ lặn")
    ask("thợ lặn", LAST)
    assert [(it.query, it.locale, it.times) for it in misses.seen()] == [
        ("thợ lặn", "vi", ENOUGH_TIMES + 1),
        ("diver", "en", ENOUGH_TIMES),
    ]
    assert misses.seen(LAST + timedelta(days=1)) == []


@pytest.mark.parametrize("query", ["Nguyễn Văn A", "0912 345 678", "công ty Hồng Hà", "a@b.vn"])
def test_what_may_be_personal_leaves_no_trace(query: str) -> None:
    ask(query, *[FIRST] * 10, FIRST + timedelta(days=1), LAST)
    assert rows() == []


def test_it_is_forgotten_in_time() -> None:
    enough()
    assert misses.sweep(LAST + timedelta(days=KEPT_DAYS)) == 0
    assert misses.sweep(LAST + timedelta(days=KEPT_DAYS + 1)) == 1
    assert rows() == []


def test_where_there_is_no_room_nothing_new_is_kept_until_those_asked_least_are_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(misses, "MOST", 3)
    enough()
    for place, query in enumerate(("một", "hai", "ba", "bốn")):
        ask(query, FIRST + timedelta(days=place))
    assert len(rows()) == 3
    ask("một", LAST)  # what is known goes on being counted
    assert misses.sweep(LAST) == 1
    assert sorted(row.times for row in rows()) == [2, ENOUGH_TIMES]
    assert [it.query for it in misses.seen()] == ["thợ lặn"]


def test_many_at_once_are_all_counted(app: Flask) -> None:
    counted = at_once(app, 6, lambda: misses.count("thợ lặn", "vi", FIRST))
    db.session.rollback()
    [row] = rows()
    assert row.times == sum(counted)
    assert row.times >= 1


def test_where_another_writes_nobody_waits_and_nothing_fails(app: Flask) -> None:
    if db.engine.dialect.name == "sqlite":
        hold = text("UPDATE installation_mark SET value = value WHERE key = ''")
    else:
        hold = text("LOCK TABLE search_miss IN ACCESS EXCLUSIVE MODE")
    with db.engine.begin() as connection:
        connection.execute(hold)
        assert misses.count("thợ lặn", "vi", FIRST) is False
    assert rows() == []
    assert misses.count("thợ lặn", "vi", FIRST) is True


def test_the_command_lists_them(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(context, "create_app", lambda **_how: app)
    with time_machine.travel("2026-11-10T03:00:00Z", tick=False):
        assert "Nothing was looked for in vain" in CliRunner().invoke(command, []).output
        enough()
        assert "thợ lặn" in CliRunner().invoke(command, []).output
        rows = CliRunner().invoke(command, ["--csv"]).output.splitlines()
        assert rows == ["query,locale,days,times,last_on", f"thợ lặn,vi,{ENOUGH_DAYS},{ENOUGH_TIMES},{LAST}"]
        assert "Nothing" in CliRunner().invoke(command, ["--days", "3"]).output
        assert CliRunner().invoke(command, ["--days", "0"]).exit_code == 2
