"""Texts that were published, also those that began by themselves, come into the search index."""

from __future__ import annotations

import json

from portal.content.editing import store
from portal.content.editions import library
from portal.content.places import path_of
from portal.content.search import SOURCES, ContentSource
from portal.search import outbox
from portal.shared.clock import now
from portal.storage.db import db
from portal.storage.installation import find_mark, set_mark

MARK = "content_indexed"


def index_edition() -> bool:
    """Queue every text of the content for the index where another edition is shown than at the last time. One transaction."""
    books = library()
    if (find_mark(MARK) or "") == books.token:
        db.session.rollback()
        return False
    for source in SOURCES:
        outbox.enqueue(source.kind, {doc.id for doc in source.all()} | _once_shown(source))
    set_mark(MARK, books.token)
    db.session.commit()
    return True


def _once_shown(source: ContentSource) -> set[str]:
    """Texts that came with the installation, or were published once: those that are not shown any more leave the index."""
    found = {doc.id for doc in source.shipped()}
    for row in store.published(now(), 100_000):
        data = json.loads(row.data) or json.loads(row.before or "null") or {}
        if row.kind == source.kind:
            found.add(row.item)
        elif source.kind == "page" and (path := path_of(row.kind, data)):
            found.add(path)
    return found
