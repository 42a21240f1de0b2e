"""The anchor beside the database: a small file in the state folder that says how far the log went.

It is written after each commit that added to the log, and only forward: where the file knows rows that the log has
lost, or another row under the same number, it stays as it is, as evidence, until a person takes it away.
"""

from __future__ import annotations

import fcntl
import logging
import os
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from portal.audit.rules.chain import Anchor, read_anchor

FILE = "audit-head"
_DUE = "audit anchor due"

log = logging.getLogger(__name__)


def read(folder: Path) -> str | None:
    """The line in the file, or None when there is no file."""
    try:
        return (folder / FILE).read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return None


def due(session: Any, folder: Path, anchor: Anchor) -> None:
    """Write this anchor once the session's transaction is committed; forgotten if it rolls back."""
    session.info[_DUE] = folder, anchor


@event.listens_for(Session, "after_commit")
def _write(session: Session) -> None:
    if session.in_nested_transaction() or not (waiting := session.info.pop(_DUE, None)):
        return
    try:
        advance(*waiting)
    except OSError as error:
        # the act is done and logged; a file that lags behind is no fault, a failed request would be
        log.error("the log's anchor could not be written: %s", error)


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, _transaction: object) -> None:
    session.info.pop(_DUE, None)


def set_aside(folder: Path, seq: int) -> str | None:
    """Keep the file under another name, as evidence of what row `seq` says was known; the name, None where there is none."""
    name = f"{FILE}-kept-{seq}"
    try:
        os.replace(folder / FILE, folder / name)
    except FileNotFoundError:
        return None
    return name


def advance(folder: Path, anchor: Anchor) -> None:
    """Replace the file by a later anchor, whole or not at all; an earlier one is ignored (writers end in any order)."""
    with open(folder / f"{FILE}.lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = read_anchor(read(folder) or "")
        if kept and kept.count >= anchor.count:
            return
        fresh = folder / f"{FILE}.new"
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
            file.write(f"{anchor}\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, folder / FILE)
