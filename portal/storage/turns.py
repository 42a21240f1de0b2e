"""One after the other: whoever reads something, decides and writes takes a turn first, on SQLite and PostgreSQL alike."""

from __future__ import annotations

from sqlalchemy import text, update
from sqlalchemy.exc import OperationalError

from portal.storage.db import db
from portal.storage.installation import Mark


class TurnTaken(Exception):
    """Another change is under way and did not end while this one waited. Nothing was changed."""


_NOT_NOW = ("database is locked", "database or disk is full", "disk I/O error", "readonly database")
_STATES = ("55P03", "40P01", "40001", "53100", "57014")
"""SQLSTATE of PostgreSQL: lock not available, deadlock, serialisation, disk full, cancelled."""


def is_busy(error: Exception) -> bool:
    """Whether this is the database saying “not now”: another writer did not end in time, or nothing more fits on the disk.

    The transaction that met it wrote nothing.
    """
    if isinstance(error, TurnTaken):
        return True
    if not isinstance(error, OperationalError):
        return False
    return getattr(error.orig, "sqlstate", None) in _STATES or any(word in str(error.orig) for word in _NOT_NOW)


def take_turn(name: str) -> None:
    """Let nobody else take this turn until the transaction ends; whoever waited sees then what was written.

    PostgreSQL waits without limit and only for the same name. SQLite has one writer, so it waits for any, up to its busy
    timeout: raises TurnTaken after that.
    """
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name})
    else:
        nothing = update(Mark).where(Mark.key == "").values(value="").execution_options(synchronize_session=False)
        try:  # a write that changes nothing makes this transaction the one writer
            db.session.execute(nothing)
        except OperationalError as error:
            db.session.rollback()
            raise TurnTaken(name) from error
    db.session.expire_all()
