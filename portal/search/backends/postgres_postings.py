"""Posting lists and columns of the PostgreSQL index as arrays, read in one transaction and kept as long as the index is the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Dialect, Select, Text, and_, bindparam, select

from portal.search.backends import array_postings
from portal.search.backends.array_postings import NO_VALUE, NONE, SCOPE, TEXT, TITLE, Kept, Mask, Name, Postings
from portal.search.backends.base import IndexDamaged
from portal.search.backends.postgres_tables import BLOCK, COLUMNS, LENGTHS, Tables, checksum, given, lexeme
from portal.search.document import Key

PLACE, COUNT, NUMBER = np.dtype("<u2"), np.dtype("u1"), np.dtype("<i8")


@dataclass(frozen=True)
class Books:
    """What the index says of itself; `mark` is another number after every change."""

    mark: int
    documents: int
    text_total: int
    title_total: int


class PostgresLists:
    """See Lists: one state of the index, for one thread. `connection` is set for each answer, in its transaction."""

    def __init__(self, tables: Tables, books: Books, connection: Connection) -> None:
        self._tables = tables
        self.connection = connection
        self.books = books
        self._kept = Kept()
        self._columns = read_columns(connection, tables)
        self.live: Mask = self._columns["live"].astype(np.bool_)
        if np.count_nonzero(self.live) != books.documents:
            raise IndexDamaged("the columns of the search index are not those of its documents")
        self.size = len(self.live)
        self.documents = books.documents
        self._lengths = {field: self._columns[name].astype(np.float64) for field, name in LENGTHS.items()}
        many = max(books.documents, 1)
        self._averages = {TEXT: books.text_total / many or 1.0, TITLE: books.title_total / many or 1.0}

    def __call__(self, field: str, term: str) -> Postings:
        """See Lists. IndexDamaged where a row was altered or is missing."""
        found = self._kept.get((field, term))
        if found is None:
            self.read_ahead([(field, term)])
            found = self._kept.get((field, term))
        return NONE if found is None else found

    def read_ahead(self, names: Iterable[Name]) -> None:
        """See Lists."""
        wanted = {name: (name[0], lexeme(name[1])) for name in names if self._kept.get(name) is None}
        if not wanted:
            return
        found = read_postings(self.connection, self._tables, set(wanted.values()))
        for name, stored in wanted.items():
            self._kept.keep(name, found.get(stored, NONE), array_postings.POSTINGS_KEPT)

    def frequency(self, field: str, term: str) -> int:
        """See Lists."""
        return len(self(field, term).numbers)

    def lengths(self, field: str) -> NDArray[np.float64]:
        """See Lists."""
        return self._lengths[field]

    def average(self, field: str) -> float:
        """See Lists."""
        return self._averages[field]

    def values(self, name: str) -> NDArray[np.int64]:
        """See Lists."""
        return self._columns[name]

    def beginning(self, prefix: str) -> Sequence[str]:
        """See Lists."""
        term = self._tables.term.c
        wanted = select(term.term).where(term.field == SCOPE, term.term.startswith(prefix, autoescape=True))
        return list(self.connection.scalars(wanted.order_by(term.term)))

    def keys(self, numbers: Sequence[int]) -> list[Key]:
        """See Lists. IndexDamaged where a document is missing."""
        document = self._tables.document.c
        columns = (document.n, document.kind, document.id, document.locale)
        wanted = select(*columns).where(document.n.in_(bindparam("numbers", expanding=True)))
        rows = self.connection.execute(wanted, {"numbers": list(numbers)}) if numbers else ()
        found: dict[int, Key] = {n: (kind, id, locale) for n, kind, id, locale in rows}
        if len(found) != len(set(numbers)):
            raise IndexDamaged("documents of the search index are missing")
        return [found[number] for number in numbers]


def read_postings(connection: Connection, tables: Tables, names: Iterable[Name]) -> dict[Name, Postings]:
    """The whole lists of these; those without a document are left out. IndexDamaged where a row was altered or is missing."""
    pairs = list(names)
    parts: dict[Name, list[tuple[int, NDArray[Any], NDArray[Any]]]] = {}
    held: dict[Name, int] = {}
    values = {"field": [field for field, _ in pairs], "term": [term for _, term in pairs]}
    for field, term, documents, block, places, counts, check in _raw(connection, _lists(tables), values):
        held[(field, term)] = documents
        if block is None:
            continue
        if checksum(field, term, block, places, counts) != check:
            raise IndexDamaged("a row of the search index was altered")
        parts.setdefault((field, term), []).append((block, np.frombuffer(places, PLACE), np.frombuffer(counts, COUNT)))
    found = {name: _joined(rows) for name, rows in parts.items()}
    if any(len(found[name].numbers if name in found else ()) != count for name, count in held.items()):
        raise IndexDamaged("the search index holds other lists than its terms say")
    return found


def _joined(rows: Sequence[tuple[int, NDArray[Any], NDArray[Any]]]) -> Postings:
    numbers = np.concatenate([places.astype(np.int32) + np.int32(block * BLOCK) for block, places, _ in rows])
    return Postings(numbers, np.concatenate([counts for _, _, counts in rows]).astype(np.float64))


def read_columns(connection: Connection, tables: Tables) -> dict[str, NDArray[np.int64]]:
    """What every document carries, by name of COLUMNS; NO_VALUE where there is none. IndexDamaged where a row was altered."""
    rows = _raw(connection, _every_column(tables), {})
    size = BLOCK * (1 + max((block for _, block, _, _ in rows), default=-1))
    found = {name: np.full(size, NO_VALUE if name not in BARE else 0, np.int64) for name in COLUMNS}
    for name, block, held, check in rows:
        if name not in found or checksum("column", name, block, held) != check or len(held) != BLOCK * NUMBER.itemsize:
            raise IndexDamaged("a column of the search index was altered")
        found[name][block * BLOCK : (block + 1) * BLOCK] = np.frombuffer(held, NUMBER)
    return found


BARE = ("live", *LENGTHS.values())
"""The columns that hold 0 where there is no document."""


@lru_cache
def _lists(tables: Tables) -> Select[Any]:
    """The rows of the lists with these names, each with how many documents its term says it has."""
    names = given(field=Text(), term=Text())
    term, posting = tables.term.c, tables.posting.c
    held = names.join(tables.term, and_(term.field == names.c.field, term.term == names.c.term))
    held = held.outerjoin(tables.posting, and_(posting.field == term.field, posting.term == term.term))
    columns = (term.field, term.term, term.documents, posting.block, posting.places, posting.counts, posting.checksum)
    return select(*columns).select_from(held).order_by(posting.block)


def _raw(connection: Connection, wanted: Select[Any], values: Mapping[str, object]) -> list[Any]:
    """Rows in the binary form, in the transaction of this connection: byte strings would come as hex digits otherwise."""
    driver: Any = connection.connection.driver_connection
    errors: Any = connection.dialect.dbapi
    try:
        with driver.cursor(binary=True) as cursor:
            return list(cursor.execute(_written(wanted, connection.dialect), values).fetchall())
    except errors.Error as error:
        raise IndexDamaged("the search index cannot be read") from error


@lru_cache
def _every_column(tables: Tables) -> Select[Any]:
    carried = tables.carried.c
    return select(carried.name, carried.block, carried.held, carried.checksum).order_by(carried.block)


@lru_cache
def _written(wanted: Select[Any], dialect: Dialect) -> str:
    return str(wanted.compile(dialect=dialect))
