"""Reads a judged set of documents and queries and writes a TREC run, with the very engine that answers the site."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from portal.content import service as content
from portal.search.document import ANY, Doc
from portal.search.engine import Engine, QuerySpec
from portal.search.lexicon import former_places, load_lexicon

DEPTH = 1000
"""Documents listed for one query at most, as is usual for TREC runs."""


class _Kept:
    """The documents of one kind, held in memory."""

    def __init__(self, kind: str, docs: Sequence[Doc]) -> None:
        self.kind = kind
        self._docs = docs

    def load(self, ids: Sequence[str]) -> Iterable[Doc]:
        wanted = set(ids)
        return [doc for doc in self._docs if doc.id in wanted]

    def all(self) -> Iterable[Doc]:
        return self._docs


def read_documents(path: Path) -> list[Doc]:
    """The documents of a JSONL file with id, kind, title and body. ValueError names the line that cannot be read."""
    docs = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            docs.append(Doc(str(row["kind"]), str(row["id"]), 1, ANY, str(row["title"]), str(row.get("body") or "")))
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{path.name}, line {number}: needs id, kind and title ({error})") from error
    if len({doc.id for doc in docs}) != len(docs):
        raise ValueError(f"{path.name}: an id is used twice")
    return docs


def read_queries(path: Path) -> list[tuple[str, str]]:
    """Query id and text of each line of a TSV file; further columns are not read. ValueError names a bad line."""
    queries = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1):
        if not line.strip():
            continue
        columns = line.split("\t")
        if len(columns) < 2 or not columns[0].strip() or " " in columns[0].strip():
            raise ValueError(f"{path.name}, line {number}: needs a query id, a tab and the query")
        queries.append((columns[0].strip(), columns[1]))
    return queries


def write_run(docs: Sequence[Doc], queries: Iterable[tuple[str, str]], run: Path, backend: str) -> int:
    """Index the documents in a temporary index, write the run, return how many lines it has."""
    kinds = dict.fromkeys(doc.kind for doc in docs)
    sources = [_Kept(kind, [doc for doc in docs if doc.kind == kind]) for kind in kinds]
    places = former_places(content.all_of("former_province"), content.all_of("province"))
    lines = []
    with tempfile.TemporaryDirectory(prefix="rank-") as folder:
        engine = Engine(Path(folder) / "index", sources, load_lexicon(places))
        engine.rebuild()
        for query_id, text in queries:
            hits = engine.query(QuerySpec(text, limit=DEPTH, near=DEPTH, wide=True))
            for place, match in enumerate(hits.matches, start=1):
                score = DEPTH - place + 1  # full answers come first whatever their score: the score says the rank
                lines.append(f"{query_id} Q0 {match.key[1]} {place} {score} ben-ve-{backend}")
    run.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return len(lines)
