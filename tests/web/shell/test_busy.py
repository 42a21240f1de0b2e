"""A database that another one writes to for too long: a page that says so, nothing half done, and not an error of ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy.exc import OperationalError

from portal.app import create_app
from portal.config import Settings
from portal.storage.db import db
from portal.storage.turns import TurnTaken, is_busy, take_turn
from tests.conftest import close
from tests.web.people import token
from tests.web.strict import StrictClient


@pytest.fixture
def hurried(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, catalogues: None) -> Iterator[Flask]:
    monkeypatch.setattr("portal.storage.db.BUSY_TIMEOUT", 50)
    app = create_app(
        replace(
            settings,
            database_url=f"sqlite:///{tmp_path / 'b.sqlite3'}",
            state_dir=tmp_path,
            search_index_dir=tmp_path / "i",
        )
    )
    app.testing = True
    app.test_client_class = StrictClient
    with app.app_context():
        upgrade()
    yield app
    close(app)


@pytest.fixture
def writer(hurried: Flask, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(tmp_path / "b.sqlite3", isolation_level=None)
    yield connection
    connection.close()


@pytest.mark.parametrize(
    ("locale", "words"), [("vi", "Đang quá bận, chưa ghi được gì"), ("en", "Too busy, nothing was written")]
)
def test_a_form_is_answered_in_words_and_may_be_sent_again(
    hurried: Flask, writer: sqlite3.Connection, locale: str, words: str
) -> None:
    hurried.testing = False  # as in production: what a view lets through is answered
    client = hurried.test_client()
    page = client.get(f"/{locale}/sign-up")
    form = {
        "csrf_token": token(page),
        "login": "lan@example.vn",
        "password": "gạo nếp cái hoa vàng",
        "role": "returnee",
    }
    writer.execute("BEGIN IMMEDIATE")
    busy = client.post(page.request.path, data=form)
    assert busy.status_code == 503
    assert busy.headers["Retry-After"] == "5"
    assert words in busy.text
    writer.execute("ROLLBACK")
    assert client.post(page.request.path, data=form).status_code == 303


def test_reading_goes_on_while_somebody_writes(hurried: Flask, writer: sqlite3.Connection) -> None:
    writer.execute("BEGIN IMMEDIATE")
    assert hurried.test_client().get("/vi/firms").status_code == 200


def test_a_turn_that_does_not_come_is_busy(hurried: Flask, writer: sqlite3.Connection) -> None:
    writer.execute("BEGIN IMMEDIATE")
    with hurried.app_context(), pytest.raises(TurnTaken) as told:
        take_turn("anything")
    assert is_busy(told.value)
    with hurried.app_context():
        db.session.rollback()


@pytest.mark.parametrize(
    ("error", "busy"),
    [
        (OperationalError("", {}, sqlite3.OperationalError("database or disk is full")), True),
        (OperationalError("", {}, sqlite3.OperationalError("no such table: account")), False),
        (ValueError("database is locked"), False),
    ],
)
def test_what_is_busy_and_what_is_a_fault(error: Exception, busy: bool) -> None:
    assert is_busy(error) is busy
