"""How documents come into the PostgreSQL index and go: their rows, the posting rows that hold them, columns and counts.

One writer at a time, in one transaction. A document that is written again keeps its number; a new one gets the next.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import numpy as np
from sqlalchemy import Connection, Integer, Table, Text, bindparam, cast, delete, func, insert, select, tuple_
from sqlalchemy.dialects.postgresql import insert as upsert

from portal.search.backends.array_postings import NO_VALUE
from portal.search.backends.postgres_postings import BARE, COUNT, NUMBER, PLACE
from portal.search.backends.postgres_tables import (
    BLOCK,
    COLUMNS,
    FIELDS,
    MOST_COUNTED,
    WRITTEN,
    Tables,
    checksum,
    digest_of,
    given,
)

BATCH = 500
ROWS = 4000
"""Posting rows that are read or written by one statement."""

Thing = tuple[str, str]
Name = tuple[str, str]
Row = dict[str, Any]
Changes = dict[tuple[str, str, int], dict[int, int]]
"""By field, term and block: how often which places hold the term from now on; 0 takes a place out."""


class Writer:
    """Gathers what changes and writes it."""

    def __init__(self, connection: Connection, tables: Tables) -> None:
        self._connection = connection
        self._tables = tables
        self._changes: Changes = defaultdict(dict)
        self._terms: Counter[Name] = Counter()
        self._carried: dict[int, Row] = {}
        """What changed documents carry, by number; empty for a removed one."""

    def remove(self, things: Iterable[Thing]) -> list[int]:
        """Take every document of these things out; their numbers, free from now on."""
        document = self._tables.document.c
        columns = [document[name] for name in ("n", *FIELDS)]
        wanted = sorted(things)
        free = []
        for row in self._connection.execute(select(*columns).where(_of(self._tables.document, wanted))).mappings():
            block, place = divmod(row["n"], BLOCK)
            for field in FIELDS:
                for term in row[field]:
                    self._changes[field, term, block][place] = 0
                    self._terms[field, term] -= 1
            self._carried[row["n"]] = {}
            free.append(row["n"])
        self._connection.execute(delete(self._tables.document).where(_of(self._tables.document, wanted)))
        return sorted(free)

    def add(self, rows: Iterable[tuple[int, Row, Mapping[str, Counter[str]]]]) -> None:
        """Write these documents under these numbers."""
        every = iter(rows)
        while batch := list(islice(every, BATCH)):
            for number, row, held in batch:
                block, place = divmod(number, BLOCK)
                for field, counted in held.items():
                    for term, count in counted.items():
                        self._changes[field, term, block][place] = min(count, MOST_COUNTED)
                        self._terms[field, term] += 1
                self._carried[number] = row
            insert_documents(self._connection, self._tables, [{"n": number, **row} for number, row, _ in batch])

    def flush(self, *, fresh: bool = False) -> None:
        """Write the posting rows, columns and counts of what changed. `fresh`: there is nothing yet under these blocks."""
        changes = iter(sorted(self._changes))
        while keys := list(islice(changes, ROWS)):
            stored = {} if fresh else self._stored(keys)
            self._write({key: _merged(stored.get(key), self._changes[key]) for key in keys})
        self._write_columns()
        self._count_terms()
        self._changes.clear()
        self._terms.clear()
        self._carried.clear()

    def _stored(self, keys: Sequence[tuple[str, str, int]]) -> dict[tuple[str, str, int], tuple[bytes, bytes]]:
        posting = self._tables.posting.c
        wanted = select(posting.field, posting.term, posting.block, posting.places, posting.counts)
        rows = self._connection.execute(wanted.where(_among(posting)), _columns(keys))
        return {(field, term, block): (bytes(places), bytes(counts)) for field, term, block, places, counts in rows}

    def _write(self, rows: Mapping[tuple[str, str, int], tuple[bytes, bytes]]) -> None:
        full = {key: held for key, held in rows.items() if held[0]}
        posting = self._tables.posting
        if gone := [key for key in rows if key not in full]:
            self._connection.execute(delete(posting).where(_among(posting.c)), _columns(gone))
        if full:
            values = {
                **_columns(list(full)),
                "places": [places for places, _ in full.values()],
                "counts": [counts for _, counts in full.values()],
                "checksum": [checksum(*key, *held) for key, held in full.items()],
            }
            new = given(**{name: posting.c[name].type for name in values})
            statement = upsert(posting).from_select([*values], select(*new.c))
            renewed = {name: statement.excluded[name] for name in ("places", "counts", "checksum")}
            self._connection.execute(
                statement.on_conflict_do_update(index_elements=["field", "term", "block"], set_=renewed), values
            )

    def _write_columns(self) -> None:
        carried = self._tables.carried
        for block in sorted({number // BLOCK for number in self._carried}):
            before = select(carried.c.name, carried.c.held).where(carried.c.block == block)
            stored = {name: bytes(held) for name, held in self._connection.execute(before)}
            self._connection.execute(delete(carried).where(carried.c.block == block))
            rows = []
            for name in COLUMNS:
                empty = 0 if name in BARE else NO_VALUE
                held = np.frombuffer(stored[name], NUMBER).copy() if name in stored else np.full(BLOCK, empty, NUMBER)
                for number, row in self._carried.items():
                    if number // BLOCK == block:
                        value = int(bool(row)) if name == "live" else row.get(name)
                        held[number % BLOCK] = empty if value is None else value
                written = held.tobytes()
                rows.append(
                    {
                        "name": name,
                        "block": block,
                        "held": written,
                        "checksum": checksum("column", name, block, written),
                    }
                )
            self._connection.execute(insert(carried), rows)

    def _count_terms(self) -> None:
        term = self._tables.term
        new = given(field=Text(), term=Text(), documents=Integer())
        statement = upsert(term).from_select(["field", "term", "documents"], select(*new.c))
        more = {"documents": term.c.documents + statement.excluded.documents}
        statement = statement.on_conflict_do_update(index_elements=["field", "term"], set_=more)
        changed = iter(sorted((name, more) for name, more in self._terms.items() if more))
        while some := list(islice(changed, ROWS)):
            values = {
                "field": [field for (field, _), _ in some],
                "term": [name for (_, name), _ in some],
                "documents": [count for _, count in some],
            }
            self._connection.execute(statement, values)
        self._connection.execute(delete(term).where(term.c.documents == 0))


def insert_documents(connection: Connection, tables: Tables, rows: Sequence[Row]) -> None:
    """Write the rows of documents, each with its digest."""
    document = tables.document.c
    given = select(*(cast(bindparam(name), document[name].type).label(name) for name in WRITTEN)).subquery()
    statement = insert(tables.document).from_select([*WRITTEN, "digest"], select(*given.c, digest_of(given.c)))
    connection.execute(statement, rows)


def next_number(connection: Connection, tables: Tables, free: Sequence[int]) -> int:
    """The first number above all that documents have, or had before this writing began."""
    highest = connection.scalar(select(func.max(tables.document.c.n)))
    return 1 + max(-1 if highest is None else int(highest), *free, -1)


def numbered(
    rows: Iterable[tuple[Row, Mapping[str, Counter[str]]]], free: Sequence[int], after: int
) -> Iterator[tuple[int, Row, Mapping[str, Counter[str]]]]:
    """These rows under the free numbers, then under those from `after` on."""
    numbers = iter([*free])
    for row, held in rows:
        number = next(numbers, None)
        if number is None:
            number, after = after, after + 1
        yield number, row, held


def _merged(stored: tuple[bytes, bytes] | None, changed: Mapping[int, int]) -> tuple[bytes, bytes]:
    """The places and counts of a posting row after these changes; empty where nothing is left."""
    places = np.fromiter(changed, PLACE, len(changed))
    counts = np.fromiter(changed.values(), COUNT, len(changed))
    if stored is not None:
        before = np.frombuffer(stored[0], PLACE)
        stay = ~np.isin(before, places)
        places = np.concatenate([before[stay], places])
        counts = np.concatenate([np.frombuffer(stored[1], COUNT)[stay], counts])
    held = counts > 0
    order = np.argsort(places[held])
    return places[held][order].tobytes(), counts[held][order].tobytes()


def _among(posting: Any) -> Any:
    """The rows with the keys that are given as arrays."""
    keys = given(field=Text(), term=Text(), block=Integer())
    return tuple_(posting.field, posting.term, posting.block).in_(select(*keys.c))


def _columns(keys: Sequence[tuple[str, str, int]]) -> dict[str, list[Any]]:
    return {
        "field": [field for field, _, _ in keys],
        "term": [term for _, term, _ in keys],
        "block": [block for _, _, block in keys],
    }


def _of(table: Table, things: Sequence[Thing]) -> Any:
    return tuple_(table.c.kind, table.c.id).in_(things)
