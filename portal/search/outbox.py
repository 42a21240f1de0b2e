"""What changed since the index was last written: queued with the change itself, taken off when the index holds it.

Rows are taken off by their own number, not by a cursor: on PostgreSQL a lower number may be committed after a higher one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, func, insert, select

from portal.search.models import OutboxRow
from portal.shared.clock import now
from portal.storage.db import db


def enqueue(kind: str, ids: Iterable[str]) -> None:
    """Queue these things for indexing, in the caller's transaction; whether they still exist is asked when indexing."""
    moment = now()
    rows = [{"kind": kind, "id": id, "enqueued_at": moment} for id in dict.fromkeys(ids)]
    if rows:
        db.session.execute(insert(OutboxRow), rows)


def first(limit: int) -> Sequence[OutboxRow]:
    """The oldest queued rows, at most `limit`, in order."""
    return db.session.scalars(select(OutboxRow).order_by(OutboxRow.seq).limit(limit)).all()


def remove(seqs: Sequence[int]) -> None:
    """Take exactly these rows off the queue, in the caller's transaction."""
    db.session.execute(delete(OutboxRow).where(OutboxRow.seq.in_(seqs)), execution_options={"synchronize_session": False})


def last_seq() -> int:
    """The highest number queued now, 0 when nothing waits."""
    return db.session.scalar(select(func.max(OutboxRow.seq))) or 0


def remove_until(seq: int) -> None:
    """Take off everything up to this number, in the caller's transaction."""
    db.session.execute(delete(OutboxRow).where(OutboxRow.seq <= seq), execution_options={"synchronize_session": False})


def waiting() -> tuple[int, datetime | None]:
    """How many changes wait, and since when the oldest does."""
    count, since = db.session.execute(select(func.count(), func.min(OutboxRow.enqueued_at))).one()
    return count, since
