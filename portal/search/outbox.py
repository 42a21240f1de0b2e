"""What changed since the index was last written: queued with the change itself, taken off when the index holds it.

Rows are taken off one by one, not up to a cursor: on PostgreSQL a lower number may be committed after a higher one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, func, insert, select

from portal.search.models import OutboxRow
from portal.shared.clock import now
from portal.storage.db import db

CHUNK = 500
"""Rows named in one statement: SQLite and PostgreSQL both bound the number of parameters."""

LOOKED_AT = 50_000
"""Rows that are looked through for further changes of the same things."""


def enqueue(kind: str, ids: Iterable[str]) -> None:
    """Queue these things for indexing, in the caller's transaction; whether they still exist is asked when indexing."""
    moment = now()
    rows = [{"kind": kind, "id": id, "enqueued_at": moment} for id in dict.fromkeys(ids)]
    if rows:
        db.session.execute(insert(OutboxRow), rows)


def first(limit: int, besides: Iterable[str] = ()) -> Sequence[OutboxRow]:
    """The oldest queued rows, at most `limit`, in order, without those of the kinds `besides`."""
    others = OutboxRow.kind.not_in(list(besides))
    return db.session.scalars(select(OutboxRow).where(others).order_by(OutboxRow.seq).limit(limit)).all()


def first_things(most: int, besides: Iterable[str] = ()) -> dict[tuple[str, str], list[int]]:
    """The things changed first, at most `most`, each with the numbers of all its rows among the LOOKED_AT oldest.

    However often a thing has changed, it is taken over once. Without those of the kinds `besides`.
    """
    row = OutboxRow
    oldest = select(row.seq, row.kind, row.id).where(row.kind.not_in(list(besides))).order_by(row.seq).limit(LOOKED_AT)
    found: dict[tuple[str, str], list[int]] = {}
    for seq, kind, id in db.session.execute(oldest):
        if (kind, id) in found or len(found) < most:
            found.setdefault((kind, id), []).append(seq)
    return found


def remove(seqs: Sequence[int]) -> None:
    """Take exactly these rows off the queue, in the caller's transaction."""
    for start in range(0, len(seqs), CHUNK):
        rows = OutboxRow.seq.in_(seqs[start : start + CHUNK])
        db.session.execute(delete(OutboxRow).where(rows), execution_options={"synchronize_session": False})


def all_seqs() -> Sequence[int]:
    """The numbers of every row queued now."""
    return db.session.scalars(select(OutboxRow.seq).order_by(OutboxRow.seq)).all()


def waiting() -> tuple[int, datetime | None]:
    """How many changes wait, and since when the oldest does."""
    count, since = db.session.execute(select(func.count(), func.min(OutboxRow.enqueued_at))).one()
    return count, since


def things() -> int:
    """How many things have changes that wait."""
    changed = select(OutboxRow.kind, OutboxRow.id).distinct().subquery()
    return db.session.scalar(select(func.count()).select_from(changed)) or 0
