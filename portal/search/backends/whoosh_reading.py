"""What one thread reads of one state of a Whoosh index: postings of single terms; sets and scores are made here.

Whoosh's own And, Or and filters are not needed for that, nor trusted: some shapes of them answer wrongly.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache

from whoosh.query import Term
from whoosh.reading import TermNotFound
from whoosh.searching import Searcher

from portal.search.backends.base import Match, Scope, by_value, in_range
from portal.search.document import ANY
from portal.search.rules.plan import Plan
from portal.search.rules.scoring import IN_TITLE, rarity, saturation

TITLE, TEXT, SCOPE = "title", "text", "scope"
NO_VALUE = -1
"""What a column holds for a document without the number."""

SETS_KEPT = 24
"""Sets of document numbers kept for the next question: kinds, languages, frequent words; up to 1 MB each at 20,000."""


class Reading:
    """One immutable state of the index."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._reader = searcher.reader()
        self.documents = int(searcher.doc_count())
        self.holding = lru_cache(maxsize=SETS_KEPT)(self._holding)
        self._lengths: dict[str, list[int]] = {}

    def close(self) -> None:
        """Let go of the files."""
        self.holding.cache_clear()
        self._searcher.close()

    def frequency(self, field: str, term: str) -> int:
        """In how many documents this term stands (until a merge, deleted ones are counted too)."""
        return int(self._reader.doc_frequency(field, term))

    def _holding(self, field: str, term: str) -> frozenset[int]:
        """The numbers of the documents that hold this term."""
        return frozenset(self._searcher.docs_for_query(Term(field, term)))

    def holding_all(self, terms: tuple[str, ...]) -> frozenset[int]:
        """The documents that hold every one of these terms in title or body."""
        rarest = sorted(terms, key=lambda term: self.frequency(TEXT, term))
        found = self.holding(TEXT, rarest[0])
        for term in rarest[1:]:
            if not found:
                break
            found &= self.holding(TEXT, term)
        return found

    @cached_property
    def _everything(self) -> frozenset[int]:
        return frozenset(self._reader.all_doc_ids())

    def in_scope(self, scope: Scope) -> set[int]:
        """The documents in scope but for the kind."""
        wanted = {name: values for name, values in scope.filters.items() if values}
        if scope.locale:
            wanted["locale"] = (scope.locale, ANY)
        here = set(self._everything)
        for name, values in wanted.items():
            here &= set().union(*(self.holding(SCOPE, f"{name}:{value}") for value in values))
        for name, (low, high) in scope.ranges.items():
            values_of = self.values(name)
            here = {number for number in here if in_range(values_of(number), low, high)}
        return here

    def values(self, name: str) -> Callable[[int], int | None]:
        """The number that a document carries under this name of SORTS, or None."""
        column = self._reader.column_reader(name) if self._reader.has_column(name) else None

        def value(number: int) -> int | None:
            found = int(column[number]) if column is not None else NO_VALUE
            return None if found == NO_VALUE else found

        return value

    def facets(self, among: set[int], names: tuple[str, ...]) -> dict[str, dict[str, int]]:
        """How many of these documents have each value of these filters."""
        return {name: self._facet(among, f"{name}:") for name in names}

    def _facet(self, among: set[int], prefix: str) -> dict[str, int]:
        found = {}
        for term in self._reader.expand_prefix(SCOPE, prefix):
            value = term.decode() if isinstance(term, bytes) else term
            if count := len(among & self.holding(SCOPE, value)):
                found[value.removeprefix(prefix)] = count
        return found

    def ordered(self, among: set[int], sort: str, limit: int) -> list[Match]:
        """These documents by a number they carry, from the highest where `sort` begins with “-”; who lacks it comes last."""
        name, highest_first = by_value(sort)
        value = self.values(name)

        def place(number: int) -> tuple[int, int]:
            found = value(number)
            return (1, 0) if found is None else (0, -found if highest_first else found)

        by_place = sorted((place(number), number) for number in among)
        last = by_place[limit - 1][0] if len(by_place) > limit else None
        kept = [(at, number) for at, number in by_place if last is None or at <= last]
        keyed = sorted((at, tuple(self._reader.stored_fields(number)["key"])) for at, number in kept)
        return [Match(key, 0.0, True) for _, key in keyed[:limit]]

    def best(self, plan: Plan, among: set[int], limit: int, *, full: bool) -> list[tuple[int, Match]]:
        """The documents among these that score highest with their numbers, equal scores by key; none without a score."""
        if not among or not limit:
            return []
        scores: dict[int, float] = defaultdict(float)
        for field, share in ((TEXT, 1.0), (TITLE, IN_TITLE)):
            for term, weight in plan.loose:
                self._add(scores, field, term, weight * share, among)
        floor = sorted(scores.values(), reverse=True)[:limit][-1] if scores else 0.0
        matches = [
            (number, Match(tuple(self._reader.stored_fields(number)["key"]), score, full))
            for number, score in scores.items()
            if score >= floor
        ]
        return sorted(matches, key=lambda found: (-found[1].score, found[1].key))[:limit]

    def _add(self, scores: dict[int, float], field: str, term: str, weight: float, among: set[int]) -> None:
        worth = weight * rarity(self._reader.doc_count_all(), self.frequency(field, term))
        average = self._searcher.avg_field_length(field) or 1.0
        lengths = self._lengths_of(field)
        for number, count in self._postings(field, term):
            if number in among:
                scores[number] += worth * saturation(count, lengths[number], average)

    def _postings(self, field: str, term: str) -> Iterator[tuple[int, float]]:
        try:
            matcher = self._reader.postings(field, term)
        except TermNotFound:
            return
        while matcher.is_active():
            yield matcher.id(), matcher.weight()
            matcher.next()

    def _lengths_of(self, field: str) -> list[int]:
        if field not in self._lengths:
            count = self._reader.doc_count_all()
            self._lengths[field] = [self._reader.doc_field_length(number, field, 0) for number in range(count)]
        return self._lengths[field]
