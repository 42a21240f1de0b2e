"""How buckets are read and written so that no two processes take the same drop."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from portal.limits.models import LimitBucket
from portal.limits.rules import Bucket
from portal.storage.db import db
from portal.storage.hurried import hurried

_INSERT: Mapping[str, Callable[[type[LimitBucket]], Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class LimitInsideWrite(RuntimeError):
    """A limit was asked in a transaction of its own after the caller had written."""


@contextmanager
def transaction(*, join: bool, quick: bool = False) -> Iterator[Connection]:
    """The caller's transaction, or one of its own that is committed at once, whatever becomes of the caller's.

    On SQLite a caller who has already written must join: two transactions cannot write at the same time. A `quick` one
    waits for no other writer longer than a moment, nor for the disk.
    """
    if join:
        yield db.session.connection()
        return
    if _is_writing():
        raise LimitInsideWrite("count before the first write, or pass join=True")
    with hurried(db.engine) if quick else db.engine.begin() as connection:
        yield connection


def _is_writing() -> bool:
    """Whether the caller's transaction on SQLite has written: waiting for it would be waiting for oneself."""
    if db.engine.dialect.name != "sqlite" or not db.session().in_transaction():
        return False
    return bool(getattr(db.session.connection().connection.dbapi_connection, "in_transaction", False))


def lock(connection: Connection, keys: list[str], now: datetime) -> dict[str, Bucket]:
    """The buckets under these keys, held until the transaction ends; new ones are made. Locked in the order of keys."""
    insert = _INSERT[connection.dialect.name]
    moment = round(now.timestamp() * 1_000_000)
    rows = [{"key": key, "empty_at": moment, "level": 0, "forget_at": now} for key in sorted(keys)]
    # Writing first takes SQLite's write lock before anything is read, and PostgreSQL's row exists before it is locked.
    connection.execute(insert(LimitBucket).on_conflict_do_nothing(), rows)
    found = connection.execute(
        select(LimitBucket.key, LimitBucket.empty_at, LimitBucket.level)
        .where(LimitBucket.key.in_(keys))
        .order_by(LimitBucket.key)
        .with_for_update()
    )
    return {key: Bucket(empty_at, level) for key, empty_at, level in found}


def save(connection: Connection, buckets: Mapping[str, tuple[Bucket, datetime]]) -> None:
    """Write these buckets, each with the moment from which it may be forgotten."""
    insert = _INSERT[connection.dialect.name](LimitBucket)
    new = insert.excluded
    statement = insert.on_conflict_do_update(
        index_elements=["key"], set_={"empty_at": new.empty_at, "level": new.level, "forget_at": new.forget_at}
    )
    connection.execute(
        statement,
        [
            {"key": key, "empty_at": bucket.empty_at, "level": bucket.level, "forget_at": forget_at}
            for key, (bucket, forget_at) in sorted(buckets.items())
        ],
    )


def forget(before: datetime) -> int:
    """Take away the buckets that say nothing any more; returns how many."""
    with db.engine.begin() as connection:
        return connection.execute(delete(LimitBucket).where(LimitBucket.forget_at < before)).rowcount


def remove(keys: Sequence[str]) -> int:
    """Take these buckets away, in the caller's transaction; returns how many."""
    gone: Any = db.session.execute(delete(LimitBucket).where(LimitBucket.key.in_(keys)))
    return int(gone.rowcount)
