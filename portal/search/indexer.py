"""Brings the index to where the database is: reads the queue in order, takes the things as they are now, commits."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from portal.search import outbox, suggestions
from portal.search.backends.base import IndexBusy, IndexDamaged
from portal.search.document import Doc
from portal.search.engine import Engine
from portal.storage.db import db

BATCH = 500
"""Things taken over in one commit: findable within seconds."""
MANY = 2_000
"""From so many waiting changes on, the way through all of them counts, not the first of them."""
WORTH_REBUILDING = 4
"""From this part of all documents on (a quarter) it is quicker to write all of them anew than to merge what changed."""
LARGE_BATCH = 5_000
"""Things taken over in one commit while so many wait: the same work with a tenth of the commits and merges."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Done:
    """What one run did: queued changes taken over, whether the index was rebuilt, whether another process holds it."""

    changes: int = 0
    rebuilt: int | None = None
    busy: bool = False


def run_once(engine: Engine) -> Done:
    """Take over one batch of changes; a damaged or missing index is rebuilt instead. Ends the database transaction.

    Killed anywhere, nothing is lost: a change leaves the queue only after the index holds it, and taking it over
    twice changes nothing. A source that fails holds up its own kind alone; its error is raised when the rest is done.
    """
    try:
        return _rebuilt(engine) or _take_over(engine)
    except IndexDamaged as error:
        return _mended(engine, error)
    except IndexBusy:
        db.session.rollback()
        return Done(busy=True)


def heal(engine: Engine) -> Done | None:
    """One round of the examination: read the index, and some of what it keeps of documents; rebuild it where it is damaged.

    None where it is sound. Called again and again it comes to every document.
    """
    health = engine.examine()
    if health.ok or (_mend(engine) and engine.health().ok):
        return None
    log.warning("the search index is rebuilt: %s", health.reason)
    return rebuild(engine)


def tidy(engine: Engine) -> bool:
    """While nothing waits, put the parts of the index together; whether there was something to do. What is damaged is left to
    `run_once`."""
    waits = outbox.waiting()[0]
    db.session.rollback()
    if waits:
        return False
    try:
        return engine.index.tidy()
    except (IndexBusy, IndexDamaged) as why:
        log.info("the search index is not tidied: %s", why)
        return False


def rebuild(engine: Engine) -> Done:
    """Rebuild the index from the truth; what was queued before the truth was read leaves the queue."""
    titles: list[tuple[str, str, str, str]] = []
    try:
        seqs = outbox.all_seqs()
        db.session.commit()  # the sources are read in a newer transaction than the queue
        documents = engine.rebuild(lambda doc: titles.append((doc.kind, doc.id, doc.locale, doc.title)))
    except IndexBusy:
        db.session.rollback()
        return Done(busy=True)
    suggestions.rebuild(titles, engine.lexicon)
    outbox.remove(seqs)
    db.session.commit()
    return Done(len(seqs), rebuilt=documents)


def _mended(engine: Engine, error: IndexDamaged) -> Done:
    """Go back to the state before an interrupted change, where there is one, and on from there; else rebuild."""
    db.session.rollback()
    try:
        if _mend(engine):
            log.warning("the search index goes on from the state before its last change: %s", error)
            return _take_over(engine)
    except (IndexDamaged, IndexBusy) as again:
        log.info("the search index is not mended: %s", again)
    log.warning("the search index is rebuilt: %s", error)
    return rebuild(engine)


def _mend(engine: Engine) -> bool:
    try:
        return engine.index.mend()
    except IndexBusy:
        return False


def _rebuilt(engine: Engine) -> Done | None:
    """Rebuild where so much waits that it is quicker; None where it is not, or where a source failed: then in steps."""
    if outbox.waiting()[0] < MANY or outbox.things() * WORTH_REBUILDING < engine.index.documents():
        return None
    try:
        return rebuild(engine)
    except IndexDamaged:
        raise
    except Exception:
        db.session.rollback()
        log.exception("the search index cannot be rebuilt; what waits is taken over in steps")
        return None


def _take_over(engine: Engine) -> Done:
    """A kind whose source fails keeps its place in the queue; the others are taken over before its error is raised."""
    failed: dict[str, Exception] = {}
    most = LARGE_BATCH if outbox.waiting()[0] >= MANY else BATCH
    while True:
        things = outbox.first_things(most, besides=failed)
        try:
            docs = _load(engine, things)
            break
        except _SourceFailed as error:
            db.session.rollback()  # PostgreSQL answers nothing more in a transaction that has failed
            failed[error.kind] = error.cause
    found = {(doc.kind, doc.id) for doc in docs}
    seqs = [seq for rows in things.values() for seq in rows]
    if things:
        engine.write(docs, [thing for thing in things if thing not in found])
        suggestions.take_over(docs, things)
        outbox.remove(seqs)
    db.session.commit()
    for kind, cause in failed.items():
        log.error("documents of kind %s cannot be read; what changed in them waits", kind, exc_info=cause)
    if failed:
        raise next(iter(failed.values()))
    return Done(len(seqs))


def _load(engine: Engine, things: Iterable[tuple[str, str]]) -> list[Doc]:
    ids: dict[str, list[str]] = {}
    for kind, id in things:
        ids.setdefault(kind, []).append(id)
    docs: list[Doc] = []
    for kind in ids:
        try:
            for start in range(0, len(ids[kind]), outbox.CHUNK):
                docs += engine.load(kind, ids[kind][start : start + outbox.CHUNK])
        except Exception as error:
            raise _SourceFailed(kind, error) from error
    return docs


class _SourceFailed(Exception):
    """The source of one kind could not say what its things are now."""

    def __init__(self, kind: str, cause: Exception) -> None:
        super().__init__(kind)
        self.kind = kind
        self.cause = cause
