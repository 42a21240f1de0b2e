"""What an answer is made of, computed from posting lists: sets of documents, scores, orders and counts; one way for every backend.

The indexes' own And, Or and filters are not needed for that, nor trusted: some shapes of Whoosh's answer wrongly.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from portal.search.backends.array_postings import NO_VALUE, SCOPE, TEXT, TITLE, Lists, Mask, Name
from portal.search.backends.base import Found, Match, Reach, Scope, by_value
from portal.search.document import ANY, KINDS
from portal.search.rules.plan import Plan
from portal.search.rules.scoring import IN_TITLE, rarity, saturation

SETS_KEPT = 64
"""Sets of documents kept for the next question: kinds, languages, provinces; one byte for each document."""

Numbers = NDArray[np.intp]


def answer(reading: Reading, plan: Plan, scope: Scope, reach: Reach) -> Found:
    """See Backend.search."""
    reading.lists.read_ahead(_needed(plan, scope))
    here = reading.in_scope(scope)
    full = reading.answering(plan.strict) & here
    near: list[tuple[int, Match]] = []
    if np.count_nonzero(full) < reach.enough:
        rest = here & ~full
        if reach.anchored:
            rest &= reading.any_of(TEXT, plan.anchors)
        near = reading.best(plan, rest, reach.near, full=False)
    kinds = Counter({kind: int(np.count_nonzero(full & reading.holding(SCOPE, f"kind:{kind}"))) for kind in KINDS})
    kinds.update(match.key[0] for _, match in near)
    if scope.kinds:
        full &= reading.any_of(SCOPE, [f"kind:{kind}" for kind in scope.kinds])
        near = [found for found in near if found[1].key[0] in scope.kinds]
    if reach.sort:
        first = reading.ordered(full, reach.sort, reach.top)
    else:
        first = [match for _, match in reading.best(plan, full, reach.top, full=True)]
    matches = (first + [match for _, match in near])[: reach.top]
    total = int(np.count_nonzero(full)) + len(near)
    counted = full.copy()
    counted[[number for number, _ in near]] = True
    facets = reading.facets(counted, reach.facets)
    return Found(tuple(matches), total, +kinds, facets)


def _needed(plan: Plan, scope: Scope) -> Iterator[Name]:
    """The lists that nearly every answer reads."""
    for term in dict.fromkeys((*(term for way in plan.strict for term in way), *plan.anchors)):
        yield TEXT, term
    for term, _ in plan.loose:
        yield from ((TEXT, term), (TITLE, term))
    for value in (f"kind:{kind}" for kind in KINDS):
        yield SCOPE, value
    for name, values in _wanted(scope).items():
        yield from ((SCOPE, f"{name}:{value}") for value in values)


def _wanted(scope: Scope) -> dict[str, tuple[str, ...]]:
    wanted = {name: values for name, values in scope.filters.items() if values}
    if scope.locale:
        wanted["locale"] = (scope.locale, ANY)
    return wanted


class Reading:
    """One immutable state of an index."""

    def __init__(self, lists: Lists) -> None:
        self.lists = lists
        self.holding = lru_cache(maxsize=SETS_KEPT)(self._holding)

    def none(self) -> Mask:
        """No document."""
        return np.zeros(self.lists.size, np.bool_)

    def _holding(self, field: str, term: str) -> Mask:
        """The documents that hold this term; not to be changed."""
        return self.any_of(field, [term])

    def any_of(self, field: str, terms: Iterable[str]) -> Mask:
        """The documents that hold one of these terms."""
        found = self.none()
        for term in terms:
            found[self.lists(field, term).numbers] = True
        return found

    def answering(self, ways: Iterable[tuple[str, ...]]) -> Mask:
        """The documents that hold every term of one of these ways in title or body."""
        found = self.none()
        for way in ways:
            rarest, *others = sorted(way, key=lambda term: self.lists.frequency(TEXT, term))
            numbers = self.lists(TEXT, rarest).numbers
            for term in others:
                if not len(numbers):
                    break
                numbers = numbers[self.any_of(TEXT, [term])[numbers]]
            found[numbers] = True
        return found

    def in_scope(self, scope: Scope) -> Mask:
        """The documents in scope but for the kind."""
        here = self.lists.live.copy()
        for name, values in _wanted(scope).items():
            here &= np.logical_or.reduce([self.holding(SCOPE, f"{name}:{value}") for value in values])
        for name, (low, high) in scope.ranges.items():
            numbers = self.lists.values(name)
            here &= numbers != NO_VALUE
            here &= numbers >= low if low is not None else True
            here &= numbers <= high if high is not None else True
        return here

    def facets(self, among: Mask, names: tuple[str, ...]) -> dict[str, dict[str, int]]:
        """How many of these documents have each value of these filters."""
        return {name: self._facet(among, f"{name}:") for name in names}

    def _facet(self, among: Mask, prefix: str) -> dict[str, int]:
        found = {}
        values = self.lists.beginning(prefix)
        self.lists.read_ahead((SCOPE, value) for value in values)
        for value in values:
            if count := int(np.count_nonzero(among[self.lists(SCOPE, value).numbers])):
                found[value.removeprefix(prefix)] = count
        return found

    def ordered(self, among: Mask, sort: str, limit: int) -> list[Match]:
        """These documents by a number they carry, from the highest where `sort` begins with “-”; who lacks it comes last."""
        name, highest_first = by_value(sort)
        values = self.lists.values(name)
        numbers = np.flatnonzero(among)
        at = -values[numbers] if highest_first else values[numbers]
        at = np.where(values[numbers] == NO_VALUE, np.iinfo(np.int64).max, at)
        kept = _first(at, limit)
        keyed = sorted(zip(at[kept].tolist(), self.lists.keys(numbers[kept].tolist()), strict=True))
        return [Match(key, 0.0, True) for _, key in keyed[:limit]]

    def best(self, plan: Plan, among: Mask, limit: int, *, full: bool) -> list[tuple[int, Match]]:
        """The documents among these that score highest with their numbers, equal scores by key; none without a score."""
        if not limit or not among.any():
            return []
        scores = np.zeros(self.lists.size)
        for field, share in ((TEXT, 1.0), (TITLE, IN_TITLE)):
            for term, weight in plan.loose:
                self._add(scores, field, term, weight * share)
        scored = np.flatnonzero(among & (scores > 0))
        kept = scored[_first(-scores[scored], limit)].tolist()
        matches = [
            (number, Match(key, float(scores[number]), full))
            for number, key in zip(kept, self.lists.keys(kept), strict=True)
        ]
        return sorted(matches, key=lambda found: (-found[1].score, found[1].key))[:limit]

    def _add(self, scores: NDArray[np.float64], field: str, term: str, weight: float) -> None:
        """Give every document what this term is worth in it: more than nothing wherever the term stands."""
        numbers, counts = self.lists(field, term)
        if len(numbers):
            worth = weight * rarity(self.lists.documents, self.lists.frequency(field, term))
            lengths = self.lists.lengths(field)[numbers]
            scores[numbers] += worth * saturation(counts, lengths, self.lists.average(field) or 1.0)


def _first(places: NDArray[np.number], limit: int) -> Numbers:
    """Where the `limit` lowest of these stand, and all that equal the last of them."""
    if len(places) <= limit:
        return np.arange(len(places))
    return np.flatnonzero(places <= np.partition(places, limit - 1)[limit - 1])
