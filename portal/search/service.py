"""Asks the index and tells what was found in the words of the truth: every hit is read again before it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from portal.search.document import Doc, Key
from portal.search.engine import Engine, Hits, QuerySpec
from portal.search.rules.highlight import Piece, passage, whole
from portal.search.rules.understanding import Note, Subject, Understood

MOST_SHORTER = 4
"""Shorter questions that are tried where one found nothing."""


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
    """A page of results in order; `total` counts all there are, `kinds` what each kind would give.

    `facets`: of all that answer, how many have each value of the filters asked for; `subjects` what the question names.
    """

    results: tuple[Result, ...]
    total: int
    kinds: Mapping[str, int]
    notes: tuple[Note, ...]
    asked: bool
    degraded: bool
    subjects: tuple[Subject, ...] = ()
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Shorter:
    """The question without one of its words, and how many results that has."""

    query: str
    without: str
    total: int


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
    asked = hits.understood
    return Answer(
        results, hits.total, hits.kinds, asked.notes, bool(asked.units), hits.degraded, asked.subjects(), hits.facets
    )


def shorter(engine: Engine, spec: QuerySpec) -> list[Shorter]:
    """For a question that found nothing: each question with one word or phrase less that finds something, best first."""
    asked = engine.query(replace(spec, limit=1, near=0)).understood
    tried = [shorter for shorter in _shorter(asked) if shorter.query]
    counted = [replace(each, total=_total(engine, spec, each.query)) for each in tried[:MOST_SHORTER]]
    return sorted((each for each in counted if each.total), key=lambda each: -each.total)


def _shorter(asked: Understood) -> list[Shorter]:
    words = [" ".join(token.typed for token in unit.typed) for unit in asked.units]
    return [Shorter(asked.without(place), word, 0) for place, word in enumerate(words)]


def _total(engine: Engine, spec: QuerySpec, query: str) -> int:
    return engine.query(replace(spec, text=query, page=1, limit=1, near=0, facets=())).total


def _read_again(engine: Engine, hits: Hits) -> dict[Key, Doc]:
    docs: dict[Key, Doc] = {}
    for kind in dict.fromkeys(match.key[0] for match in hits.matches):
        ids = list(dict.fromkeys(match.key[1] for match in hits.matches if match.key[0] == kind))
        docs.update({doc.key: doc for doc in engine.load(kind, ids)})
    return docs
