"""Installations of their own on both databases, and the commands run on them as an operator does."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import psycopg
import pytest
from argon2 import PasswordHasher
from click.testing import CliRunner, Result
from flask import Flask
from flask_migrate import upgrade

from portal.accounts import hashing
from portal.app import create_app
from portal.cli import context
from portal.cli.audit import audit
from portal.cli.backup import backup, restore
from portal.cli.chores import restored
from portal.cli.keys import keys
from portal.config import Settings
from portal.storage.backup.rows import digest_of
from portal.storage.db import db
from tests.files import files_below

COMMANDS = {"backup": backup, "restore": restore, "audit": audit, "keys": keys}


@dataclass
class House:
    """One installation. Nobody is at its database but while `at_work` or a command runs."""

    settings: Settings
    patch: pytest.MonkeyPatch
    opened: list[Flask] = field(default_factory=list)

    @contextmanager
    def at_work(self) -> Iterator[Flask]:
        app = create_app(self.settings)
        app.testing = True
        with app.app_context():
            try:
                yield app
            finally:
                db.session.remove()
                db.engine.dispose()

    def run(self, name: str, *args: object) -> Result:
        made: list[Flask] = []

        def create(serving: bool) -> Flask:
            made.append(create_app(self.settings, serving=serving))
            return made[-1]

        with self.patch.context() as patch:
            patch.setattr(context, "create_app", create)
            result = CliRunner().invoke(COMMANDS[name], [str(arg) for arg in args])
        for app in made:
            with app.app_context():
                db.session.remove()
                db.engine.dispose()
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    def good(self, name: str, *args: object) -> str:
        result = self.run(name, *args)
        assert result.exit_code == 0, result.output
        return result.output

    def digest(self) -> str:
        with self.at_work(), db.engine.connect() as connection:
            return digest_of(connection).hex

    @property
    def file(self) -> Path:
        return Path(self.settings.database_url.removeprefix("sqlite:///"))

    def folder_bytes(self) -> dict[str, bytes]:
        """Everything in the state folder, but locks."""
        found = files_below(self.settings.state_dir)
        return {str(path): content for path, content in found.items() if path.suffix != ".lock"}


Maker = Callable[..., House]


@pytest.fixture(scope="session")
def migrated_file(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite database, to be copied."""
    path = tmp_path_factory.mktemp("migrated") / "b.sqlite3"
    _migrate(replace(settings, database_url=f"sqlite:///{path}", state_dir=path.parent))
    return path


@pytest.fixture(scope="session")
def migrated_server(settings: Settings, postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a migrated PostgreSQL database, to be copied."""
    with psycopg.connect(postgres_url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("CREATE DATABASE b_migrated")
    url = postgres_url.replace("/postgres?", "/b_migrated?")
    _migrate(replace(settings, database_url=url, state_dir=tmp_path_factory.mktemp("migrated")))
    return "b_migrated"


def _migrate(settings: Settings) -> None:
    with create_app(settings).app_context():
        upgrade()
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(autouse=True)
def no_index(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Building the index takes seconds: only who asks for `whole` waits for it."""
    if "whole" not in request.fixturenames:
        monkeypatch.setattr(restored, "_finish", list)


@pytest.fixture
def whole() -> None:
    """Ask for it to restore to the very end."""


@pytest.fixture
def make(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Maker:
    """Makes an empty installation on this kind of database, migrated unless it is not to be."""

    def made(kind: str, migrated: bool = True, **changes: object) -> House:
        name = next(tempfile._get_candidate_names()).lower().replace("-", "_")
        folder = tmp_path / name
        folder.mkdir()
        url = f"sqlite:///{folder / 'b.sqlite3'}"
        if kind == "postgresql":
            server = request.getfixturevalue("postgres_url")
            like = f"TEMPLATE {request.getfixturevalue('migrated_server')}" if migrated else ""
            with psycopg.connect(server.replace("+psycopg", ""), autocommit=True) as connection:
                connection.execute(f'CREATE DATABASE "b_{name}" {like}')
            url = server.replace("/postgres?", f"/b_{name}?")
        own = replace(settings, database_url=url, state_dir=folder, search_index_dir=folder / "index")
        house = House(replace(own, **changes), monkeypatch)  # type: ignore[arg-type]
        if migrated and kind == "sqlite":
            shutil.copy(request.getfixturevalue("migrated_file"), house.file)
        return house

    return made


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(hashing, "_hasher", cheap)
    monkeypatch.setattr(hashing, "_NOBODY", cheap.hash("nobody"))


@pytest.fixture(params=["sqlite", "postgresql"])
def house(request: pytest.FixtureRequest, make: Maker) -> House:
    return make(request.param)
