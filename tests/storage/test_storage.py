"""What every table relies on: pragmas, foreign keys, moments with a zone, NFC text, remembered marks; on both databases."""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta, timezone

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, StatementError

from portal.firms.models import FirmName
from portal.search.models import OutboxRow
from portal.storage.db import db
from portal.storage.installation import find_mark, is_demo, is_reachable, set_mark


def test_sqlite_is_set_up_for_safety(app: Flask) -> None:
    if db.engine.dialect.name != "sqlite":
        assert db.session.scalar(text("SELECT version()")).startswith("PostgreSQL")
        return
    read = {
        name: db.session.scalar(text(f"PRAGMA {name}"))
        for name in ("journal_mode", "foreign_keys", "busy_timeout", "synchronous")
    }
    assert read == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 5000, "synchronous": 2}


def test_a_row_without_its_parent_is_refused(app: Flask) -> None:
    db.session.add(FirmName(firm_id=987654, position=0, kind="vi", name="Không có công ty"))
    with pytest.raises(IntegrityError):
        db.session.commit()


def test_a_moment_comes_back_as_the_same_moment(app: Flask) -> None:
    hanoi = datetime(2026, 2, 28, 23, 30, tzinfo=timezone(timedelta(hours=7)))
    db.session.add(OutboxRow(kind="firm", id="x", enqueued_at=hanoi))
    db.session.commit()
    db.session.expire_all()
    kept = db.session.query(OutboxRow).one().enqueued_at
    assert kept == hanoi
    assert kept.utcoffset() == timedelta(0)


def test_a_moment_without_a_zone_is_refused(app: Flask) -> None:
    db.session.add(OutboxRow(kind="firm", id="x", enqueued_at=datetime(2026, 1, 1)))  # noqa: DTZ001 - the fault under test
    with pytest.raises(StatementError, match="time zone"):
        db.session.commit()


def test_marks_are_kept_and_replaced(app: Flask) -> None:
    assert find_mark("k") is None
    set_mark("k", unicodedata.normalize("NFC", "giá trị"))
    db.session.commit()
    set_mark("k", "khác")
    db.session.commit()
    assert find_mark("k") == "khác"
    assert not is_demo()
    assert is_reachable()
