"""What is left to do after a backup was restored: a new search index, new columns; done again where it was cut off."""

from __future__ import annotations

from flask import current_app

from portal.app import create_app
from portal.config import Settings
from portal.jobs.matching.engine import engine
from portal.search.indexer import rebuild
from portal.shared.clock import now
from portal.storage import tombstone_file, tombstones
from portal.storage.db import db
from portal.storage.installation import find_mark, forget_mark

MARK = "restored_unfinished"


def finish(target: Settings) -> list[str]:
    """Finish the restore of this installation, where one is not finished; what was done, in words."""
    if current_app.extensions["settings"] == target:
        return _finish()
    with create_app(target, serving=False).app_context():
        try:
            return _finish()
        finally:
            db.session.remove()
            db.engine.dispose()


def _finish() -> list[str]:
    if find_mark(MARK) is None:
        db.session.rollback()
        return []
    db.session.rollback()
    keep_tombstones()
    done = rebuild(current_app.extensions["search"])
    if done.busy:
        return ["the search index is written by another process; the rest is done when it ends"]
    state = engine().rebuild()
    forget_mark(MARK)
    db.session.commit()
    return [f"search index: {done.rebuilt} documents; columns of the ranking: {state.profiles} rows of profiles"]


def keep_tombstones() -> None:
    """Let the state folder know every tombstone of the database, and forget those that no backup can need any more."""
    moment = now()
    tombstones.forget(moment)
    stones = tombstones.in_database()
    db.session.commit()
    tombstone_file.keep(current_app.extensions["settings"].state_dir, stones, moment)
