"""Asks the index and tells what was found in the words of the truth: every hit is read again before it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from portal.search.document import Doc, Key
from portal.search.engine import Engine, Hits, QuerySpec
from portal.search.rules.highlight import Piece, passage, whole
from portal.search.rules.understanding import Note


@dataclass(frozen=True)
class Result:
    """One found thing: its document as it is now, title and best passage in pieces; `full` when it answers all asked."""

    doc: Doc
    score: float
    full: bool
    title: tuple[Piece, ...]
    passage: tuple[Piece, ...]


@dataclass(frozen=True)
class Answer:
    """A page of results in order; `total` counts all there are, `kinds` what each kind would give."""

    results: tuple[Result, ...]
    total: int
    kinds: Mapping[str, int]
    notes: tuple[Note, ...]
    asked: bool
    degraded: bool


def find(engine: Engine, spec: QuerySpec) -> Answer:
    """The results of this page. What is no longer there, or no longer public, is left out."""
    hits = engine.query(spec)
    docs = _read_again(engine, hits)
    results = tuple(
        Result(
            doc=(doc := docs[match.key]),
            score=match.score,
            full=match.full,
            title=whole(doc.title, hits.understood, engine.lexicon),
            passage=passage(doc.body, hits.understood, engine.lexicon),
        )
        for match in hits.matches
        if match.key in docs
    )
    return Answer(results, hits.total, hits.kinds, hits.understood.notes, bool(hits.understood.units), hits.degraded)


def _read_again(engine: Engine, hits: Hits) -> dict[Key, Doc]:
    docs: dict[Key, Doc] = {}
    for kind in dict.fromkeys(match.key[0] for match in hits.matches):
        ids = list(dict.fromkeys(match.key[1] for match in hits.matches if match.key[0] == kind))
        docs.update({doc.key: doc for doc in engine.load(kind, ids)})
    return docs
