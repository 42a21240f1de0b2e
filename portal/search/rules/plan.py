"""How a question is put to an index: which documents answer it fully, and by which weighted terms all are ranked.

Only shapes that every backend answers rightly: `strict` is an Or of Ands of terms, `loose` a flat Or of weighted terms.
A document that meets one of the Ands comes first; then those that hold some of the terms.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, product

from portal.search.rules.terms import NAME, name_term
from portal.search.rules.tokens import EXACT, pair, pairs
from portal.search.rules.understanding import Understood, Unit

MOST_WAYS = 48
"""Ands in a plan; beyond it the last units keep only the person's own words."""

OWN, PAIRED, EXACT_FORM, STOP = 1.0, 1.0, 0.8, 0.1
"""Weights of a typed word, of two side by side, of the form with its diacritics, of a word that need not match."""

MEANT, NEAR, IN_PHRASE = 2.0, 0.3, 0.3
"""Weights of the concept of a known phrase, of what is close to it, and of each word of the phrase by itself."""

AS_NAMED = 2.0
"""Weight of a title that is the whole question."""

QUALIFIER = 0.5
"""How much of its weight a country or a programme keeps: who cannot have both would rather have the trade."""


@dataclass(frozen=True)
class Plan:
    """`strict`: a document answers fully when it holds all terms of one line. `loose`: each term with its weight.

    `anchors`: a document that answers in part holds one of them: a typed word, a whole phrase or what it means, not a
    stray syllable of a phrase.
    """

    strict: tuple[tuple[str, ...], ...]
    loose: tuple[tuple[str, float], ...]
    anchors: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """True when nothing was asked for."""
        return not self.loose


def plan(asked: Understood) -> Plan:
    """The plan for a question; an empty one for a question without words."""
    return Plan(_strict(asked), _loose(asked), _anchors(asked))


def _strict(asked: Understood) -> tuple[tuple[str, ...], ...]:
    choices: list[list[tuple[str, ...]]] = []
    ways = 1
    for unit in asked.units:
        if unit.stop:
            continue
        options = _options(unit)
        if ways * len(options) > MOST_WAYS:
            options = options[:1]
        ways *= len(options)
        choices.append(options)
    if not choices:
        return ()
    return tuple(dict.fromkeys(tuple(dict.fromkeys(sum(way, ()))) for way in product(*choices)))


def _options(unit: Unit) -> list[tuple[str, ...]]:
    """The ways to meet a unit: its concept, or its own words where bare letters or a former name may mean more."""
    own = tuple(pairs(unit.words) or unit.words)
    if unit.meaning is None:
        return [own]
    bare = len(unit.typed) == 1 and not unit.typed[0].marked
    return [(unit.meaning.term,), own] if bare or unit.meaning.former else [(unit.meaning.term,)]


def _anchors(asked: Understood) -> tuple[str, ...]:
    terms: list[str] = []
    for unit in asked.units:
        if unit.meaning:
            terms += [unit.meaning.term, *unit.meaning.near]
        if not unit.stop:
            terms += pairs(unit.words) or unit.words
    return tuple(dict.fromkeys(terms))


def _loose(asked: Understood) -> tuple[tuple[str, float], ...]:
    """Every term with the most that any reading of it weighs."""
    weights: dict[str, float] = {}
    for term, weight in [*_unit_terms(asked), *_whole_terms(asked)]:
        weights[term] = max(weights.get(term, 0.0), weight)
    return tuple(weights.items())


def _unit_terms(asked: Understood) -> Iterator[tuple[str, float]]:
    for unit in asked.units:
        narrows = unit.meaning and (unit.meaning.qualifier or unit.stop)
        share = QUALIFIER if narrows else 1.0
        own = STOP if unit.stop else share * (IN_PHRASE if unit.meaning else OWN)
        for token in unit.typed:
            yield token.folded, own
            if asked.marked and not unit.stop:
                yield EXACT + token.exact, own * EXACT_FORM
        yield from ((term, own) for term in pairs(unit.words))
        if unit.meaning:
            yield unit.meaning.term, share * MEANT
            yield from ((term, share * NEAR) for term in unit.meaning.near)


def _whole_terms(asked: Understood) -> Iterator[tuple[str, float]]:
    """What stands across units: neighbouring words, and the question as a title."""
    row = _row(asked)
    for (before, left), (after, right) in pairwise(row):
        yield pair(before, after), min(PAIRED, left, right)
    if row:
        yield name_term([word for word, _ in row]), AS_NAMED
    if len(asked.units) == 1 and (only := asked.units[0].meaning):
        yield NAME + only.term, AS_NAMED


def _row(asked: Understood) -> list[tuple[str, float]]:
    """Every typed word with the most that its pairs may weigh."""
    return [
        (token.folded, STOP if unit.stop else IN_PHRASE if unit.meaning else PAIRED)
        for unit in asked.units
        for token in unit.typed
    ]
