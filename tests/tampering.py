"""What somebody with the whole database can do to the log: lift its triggers first, then write as they like."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text

TABLE = "audit_row"


@contextmanager
def triggers_lifted(connection: Connection) -> Iterator[None]:
    """Without the triggers of the log; in the transaction of the caller, who commits."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"ALTER TABLE {TABLE} DISABLE TRIGGER USER"))
        yield
        connection.execute(text(f"ALTER TABLE {TABLE} ENABLE TRIGGER USER"))
        return
    found = f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{TABLE}'"  # noqa: S608 - ours
    triggers = [(row[0], row[1]) for row in connection.execute(text(found))]
    for name, _ in triggers:
        connection.execute(text(f"DROP TRIGGER {name}"))
    yield
    for _, statement in triggers:
        connection.exec_driver_sql(statement)
