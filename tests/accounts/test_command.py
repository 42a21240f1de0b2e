"""`flask staff add`: prints a one-use link in production too, says the same again, and its exit codes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portal.accounts.results import SetupNeeded
from portal.accounts.service.invitation import accept_invitation
from portal.app import create_app
from portal.cli.staff import staff
from portal.shared.clock import now
from portal.storage.db import db
from tests.accounts.conftest import GOOD, HOME

LINK = re.compile(r"http://benve\.example/vi/account/invitation/([A-Za-z0-9_-]{43})\n")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """Runs the command on a production installation whose tables are there."""
    monkeypatch.setenv("PORTAL_ENV", "production")
    monkeypatch.setenv("SECRET_KEY", "k9Lm2Qw7Zx4Vb8Nt3Rf6Yh1Jp5Sd0Gc-test")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 't.sqlite3'}")
    monkeypatch.setenv("PORTAL_STATE_DIR", str(tmp_path))
    monkeypatch.setenv("PORTAL_HOSTS", "benve.example")
    app = create_app(serving=False)
    with app.app_context():
        db.create_all()

    def command(*words: str) -> Result:
        return CliRunner().invoke(staff, ["add", *words])

    command.app = app  # type: ignore[attr-defined]
    return command


def test_the_link_opens_once(run: object) -> None:
    first = run("boss@example.vn", "--role", "admin")  # type: ignore[operator]
    again = run("boss@example.vn", "--role", "admin")  # type: ignore[operator]
    assert (first.exit_code, again.exit_code) == (0, 0)
    old, new = LINK.fullmatch(first.output), LINK.fullmatch(again.output)
    assert old is not None
    assert new is not None
    with run.app.app_context():  # type: ignore[attr-defined]
        assert not isinstance(accept_invitation(old[1], "Quản Trị", GOOD, HOME, now()), SetupNeeded)
        assert isinstance(accept_invitation(new[1], "Quản Trị", GOOD, HOME, now()), SetupNeeded)
    third = run("boss@example.vn", "--role", "admin")  # type: ignore[operator]
    assert (third.exit_code, third.output) == (0, "already staff in the role admin; nothing changed\n")
    other = run("boss@example.vn", "--role", "editor")  # type: ignore[operator]
    assert other.exit_code == 1


@pytest.mark.parametrize("words", [("?", "--role", "admin"), ("a@example.vn", "--role", "root"), ("a@example.vn",), ()])
def test_wrong_words_change_nothing(run: object, words: tuple[str, ...]) -> None:
    answer = run(*words)  # type: ignore[operator]
    assert answer.exit_code == 2
    assert "Traceback" not in answer.output
