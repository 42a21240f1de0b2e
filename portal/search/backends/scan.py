"""Search without an index: every document read and scored in memory. The stand-in while the index is mended.

It is also the measure of the others: its answer is right by construction, so their hit sets must equal it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from portal.search.backends.base import Found, Match, Reach, Scope, by_value, in_range
from portal.search.document import ANY, Doc, Key
from portal.search.rules.lexicon import Lexicon
from portal.search.rules.plan import Plan
from portal.search.rules.scoring import IN_TITLE, rarity, saturation
from portal.search.rules.terms import text_terms, title_terms


class _Table:
    """Which documents hold which terms how often, and what each is worth there."""

    def __init__(self) -> None:
        self.postings: dict[str, dict[Key, int]] = defaultdict(dict)
        self.lengths: dict[Key, int] = {}

    def add(self, key: Key, terms: list[str]) -> None:
        self.lengths[key] = len(terms)
        for term, count in Counter(terms).items():
            self.postings[term][key] = count

    @cached_property
    def average(self) -> float:
        return sum(self.lengths.values()) / max(len(self.lengths), 1) or 1.0

    def scores(self, term: str) -> Iterator[tuple[Key, float]]:
        found = self.postings.get(term, {})
        rare = rarity(len(self.lengths), len(found))
        for key, count in found.items():
            yield key, rare * saturation(count, self.lengths[key], self.average)


class ScanBackend:
    """Inverted tables of documents in memory: about 2 s and 100 MB for 20,000 short ones."""

    def __init__(self, docs: Iterable[Doc], lexicon: Lexicon) -> None:
        self.docs: dict[Key, Doc] = {}
        self.titles, self.texts = _Table(), _Table()
        for doc in docs:
            self.docs[doc.key] = doc
            self.titles.add(doc.key, title_terms(doc.title, lexicon))
            self.texts.add(doc.key, text_terms(doc.title, doc.body, lexicon))

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """In how many documents each of these index terms stands."""
        return {term: len(self.texts.postings.get(term, ())) for term in terms}

    def search(self, plan: Plan, scope: Scope, reach: Reach) -> Found:
        """See Backend.search."""
        here = {key for key, doc in self.docs.items() if _in_scope(doc, scope)}
        full = {key for way in plan.strict for key in self._holding_all(way)} & here
        scores = self._scores(plan, here)
        ranked = sorted(full, key=lambda key: self._place(key, scores, reach.sort))
        if len(full) < reach.enough:
            rest = scores.keys() - full
            if reach.anchored:
                rest &= {key for term in plan.anchors for key in self.texts.postings.get(term, ())}
            ranked += sorted(rest, key=lambda key: (-scores[key], key))[: reach.near]
        kept = [key for key in ranked if not scope.kinds or key[0] in scope.kinds]
        matches = tuple(Match(key, scores.get(key, 0.0), key in full) for key in kept[: reach.top])
        return Found(matches, len(kept), Counter(kind for kind, _, _ in ranked), self._facets(kept, reach.facets))

    def _place(self, key: Key, scores: Mapping[Key, float], sort: str) -> tuple[int, float, Key]:
        name, highest_first = by_value(sort)
        value = self.docs[key].sort.get(name)
        if not sort:
            return 0, -scores.get(key, 0.0), key
        return (1, 0.0, key) if value is None else (0, -value if highest_first else value, key)

    def _facets(self, keys: Iterable[Key], names: tuple[str, ...]) -> dict[str, Counter[str]]:
        keys = list(keys)
        return {name: Counter(v for key in keys for v in self.docs[key].filters.get(name, ())) for name in names}

    def _holding_all(self, terms: tuple[str, ...]) -> set[Key]:
        return set.intersection(*(set(self.texts.postings.get(term, ())) for term in terms))

    def _scores(self, plan: Plan, here: set[Key]) -> dict[Key, float]:
        scores: dict[Key, float] = defaultdict(float)
        for term, weight in plan.loose:
            for table, worth in ((self.texts, weight), (self.titles, weight * IN_TITLE)):
                for key, score in table.scores(term):
                    if key in here:
                        scores[key] += worth * score
        return scores


def _in_scope(doc: Doc, scope: Scope) -> bool:
    if scope.locale and doc.locale not in (scope.locale, ANY):
        return False
    if not all(in_range(doc.sort.get(name), *ends) for name, ends in scope.ranges.items()):
        return False
    return all(set(values) & set(doc.filters.get(name, ())) for name, values in scope.filters.items() if values)
