"""Where a backup is restored to: one database that nobody else is at, replaced whole in one transaction or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, StaticPool, create_engine, inspect, make_url, select, table, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from portal.storage.backup.loading import set_counters
from portal.storage.backup.rows import Shape, revision_of, shapes_of

DERIVED = frozenset({"installation_mark", "search_suggestion", "search_outbox", "match_change", "limit_bucket"})
"""What also an installation holds that nobody has used yet."""
STAGE = "restoring"
WAIT = "2s"


class AtWork(Exception):
    """Others use this database now. Nothing was changed."""


class Unusable(Exception):
    """The database at this place cannot be read or replaced. Nothing was changed."""


class Place(Protocol):
    """A held database. `connection` reads what is there now."""

    connection: Connection

    def needs_tables(self, head: str) -> bool:
        """Whether it must be migrated before anything can be taken over; Unusable where it stands elsewhere than `head`."""

    def stage(self, folder: Path) -> str:
        """The URL of an empty database beside it, to be filled first."""

    def replace(self, head: str) -> None:
        """Take over everything from the filled one, which stands at migration `head`, whole or not at all."""

    def clear(self) -> None:
        """Take the filled one away."""


@contextmanager
def hold(url: str) -> Iterator[Place]:
    """The place of this URL, with nobody else at it. Raises AtWork and Unusable."""
    opening = _sqlite(Path(make_url(url).database or "")) if url.startswith("sqlite") else _postgresql(url)
    with opening as place:
        yield place


def is_empty(connection: Connection) -> bool:
    """Whether nothing is lost when this database is replaced."""
    return not any(
        connection.execute(select(1).select_from(table(shape.name)).limit(1)).first()
        for shape in shapes_of(connection)
        if shape.name not in DERIVED
    )


class SqlitePlace:
    """A database file, locked for everybody else from the first look to the end."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._staged: Path | None = None
        self.replaced = False

    def needs_tables(self, head: str) -> bool:
        return False

    def stage(self, folder: Path) -> str:
        self._staged = folder / "staged.sqlite3"
        return f"sqlite:///{self._staged}"

    def replace(self, head: str) -> None:
        """Copy page by page within one transaction of SQLite: whoever is killed in between leaves the old database."""
        self.connection.rollback()
        mine = self.connection.connection.driver_connection
        if not isinstance(mine, sqlite3.Connection) or self._staged is None:
            raise Unusable("this is no SQLite database")
        with _told(), closing(sqlite3.connect(self._staged)) as filled:
            filled.execute("VACUUM")  # what was erased again leaves no trace in unused pages
            if filled.execute("PRAGMA quick_check").fetchone() != ("ok",):
                raise Unusable("what was prepared does not read as it was written; the disk may be failing")
            filled.backup(mine)
        self.replaced = True

    def clear(self) -> None:
        """Its folder is the caller's."""


@contextmanager
def _sqlite(path: Path) -> Iterator[SqlitePlace]:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh, place = not path.exists(), None

    def connect() -> sqlite3.Connection:
        mine = sqlite3.connect(path, timeout=0.5, check_same_thread=False)
        mine.execute("PRAGMA locking_mode=EXCLUSIVE")
        return mine

    engine = create_engine("sqlite://", creator=connect, poolclass=StaticPool)
    try:
        with _told(), engine.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").all()
            connection.exec_driver_sql("BEGIN EXCLUSIVE")
            connection.rollback()
        with engine.connect() as connection:
            place = SqlitePlace(connection)
            yield place
            connection.rollback()
    finally:
        engine.dispose()
        if fresh and not (place and place.replaced):
            for end in ("", "-wal", "-shm"):
                path.with_name(path.name + end).unlink(missing_ok=True)


class PostgresPlace:
    """A database of a server; what is restored stands in a schema of its own until one transaction takes it over."""

    def __init__(self, url: str, connection: Connection) -> None:
        self._url, self.connection = url, connection

    def needs_tables(self, head: str) -> bool:
        found = revision_of(self.connection)
        self.connection.commit()
        if found not in (None, head):
            raise Unusable(f"the database stands at migration {found}, not at {head}: run flask setup first")
        return found is None

    def stage(self, folder: Path) -> str:
        self.clear()
        self.connection.exec_driver_sql(f"CREATE SCHEMA {STAGE}")
        self.connection.commit()
        url = make_url(self._url)
        before = url.query.get("options", "")
        options = f"{before if isinstance(before, str) else ' '.join(before)} -csearch_path={STAGE}".strip()
        return url.update_query_dict({"options": options}).render_as_string(hide_password=False)

    def replace(self, head: str) -> None:
        """One transaction: whoever looks sees the old rows until all new ones are there."""
        self.connection.rollback()
        with _told():
            self._replace(self.connection, head)

    def _replace(self, connection: Connection, head: str) -> None:
        if self.needs_tables(head):
            raise Unusable("the database has no tables")
        shapes = shapes_of(connection)
        schema = connection.scalar(text("SELECT quote_ident(current_schema())"))
        names = ", ".join(_name(connection, shape.name) for shape in shapes)
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{WAIT}'")
        connection.exec_driver_sql(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE")
        _refuse_others(connection)
        _triggers(connection, "DISABLE")
        connection.exec_driver_sql(f"TRUNCATE {names}")
        for shape in shapes:
            _take_over(connection, schema, shape)
        set_counters(connection)
        _triggers(connection, "ENABLE")
        connection.commit()

    def clear(self) -> None:
        self.connection.rollback()
        self.connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {STAGE} CASCADE")
        self.connection.commit()


@contextmanager
def _postgresql(url: str) -> Iterator[PostgresPlace]:
    engine = create_engine(url, poolclass=NullPool)
    try:
        with _told():
            connection = engine.connect()
        with connection:
            if not connection.scalar(text("SELECT pg_try_advisory_lock(hashtextextended('restore', 0))")):
                raise AtWork("another restore is under way")
            connection.commit()
            _refuse_others(connection)
            connection.commit()
            yield PostgresPlace(url, connection)
            connection.rollback()
    finally:
        engine.dispose()


@contextmanager
def _told() -> Iterator[None]:
    """What a database answers instead of doing as it is told, in words."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        said = str(getattr(error, "orig", error)).strip()
        if "locked" in said or "lock timeout" in said:
            raise AtWork("another process has this database open: stop the site and flask work first") from None
        raise Unusable(f"the database cannot be used ({said}); nothing was changed") from None


def _refuse_others(connection: Connection) -> None:
    others = connection.scalar(
        text(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
    )
    if others:
        raise AtWork(f"{others} other connections to this database: stop the site and flask work first")


def _triggers(connection: Connection, what: str) -> None:
    """The log refuses to be replaced as to be changed: only the owner of the tables may lift that, for this transaction."""
    if inspect(connection).has_table("audit_row"):
        connection.exec_driver_sql(f"ALTER TABLE audit_row {what} TRIGGER USER")


def _take_over(connection: Connection, schema: str | None, shape: Shape) -> None:
    columns = ", ".join(_name(connection, name) for name in shape.names)
    order = ", ".join(_name(connection, name) for name in shape.key) or "1"
    name = _name(connection, shape.name)
    connection.exec_driver_sql(
        f"INSERT INTO {schema}.{name} ({columns}) SELECT {columns} FROM {STAGE}.{name} ORDER BY {order}"  # noqa: S608 - names of our own tables, quoted
    )


def _name(connection: Connection, name: str) -> str:
    return connection.dialect.identifier_preparer.quote(name)
