"""How the log is written by one writer at a time, and read as it stood at one moment."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from portal.audit.models import AuditRow
from portal.audit.rules.chain import Row
from portal.audit.rules.entries import Entry
from portal.storage.db import db
from portal.storage.installation import Mark

HEAD = "audit_head"
"""The installation mark that holds the anchor of the whole log."""
CHUNK = 1000
_marks: Any = Mark.__table__
_log: Table = AuditRow.__table__  # type: ignore[assignment]


def hold_head() -> str:
    """The anchor's line ("" for an empty log), held until the caller's transaction ends.

    Writing to the mark takes its row lock on PostgreSQL and the write lock on SQLite (waiting up to the busy timeout),
    so a second writer reads the head only after the first has committed or rolled back: no gap and no fork.
    """
    touch = update(_marks).where(_marks.c.key == HEAD).values(value=_marks.c.value).returning(_marks.c.value)
    line = db.session.scalar(touch)
    if line is None:
        dialect: Any = postgresql if db.engine.dialect.name == "postgresql" else sqlite
        db.session.execute(dialect.insert(_marks).values(key=HEAD, value="").on_conflict_do_nothing())
        line = db.session.scalar(touch)
    return line or ""


def set_head(line: str) -> None:
    """Remember the new head, in the caller's transaction."""
    db.session.execute(update(_marks).where(_marks.c.key == HEAD).values(value=line))


def append(row: Row) -> None:
    """Write one row, in the caller's transaction."""
    values = vars(row.entry) | {"key_version": row.key, "link": row.link, "mac": row.mac}
    db.session.execute(insert(_log).values(values))


def link_at(seq: int) -> str | None:
    """The link of the row with this number, or None."""
    return db.session.scalar(select(_log.c.link).where(_log.c.seq == seq))


def last_seq() -> int:
    """The highest number in the log, 0 when it is empty."""
    return db.session.scalar(select(func.coalesce(func.max(_log.c.seq), 0))) or 0


def of_actor(actor: str, limit: int) -> tuple[Entry, ...]:
    """The newest entries of one actor, newest first."""
    rows = select(_log).where(_log.c.actor == actor).order_by(_log.c.seq.desc()).limit(limit)
    return tuple(_entry(row) for row in db.session.execute(rows))


def of_object(ref: str, limit: int, actions: Collection[str] = ()) -> tuple[Entry, ...]:
    """The newest entries about one object, newest first; only these acts, where some are named."""
    wanted = [_log.c.object_ref == ref, *([_log.c.action.in_(actions)] if actions else [])]
    rows = select(_log).where(*wanted).order_by(_log.c.seq.desc()).limit(limit)
    return tuple(_entry(row) for row in db.session.execute(rows))


@contextmanager
def snapshot() -> Iterator[tuple[str | None, Iterator[Row]]]:
    """The head's line and all rows by number, as they stood at one moment, whatever is being written meanwhile."""
    with db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ")
        else:
            connection.exec_driver_sql("BEGIN")
        line = connection.scalar(select(_marks.c.value).where(_marks.c.key == HEAD))
        yield line, _stream(connection)
        connection.rollback()


def _stream(connection: Connection) -> Iterator[Row]:
    rows = select(_log).order_by(_log.c.seq).execution_options(yield_per=CHUNK)
    for row in connection.execute(rows):
        yield Row(_entry(row), row.key_version, row.link, row.mac)


def _entry(row: Any) -> Entry:
    return Entry(row.seq, row.at, row.actor, row.role, row.action, row.object_kind, row.object_ref, row.facts)
