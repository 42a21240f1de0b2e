"""`flask match-store` says how the columns stand, writes them anew and mends what differs; `flask work` keeps them up."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from portal.app import create_app
from portal.cli.jobs import import_profiles, import_vacancies
from portal.cli.match_store import match_store
from portal.cli.work import matching, run
from portal.jobs.matching.engine import engine
from portal.storage.db import db
from tests.jobs.samples import GOLD


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
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


def said(*words: str) -> Result:
    return CliRunner().invoke(match_store, list(words))


def test_the_columns_are_told_written_and_mended(at_home: Flask) -> None:
    assert "rebuild" in said("state").output
    assert said("state").exit_code == 1
    assert CliRunner().invoke(import_profiles, [str(GOLD / "profiles.jsonl")]).exit_code == 0
    assert CliRunner().invoke(import_vacancies, [str(GOLD / "vacancies.jsonl")]).exit_code == 0
    assert "0 behind the database" in said("rebuild").output
    assert said("check").exit_code == 0
    with at_home.app_context():
        engine()._store.current().profiles.columns["wage"][3] ^= 1 << 20
    found = said("check", "--rows", "1000")
    assert found.exit_code == 1
    assert "1 differed" in found.output
    assert said("check", "--rows", "1000").exit_code == 0


def test_the_work_beside_the_site_takes_changes_over(at_home: Flask) -> None:
    with at_home.app_context():
        run([matching()], threading.Event(), once=True)
    CliRunner().invoke(import_profiles, [str(GOLD / "profiles.jsonl")])
    with at_home.app_context():
        assert engine().state().applied < engine().newest()
        run([matching()], threading.Event(), once=True)
        assert engine().state().applied == engine().newest()
