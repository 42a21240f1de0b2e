"""Limits on the database: all or nothing over dimensions, nothing readable stored, exact with four processes at once."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text

from portal.config import ROOT
from portal.limits import service as limits
from portal.limits.models import LimitBucket
from portal.limits.store import LimitInsideWrite
from portal.storage import at_work
from portal.storage.db import db

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
NAME = "sign_in.account_network"  # 5 at once, then 15 seconds


def used_up(key: str = "k", now: datetime = NOW) -> int:
    """How many hits in a row are allowed."""
    count = 0
    while limits.hit(NAME, key, now).allowed:
        count += 1
    return count


def test_a_burst_then_a_wait(app: Flask) -> None:
    assert used_up() == 5
    refused = limits.hit(NAME, "k", NOW)
    assert (refused.allowed, refused.retry_after, refused.refused_by) == (False, 15, NAME)
    assert limits.hit(NAME, "another", NOW).allowed


@pytest.mark.parametrize(("seconds", "allowed"), [(14, False), (15, True), (16, True)])
def test_a_second_before_at_and_after(app: Flask, seconds: int, allowed: bool) -> None:
    used_up()
    assert limits.hit(NAME, "k", NOW + timedelta(seconds=seconds)).allowed is allowed


def test_the_wait_is_rounded_up(app: Flask) -> None:
    used_up()
    assert limits.hit(NAME, "k", NOW + timedelta(milliseconds=14_001)).retry_after == 1


def test_one_refusing_dimension_leaves_the_others_untouched(app: Flask) -> None:
    used_up("full")
    for _ in range(3):
        verdict = limits.hit_all([("sign_in.device", "d"), (NAME, "full")], NOW)
        assert (verdict.allowed, verdict.refused_by) == (False, NAME)
    count = 0
    while limits.hit("sign_in.device", "d", NOW).allowed:
        count += 1
    assert count == 10


def test_taken_back_counts_no_more(app: Flask) -> None:
    for _ in range(20):
        verdict = limits.hit_all([(NAME, "k"), ("sign_in.address", "a")], NOW)
        assert verdict.allowed
        limits.take_back(verdict, NOW)
    assert used_up() == 5


def test_taking_back_a_refusal_changes_nothing(app: Flask) -> None:
    used_up()
    limits.take_back(limits.hit(NAME, "k", NOW), NOW)
    assert not limits.hit(NAME, "k", NOW).allowed


def test_the_key_is_nowhere_in_the_table(app: Flask) -> None:
    limits.hit(NAME, "lan@example.vn", NOW)
    limits.hit("sign_in.address", "lan@example.vn", NOW)
    keys = db.session.scalars(select(LimitBucket.key)).all()
    assert len(set(keys)) == 2
    assert not any("lan" in key or "sign_in" in key for key in keys)


def test_a_hit_stays_when_the_caller_rolls_back_and_goes_when_it_joined(app: Flask) -> None:
    limits.hit(NAME, "own", NOW)
    limits.hit(NAME, "joined", NOW, join=True)
    db.session.rollback()
    assert used_up("own") == 4
    assert used_up("joined") == 5


def test_joining_works_after_the_caller_has_written(app: Flask) -> None:
    db.session.execute(text("DELETE FROM limit_bucket"))
    assert limits.hit(NAME, "k", NOW, join=True).allowed
    db.session.commit()
    assert used_up() == 4


def test_a_refused_hit_leaves_no_row(app: Flask) -> None:
    used_up()
    for n in range(20):
        assert not limits.hit_all([(NAME, "k"), ("sign_in.account", f"invented {n}")], NOW).allowed
    assert len(db.session.scalars(select(LimitBucket.key)).all()) == 1


def test_counting_by_itself_after_the_caller_wrote_is_an_error_not_a_wait(app: Flask) -> None:
    if db.engine.dialect.name != "sqlite":
        return
    db.session.execute(text("DELETE FROM limit_bucket"))
    with pytest.raises(LimitInsideWrite):
        limits.hit(NAME, "k", NOW)


def test_a_restart_changes_nothing(app: Flask) -> None:
    used_up()
    db.session.remove()
    db.engine.dispose()
    assert not limits.hit(NAME, "k", NOW).allowed


@pytest.mark.parametrize(("later", "left"), [(timedelta(days=1, seconds=134), 1), (timedelta(days=1, seconds=140), 0)])
def test_only_what_is_forgotten_is_swept(app: Flask, later: timedelta, left: int) -> None:
    used_up()  # empty again after 75 seconds, forgotten a day after that, swept a minute later
    limits.sweep(NOW + later)
    assert len(db.session.scalars(select(LimitBucket.key)).all()) == left


def test_an_unknown_policy_is_an_error(app: Flask) -> None:
    with pytest.raises(KeyError):
        limits.hit("no.such", "k", NOW)


@pytest.fixture
def generous() -> Iterator[None]:
    limits.use(7)
    yield
    limits.use(1)


def test_a_load_trial_may_be_more_generous_never_less(app: Flask, generous: None) -> None:
    assert used_up() == 35
    with at_work.holding(replace(app.extensions["settings"], limits_factor=2)):
        assert used_up("other") == 70
    with pytest.raises(ValueError, match="less"):
        limits.use(0)


def test_in_production_limits_are_as_written_whatever_was_said(app: Flask, generous: None) -> None:
    with at_work.holding(replace(app.extensions["settings"], environment="production", limits_factor=9)):
        assert limits.generosity() == 1
        assert used_up() == 5


def test_no_module_of_the_product_raises_a_limit() -> None:
    callers = [p for p in (ROOT / "portal").rglob("*.py") if re.search(r"limits\.use\(", p.read_text(encoding="utf-8"))]
    assert callers == []


WORKER = """
import sys
from datetime import datetime
from flask import Flask, current_app
from portal.config import Settings
from portal.limits import service as limits
from portal.storage import at_work
from portal.storage.db import db
from pathlib import Path
url, now = sys.argv[1], datetime.fromisoformat(sys.argv[2])
app = Flask("worker")
app.config["SQLALCHEMY_DATABASE_URI"] = url
app.extensions["settings"] = Settings("development", sys.argv[3], url, Path("."), Path("."))
db.init_app(app)
at_work.use(lambda: current_app.extensions["settings"])
with app.app_context():
    print("ready", flush=True)
    sys.stdin.readline()
    dimensions = [("sign_in.network", "n"), ("sign_in.all", "")], [("sign_in.all", ""), ("sign_in.network", "n")]
    print(sum(limits.hit_all(dimensions[i % 2], now).allowed for i in range(30)))
"""


def test_four_processes_take_exactly_the_burst(app: Flask) -> None:
    """4 × 30 tries at one moment, in opposite orders of dimensions: 60 pass, not 59 and not 61; none waits for ever."""
    settings = app.extensions["settings"]
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-c",
        WORKER,
        settings.database_url,
        NOW.isoformat(),
        settings.secret_key,
    ]
    workers = [
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(4)
    ]
    for worker in workers:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("\n")
        worker.stdin.flush()
    allowed = [int(worker.communicate(timeout=60)[0]) for worker in workers]
    assert sum(allowed) == 60
    assert not limits.hit("sign_in.network", "n", NOW).allowed
