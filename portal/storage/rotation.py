"""Which columns hold sealed values, and how all their rows come under the newest key while the site works.

A room declares its sealed columns beside its models. Rotation reads a batch, seals it anew outside any transaction,
then writes each value only where the old one still stands: it can be stopped, started again and run beside writers.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from sqlalchemy import TableClause, and_, bindparam, column, func, not_, select, table, update
from sqlalchemy.exc import IntegrityError, OperationalError

from portal.storage.db import db
from portal.storage.encryption import NotReadable, Vault, context, vault

BATCH = 500
"""Rows that are written at once: other writers wait some ten milliseconds for them."""
TRIES = 6
"""How often a batch is tried again when other writers hold the database (lock timeout, deadlock)."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SealedColumn:
    """A column of sealed values; `ref` names the unique column that the seal is bound to.

    `blind` is the index column beside it, `purpose` its blind-index purpose, `normal` how a text is written for it.
    """

    table: str
    column: str
    ref: str
    blind: str | None = None
    purpose: str = ""
    normal: Callable[[str], str] = field(default=str, compare=False)


@dataclass
class Rotated:
    """What one run did to one column: rows sealed anew, and the refs of rows left as they were: those that do not open,
    and those whose new index another row already holds (two rows of one person, made while keys changed)."""

    column: SealedColumn
    resealed: int = 0
    unreadable: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)


_declared: dict[tuple[str, str], SealedColumn] = {}


def declare(*columns: SealedColumn) -> None:
    """Make columns known to `flask keys rotate`; called once, beside the model."""
    for sealed in columns:
        _declared[sealed.table, sealed.column] = sealed


def declared() -> tuple[SealedColumn, ...]:
    """Every declared column, in a fixed order."""
    return tuple(_declared[key] for key in sorted(_declared))


def rotate(columns: Iterable[SealedColumn] | None = None, batch: int = BATCH) -> list[Rotated]:
    """Bring every sealed value under the newest key; commits each batch, so it may be stopped and started again."""
    return [_rotate_column(sealed, vault(), batch) for sealed in (declared() if columns is None else columns)]


def in_use(columns: Iterable[SealedColumn] | None = None) -> dict[int, int]:
    """How many values each key version still seals; a version at 0 everywhere may leave PORTAL_KEYS.

    Versions that are not in PORTAL_KEYS are counted together under -1: such rows cannot be read.
    """
    versions = vault().versions
    counts = dict.fromkeys(versions, 0)
    lost = 0
    for sealed in declared() if columns is None else columns:
        rows = _rows(sealed)
        value = rows.c[sealed.column]
        each = [func.count().filter(value.startswith(f"{version}:")) for version in versions]
        total, *found = db.session.execute(select(func.count(value), *each)).one()
        lost += total - sum(found)
        for version, count in zip(versions, found, strict=True):
            counts[version] += count
    db.session.commit()
    return counts | ({-1: lost} if lost else {})


def _rotate_column(sealed: SealedColumn, keys: Vault, batch: int) -> Rotated:
    """Pass over the column by ref until a whole pass finds nothing to do: a late writer may still use an older key."""
    done = Rotated(sealed)
    last: str | None = None
    passed = 0
    while True:
        rows = _old_rows(sealed, keys, last, batch)
        if not rows and (last is None or not passed):
            return done
        if not rows:
            last, passed = None, 0
            continue
        last = rows[-1][0]
        changes, unreadable = _sealed_anew(sealed, keys, rows)
        done.unreadable += [ref for ref in unreadable if ref not in done.unreadable]
        written = _write(sealed, changes, done)
        done.resealed += written
        passed += written


def _old_rows(sealed: SealedColumn, keys: Vault, after: str | None, batch: int) -> list[tuple[str, str]]:
    rows = _rows(sealed)
    ref, value = rows.c[sealed.ref], rows.c[sealed.column]
    wanted = and_(value.is_not(None), not_(value.startswith(f"{keys.newest}:")))
    query = select(ref, value).where(wanted).order_by(ref).limit(batch)
    found = db.session.execute(query if after is None else query.where(ref > after)).all()
    db.session.commit()  # no lock and no snapshot is held while the batch is sealed
    return [(row[0], row[1]) for row in found]


Change = tuple[str, str, dict[str, str]]


def _sealed_anew(sealed: SealedColumn, keys: Vault, rows: Iterable[tuple[str, str]]) -> tuple[list[Change], list[str]]:
    """For each row: ref, the old value, the new columns; and the refs that do not open."""
    changes: list[Change] = []
    unreadable = []
    for ref, old in rows:
        place = context(sealed.table, sealed.column, ref)
        try:
            text = keys.unseal(place, old)
        except NotReadable as error:
            log.warning("%s.%s of %s: %s", sealed.table, sealed.column, ref, error)
            unreadable.append(ref)
            continue
        new = {sealed.column: keys.seal(place, text)}
        if sealed.blind:
            new[sealed.blind] = keys.blind(sealed.purpose, sealed.normal(text))
        changes.append((ref, old, new))
    return changes, unreadable


def _write(sealed: SealedColumn, changes: list[Change], done: Rotated) -> int:
    """Write the batch in one transaction, each value only where the old one still stands; how many were written."""
    for attempt in range(TRIES):
        try:
            written = _write_all(sealed, changes)
            db.session.commit()
            return written
        except IntegrityError:
            db.session.rollback()
            if len(changes) > 1:
                return sum(_write(sealed, [change], done) for change in changes)
            done.doubled += [ref for ref, _, _ in changes if ref not in done.doubled]
            return 0
        except OperationalError:
            db.session.rollback()
            if attempt == TRIES - 1:
                raise
            time.sleep(0.05 * 2**attempt)
    return 0


def _write_all(sealed: SealedColumn, changes: list[Change]) -> int:
    """One statement for the whole batch, prepared once; how many rows it changed."""
    rows = _rows(sealed)
    still = and_(rows.c[sealed.ref] == bindparam("_ref"), rows.c[sealed.column] == bindparam("_old"))
    columns = [sealed.column, *([sealed.blind] if sealed.blind else [])]
    statement = update(rows).where(still).values({name: bindparam(f"_{name}") for name in columns})
    values = [{"_ref": ref, "_old": old, **{f"_{name}": new[name] for name in columns}} for ref, old, new in changes]
    return int(db.session.connection().execute(statement, values).rowcount) if values else 0


def _rows(sealed: SealedColumn) -> TableClause:
    names = dict.fromkeys(name for name in (sealed.ref, sealed.column, sealed.blind) if name)
    return table(sealed.table, *(column(name) for name in names))
