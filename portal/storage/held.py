"""What is held of a person: each room declares its tables beside its models; whoever shows, counts or removes it asks here.

A row reaches a person by a column that holds the account's ref, or by a foreign key to a row that does. A declaration names
every column of a person's own rows, told or left out for a reason, so that none is forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, Table, func, select

from portal.storage.db import Base, db
from portal.storage.encryption import context, unseal
from portal.storage.rotation import declared as sealed_columns


@dataclass(frozen=True)
class Subject:
    """Somebody with an account, and the addresses under which rooms without accounts know them."""

    ref: str
    email: str | None = field(default=None, repr=False)
    phone: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Held:
    """Rows of `table` that reach a person by the column `by`: an account's ref, or (`through`) the id of such a row.

    `tells`: the columns that the person is given. `leaves_out`: every other column, with the reason. `rest`: the reason for
    all other columns where a row is about others too. `stays`: why rows outlive the account; "" where they go with it.
    """

    table: str
    by: str
    tells: tuple[str, ...] = ()
    through: str = ""
    leaves_out: Mapping[str, str] = field(default_factory=dict)
    rest: str = ""
    stays: str = ""

    @property
    def matter(self) -> str:
        """What the rows are called: `table.by`."""
        return f"{self.table}.{self.by}"


Row = Mapping[str, Any]
Reader = Callable[[Subject], Sequence[Row]]

_held: dict[str, Held] = {}
_told: dict[str, Reader] = {}


def declare(*parts: Held) -> None:
    """Make tables known; called once, beside the model. The first one of a table is how `through` reaches it."""
    for part in parts:
        _held[part.matter] = part


def declare_told(matter: str, read: Reader) -> None:
    """Make known what is held by an address and not by an account; `read` gives it to whoever has that address."""
    _told[matter] = read


def declared() -> tuple[Held, ...]:
    """Every declaration, in the order in which rooms were loaded."""
    return tuple(_held.values())


def rows_of(part: Held, subject: Subject) -> list[Row]:
    """What is told of this person's rows, sealed columns opened, the oldest first."""
    rows = _table(part.table)
    seals = {s.column: s.ref for s in sealed_columns() if s.table == part.table and s.column in part.tells}
    wanted = dict.fromkeys((*part.tells, *seals.values()))
    query = _reached(select(*(rows.c[name] for name in wanted)), part, subject.ref).order_by(*rows.primary_key)
    return [_opened(part, seals, dict(row._mapping)) for row in db.session.execute(query)]


def told_of(subject: Subject) -> dict[str, Sequence[Row]]:
    """Everything that is held of this person, by matter."""
    found: dict[str, Sequence[Row]] = {part.matter: rows_of(part, subject) for part in declared() if part.tells}
    return found | {matter: read(subject) for matter, read in _told.items()}


def left_of(ref: str, parts: Iterable[Held] | None = None) -> dict[str, int]:
    """How many rows of a person are still there though they should have gone with the account, by matter."""
    found = {}
    for part in declared() if parts is None else parts:
        count = 0 if part.stays else db.session.scalar(_reached(select(func.count()), part, ref))
        if count:
            found[part.matter] = count
    return found


def _reached(query: Select[Any], part: Held, ref: str) -> Select[Any]:
    """Narrowed to the rows of this declaration that reach the person."""
    column = _table(part.table).c[part.by]
    query = query.select_from(_table(part.table))
    if not part.through:
        return query.where(column == ref)
    above = next(held for held in declared() if held.table == part.through)
    ids = _reached(select(_table(above.table).c.id), above, ref)
    return query.where(column.in_(ids))


def _opened(part: Held, seals: Mapping[str, str], row: Row) -> Row:
    """The told columns of a row in clear."""
    given = {}
    for name in part.tells:
        value = row[name]
        if value is not None and name in seals:
            value = unseal(context(part.table, name, row[seals[name]]), value)
        given[name] = value
    return given


def _table(name: str) -> Table:
    return Base.metadata.tables[name]
