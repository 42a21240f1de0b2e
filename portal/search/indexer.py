"""Brings the index to where the database is: reads the queue in order, takes the things as they are now, commits."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from portal.search import outbox
from portal.search.backends.base import IndexBusy, IndexDamaged
from portal.search.document import Doc
from portal.search.engine import Engine
from portal.storage.db import db

BATCH = 500

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
    twice changes nothing.
    """
    try:
        return _take_over(engine)
    except IndexDamaged as error:
        log.warning("the search index is rebuilt: %s", error)
        return rebuild(engine)
    except IndexBusy:
        db.session.rollback()
        return Done(busy=True)


def rebuild(engine: Engine) -> Done:
    """Rebuild the index from the truth; what was queued before the truth was read leaves the queue."""
    try:
        seqs = outbox.all_seqs()
        db.session.commit()  # the sources are read in a newer transaction than the queue
        documents = engine.rebuild()
    except IndexBusy:
        db.session.rollback()
        return Done(busy=True)
    outbox.remove(seqs)
    db.session.commit()
    return Done(len(seqs), rebuilt=documents)


def _take_over(engine: Engine) -> Done:
    rows = outbox.first(BATCH)
    things = dict.fromkeys((row.kind, row.id) for row in rows)
    seqs = [row.seq for row in rows]
    docs: list[Doc] = []
    for kind in dict.fromkeys(kind for kind, _ in things):
        docs += engine.load(kind, [id for k, id in things if k == kind])
    found = {(doc.kind, doc.id) for doc in docs}
    if rows:
        engine.write(docs, [thing for thing in things if thing not in found])
        outbox.remove(seqs)
    db.session.commit()
    return Done(len(seqs))
