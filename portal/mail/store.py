"""How letters wait, are taken by one sender at a time, and leave."""

from __future__ import annotations

import secrets
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, select, update
from sqlalchemy.exc import OperationalError

from portal.mail.models import OutboxLetter
from portal.mail.rules.delivery import LEASE
from portal.storage.db import db
from portal.storage.encryption import context, seal, unseal

TABLE = OutboxLetter.__tablename__
MAIL, SMS = "mail", "sms"
"""The channels: the ways out of the house."""
TRIES = 6
"""How often the outcome of a letter is written when the database is held by others: a letter sent must not stay."""


@dataclass(frozen=True)
class Taken:
    """A letter that this sender holds until `until`; `tries` counts this one. Texts are sealed."""

    ref: str
    kind: str
    locale: str
    recipient: str
    said: str
    created_at: datetime
    tries: int
    until: datetime


def place(column: str, ref: str) -> str:
    """The place that a sealed text of a letter belongs to."""
    return context(TABLE, column, ref)


def add(kind: str, locale: str, recipient: str, said: str, now: datetime, channel: str = MAIL) -> str:
    """Put a letter into the outbox, in the caller's transaction; its ref."""
    ref = secrets.token_urlsafe(16)
    sealed = {"recipient": seal(place("recipient", ref), recipient), "said": seal(place("said", ref), said)}
    row = {
        "ref": ref,
        "channel": channel,
        "kind": kind,
        "locale": locale,
        "created_at": now,
        "due_at": now,
        "tries": 0,
        "note": "",
    }
    db.session.execute(insert(OutboxLetter).values(**row, **sealed))
    return ref


def waiting_of(kinds: Collection[str]) -> list[tuple[str, str]]:
    """The letters of these kinds that wait: ref and what they say, sealed."""
    query = select(OutboxLetter.ref, OutboxLetter.said).where(
        OutboxLetter.kind.in_(kinds), OutboxLetter.said.is_not(None)
    )
    return [(ref, said) for ref, said in db.session.execute(query) if said]


def addressed_to(names: Collection[str]) -> list[OutboxLetter]:
    """The letters that wait for one of these addresses or numbers; each address is opened to see."""
    wanted = {name.casefold() for name in names}
    if not wanted:
        return []
    rows = db.session.scalars(select(OutboxLetter).where(OutboxLetter.recipient.is_not(None)))
    return [row for row in rows if unseal(place("recipient", row.ref), row.recipient or "").casefold() in wanted]


def drop(refs: Collection[str]) -> int:
    """Remove these letters, in the caller's transaction; how many were still there."""
    if not refs:
        return 0
    gone: Any = db.session.execute(delete(OutboxLetter).where(OutboxLetter.ref.in_(refs)))
    return int(gone.rowcount)


def drop_all() -> int:
    """Remove every letter, in the caller's transaction; how many there were."""
    gone: Any = db.session.execute(delete(OutboxLetter))
    return int(gone.rowcount)


def drop_older(kind: str, before: datetime) -> int:
    """Remove the letters of this kind that were written before this moment, in the caller's transaction; how many."""
    old = (OutboxLetter.kind == kind, OutboxLetter.created_at < before)
    gone: Any = db.session.execute(delete(OutboxLetter).where(*old))
    return int(gone.rowcount)


def take(now: datetime, channel: str = MAIL) -> Taken | None:
    """Take the letter of this channel that is due the longest; commits. None when none is due.

    The row is marked, not locked: a database lock held while a mail server answers would stop every writer on SQLite.
    """
    letter = OutboxLetter
    while True:
        due = (letter.channel == channel, letter.due_at <= now)
        query = select(letter).where(*due).order_by(letter.due_at, letter.ref).limit(1)
        row = db.session.execute(query.execution_options(populate_existing=True)).scalar_one_or_none()
        if row is None:
            db.session.commit()
            return None
        seen = _still(row.ref, row.tries, row.due_at)
        taken = Taken(
            row.ref,
            row.kind,
            row.locale,
            row.recipient or "",
            row.said or "",
            row.created_at,
            row.tries + 1,
            now + LEASE,
        )
        db.session.commit()
        if _change(update(letter).where(*seen).values(due_at=taken.until, tries=taken.tries)):
            return taken


def remove(taken: Taken) -> bool:
    """The letter is sent: its row goes. False when another sender has taken it meanwhile."""
    return _change(delete(OutboxLetter).where(*_mine(taken)))


def put_back(taken: Taken, due_at: datetime, *, tries: int, note: str) -> bool:
    """Try again at `due_at`."""
    values: Mapping[str, Any] = {"due_at": due_at, "tries": tries, "note": note}
    return _change(update(OutboxLetter).where(*_mine(taken)).values(values))


def give_up(taken: Taken, note: str) -> bool:
    """Keep the row with its note, not what it said nor to whom."""
    values: Mapping[str, Any] = {"due_at": None, "recipient": None, "said": None, "note": note}
    return _change(update(OutboxLetter).where(*_mine(taken)).values(values))


def forget_given_up(before: datetime) -> None:
    """Drop the rows of letters given up that are older than this."""
    given_up = (OutboxLetter.due_at.is_(None), OutboxLetter.created_at < before)
    if db.session.scalar(select(OutboxLetter.ref).where(*given_up).limit(1)):
        _change(delete(OutboxLetter).where(*given_up))
    db.session.commit()


def counts() -> tuple[int, int]:
    """How many letters wait, and how many were given up."""
    waiting, everything = db.session.execute(select(func.count(OutboxLetter.due_at), func.count())).one()
    return waiting, everything - waiting


def _mine(taken: Taken) -> tuple[ColumnElement[bool], ...]:
    return _still(taken.ref, taken.tries, taken.until)


def _still(ref: str, tries: int, due_at: datetime | None) -> tuple[ColumnElement[bool], ...]:
    return OutboxLetter.ref == ref, OutboxLetter.tries == tries, OutboxLetter.due_at == due_at


def _change(statement: Any) -> bool:
    """Run and commit one statement, again when the database was held by others; whether it changed a row."""
    for attempt in range(TRIES):
        try:
            result: Any = db.session.execute(statement, execution_options={"synchronize_session": False})
            db.session.commit()
            return bool(result.rowcount)
        except OperationalError:
            db.session.rollback()
            if attempt == TRIES - 1:
                raise
            time.sleep(0.1 * 2**attempt)
    return False
