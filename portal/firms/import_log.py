"""Each import from a file is kept: its file, who brought it in, what it changed, and what stood before it.

Taking one back rewrites nothing here: it is an import of its own that names the one it undoes. How the things themselves
are put back stands in `register_undo` and `order_undo`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from portal.firms.import_models import FileImport
from portal.shared.clock import now
from portal.storage.db import db

REGISTER, ORDERS = "register", "orders"
PARTS = ("restated", "gone", "returned", "changed", "new", "missing", "withheld")
"""What a diff tells, the weightiest first. `missing` and `withheld` only of orders."""
COMMAND_LINE = "system"


class NoSuchImport(LookupError):
    """No import has this number."""


class ImportTakenBack(Exception):
    """It was taken back already."""


class LaterChanges(Exception):
    """Other imports stand on this one; they are taken back first, newest first. `numbers` in that order."""

    def __init__(self, numbers: Sequence[int]) -> None:
        super().__init__(", ".join(map(str, numbers)))
        self.numbers = tuple(numbers)


class ChangedSince(Exception):
    """A firm, an editor or another way of bringing in changed these since: taking back would undo that too. `names`: what."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(", ".join(names))
        self.names = tuple(names)


@dataclass(frozen=True)
class Told:
    """What is said of an import when it is kept. `diff` by the names of PARTS, each a list."""

    kind: str
    file: str
    digest: str
    rows: int
    day: date
    diff: Mapping[str, Any]
    before: bytes = b""
    version: str | None = None
    approved: bool = False
    undoes: int | None = None


@dataclass(frozen=True)
class ImportCard:
    """One import as a list shows it. `undoes`: the import that it took back; `actor`: an account or COMMAND_LINE."""

    number: int
    kind: str
    file: str
    digest: str
    rows: int
    as_of: date
    imported_at: datetime
    actor: str
    approved: bool
    counts: Mapping[str, int]
    undoes: int | None
    undone_on: date | None
    undone_by: int | None
    """The import that took it back."""


def imports(page: int = 1, size: int = 50) -> list[ImportCard]:
    """A page of the imports of both kinds, newest first."""
    query = select(FileImport).order_by(FileImport.id.desc()).offset((page - 1) * size).limit(size)
    rows = db.session.scalars(query).all()
    undone = select(FileImport.undoes, FileImport.id).where(FileImport.undoes.in_([row.id for row in rows]))
    by = {row[0]: row[1] for row in db.session.execute(undone)}
    return [_card(row, by.get(row.id)) for row in rows]


def count_imports() -> int:
    """How many imports there were."""
    return db.session.scalar(select(func.count()).select_from(FileImport)) or 0


def get_import(number: int) -> tuple[ImportCard, Mapping[str, Any]]:
    """One import and its diff. NoSuchImport."""
    row = db.session.get(FileImport, number)
    if row is None:
        raise NoSuchImport(number)
    return _card(row, db.session.scalar(select(FileImport.id).where(FileImport.undoes == number))), row.diff


def keep(told: Told) -> FileImport:
    """Remember an import in the caller's transaction, before it is applied: what it changes takes its number."""
    record = FileImport(
        kind=told.kind,
        file=told.file,
        digest=told.digest,
        rows=told.rows,
        as_of=told.day,
        imported_at=now(),
        actor=COMMAND_LINE,
        version=told.version,
        approved=told.approved,
        counts={part: len(told.diff.get(part, ())) for part in PARTS},
        diff=dict(told.diff),
        before=told.before,
        undoes=told.undoes,
    )
    db.session.add(record)
    db.session.flush()
    return record


def kind_of(number: int) -> str:
    """What it brought in, which never changes; ends the transaction. NoSuchImport."""
    kind = db.session.scalar(select(FileImport.kind).where(FileImport.id == number))
    db.session.rollback()
    if kind is None:
        raise NoSuchImport(number)
    return kind


def last_import(number: int) -> FileImport:
    """This import, if nothing of its kind came after it. NoSuchImport, ImportTakenBack, LaterChanges where it cannot go."""
    record = db.session.get(FileImport, number)
    if record is None:
        raise NoSuchImport(number)
    if record.undone_on is not None:
        raise ImportTakenBack(number)
    later = select(FileImport.id).where(FileImport.id > number, FileImport.kind == record.kind)
    if numbers := db.session.scalars(later.order_by(FileImport.id.desc())).all():
        raise LaterChanges(numbers)
    return record


def _card(row: FileImport, undone_by: int | None) -> ImportCard:
    return ImportCard(
        number=row.id,
        kind=row.kind,
        file=row.file,
        digest=row.digest,
        rows=row.rows,
        as_of=row.as_of,
        imported_at=row.imported_at,
        actor=row.actor,
        approved=row.approved,
        counts=row.counts,
        undoes=row.undoes,
        undone_on=row.undone_on,
        undone_by=undone_by,
    )
