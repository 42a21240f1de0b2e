"""What the PostgreSQL index is stored in: its own schema, outside the migrations, because it is rebuilt from nothing.

Documents have numbers from 0. A posting row holds the documents of one term among BLOCK numbers, as two byte strings: their
places in the block (two bytes each, ascending) and how often each holds the term (one byte each). A column row holds what
every document of a block carries. Both end in a checksum of what they say and where, so that an altered row is noticed by
whoever reads it.
"""

from __future__ import annotations

import hashlib
import zlib
from collections import Counter
from typing import Any

from sqlalchemy import BigInteger, Column, ColumnElement, Integer, MetaData, Table, Text, bindparam, cast, column, func
from sqlalchemy.dialects.postgresql import ARRAY, BYTEA

from portal.search.backends.array_postings import SCOPE, TEXT, TITLE
from portal.search.document import SORTS, Doc
from portal.search.rules.lexicon import Lexicon
from portal.search.rules.terms import text_terms, title_terms

SCHEMA = "portal_search"
VERSION = 5
"""Of the layout below; another number makes every older index be rebuilt."""
BLOCK = 8192
"""Documents of one posting row: larger ones are read faster and written anew more slowly. At most 65,536."""
MOST_COUNTED = 255
"""Repetitions of one term that are counted; saturation ends long before."""
LONGEST_TERM = 400
"""Bytes of a term kept as they are; an index of PostgreSQL refuses long ones, so those are stored by their digest."""
FIELDS = (TEXT, TITLE, SCOPE)
LENGTHS = {TEXT: "text_length", TITLE: "title_length"}
COLUMNS = ("live", *LENGTHS.values(), *SORTS)
"""What a column row may hold: 1 where there is a document, the lengths in terms, the numbers to sort by."""


class Tables:
    """The tables of one index; `prefix` sets apart the one that is being built."""

    def __init__(self, prefix: str = "") -> None:
        self.metadata = MetaData(schema=SCHEMA)
        self.document = Table(
            f"{prefix}document",
            self.metadata,
            Column("n", BigInteger, primary_key=True, autoincrement=False),
            *(_text(name) for name in ("kind", "id", "locale")),
            Column("rev", BigInteger, nullable=False),
            *(Column(field, ARRAY(Text), nullable=False) for field in FIELDS),
            *(Column(name, Integer, nullable=False) for name in LENGTHS.values()),
            *(Column(name, BigInteger) for name in SORTS),
            Column("digest", Text(collation="C"), nullable=False),
        )
        self.posting = self._of_blocks(
            f"{prefix}posting",
            ("field", "term"),
            Column("places", BYTEA, nullable=False),
            Column("counts", BYTEA, nullable=False),
        )
        self.carried = self._of_blocks(f"{prefix}carried", ("name",), Column("held", BYTEA, nullable=False))
        self.term = Table(
            f"{prefix}term",
            self.metadata,
            *(_text(name, primary_key=True) for name in ("field", "term")),
            Column("documents", Integer, nullable=False),
        )
        self.state = Table(
            f"{prefix}state",
            self.metadata,
            Column("version", Integer, nullable=False),
            _text("lexicon"),
            Column("mark", BigInteger, nullable=False),
            *(Column(name, BigInteger, nullable=False) for name in TOTALS),
        )

    def _of_blocks(self, name: str, key: tuple[str, ...], *held: Column[bytes]) -> Table:
        """A table with a row for each key and block."""
        return Table(
            name,
            self.metadata,
            *(_text(part, primary_key=True) for part in key),
            Column("block", Integer, primary_key=True, autoincrement=False),
            *held,
            Column("checksum", BigInteger, nullable=False),
        )

    def all(self) -> tuple[Table, ...]:
        """Every table."""
        return (self.document, self.posting, self.carried, self.term, self.state)


TOTALS = ("documents", "text_total", "title_total", "term_total")
"""What the books of an index say: its documents, the lengths of their texts and titles, the documents of all its terms."""

WRITTEN = ("n", "kind", "id", "locale", "rev", *FIELDS, *LENGTHS.values(), *SORTS)
"""The columns of a document that its digest is made of."""


def _text(name: str, *, primary_key: bool = False) -> Column[str]:
    return Column(name, Text(collation="C"), primary_key=primary_key, nullable=False)


def digest_of(columns: Any) -> ColumnElement[str]:
    """What PostgreSQL makes of everything else in a row of documents: another value once any of it was altered."""
    return func.md5(cast(func.row(*(columns[name] for name in WRITTEN)), Text))


def given(**types: Any) -> Any:
    """Rows given as arrays, one parameter and one column for each of these names."""
    arrays = (cast(bindparam(name), ARRAY(of)) for name, of in types.items())
    columns = (column(name, of) for name, of in types.items())
    return func.unnest(*arrays).table_valued(*columns, name="given").render_derived()


def checksum(field: str, term: str, block: int, *held: bytes) -> int:
    """What a posting or column row is checked by."""
    start = zlib.crc32(f"{field} {block} {term}".encode())
    for part in held:
        start = zlib.crc32(part, start)
    return start


def row_of(doc: Doc, lexicon: Lexicon) -> tuple[dict[str, Any], dict[str, Counter[str]]]:
    """The row of this document by column, but for its number, and how often each term stands in each field."""
    text, title = text_terms(doc.title, doc.body, lexicon), title_terms(doc.title, lexicon)
    scope = [f"kind:{doc.kind}", f"locale:{doc.locale}"]
    scope += [f"{name}:{value}" for name, values in doc.filters.items() for value in values]
    held = {field: Counter(map(lexeme, terms)) for field, terms in ((TEXT, text), (TITLE, title), (SCOPE, scope))}
    row = {
        "kind": doc.kind,
        "id": doc.id,
        "locale": doc.locale,
        "rev": doc.rev,
        **{field: list(counted) for field, counted in held.items()},
        LENGTHS[TEXT]: len(text),
        LENGTHS[TITLE]: len(title),
        **{name: doc.sort.get(name) for name in SORTS},
    }
    return row, held


def lexeme(term: str) -> str:
    """The term as the index keeps it."""
    raw = term.encode()
    return term if len(raw) <= LONGEST_TERM else "~" + hashlib.sha256(raw).hexdigest()
