"""Which edition of the content is shown: what shipped with the installation, with every edit that was agreed to and whose time
has come.

Nothing is published by a job: an edit shows from its moment on because every process asks what time it is. Each asks the
database once a second whether something was agreed to since; what was read before stays in between, also while the database
cannot be reached.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, inspect, select
from sqlalchemy.exc import SQLAlchemyError

from portal.content.edited import EditedLibrary
from portal.content.item import Edit
from portal.content.models import Edition, Revision
from portal.content.store import Library, shipped
from portal.shared.clock import now
from portal.storage.asked import not_counted
from portal.storage.db import db

LOOK_SECONDS = 1.0
"""How old the number of the edition may be before it is asked for again."""
P = ParamSpec("P")
R = TypeVar("R")


@dataclass
class _Shown:
    number: int
    until: datetime | None
    """The next moment at which something begins or ends by itself."""
    books: Library
    looked: float = field(default_factory=time.monotonic)


_shown: WeakKeyDictionary[Engine, _Shown] = WeakKeyDictionary()


@dataclass
class _Held:
    """What is read from within a block; None until something is read."""

    books: Library | None


_held: ContextVar[_Held | None] = ContextVar("content_held", default=None)


def library() -> Library:
    """The content that this installation shows now; within `reading`, the one that was shown at the first question."""
    held = _held.get()
    if held is None:
        return _current()
    if held.books is None:
        held.books = _current()
    return held.books


@contextmanager
def reading(books: Library | None = None) -> Iterator[None]:
    """Within the block everything is read from one content, whatever is published meanwhile: this one, or what is shown now.

    Inside of another such block without a content of its own, the outer one holds.
    """
    outer = _held.get()
    token = _held.set(_Held(books) if books is not None or outer is None else outer)
    try:
        yield
    finally:
        _held.reset(token)


def newest() -> Library:
    """The content as everything agreed to until now makes it, whatever a block reads from: for who is about to agree."""
    with _connected() as connection:
        return _read(connection, connection.scalar(select(Edition.number)) or 0).books


def forget() -> None:
    """Read anew at the next question: something was agreed to here."""
    _shown.clear()


def per_edition(function: Callable[P, R]) -> Callable[P, R]:
    """Keep what the function made of the content, for as long as it is the same content. Arguments must be hashable."""

    @lru_cache(maxsize=256)
    def kept(_books: Library, *args: P.args, **kwargs: P.kwargs) -> R:
        return function(*args, **kwargs)

    @wraps(function)
    def ask(*args: P.args, **kwargs: P.kwargs) -> R:
        with reading():
            return kept(library(), *args, **kwargs)  # type: ignore[arg-type]

    ask.cache_clear = kept.cache_clear  # type: ignore[attr-defined]
    return ask


def with_edit(books: Library, kind: str, id: str, data: Mapping[str, Any] | None) -> Library:
    """The content as it would be with this item so (None: without it), for checks and previews."""
    return EditedLibrary(books, [Edit(kind, id, data, now())], f"{books.token}+", now())


def _current() -> Library:
    try:
        engine = db.engine
    except RuntimeError:  # no installation is at work: a command or a test that reads the files
        return shipped()
    known = _shown.get(engine)
    if known is not None and not _is_old(known):
        return known.books
    try:
        with _connected() as connection:
            found = _look(connection, known)
    except SQLAlchemyError:
        if known is None:
            raise  # what shipped may be older than what was published: nothing is said rather than something wrong
        known.looked = time.monotonic()
        return known.books
    _shown[engine] = found
    return found.books


@contextmanager
def _connected() -> Iterator[Connection]:
    """The connection of the transaction that is under way, which may keep all others out; else one of its own."""
    with not_counted():
        if db.session().in_transaction():
            yield db.session.connection()
        else:
            with db.engine.connect() as connection:
                yield connection


def _is_old(known: _Shown) -> bool:
    return time.monotonic() - known.looked >= LOOK_SECONDS or (known.until is not None and now() >= known.until)


def _look(connection: Connection, known: _Shown | None) -> _Shown:
    if known is None and not inspect(connection).has_table(Edition.__tablename__):
        return _Shown(0, None, shipped())
    number = connection.scalar(select(Edition.number)) or 0
    if known is not None and known.number == number and (known.until is None or now() < known.until):
        known.looked = time.monotonic()
        return known
    return _read(connection, number)


def _read(connection: Connection, number: int) -> _Shown:
    if not number:
        return _Shown(0, None, shipped())
    row, moment = Revision, now()
    asked = select(row.kind, row.item, row.data, row.publish_at, row.expire_at, row.before, row.pairs)
    rows = connection.execute(asked.where(row.state == "approved").order_by(row.publish_at, row.number)).all()
    edits = [
        Edit(kind, item, json.loads(data), at or moment, until, json.loads(before or "null"), _pairs(pairs))
        for kind, item, data, at, until, before, pairs in rows
    ]
    ahead = [at for edit in edits for at in (edit.at, edit.until) if at is not None and at > moment]
    begun = [edit for edit in edits if edit.at <= moment]
    over = sum(1 for edit in begun if edit.until is not None and edit.until <= moment)
    books = EditedLibrary(shipped(), begun, f"{number}.{len(begun)}.{over}", moment, number)
    return _Shown(number, min(ahead, default=None), books)


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((english, vietnamese) for english, vietnamese in json.loads(text))
