"""A transaction of its own for what must not keep a reader waiting: it gives up soon where another one writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from portal.storage.db import BUSY_TIMEOUT, SYNCHRONOUS

QUICK = 200
"""Milliseconds that it waits for another writer; a power cut may take back the last of what it wrote."""
_HURRIED = (
    ("sqlite", f"PRAGMA busy_timeout={QUICK}"),
    ("sqlite", "PRAGMA synchronous=NORMAL"),
    ("postgresql", f"SET lock_timeout={QUICK}"),
    ("postgresql", "SET synchronous_commit=off"),
)
_USUAL = (
    ("sqlite", f"PRAGMA busy_timeout={BUSY_TIMEOUT}"),
    ("sqlite", f"PRAGMA synchronous={SYNCHRONOUS}"),
    ("postgresql", "RESET lock_timeout"),
    ("postgresql", "RESET synchronous_commit"),
)


@contextmanager
def hurried(engine: Engine) -> Iterator[Connection]:
    """A transaction that is committed at the end; OperationalError where another one writes longer than QUICK."""
    with engine.connect() as connection:
        _set(connection, _HURRIED)
        try:
            with connection.begin():
                yield connection
        finally:
            _set(connection, _USUAL)


def _set(connection: Connection, ways: Iterable[tuple[str, str]]) -> None:
    """Set how this connection waits, outside of any transaction."""
    for dialect, statement in ways:
        if dialect == connection.dialect.name:
            connection.exec_driver_sql(statement)
    connection.commit()
