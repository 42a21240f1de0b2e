"""Writes the rows of a backup into a migrated, empty database, in one transaction, and sets its counters."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    bindparam,
    cast,
    column,
    func,
    insert,
    inspect,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import JSON
from sqlalchemy.exc import SQLAlchemyError

from portal.storage.backup.container import Damaged
from portal.storage.backup.kinds import TYPES
from portal.storage.backup.rows import Shape, shapes_of, values_of
from portal.storage.sealed_files import NAME, declared_folders

STEP = 1000


class DoesNotFit(Exception):
    """The rows do not fit the database of their revision: a table or column is missing, or a value is refused."""


class Loader:
    """Takes a backup (`reading.Taker`): rows into the database behind the connection, files into a folder.

    The caller migrated the database to the revision of the backup and commits.
    """

    def __init__(self, connection: Connection, folder: Path) -> None:
        self._connection, self._folder = connection, folder
        self._there = {shape.name: shape for shape in shapes_of(connection)}

    def begin(self, revision: str) -> None:
        """Take away what the migrations themselves put into the empty tables."""
        for shape in reversed(self._there.values()):
            rows = table(shape.name)
            if self._connection.execute(select(1).select_from(rows).limit(1)).first():
                self._connection.execute(rows.delete())

    def rows(self, shape: Shape, lines: Iterator[bytes]) -> None:
        if self._there.get(shape.name) != shape:
            raise DoesNotFit(f"the table {shape.name} has other columns than in the backup")
        statement = insert(table(shape.name, *(column(name) for name in shape.names)))
        values = values_of(shape, lines)
        given = {name: self._given(name, kind) for name, kind in shape.columns}
        try:
            while rows := list(islice(values, STEP)):
                self._connection.execute(statement.values(given), rows)
        except SQLAlchemyError as error:
            reason = type(getattr(error, "orig", error)).__name__  # never the row itself
            raise DoesNotFit(f"a row of {shape.name} is refused by this database ({reason})") from None
        except ValueError:
            raise Damaged(f"a row of {shape.name} cannot be read") from None

    def file(self, folder: str, name: str, parts: Iterator[bytes]) -> None:
        if folder not in {each.name for each in declared_folders()} or not NAME.fullmatch(name):
            raise DoesNotFit("the backup holds a file that this edition has no place for")
        path = self._folder / folder
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(path / name, "xb") as file:
            for part in parts:
                file.write(part)
        (path / name).chmod(0o600)

    def _given(self, name: str, kind: str) -> object:
        given = bindparam(name, type_=TYPES[kind])
        return cast(given, JSON) if kind == "json" and self._connection.dialect.name == "postgresql" else given


def set_counters(connection: Connection) -> None:
    """Let every counter of PostgreSQL go on behind the highest number in its column; SQLite does so by itself."""
    if connection.dialect.name != "postgresql":
        return
    for name in inspect(connection).get_table_names():
        for each in inspect(connection).get_columns(name):
            if not isinstance(each["type"], Integer):
                continue
            counter = connection.scalar(
                text("SELECT pg_get_serial_sequence(quote_ident(:t), :c)"), {"t": name, "c": each["name"]}
            )
            if counter is not None:
                number: ColumnElement[int] = column(each["name"])
                last = select(func.max(number)).select_from(table(name)).scalar_subquery()
                connection.execute(select(func.setval(counter, func.coalesce(last, 1), last.is_not(None))))
