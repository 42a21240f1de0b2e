"""Each import of the register is kept: what it changed, and what stood before, so that it can be taken back as one change.

Taking back rewrites nothing: the register is told again as it stood, states of licences are added, and those that the
import had told are marked as told by mistake. Whoever reads the history or the feed sees both.
"""

from __future__ import annotations

import json
import secrets
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update

from portal.firms import places
from portal.firms.import_models import RegisterImport
from portal.firms.models import LicenceState
from portal.firms.register_import import Plan, Provenance, Register, provenance, restore_provenance
from portal.firms.rules.register_file import read_rows
from portal.firms.rules.row_text import cells_of
from portal.firms.rules.rows import FirmRow
from portal.shared.clock import now
from portal.storage.db import db


class NoSuchImport(LookupError):
    """No import has this number."""


class ImportTakenBack(Exception):
    """It was taken back already."""


class LaterChanges(Exception):
    """Other imports stand on this one; they are taken back first, newest first. `numbers` in that order."""

    def __init__(self, numbers: Sequence[int]) -> None:
        super().__init__(", ".join(map(str, numbers)))
        self.numbers = tuple(numbers)


@dataclass(frozen=True)
class ImportCard:
    """One import as a list shows it. `diff` as `told` writes it; `undoes` the import that it took back."""

    number: int
    file: str
    digest: str
    rows: int
    as_of: date
    imported_at: datetime
    approved: bool
    diff: dict[str, Any]
    undoes: int | None
    undone_on: date | None


@dataclass(frozen=True)
class Undoing:
    """An import about to be taken back: what that would change, and the register that it would leave."""

    record: RegisterImport
    plan: Plan
    rows: Sequence[FirmRow]
    origin: Provenance | None
    register: Register


def imports(most: int = 50) -> list[ImportCard]:
    """The imports of the register, newest first."""
    query = select(RegisterImport).order_by(RegisterImport.id.desc()).limit(most)
    return [_card(row) for row in db.session.scalars(query)]


def keep(
    plan: Plan,
    file: str,
    digest: str,
    version: str,
    day: date,
    before: bytes,
    *,
    approved: bool,
    undoes: int | None = None,
) -> int:
    """Remember an import in the caller's transaction, before it is applied; its number."""
    record = RegisterImport(
        file=file,
        digest=digest,
        rows=plan.rows,
        as_of=day,
        imported_at=now(),
        version=version,
        approved=approved,
        diff=told(plan),
        before=before,
        undoes=undoes,
    )
    db.session.add(record)
    db.session.flush()
    return record.id


def pack(register: Register) -> bytes:
    """The stored register and where it comes from, to be put back later."""
    origin = provenance()
    kept = {
        "origin": asdict(origin) | {"as_of": origin.as_of.isoformat()} if origin else None,
        "rows": [cells_of(row) for row in register.rows()],
    }
    return zlib.compress(json.dumps(kept, ensure_ascii=False).encode(), 9)


def prepare_undo(number: int) -> Undoing:
    """What taking this import back would change. NoSuchImport, ImportTakenBack, LaterChanges where it cannot be."""
    record = db.session.get(RegisterImport, number)
    if record is None:
        raise NoSuchImport(number)
    if record.undone_on is not None:
        raise ImportTakenBack(number)
    later = select(RegisterImport.id).where(RegisterImport.id > number).order_by(RegisterImport.id.desc())
    stored = provenance()
    if (numbers := db.session.scalars(later).all()) or (stored is not None and stored.version != record.version):
        raise LaterChanges(numbers)
    kept = json.loads(zlib.decompress(record.before))
    origin = (
        Provenance(**kept["origin"] | {"as_of": date.fromisoformat(kept["origin"]["as_of"])})
        if kept["origin"]
        else None
    )
    rows, _ = read_rows(enumerate(kept["rows"], 2), places.knows_province)
    register = Register()
    return Undoing(record, register.compare(rows, record.before), rows, origin, register)


def undo(undoing: Undoing, day: date, *, approved: bool) -> None:
    """Take it back in the caller's transaction: the register says again what it said, and this too is an import."""
    record, origin = undoing.record, undoing.origin
    before = pack(undoing.register)
    version = restore_provenance(origin) or secrets.token_hex(8)
    file, digest = (origin.file, origin.digest) if origin else ("", "")
    as_of = origin.as_of if origin else day
    number = keep(undoing.plan, file, digest, version, as_of, before, approved=approved, undoes=record.id)
    undoing.register.apply(undoing.rows, day, illustrative=bool(origin and origin.illustrative), by=number)
    record.undone_on = day
    mistaken = update(LicenceState).where(LicenceState.import_id == record.id)
    db.session.execute(mistaken.values(withdrawn_on=day))
    undoing.plan.applied = True


def told(plan: Plan) -> dict[str, Any]:
    """What an import changed, for a person to read: licence numbers, cells before and after, states."""
    return {
        "new": plan.new,
        "changed": [
            {"licence_no": row.licence_no, "name_vi": row.name_vi, "cells": [asdict(cell) for cell in row.cells]}
            for row in plan.changed
        ],
        "restated": [asdict(change) for change in plan.restated],
        "gone": plan.gone,
        "returned": plan.returned,
        "drift": float(plan.drift),
    }


def _card(row: RegisterImport) -> ImportCard:
    return ImportCard(
        row.id, row.file, row.digest, row.rows, row.as_of, row.imported_at, row.approved, row.diff, row.undoes, row.undone_on
    )  # fmt: skip
