"""Documents and sources that the search tests share; none of them needs the site."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from portal.config import ROOT
from portal.search.document import ANY, Doc

GOLD = ROOT / "tests" / "data" / "gold" / "search"


class Shelf:
    """A source in memory: what the truth holds can be changed under the engine."""

    def __init__(self, kind: str, docs: Iterable[Doc] = ()) -> None:
        self.kind = kind
        self.docs = {doc.key: doc for doc in docs}
        self.reads = 0

    def put(self, *docs: Doc) -> None:
        self.docs.update({doc.key: doc for doc in docs})

    def drop(self, id: str) -> None:
        self.docs = {key: doc for key, doc in self.docs.items() if doc.id != id}

    def load(self, ids: Sequence[str]) -> Iterable[Doc]:
        return [doc for doc in self.docs.values() if doc.id in ids]

    def all(self) -> Iterable[Doc]:
        self.reads += 1
        return list(self.docs.values())


def doc(
    id: str, title: str, body: str = "", *, kind: str = "page", rev: int = 1, locale: str = ANY, **filters: str
) -> Doc:
    """A short document; keywords are filters with one value."""
    return Doc(kind, id, rev, locale, title, body, {name: (value,) for name, value in filters.items()})


@lru_cache(maxsize=1)
def gold_documents() -> tuple[Doc, ...]:
    """The 290 documents of the judged set."""
    rows = (json.loads(line) for line in (GOLD / "docs.jsonl").read_text(encoding="utf-8").splitlines())
    return tuple(doc(row["id"], row["title"], row["body"], kind=row["kind"]) for row in rows)


def shelves(docs: Iterable[Doc]) -> list[Shelf]:
    """One source for each kind."""
    docs = list(docs)
    return [Shelf(kind, [d for d in docs if d.kind == kind]) for kind in sorted({d.kind for d in docs})]


def read_tsv(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
