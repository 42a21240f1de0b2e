"""The close look at the PostgreSQL index, a part at a time: rows altered where every sum in the books still agrees."""

from __future__ import annotations

from sqlalchemy import Connection, func, select, tuple_

from portal.search.backends.base import IndexDamaged
from portal.search.backends.postgres_postings import read_postings
from portal.search.backends.postgres_tables import Tables, digest_of

DOCUMENTS = 5_000
"""Documents that are compared with their digests in one round."""
TERMS = 2_000
"""Terms whose lists are read in one round."""

Name = tuple[str, str]


def examine_documents(connection: Connection, tables: Tables, after: int) -> int:
    """Compare the documents after this number with their digests: the last one's number, -1 at the end, or IndexDamaged."""
    document = tables.document
    some = select(document).where(document.c.n > after).order_by(document.c.n).limit(DOCUMENTS).subquery()
    altered = func.count().filter(some.c.digest != digest_of(some.c))
    last, count, wrong = connection.execute(select(func.max(some.c.n), func.count(), altered)).one()
    if wrong:
        raise IndexDamaged(f"{wrong} of {count} documents in the search index were altered")
    return int(last) if count == DOCUMENTS else -1


def examine_terms(connection: Connection, tables: Tables, after: Name) -> Name:
    """Read the lists of the terms after this one: the last of these, empty at the end. IndexDamaged where one is not whole."""
    term = tables.term.c
    some = select(term.field, term.term).where(tuple_(term.field, term.term) > tuple_(*after))
    rows = connection.execute(some.order_by(term.field, term.term).limit(TERMS)).all()
    read_postings(connection, tables, [(field, name) for field, name in rows])
    return (rows[-1].field, rows[-1].term) if len(rows) == TERMS else ("", "")
