"""The database handle and the base of every table. SQLite in WAL by default, PostgreSQL by DATABASE_URL."""

from __future__ import annotations

from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Engine, MetaData, event
from sqlalchemy.orm import DeclarativeBase

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


BUSY_TIMEOUT = 5000
"""Milliseconds that SQLite waits for another writer."""
SYNCHRONOUS = "FULL"


class Base(DeclarativeBase):
    """Every table; constraint names are fixed so that both databases migrate alike."""

    metadata = MetaData(naming_convention=NAMES)


db = SQLAlchemy(model_class=Base)


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Each SQLite connection: WAL, foreign keys, wait 5 s for a lock, sync each commit (NORMAL may lose the last ones), and
    overwrite what is deleted, so that who leaves is in no free page."""
    if type(connection).__module__.split(".")[0] != "sqlite3":
        return
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL", "foreign_keys=ON", f"busy_timeout={BUSY_TIMEOUT}", f"synchronous={SYNCHRONOUS}",
        "secure_delete=ON",
    ):  # fmt: skip
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
