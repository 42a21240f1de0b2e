"""Tombstones outside the database: lines in a file of the state folder, so that they outlive a database that is replaced.

A line is added after the commit that buried something; `keep` adds what a fault left out and takes away what is too old.
"""

from __future__ import annotations

import fcntl
import logging
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from portal.storage import at_work
from portal.storage.rules.keeping import is_forgotten
from portal.storage.tombstone_line import Tombstone, read_line

FILE = "tombstones"
_DUE = "tombstones due"

log = logging.getLogger(__name__)


def read(path: Path) -> list[Tombstone]:
    """The tombstones in a file, [] where there is none. A line that was cut off while it was written counts for nothing."""
    try:
        lines = path.read_text(encoding="ascii", errors="replace").splitlines()
    except FileNotFoundError:
        return []
    return [stone for stone in map(read_line, lines) if stone is not None]


def keep(folder: Path, stones: Iterable[Tombstone], now: datetime) -> int:
    """Let the file hold these too, and none that no backup can need any more; how many lines it gained."""
    with _alone(folder):
        there = read(folder / FILE)
        known, stones = set(there), {stone for stone in stones if read_line(str(stone)) == stone}
        wanted = [
            stone for stone in (*there, *sorted(stones - known, key=str)) if not is_forgotten(stone.buried_at, now)
        ]
        if wanted == there:
            return 0
        fresh = folder / f"{FILE}.new"
        _write(fresh, wanted, os.O_TRUNC)
        os.replace(fresh, folder / FILE)
        return len(set(wanted) - known)


def due(session: Any, stone: Tombstone) -> None:
    """Write this line once the session's transaction is committed; forgotten if it rolls back."""
    folder = at_work.settings().state_dir
    session.info.setdefault(_DUE, []).append((folder, stone))


@event.listens_for(Session, "after_commit")
def _append(session: Session) -> None:
    if session.in_nested_transaction() or not (waiting := session.info.pop(_DUE, None)):
        return
    for folder, stone in waiting:
        try:
            with _alone(folder):
                _write(folder / FILE, [stone], os.O_APPEND)
        except OSError as error:
            # it is erased and the database remembers it; flask work writes the line again
            log.error("a tombstone could not be written to the state folder: %s", error)


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, _transaction: object) -> None:
    session.info.pop(_DUE, None)


def _write(path: Path, stones: Iterable[Tombstone], how: int) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | how, 0o600), "w", encoding="ascii") as file:
        begin = "\n" if path.stat().st_size and not _is_whole(path) else ""
        file.write(begin + "".join(f"{stone}\n" for stone in stones))
        file.flush()
        os.fsync(file.fileno())


def _is_whole(path: Path) -> bool:
    """Whether the last line has its end; one that was cut off must not swallow the next."""
    with open(path, "rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with open(folder / f"{FILE}.lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
