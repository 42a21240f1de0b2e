"""An import of the register taken back: the register is told again as it stood.

States of licences are added, and those that the import had told are marked as told by mistake. Whoever reads the history
or the feed sees both.
"""

from __future__ import annotations

import json
import secrets
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import update

from portal.firms import import_log, places
from portal.firms.import_log import REGISTER, LaterChanges, Told
from portal.firms.import_models import FileImport
from portal.firms.models import LicenceState
from portal.firms.register_import import Plan, Provenance, Register, provenance, restore_provenance
from portal.firms.rules.register_file import read_rows
from portal.firms.rules.row_text import cells_of
from portal.firms.rules.rows import FirmRow
from portal.storage.db import db


@dataclass(frozen=True)
class Undoing:
    """An import about to be taken back: what that would change, and the register that it would leave."""

    record: FileImport
    plan: Plan
    rows: Sequence[FirmRow]
    origin: Provenance | None
    register: Register


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
    record, stored = import_log.last_import(number), provenance()
    if stored is not None and stored.version != record.version:
        raise LaterChanges(())
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
    record, origin, plan = undoing.record, undoing.origin, undoing.plan
    before = pack(undoing.register)
    told = Told(
        kind=REGISTER,
        file=origin.file if origin else "",
        digest=origin.digest if origin else "",
        rows=plan.rows,
        day=origin.as_of if origin else day,
        diff=diff_of(plan),
        before=before,
        version=restore_provenance(origin) or secrets.token_hex(8),
        approved=approved,
        undoes=record.id,
    )
    number = import_log.keep(told).id
    undoing.register.apply(undoing.rows, day, illustrative=bool(origin and origin.illustrative), by=number)
    record.undone_on = day
    mistaken = update(LicenceState).where(LicenceState.import_id == record.id)
    db.session.execute(mistaken.values(withdrawn_on=day))
    plan.applied = True


def diff_of(plan: Plan) -> dict[str, Any]:
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
