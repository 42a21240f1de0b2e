"""Settings: mistakes are collected and told in words, and production refuses what would make it unsafe."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from portal.app import create_app
from portal.config import ConfigurationError, Settings, keep_demo_secret
from portal.storage.db import db
from portal.storage.installation import DEMO, set_mark

SECRET = "q9ZkpLmN4x7Rb2Vt8Wc5Yd1Hf6Jg3SaE"


def env(tmp_path: Path, **more: str) -> dict[str, str]:
    return {"PORTAL_STATE_DIR": str(tmp_path), "SEARCH_INDEX_DIR": str(tmp_path / "index"), **more}


def mistakes(values: dict[str, str]) -> str:
    with pytest.raises(ConfigurationError) as caught:
        Settings.from_environment(values)
    return "\n".join(caught.value.mistakes)


def test_production_is_the_default_and_a_good_secret_is_enough(tmp_path: Path) -> None:
    settings = Settings.from_environment(env(tmp_path, SECRET_KEY=SECRET))
    assert settings.production
    assert settings.database_url == f"sqlite:///{tmp_path / 'ben-ve.sqlite3'}"
    assert not settings.https
    assert set(settings.hosts) >= {"127.0.0.1", "localhost", "[::1]"}
    with pytest.raises(FrozenInstanceError):
        settings.https = True  # type: ignore[misc]


@pytest.mark.parametrize(
    ("secret", "word"),
    [
        ("", "not set"),
        ("x" * 31, "31 characters"),
        (SECRET[:31], "31 characters"),
        ("a" * 64, "guessed"),
        ("secret" * 8, "guessed"),
    ],
)
def test_a_weak_secret_is_refused(tmp_path: Path, secret: str, word: str) -> None:
    assert word in mistakes(env(tmp_path, SECRET_KEY=secret))


def test_32_characters_are_enough(tmp_path: Path) -> None:
    assert len(SECRET) == 32
    assert Settings.from_environment(env(tmp_path, SECRET_KEY=SECRET)).secret_key == SECRET


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    told = mistakes(env(tmp_path, SECRET_KEY="dev", PORTAL_ENV="staging", DATABASE_URL="mysql://x"))
    assert "SECRET_KEY" in told
    assert "staging" in told
    assert "DATABASE_URL" in told


def test_production_refuses_the_debugger_and_development_takes_it(tmp_path: Path) -> None:
    assert "FLASK_DEBUG" in mistakes(env(tmp_path, SECRET_KEY=SECRET, FLASK_DEBUG="1"))
    assert not Settings.from_environment(env(tmp_path, PORTAL_ENV="development", FLASK_DEBUG="1")).production


@pytest.mark.parametrize("scheme", ["postgres://", "postgresql://", "postgresql+psycopg://"])
def test_postgresql_is_reached_by_psycopg(tmp_path: Path, scheme: str) -> None:
    settings = Settings.from_environment(env(tmp_path, SECRET_KEY=SECRET, DATABASE_URL=f"{scheme}u@h/d"))
    assert settings.database_url == "postgresql+psycopg://u@h/d"


def test_a_demo_folder_needs_no_variable_and_is_never_production(tmp_path: Path) -> None:
    kept = keep_demo_secret(tmp_path)
    assert kept == keep_demo_secret(tmp_path)
    settings = Settings.from_environment(env(tmp_path))
    assert (settings.environment, settings.secret_key) == ("development", kept)
    assert "SECRET_KEY is not set" in mistakes(env(tmp_path, PORTAL_ENV="production"))


def test_production_refuses_demo_data_and_commands_do_not(tmp_path: Path) -> None:
    values = env(tmp_path, SECRET_KEY=SECRET)
    app = create_app(Settings.from_environment(values))
    with app.app_context():
        db.create_all()
        set_mark(DEMO, "1")
        db.session.commit()
        db.engine.dispose()
    with pytest.raises(ConfigurationError, match="demo data"):
        create_app(Settings.from_environment(values))
    create_app(Settings.from_environment(values), serving=False)
    create_app(Settings.from_environment(values | {"PORTAL_ENV": "development"}))
