"""Reads a whole database as it stood at one moment, row by row, in one canonical way on SQLite and PostgreSQL."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    MetaData,
    String,
    TableClause,
    cast,
    column,
    func,
    inspect,
    select,
    table,
)
from sqlalchemy import Table as Reflected

from portal.storage.backup.kinds import TYPES, kind_of, reader, writer
from portal.storage.types import KEY_TEXT

REVISION = "alembic_version"
STEP = 1000


@dataclass(frozen=True)
class Shape:
    """A table: its columns by name with their kinds, in the order of names, and the columns of its key."""

    name: str
    columns: tuple[tuple[str, str], ...]
    key: tuple[str, ...] = field(default=(), compare=False)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.columns)


@dataclass
class Digest:
    """SHA-256 over the canonical rows of a database: equal when it holds the same rows, whichever database it is."""

    tables: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Of each table the number of rows and the digest of their lines."""

    def add(self, shape: Shape, lines: Iterable[bytes]) -> Iterator[bytes]:
        """Pass the lines of one table on, each with its line end, and count them in."""
        count, digest = 0, hashlib.sha256(json.dumps(shape.columns).encode())
        for line in lines:
            digest.update(line)
            count += 1
            yield line
        self.tables[shape.name] = count, digest.hexdigest()

    @property
    def rows(self) -> int:
        return sum(count for count, _ in self.tables.values())

    @property
    def hex(self) -> str:
        said = [[name, count, digest] for name, (count, digest) in sorted(self.tables.items())]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


@contextmanager
def one_moment(engine: Engine) -> Iterator[Connection]:
    """A connection that sees everything as it is now, whatever is written meanwhile, and writes nothing."""
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ")
            connection.exec_driver_sql("SET TRANSACTION READ ONLY")
        else:
            connection.exec_driver_sql("BEGIN")
        connection.scalar(
            select(func.count()).select_from(_tables_there(connection))
        )  # the moment is that of the first reading
        yield connection
        connection.rollback()


def revision_of(connection: Connection) -> str | None:
    """The migration that the database stands at, None for one without any."""
    if not inspect(connection).has_table(REVISION):
        return None
    return connection.scalar(select(column("version_num")).select_from(table(REVISION)))


def shapes_of(connection: Connection) -> list[Shape]:
    """Every table but the revision's, each after those that it refers to. Raises UnknownKind."""
    return [_shape(found) for found in _reflected(connection).sorted_tables]


def lines_of(connection: Connection, shape: Shape) -> Iterator[bytes]:
    """The rows of a table in the order of its key, as lines of JSON."""
    write = [writer(kind) for _, kind in shape.columns]
    query = select(*(_read(connection, name, kind) for name, kind in shape.columns)).select_from(table(shape.name))
    query = query.order_by(*(_ordered(connection, shape, name) for name in shape.key))
    for row in connection.execute(query.execution_options(yield_per=STEP)):
        said = [None if value is None else to(value) for to, value in zip(write, row, strict=True)]
        yield json.dumps(said, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode() + b"\n"


def values_of(shape: Shape, lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """Lines as rows that can be inserted. ValueError where one is no such row."""
    read: list[tuple[str, Callable[[Any], Any]]] = [(name, reader(kind)) for name, kind in shape.columns]
    for line in lines:
        said = json.loads(line)
        yield {
            name: None if value is None else to(value) for (name, to), value in zip(read, said, strict=True)
        }  # fmt: skip


def digest_of(connection: Connection) -> Digest:
    """The digest of all that is there."""
    digest = Digest()
    for shape in shapes_of(connection):
        for _ in digest.add(shape, lines_of(connection, shape)):
            pass
    return digest


def _tables_there(connection: Connection) -> TableClause:
    return table("pg_class" if connection.dialect.name == "postgresql" else "sqlite_master")


def _reflected(connection: Connection) -> MetaData:
    found = MetaData()
    found.reflect(connection, only=lambda name, _: name != REVISION)
    return found


def _shape(found: Reflected) -> Shape:
    columns = sorted((each.name, kind_of(each.type)) for each in found.columns)
    return Shape(found.name, tuple(columns), tuple(each.name for each in found.primary_key.columns))


def _read(connection: Connection, name: str, kind: str) -> ColumnElement[Any]:
    found: ColumnElement[Any] = column(name, TYPES[kind])
    if kind == "json" and connection.dialect.name == "postgresql":
        return cast(found, String()).label(name)
    return found


def _ordered(connection: Connection, shape: Shape, name: str) -> ColumnElement[Any]:
    if dict(shape.columns)[name] == "text" and connection.dialect.name == "postgresql":
        return column(name, KEY_TEXT).collate("C")
    return column(name)
