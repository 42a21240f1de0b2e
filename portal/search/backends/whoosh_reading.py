"""What one thread reads of one state of a Whoosh index: postings of single terms; sets and scores are made here.

Whoosh's own And, Or and filters are not needed for that, nor trusted: some shapes of them answer wrongly.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from whoosh.searching import Searcher

from portal.search.backends.base import Match, Scope, by_value
from portal.search.backends.whoosh_postings import NO_VALUE, Lists, Mask
from portal.search.document import ANY
from portal.search.rules.plan import Plan
from portal.search.rules.scoring import IN_TITLE, rarity, saturation

TITLE, TEXT, SCOPE = "title", "text", "scope"

SETS_KEPT = 64
"""Sets of documents kept for the next question: kinds, languages, provinces; one byte for each document."""

Numbers = NDArray[np.intp]


class Reading:
    """One immutable state of the index."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._reader = searcher.reader()
        self._lists = Lists(self._reader)
        self.documents = int(searcher.doc_count())
        self.holding = lru_cache(maxsize=SETS_KEPT)(self._holding)

    def close(self) -> None:
        """Let go of the files."""
        self.holding.cache_clear()
        self._lists.forget()
        self._searcher.close()

    def frequency(self, field: str, term: str) -> int:
        """In how many documents this term stands (until a merge, deleted ones are counted too)."""
        return int(self._reader.doc_frequency(field, term))

    def none(self) -> Mask:
        """No document."""
        return np.zeros(self._lists.size, np.bool_)

    def _holding(self, field: str, term: str) -> Mask:
        """The documents that hold this term; not to be changed."""
        return self.any_of(field, [term])

    def any_of(self, field: str, terms: Iterable[str]) -> Mask:
        """The documents that hold one of these terms."""
        found = self.none()
        for term in terms:
            found[self._lists(field, term).numbers] = True
        return found

    def answering(self, ways: Iterable[tuple[str, ...]]) -> Mask:
        """The documents that hold every term of one of these ways in title or body."""
        found = self.none()
        for way in ways:
            rarest, *others = sorted(way, key=lambda term: self.frequency(TEXT, term))
            numbers = self._lists(TEXT, rarest).numbers
            for term in others:
                if not len(numbers):
                    break
                numbers = numbers[self.any_of(TEXT, [term])[numbers]]
            found[numbers] = True
        return found

    def in_scope(self, scope: Scope) -> Mask:
        """The documents in scope but for the kind."""
        wanted = {name: values for name, values in scope.filters.items() if values}
        if scope.locale:
            wanted["locale"] = (scope.locale, ANY)
        here = self._lists.live.copy()
        for name, values in wanted.items():
            here &= np.logical_or.reduce([self.holding(SCOPE, f"{name}:{value}") for value in values])
        for name, (low, high) in scope.ranges.items():
            numbers = self._lists.values(name)
            here &= numbers != NO_VALUE
            here &= numbers >= low if low is not None else True
            here &= numbers <= high if high is not None else True
        return here

    def facets(self, among: Mask, names: tuple[str, ...]) -> dict[str, dict[str, int]]:
        """How many of these documents have each value of these filters."""
        return {name: self._facet(among, f"{name}:") for name in names}

    def _facet(self, among: Mask, prefix: str) -> dict[str, int]:
        found = {}
        for term in self._reader.expand_prefix(SCOPE, prefix):
            value = term.decode() if isinstance(term, bytes) else term
            if count := int(np.count_nonzero(among[self._lists(SCOPE, value).numbers])):
                found[value.removeprefix(prefix)] = count
        return found

    def ordered(self, among: Mask, sort: str, limit: int) -> list[Match]:
        """These documents by a number they carry, from the highest where `sort` begins with “-”; who lacks it comes last."""
        name, highest_first = by_value(sort)
        values = self._lists.values(name)
        numbers = np.flatnonzero(among)
        at = -values[numbers] if highest_first else values[numbers]
        at = np.where(values[numbers] == NO_VALUE, np.iinfo(np.int64).max, at)
        kept = _first(at, limit)
        keyed = sorted(zip(at[kept].tolist(), map(self._key, numbers[kept]), strict=True))
        return [Match(key, 0.0, True) for _, key in keyed[:limit]]

    def best(self, plan: Plan, among: Mask, limit: int, *, full: bool) -> list[tuple[int, Match]]:
        """The documents among these that score highest with their numbers, equal scores by key; none without a score."""
        if not limit or not among.any():
            return []
        scores = np.zeros(self._lists.size)
        for field, share in ((TEXT, 1.0), (TITLE, IN_TITLE)):
            for term, weight in plan.loose:
                self._add(scores, field, term, weight * share)
        scored = np.flatnonzero(among & (scores > 0))
        kept = scored[_first(-scores[scored], limit)]
        matches = [(int(number), Match(self._key(number), float(scores[number]), full)) for number in kept]
        return sorted(matches, key=lambda found: (-found[1].score, found[1].key))[:limit]

    def _key(self, number: int) -> tuple[str, str, str]:
        kind, id, locale = self._reader.stored_fields(int(number))["key"]
        return kind, id, locale

    def _add(self, scores: NDArray[np.float64], field: str, term: str, weight: float) -> None:
        """Give every document what this term is worth in it: more than nothing wherever the term stands."""
        numbers, counts = self._lists(field, term)
        if len(numbers):
            worth = weight * rarity(self._lists.size, self.frequency(field, term))
            average = self._searcher.avg_field_length(field) or 1.0
            scores[numbers] += worth * saturation(counts, self._lists.lengths(field)[numbers], average)


def _first(places: NDArray[np.number], limit: int) -> Numbers:
    """Where the `limit` lowest of these stand, and all that equal the last of them."""
    if len(places) <= limit:
        return np.arange(len(places))
    return np.flatnonzero(places <= np.partition(places, limit - 1)[limit - 1])
