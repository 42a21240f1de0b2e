"""Search by an index in PostgreSQL, for installations of several hosts: the same terms, the same scores, one shared index.

The index lies in a schema of its own beside the installation's tables and is written in transactions: a reader sees
the state before or after a commit, never between, and a killed writer leaves nothing behind. It is lists of documents by
term (`postgres_tables`), because PostgreSQL's own full text knows no counts of terms beside a match: ranking by it means
unpacking the terms of every document that answers.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, func, insert, select, text, tuple_, update
from sqlalchemy.exc import DBAPIError, ProgrammingError

from portal.search.backends.array_postings import TEXT
from portal.search.backends.array_reading import Reading, answer
from portal.search.backends.base import Found, IndexBusy, IndexDamaged, Reach, Scope
from portal.search.backends.postgres_examination import examine_documents, examine_terms
from portal.search.backends.postgres_postings import Books, PostgresLists, read_columns
from portal.search.backends.postgres_tables import BLOCK, SCHEMA, TOTALS, VERSION, Tables, lexeme, row_of
from portal.search.backends.postgres_writing import Writer, next_number, numbered
from portal.search.document import Doc
from portal.search.rules.lexicon import Lexicon
from portal.search.rules.plan import Plan

THE_PEN = 7_205_759
"""The advisory lock that the one writer holds until its transaction ends."""
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
        self._examined = (-1, ("", ""))
        self._words: tuple[float, dict[str, int]] = (-WORDS_SECONDS, {})
        self._mine = threading.local()

    def search(self, plan: Plan, scope: Scope, reach: Reach) -> Found:
        """See Backend.search."""
        with self._snapshot() as (connection, books):
            return answer(self._reading(connection, books), plan, scope, reach)

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """In how many documents each of these index terms stands; of plain words as it was a few seconds ago.

        Mending one misspelt word asks for hundreds of words: those are kept in memory.
        """
        words = self._vocabulary()
        found = {term: words.get(term, 0) for term in terms if term.isalnum()}
        if others := {term: lexeme(term) for term in terms if term not in found}:
            term = IN_PLACE.term.c
            wanted = select(term.term, term.documents).where(term.field == TEXT, term.term.in_(others.values()))
            with self._snapshot() as (connection, _):
                known = {row.term: row.documents for row in connection.execute(wanted)}
            found |= {name: known.get(stored, 0) for name, stored in others.items()}
        return found

    def _vocabulary(self) -> dict[str, int]:
        read_at, words = self._words
        if time.monotonic() - read_at > WORDS_SECONDS:
            term = IN_PLACE.term.c
            plain = select(term.term, term.documents).where(
                term.field == TEXT, term.term.regexp_match("^[[:alnum:]]+$")
            )
            with self._snapshot() as (connection, _):
                words = {row.term: row.documents for row in connection.execute(plain)}
            self._words = (time.monotonic(), words)
        return words

    def documents(self) -> int:
        """How many documents the index holds; IndexDamaged where its own books say otherwise.

        Documents, their lengths and the counts of terms are added up again, the columns are read; lists are not.
        """
        with self._snapshot() as (connection, _):
            return _agreed(connection)

    def examine(self) -> None:
        """See WritableBackend.examine: the next documents against their digests, the next lists against their checksums."""
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
            # what is written next makes the books say what the tables hold: damage would be hidden for good
            _agreed(connection)
            docs, things = list(docs), set(gone)
            stored = _revs(connection, {(doc.kind, doc.id) for doc in docs})
            fresh = [doc for doc in docs if doc.rev >= stored.get((doc.kind, doc.id), doc.rev)]
            writer = Writer(connection, IN_PLACE)
            free = writer.remove(things | {(doc.kind, doc.id) for doc in fresh})
            rows = (row_of(doc, self.lexicon) for doc in fresh)
            writer.add(numbered(rows, free, next_number(connection, IN_PLACE, free)))
            writer.flush()
            _keep_books(connection, IN_PLACE)

    def tidy(self) -> bool:
        """See WritableBackend.tidy: rows are written in place."""
        return False

    def mend(self) -> bool:
        """See WritableBackend.mend: an interrupted transaction left nothing."""
        return False

    def rebuild(self, docs: Iterable[Doc]) -> int:
        """See WritableBackend.rebuild. Readers go on with the old index until the new one takes its place."""
        new = Tables("new_")
        with self._writing() as connection:
            connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
            new.metadata.drop_all(connection)
            new.metadata.create_all(connection)
            for name in ("places", "counts"):  # bytes that hardly shrink are not packed
                connection.execute(text(f"ALTER TABLE {new.posting.fullname} ALTER {name} SET STORAGE EXTERNAL"))
            self._fill(Writer(connection, new), sorted(docs, key=lambda doc: doc.key))
            connection.execute(text(f"CREATE INDEX ON {new.document.fullname} (kind, id)"))
            books = {"version": VERSION, "lexicon": self._fingerprint, "mark": 0, **dict.fromkeys(TOTALS, 0)}
            connection.execute(insert(new.state), books)
            count = _keep_books(connection, new)
            self._words = (-WORDS_SECONDS, {})
            IN_PLACE.metadata.drop_all(connection)
            for table in new.all():
                connection.execute(text(f"ALTER TABLE {table.fullname} RENAME TO {table.name.removeprefix('new_')}"))
            for table in (IN_PLACE.document, IN_PLACE.posting, IN_PLACE.term):
                connection.execute(text(f"ANALYZE {table.fullname}"))
            return count

    def _fill(self, writer: Writer, docs: Sequence[Doc]) -> None:
        """Write all of these, a block at a time."""
        for start in range(0, len(docs), BLOCK):
            rows = (row_of(doc, self.lexicon) for doc in docs[start : start + BLOCK])
            writer.add(numbered(rows, (), start))
            writer.flush(fresh=True)

    def _reading(self, connection: Connection, books: Books) -> Reading:
        """This thread's reading of the state that these books tell of."""
        reading: Reading | None = getattr(self._mine, "reading", None)
        lists: PostgresLists | None = getattr(self._mine, "lists", None)
        if reading is None or lists is None or lists.books != books:
            lists = PostgresLists(IN_PLACE, books, connection)
            reading = self._mine.reading = Reading(lists)
            self._mine.lists = lists
        lists.connection = connection
        return reading

    @contextmanager
    def _snapshot(self) -> Iterator[tuple[Connection, Books]]:
        """One answer is read from one snapshot. Whatever is missing or damaged in the index is IndexDamaged."""
        try:
            with self._connect().connect() as connection:
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
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
        rows = connection.execute(select(IN_PLACE.state)).mappings().all()
        if len(rows) != 1:
            raise IndexDamaged("the search index has no book, or more than one")
        [row] = rows
        if row["version"] != VERSION:
            raise IndexDamaged("the search index was made by another version")
        if row["lexicon"] != self._fingerprint:
            raise IndexDamaged("the search index was made with other synonyms")
        return Books(row["mark"], row["documents"], row["text_total"], row["title_total"])


