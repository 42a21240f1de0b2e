"""Search by PostgreSQL full text, for installations of several hosts: the same terms, the same scores, one shared index.

The index lies in a schema of its own beside the installation's tables and is written in transactions: a reader sees
the state before or after a commit, never between, and a killed writer leaves nothing behind.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, cast, delete, func, insert, literal, select, text, tuple_, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.exc import DBAPIError, ProgrammingError

from portal.search.backends.base import Found, IndexBusy, IndexDamaged, Reach, Scope
from portal.search.backends.postgres_examination import examine_documents, examine_terms
from portal.search.backends.postgres_reading import Books, Numbered, Reading
from portal.search.backends.postgres_tables import (
    INDEXES,
    SCHEMA,
    VERSION,
    WRITTEN,
    Tables,
    digest_of,
    lexeme,
    row_of,
)
from portal.search.document import KINDS, Doc
from portal.search.rules.lexicon import Lexicon
from portal.search.rules.plan import Plan

THE_PEN = 7_205_759
"""The advisory lock that the one writer holds until its transaction ends."""
BATCH = 500
WORDS_SECONDS = 10.0
"""How long the words of the index are kept in memory before they are read again."""
IN_PLACE = Tables()

Thing = tuple[str, str]


class PostgresBackend:
    """The index in one database. `connect` gives the engine of this process, made after workers fork."""

    def __init__(self, connect: Callable[[], Engine], lexicon: Lexicon) -> None:
        self._connect = connect
        self.lexicon = lexicon
        self._fingerprint = lexicon.fingerprint()
        self._examined = (0, "")
        self._words: tuple[float, dict[str, int]] = (-WORDS_SECONDS, {})

    def search(self, plan: Plan, scope: Scope, reach: Reach) -> Found:
        """See Backend.search."""
        with self._reading() as reading:
            here = reading.in_scope(scope)
            answering = reading.answering(plan.strict)
            full = here & answering
            kinds = reading.kinds(full)
            near: list[Numbered] = []
            if kinds.total() < reach.enough:
                terms = plan.anchors if reach.anchored else [term for term, _ in plan.loose]
                near = reading.nearest(plan, here & ~answering, terms, reach.near)
            counted = kinds + Counter(match.key[0] for _, match in near)
            total = kinds.total()
            if scope.kinds:
                near = [found for found in near if found[1].key[0] in scope.kinds]
                full &= reading.of_kinds(scope.kinds)
                total = sum(kinds[kind] for kind in scope.kinds)
            by_score = not reach.sort
            first = reading.best(plan, full, reach.top) if by_score else reading.ordered(full, reach.sort, reach.top)
            matches = (first + [match for _, match in near])[: reach.top]
            facets = {name: reading.facet(full, [n for n, _ in near], name) for name in reach.facets}
            in_order = {kind: counted[kind] for kind in KINDS if counted[kind]}
            return Found(tuple(matches), total + len(near), in_order, facets)

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """In how many documents each of these index terms stands; of plain words as it was a few seconds ago.

        Mending one misspelt word asks for hundreds of words: those are kept in memory.
        """
        words = self._vocabulary()
        found = {term: words.get(term, 0) for term in terms if term.isalnum()}
        if others := [term for term in terms if term not in found]:
            with self._reading() as reading:
                known = reading.frequencies(others)
            found |= {term: known.get(lexeme(term), (0, 0))[0] for term in others}
        return found

    def _vocabulary(self) -> dict[str, int]:
        read_at, words = self._words
        if time.monotonic() - read_at > WORDS_SECONDS:
            with self._reading() as reading:
                words = reading.vocabulary()
            self._words = (time.monotonic(), words)
        return words

    def documents(self) -> int:
        """How many documents the index holds; IndexDamaged where its own books say otherwise.

        Documents, their lengths and the counts of terms are added up again; the terms of a document are not read.
        """
        with self._snapshot() as (connection, _):
            return _agreed(connection)

    def examine(self) -> None:
        """See WritableBackend.examine: the next documents against their digests, the next terms against the documents."""
        with self._snapshot() as (connection, _):
            document, term = self._examined
            self._examined = (
                examine_documents(connection, IN_PLACE, document),
                examine_terms(connection, IN_PLACE, term),
            )

    def write(self, docs: Iterable[Doc], gone: Iterable[Thing]) -> None:
        """See WritableBackend.write. IndexBusy when another process writes, IndexDamaged when there is nothing sound."""
        with _damage_told(), self._writing() as connection:
            self._books(connection)
            _agreed(
                connection
            )  # what is written next makes the books say what the tables hold: damage would be hidden for good
            docs, things = list(docs), set(gone)
            stored = _revs(connection, {(doc.kind, doc.id) for doc in docs})
            fresh = [doc for doc in docs if doc.rev >= stored.get((doc.kind, doc.id), doc.rev)]
            renewed = {(doc.kind, doc.id) for doc in fresh}
            _delete(connection, sorted(things | renewed))
            _insert(connection, IN_PLACE, (row_of(doc, self.lexicon) for doc in fresh))
            _count_terms(connection, IN_PLACE, +1, sorted(renewed))
            _keep_books(connection, IN_PLACE)

    def rebuild(self, docs: Iterable[Doc]) -> int:
        """See WritableBackend.rebuild. Readers go on with the old index until the new one takes its place."""
        new = Tables("new_")
        with self._writing() as connection:
            connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
            new.metadata.drop_all(connection)
            new.metadata.create_all(connection)
            _insert(connection, new, (row_of(doc, self.lexicon) for doc in sorted(docs, key=lambda doc: doc.key)))
            for index in INDEXES:
                connection.execute(text(f"CREATE INDEX ON {new.document.fullname} {index}"))
            _count_terms(connection, new, +1, None)
            books = {
                "version": VERSION,
                "lexicon": self._fingerprint,
                "documents": 0,
                "text_total": 0,
                "title_total": 0,
                "term_total": 0,
            }
            connection.execute(insert(new.state), books)
            count = _keep_books(connection, new)
            self._words = (-WORDS_SECONDS, {})
            IN_PLACE.metadata.drop_all(connection)
            for table in (new.document, new.term, new.state):
                connection.execute(text(f"ALTER TABLE {table.fullname} RENAME TO {table.name.removeprefix('new_')}"))
            connection.execute(text(f"ANALYZE {IN_PLACE.document.fullname}"))
            return count

    @contextmanager
    def _reading(self) -> Iterator[Reading]:
        with self._snapshot() as (connection, books):
            yield Reading(connection, IN_PLACE, books)

    @contextmanager
    def _snapshot(self) -> Iterator[tuple[Connection, Books]]:
        """One answer is read from one snapshot. Whatever is missing or damaged in the index is IndexDamaged."""
        try:
            with self._connect().connect() as connection:
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
                connection.execute(
                    text("SET LOCAL enable_seqscan = off")
                )  # it would unpack the terms of every document
                yield connection, self._books(connection)
        except DBAPIError as error:
            raise IndexDamaged("the search index cannot be read") from error

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """The only pen, until the transaction ends. IndexBusy when another process holds it."""
        with self._connect().begin() as connection:
            if not connection.scalar(select(func.pg_try_advisory_xact_lock(THE_PEN))):
                raise IndexBusy
            yield connection

    def _books(self, connection: Connection) -> Books:
        """The books of the index; IndexDamaged where it is missing, of another layout or of another lexicon."""
        state = IN_PLACE.state.c
        if not connection.scalar(select(func.to_regclass(IN_PLACE.state.fullname))):
            raise IndexDamaged("the search index is missing")
        if connection.scalar(select(state.version).limit(1)) != VERSION:
            raise IndexDamaged("the search index was made by another version")
        columns = (state.lexicon, state.documents, state.text_total, state.title_total)
        rows = connection.execute(select(*columns)).all()
        if len(rows) != 1:
            raise IndexDamaged("the search index has more than one book")
        [row] = rows
        if row.lexicon != self._fingerprint:
            raise IndexDamaged("the search index was made with other synonyms")
        many = max(row.documents, 1)
        return Books(row.documents, row.text_total / many or 1.0, row.title_total / many or 1.0)


@contextmanager
def _damage_told() -> Iterator[None]:
    """A table or a column that is not there is a damaged index, not a failure of the database."""
    try:
        yield
    except ProgrammingError as error:
        raise IndexDamaged("the search index cannot be written") from error


def _of(table: Any, things: Sequence[Thing]) -> Any:
    return tuple_(table.c.kind, table.c.id).in_(things)


def _revs(connection: Connection, things: set[Thing]) -> dict[Thing, int]:
    table = IN_PLACE.document
    columns = (table.c.kind, table.c.id)
    rows = connection.execute(
        select(*columns, func.max(table.c.rev)).where(_of(table, sorted(things))).group_by(*columns)
    )
    return {(kind, id): rev for kind, id, rev in rows}


def _delete(connection: Connection, things: Sequence[Thing]) -> None:
    _count_terms(connection, IN_PLACE, -1, things)
    connection.execute(delete(IN_PLACE.document).where(_of(IN_PLACE.document, things)))


def _count_terms(connection: Connection, tables: Tables, sign: int, things: Sequence[Thing] | None) -> None:
    """Add to the books of terms, or take off, those of these things (None: of every document)."""
    held = func.unnest(tables.document.c.terms).table_valued(
        "lexeme", "positions", "weights", name="held", joins_implicitly=True
    )
    counts = [literal(sign) * func.count().filter(literal(weight) == func.any(held.c.weights)) for weight in "DA"]
    found = select(held.c.lexeme, *counts).select_from(tables.document, held).group_by(held.c.lexeme)
    if things is not None:
        found = found.where(_of(tables.document, things)).order_by(held.c.lexeme)
    statement = upsert(tables.term).from_select(["term", "in_text", "in_title"], found)
    columns = {name: tables.term.c[name] + statement.excluded[name] for name in ("in_text", "in_title")}
    connection.execute(statement.on_conflict_do_update(index_elements=["term"], set_=columns))


def _insert(connection: Connection, tables: Tables, rows: Iterable[dict[str, Any]]) -> None:
    document = tables.document.c
    given = select(*(cast(bindparam(name), document[name].type).label(name) for name in WRITTEN)).subquery()
    statement = insert(tables.document).from_select([*WRITTEN, "digest"], select(*given.c, digest_of(given.c)))
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            connection.execute(statement, batch)
            batch = []
    if batch:
        connection.execute(statement, batch)


def _keep_books(connection: Connection, tables: Tables) -> int:
    held = _totals(connection, tables)
    connection.execute(update(tables.state).values(held))
    return held["documents"]


def _agreed(connection: Connection) -> int:
    """How many documents the index holds; IndexDamaged where its books say anything else than its tables."""
    connection.execute(select(IN_PLACE.document).limit(1))  # every column is there
    held = _totals(connection, IN_PLACE)
    kept = connection.execute(select(*(IN_PLACE.state.c[name] for name in held))).one()
    for name, value in held.items():
        if value != getattr(kept, name):
            raise IndexDamaged(f"the index holds {value} as {name}, its books say {getattr(kept, name)}")
    return held["documents"]


def _totals(connection: Connection, tables: Tables) -> dict[str, int]:
    """What the books of an index say: its documents, the lengths of their texts and titles, the counts of its terms."""
    document, term = tables.document.c, tables.term.c
    totals = select(
        func.count(),
        func.coalesce(func.sum(document.text_length), 0),
        func.coalesce(func.sum(document.title_length), 0),
        select(func.coalesce(func.sum(term.in_text + 2 * term.in_title), 0)).scalar_subquery(),
    )
    names = ("documents", "text_total", "title_total", "term_total")
    return dict(zip(names, map(int, connection.execute(totals).one()), strict=True))
