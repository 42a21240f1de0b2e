"""Every migration goes up, down and up again with rows in the tables, on both databases, and gives the models' schema."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    insert,
    inspect,
    select,
)

from portal.app import MIGRATIONS, create_app
from portal.config import Settings
from portal.storage.db import db
from tests.tampering import triggers_lifted

REVISIONS = [script.revision for script in reversed(list(ScriptDirectory(str(MIGRATIONS)).walk_revisions()))]


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> Iterator[Flask]:
    """An app whose database holds nothing at all."""
    url = f"sqlite:///{tmp_path / 'm.sqlite3'}"
    if request.param == "postgresql":
        server = request.getfixturevalue("postgres_url")
        name = f"m_{next(tempfile._get_candidate_names())}".lower()
        with psycopg.connect(server.replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        url = server.replace("/postgres?", f"/{name}?")
    app = create_app(replace(settings, database_url=url, state_dir=tmp_path, search_index_dir=tmp_path / "i"))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def test_the_migrations_give_the_schema_of_the_models(fresh: Flask) -> None:
    upgrade()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, db.metadata) == []


def test_each_step_goes_up_down_and_up_with_rows(fresh: Flask) -> None:
    for number, revision in enumerate(REVISIONS):
        upgrade(revision=revision)
        found = tables()
        before = fill(found)
        below = REVISIONS[number - 1] if number else "base"
        downgrade(revision=below)
        kept = {table.name: {column.name for column in table.columns} for table in tables().sorted_tables}
        upgrade(revision=revision)
        after = contents(found)
        for table, rows in before.items():
            old = kept.get(table, set())  # what the step itself brings cannot outlive the way down
            assert only(after[table], old) in (only(rows, old), []), f"{revision}: rows of {table} changed"
        empty(found)
    upgrade()


def test_all_the_way_down_leaves_nothing(fresh: Flask) -> None:
    upgrade()
    fill()
    downgrade(revision="base")
    assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}


def tables() -> MetaData:
    """The tables that are there now, read from the database itself."""
    metadata = MetaData()
    metadata.reflect(db.engine, only=lambda name, _: name != "alembic_version")
    return metadata


def only(rows: list[dict[str, Any]], columns: set[str]) -> list[dict[str, Any]]:
    """The rows without the columns that are not named."""
    return [{name: value for name, value in row.items() if name in columns} for row in rows]


def fill(found: MetaData | None = None) -> dict[str, list[dict[str, Any]]]:
    """One row in every table, with a value in every column."""
    found = found or tables()
    with db.engine.begin() as connection:
        for table in found.sorted_tables:
            allowed = allowed_by_checks(table)
            connection.execute(insert(table).values({it.name: sample(it, allowed) for it in table.columns}))
    return contents(found)


def contents(found: MetaData | None = None) -> dict[str, list[dict[str, Any]]]:
    found = found or tables()
    with db.engine.connect() as connection:
        return {t.name: [dict(row._mapping) for row in connection.execute(select(t))] for t in found.sorted_tables}


def empty(found: MetaData) -> None:
    with db.engine.begin() as connection, _writable(connection):
        for table in reversed(found.sorted_tables):
            connection.execute(table.delete())


def _writable(connection: Connection) -> AbstractContextManager[None]:
    """The log as well, once it is there."""
    there = inspect(connection).has_table("audit_row")
    return triggers_lifted(connection) if there else nullcontext()


def allowed_by_checks(table: Table) -> dict[str, str]:
    """The first value that each `column IN ('a', 'b')` check of this table accepts."""
    found = {}
    for check in (it for it in table.constraints if isinstance(it, CheckConstraint)):
        if match := re.search(r"\(?\(?(\w+)\)?(?:::text)? *(?:IN|in|= ANY) *\(.*?'([^']+)'", str(check.sqltext)):
            found[match[1]] = match[2]
    return found


def sample(column: Column[Any], allowed: dict[str, str]) -> Any:
    """A value that the column and its checks accept."""
    if column.name in allowed:
        return allowed[column.name]
    kinds: list[tuple[type, Any]] = [
        (Boolean, True), (Integer, 1), (Float, 1.5), (DateTime, datetime(2026, 2, 28, 23, 59, tzinfo=UTC)),
        (Date, date(2026, 2, 28)), (LargeBinary, b"x"),
    ]  # fmt: skip
    for kind, value in kinds:
        if isinstance(column.type, kind):
            return value
    if column.type.__class__.__name__ == "JSON":
        return ["đã", 1]
    return "Đã – ơ" if column.type.python_type is str else Decimal(1)