@contextmanager
def _damage_told() -> Iterator[None]:
    """A table or a column that is not there is a damaged index, not a failure of the database."""
    try:
        yield
    except ProgrammingError as error:
        raise IndexDamaged("the search index cannot be written") from error


def _revs(connection: Connection, things: set[Thing]) -> dict[Thing, int]:
    table = IN_PLACE.document.c
    columns = (table.kind, table.id)
    rows = connection.execute(
        select(*columns, func.max(table.rev)).where(tuple_(*columns).in_(sorted(things))).group_by(*columns)
    )
    return {(kind, id): rev for kind, id, rev in rows}


def _keep_books(connection: Connection, tables: Tables) -> int:
    """Write down what the tables hold now; readers see by another mark that it is another state."""
    held = _totals(connection, tables)
    connection.execute(update(tables.state).values(**held, mark=secrets.randbits(62)))
    return held["documents"]


def _agreed(connection: Connection) -> int:
    """How many documents the index holds; IndexDamaged where its books say anything else than its tables."""
    for table in IN_PLACE.all():
        connection.execute(select(table).limit(1))  # every column is there
    held = _totals(connection, IN_PLACE)
    kept = connection.execute(select(*(IN_PLACE.state.c[name] for name in held))).one()
    for name, value in held.items():
        if value != getattr(kept, name):
            raise IndexDamaged(f"the index holds {value} as {name}, its books say {getattr(kept, name)}")
    columns = read_columns(connection, IN_PLACE)
    carried = (columns["live"].sum(), columns["text_length"].sum(), columns["title_length"].sum())
    if tuple(map(int, carried)) != (held["documents"], held["text_total"], held["title_total"]):
        raise IndexDamaged("the columns of the search index are not those of its documents")
    return held["documents"]


def _totals(connection: Connection, tables: Tables) -> dict[str, int]:
    """What the books of an index say: see TOTALS."""
    document, term = tables.document.c, tables.term.c
    totals = select(
        func.count(),
        func.coalesce(func.sum(document.text_length), 0),
        func.coalesce(func.sum(document.title_length), 0),
        select(func.coalesce(func.sum(term.documents), 0)).scalar_subquery(),
    ).select_from(tables.document)
    return dict(zip(TOTALS, map(int, connection.execute(totals).one()), strict=True))
