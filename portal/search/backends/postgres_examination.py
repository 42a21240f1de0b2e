"""The close look at the PostgreSQL index, a part at a time: rows altered where every sum in the books still agrees."""

from __future__ import annotations

from sqlalchemy import Connection, cast, func, select
from sqlalchemy.dialects.postgresql import TSQUERY

from portal.search.backends.base import IndexDamaged
from portal.search.backends.postgres_tables import TITLED, Tables, digest_of, quoted

DOCUMENTS = 5_000
"""Documents that are compared with their digests in one round."""
TERMS = 500
"""Terms whose documents are counted in one round."""


def examine_documents(connection: Connection, tables: Tables, after: int) -> int:
    """Compare the documents after this number with their digests: the last one's number, 0 at the end, or IndexDamaged."""
    document = tables.document
    some = select(document).where(document.c.n > after).order_by(document.c.n).limit(DOCUMENTS).subquery()
    altered = func.count().filter(some.c.digest != digest_of(some.c))
    last, count, wrong = connection.execute(select(func.max(some.c.n), func.count(), altered)).one()
    if wrong:
        raise IndexDamaged(f"{wrong} of {count} documents in the search index were altered")
    return int(last) if count == DOCUMENTS else 0


def examine_terms(connection: Connection, tables: Tables, after: str) -> str:
    """Count the documents of the terms after this one: the last of these, "" at the end. IndexDamaged where the books differ.

    Every document that holds a term holds it in its text, but for the name of a whole title.
    """
    term, document = tables.term.c, tables.document.c
    some = select(term.term, func.greatest(term.in_text, term.in_title)).where(term.term > after)
    counted = some.where(term.term.not_like(f"{TITLED}%"))  # the books do not count what stands once more for its title
    rows = connection.execute(counted.order_by(term.term).limit(TERMS)).all()
    for name, kept in rows:
        holds = document.terms.bool_op("@@")(cast(quoted(name), TSQUERY))
        held = connection.scalar(select(func.count()).where(holds))
        if held != kept:
            raise IndexDamaged(f"{held} documents of the search index hold a term that {kept} should hold")
    return str(rows[-1].term) if len(rows) == TERMS else ""
