"""`flask work`: every job has its turn, one that fails stops no other, and letters leave by the way that is set."""

from __future__ import annotations

import threading
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from portal.accounts.rules.origin import Origin
from portal.accounts.service.passwords import request_reset
from portal.app import create_app
from portal.cli.chores.pace import every
from portal.cli.demo import load_logins, table_of
from portal.cli.work import mailing, run, sweeping, work
from portal.mail import service as mail
from portal.shared.clock import now
from portal.storage.db import db


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """A development installation of this test's own, by its environment."""
    for name in ("DATABASE_URL", "SMTP_URL", "PORTAL_KEYS", "PORTAL_HOSTS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PORTAL_ENV", "development")
    monkeypatch.setenv("SECRET_KEY", "k9Lm2Qw7Zx4Vb8Nt3Rf6Yh1Jp5Sd0Gc-test")
    monkeypatch.setenv("PORTAL_STATE_DIR", str(tmp_path))
    monkeypatch.setenv("SEARCH_INDEX_DIR", str(tmp_path / "index"))
    app = create_app(serving=False)
    with app.app_context():
        db.create_all()
    return app


def test_letters_leave_and_what_waits_is_done(at_home: Flask, tmp_path: Path) -> None:
    with at_home.app_context():
        request_reset("lan@benve.example", "vi", Origin("203.0.113.9"), now())
        assert mail.waiting() == (1, 0)
    result = CliRunner().invoke(work, ["--once"])
    assert result.exit_code == 0, result.output
    assert "letters: 1 sent, 0 later, 0 given up" in result.output
    (letter,) = (tmp_path / "outbox").glob("*.eml")
    assert message_from_bytes(letter.read_bytes(), policy=policy.default)["To"] == "lan@benve.example"
    with at_home.app_context():
        assert mail.waiting() == (0, 0)
    again = CliRunner().invoke(work, ["--once"])
    assert (again.exit_code, "letters" in again.output) == (0, False)


def test_production_without_a_server_says_that_letters_wait(at_home: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    settings = at_home.extensions["settings"]
    object.__setattr__(settings, "environment", "production")
    with at_home.app_context():
        assert mailing() == []
    assert "SMTP_URL is not set" in capsys.readouterr().err


def test_one_that_fails_stops_no_other(at_home: Flask, caplog: pytest.LogCaptureFixture) -> None:
    stop, done = threading.Event(), []

    def failing() -> bool:
        raise OSError("away")

    def last() -> bool:
        done.append(1)
        if len(done) == 3:
            stop.set()
        return True

    with at_home.app_context():
        run([failing, last], stop, once=False)
    assert len(done) == 3


def test_once_tells_a_failure_by_its_exit(at_home: Flask) -> None:
    def failing() -> bool:
        raise OSError("away")

    with at_home.app_context(), pytest.raises(OSError, match="away"):
        run([failing], threading.Event(), once=True)


def test_every_job_has_its_turn_before_any_has_its_second(at_home: Flask) -> None:
    left, order = {"a": 2, "b": 1}, []

    def job(name: str) -> bool:
        if not left[name]:
            return False
        order.append(name)
        left[name] -= 1
        return True

    with at_home.app_context():
        run([lambda: job("a"), lambda: job("b")], threading.Event(), once=True)
    assert order == ["a", "b", "a"]


def test_sweeping_is_done_at_once_and_then_rarely(at_home: Flask) -> None:
    assert [every(60)() for _ in range(2)] == [True, True], "each clock for itself"
    due = every(60)
    assert [due() for _ in range(3)] == [True, False, False]
    with at_home.app_context():
        assert sweeping()() is False


def test_the_demo_prints_every_login_once_and_loading_again_changes_nothing(at_home: Flask) -> None:
    with at_home.app_context():
        logins = load_logins()
        assert load_logins() == logins
    told = table_of(logins)
    assert all(told.count(f" {login.email} ") == 1 and login.password in told for login in logins)
    assert {login.role for login in logins} == {
        "returnee", "employer", "firm", "editor", "reviewer", "moderator", "officer", "admin"
    }  # fmt: skip
    assert "JBSWY3DPEHPK3PXP" in told
