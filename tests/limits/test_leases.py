"""Leases: exact over all who take them, cheap, never a wait for who only reads."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import event, text

from portal.limits import service as limits
from portal.limits.leases import Leases
from portal.limits.models import LimitBucket
from portal.limits.policy_rules import POLICIES
from portal.storage.db import BUSY_TIMEOUT, db

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
NAME, SIZE = "api.address", 25
MOST = POLICIES[NAME].burst * SIZE


def let_through(processes: list[Leases], tries: int, now: datetime = NOW) -> int:
    """How many of these tries go on, falling on the processes in turn."""
    return sum(processes[n % len(processes)].spend("a", now) == 0 for n in range(tries))


@pytest.fixture
def statements(app: Flask) -> Iterator[list[str]]:
    """What the database is asked meanwhile."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield asked
    event.remove(db.engine, "before_cursor_execute", note)


def test_one_process_lets_through_exactly_what_the_policy_says(app: Flask) -> None:
    assert MOST == 1200
    assert let_through([Leases(NAME, SIZE)], 2000) == MOST


@pytest.mark.parametrize("processes", [2, 4, 9])
def test_processes_together_never_more_and_never_less_than_a_thousand(app: Flask, processes: int) -> None:
    own = [Leases(NAME, SIZE) for _ in range(processes)]
    first = own[1:]  # each of them takes a lease and then gets one request only
    assert let_through(first, len(first)) == len(first)
    rest = let_through(own[:1], 2000)
    assert rest + len(first) >= 1000
    assert rest + len(first) * SIZE == MOST
    assert let_through(own, 2000) == len(first) * (SIZE - 1), "what was left of the leases is good, and no more"


def test_others_are_not_touched(app: Flask) -> None:
    leases = Leases(NAME, SIZE)
    let_through([leases], 2000)
    assert leases.spend("another", NOW) == 0


@pytest.mark.parametrize(("seconds", "more"), [(1.25, 0), (2, 25), (60, MOST)])
def test_who_waits_as_told_goes_on(app: Flask, seconds: float, more: int) -> None:
    leases = Leases(NAME, SIZE)
    let_through([leases], MOST)
    assert leases.spend("a", NOW) == 2, "one lease every 1.25 seconds, told in whole ones"
    assert let_through([leases], 2000, NOW + timedelta(seconds=seconds)) == more


def test_a_minute_of_hammering_gets_the_burst_and_twenty_a_second(app: Flask) -> None:
    leases, let = Leases(NAME, SIZE), 0
    for tenth in range(600):
        let += let_through([leases], 10, NOW + timedelta(seconds=tenth / 10))
    assert MOST + 60 * 20 - 2 * SIZE <= let <= MOST + 60 * 20


def test_a_lease_left_over_is_not_hoarded(app: Flask) -> None:
    leases = Leases(NAME, SIZE)
    leases.spend("a", NOW)
    late = NOW + timedelta(minutes=2)
    assert let_through([leases], 2000, late) == MOST


def test_the_store_is_asked_once_for_25_and_a_refused_one_asks_nothing(app: Flask, statements: list[str]) -> None:
    leases = Leases(NAME, SIZE)
    let_through([leases], SIZE)
    writes = sum("limit_bucket" in statement for statement in statements)
    assert writes == 3, "made, read, saved: once"
    let_through([leases], MOST)
    statements.clear()
    assert let_through([leases], 1000) == 0
    assert statements == []


def test_memory_keeps_the_latest_keys_only(app: Flask) -> None:
    leases = Leases(NAME, SIZE, most=3)
    for number in range(20):
        assert leases.spend(f"address {number}", NOW) == 0
    assert list(leases._held) == ["address 17", "address 18", "address 19"]


def test_while_another_writes_reading_goes_on_at_once_and_within_bounds(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    limits.hit(NAME, "a", NOW)
    leases = Leases(NAME, SIZE)
    with db.engine.begin() as other, caplog.at_level(logging.WARNING):
        other.execute(text("UPDATE limit_bucket SET level = level"))
        start = time.perf_counter()
        assert let_through([leases], 100) == SIZE, "one lease is lent"
        assert time.perf_counter() - start < BUSY_TIMEOUT / 1000 / 2
        assert let_through([leases], 100, NOW + timedelta(milliseconds=999)) == 0
        assert let_through([leases], 100, NOW + timedelta(seconds=1)) == SIZE
    assert "reading goes on" in caplog.text
    assert "127." not in caplog.text
    assert let_through([leases], 100, NOW + timedelta(seconds=3)) == 100


def test_the_connection_goes_back_as_it_came(app: Flask) -> None:
    Leases(NAME, SIZE).spend("a", NOW)
    with db.engine.connect() as connection:
        if db.engine.dialect.name == "sqlite":
            assert connection.scalar(text("PRAGMA busy_timeout")) == BUSY_TIMEOUT
            assert connection.scalar(text("PRAGMA synchronous")) == 2
        else:
            assert connection.scalar(text("SHOW lock_timeout")) == "0"
            assert connection.scalar(text("SHOW synchronous_commit")) == "on"


def test_the_shared_bucket_is_in_the_database(app: Flask) -> None:
    Leases(NAME, SIZE).spend("203.0.113.7/32", NOW)
    (bucket,) = db.session.query(LimitBucket).all()
    assert "203" not in bucket.key
