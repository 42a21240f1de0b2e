"""What the PostgreSQL index is stored in: its own schema, outside the migrations, because it is rebuilt from nothing.

A document's terms are a tsvector made in Python from the same bag that every backend indexes. Its positions only count:
those of weight D say how often a term stands in title and body together, those of weight A how often in the title. A term
of the title stands there once more behind TITLED, so that the index alone answers what stands in titles.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any

from sqlalchemy import BigInteger, Column, ColumnElement, Identity, Integer, MetaData, Table, Text, cast, func
from sqlalchemy.dialects.postgresql import ARRAY, TSVECTOR

from portal.search.document import SORTS, Doc
from portal.search.rules.lexicon import Lexicon
from portal.search.rules.terms import text_terms, title_terms

SCHEMA = "portal_search"
VERSION = 4
"""Of the layout below; another number makes every older index be rebuilt."""
MOST_COUNTED = 120
"""Repetitions of one term that are counted; a tsvector holds at most 255 positions, and saturation ends long before."""
TITLED = "|"
"""No term begins with it."""
LONGEST_TERM = 400
"""Bytes of a term kept as they are; PostgreSQL refuses lexemes of 2 kB, so longer ones are stored by their digest."""


class Tables:
    """The tables of one index; `prefix` sets apart the one that is being built."""

    def __init__(self, prefix: str = "") -> None:
        self.metadata = MetaData(schema=SCHEMA)
        self.document = Table(
            f"{prefix}document",
            self.metadata,
            Column("n", BigInteger, Identity(always=True), primary_key=True),
            *(Column(name, Text(collation="C"), nullable=False) for name in ("kind", "id", "locale")),
            Column("rev", BigInteger, nullable=False),
            Column("terms", TSVECTOR, nullable=False),
            Column("scope", ARRAY(Text), nullable=False),
            Column("text_length", Integer, nullable=False),
            Column("title_length", Integer, nullable=False),
            *(Column(name, BigInteger) for name in SORTS),
            Column("digest", Text(collation="C"), nullable=False),
        )
        self.term = Table(
            f"{prefix}term",
            self.metadata,
            Column("term", Text(collation="C"), primary_key=True),
            Column("in_text", Integer, nullable=False),
            Column("in_title", Integer, nullable=False),
        )
        self.state = Table(
            f"{prefix}state",
            self.metadata,
            Column("version", Integer, nullable=False),
            Column("lexicon", Text, nullable=False),
            Column("documents", BigInteger, nullable=False),
            Column("text_total", BigInteger, nullable=False),
            Column("title_total", BigInteger, nullable=False),
            Column("term_total", BigInteger, nullable=False),
        )


WRITTEN = ("kind", "id", "locale", "rev", "terms", "scope", "text_length", "title_length", *SORTS)
"""The columns of a document that its digest is made of."""

INDEXES = (
    "USING gin (terms) WITH (fastupdate = off)",
    "USING gin (scope) WITH (fastupdate = off)",
    "(kind, id)",
    *(f"({name})" for name in SORTS),
)
"""The indexes of the documents, made after they are filled; PostgreSQL names them itself."""


def digest_of(columns: Any) -> ColumnElement[str]:
    """What PostgreSQL makes of everything else in a row of documents: another value once any of it was altered."""
    return func.md5(cast(func.row(*(columns[name] for name in WRITTEN)), Text))


def row_of(doc: Doc, lexicon: Lexicon) -> dict[str, Any]:
    """The row of this document, by column; `terms` as the text of a tsvector."""
    text, title = text_terms(doc.title, doc.body, lexicon), title_terms(doc.title, lexicon)
    scope = [f"kind:{doc.kind}", f"locale:{doc.locale}"]
    scope += [f"{name}:{value}" for name, values in doc.filters.items() for value in values]
    return {
        "kind": doc.kind,
        "id": doc.id,
        "locale": doc.locale,
        "rev": doc.rev,
        "terms": vector_of(Counter(map(lexeme, text)), Counter(map(lexeme, title))),
        "scope": scope,
        "text_length": len(text),
        "title_length": len(title),
        **{name: doc.sort.get(name) for name in SORTS},
    }


def lexeme(term: str) -> str:
    """The term as PostgreSQL can keep it."""
    raw = term.encode()
    return term if len(raw) <= LONGEST_TERM else "~" + hashlib.sha256(raw).hexdigest()


def vector_of(text: Counter[str], title: Counter[str]) -> str:
    """The text of a tsvector: how often each lexeme stands in the text (weight D) and in the title (weight A)."""
    parts = []
    for term in {**text, **title}:
        in_text, in_title = min(text[term], MOST_COUNTED), min(title[term], MOST_COUNTED)
        places = [*map(str, range(1, in_text + 1)), *(f"{MOST_COUNTED + i}A" for i in range(1, in_title + 1))]
        parts.append(f"{quoted(term)}:{','.join(places)}")
        parts += [f"{quoted(TITLED + term)}:1B"] if in_title else []
    return " ".join(parts)


def quoted(term: str) -> str:
    """A term between quotes, for a tsvector or a tsquery."""
    return "'" + lexeme(term).replace("\\", "\\\\").replace("'", "''") + "'"
