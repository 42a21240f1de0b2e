"""Whole posting lists and columns of a Whoosh index as arrays: a list of thousands is read in blocks, not one by one.

Whoosh's own matcher calls five methods for each document of a list, which was nine tenths of the time of an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import W3LeafMatcher
from whoosh.reading import TermNotFound
from whoosh.searching import Searcher

from portal.search.backends import array_postings
from portal.search.backends.array_postings import NO_VALUE, NONE, SCOPE, Kept, Name, Postings
from portal.search.document import Key


class WhooshLists:
    """See Lists: what one thread reads of one state of a Whoosh index."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._reader = searcher.reader()
        self._leaves: list[tuple[Any, int]] = list(self._reader.leaf_readers())
        self.size = int(self._reader.doc_count_all())
        self.documents = self.size
        self.live = np.zeros(self.size, np.bool_)
        self.live[list(self._reader.all_doc_ids())] = True
        self._kept = Kept()
        self._columns: dict[str, NDArray[np.int64]] = {}
        self._lengths: dict[str, NDArray[np.float64]] = {}

    def __call__(self, field: str, term: str) -> Postings:
        """See Lists."""
        found = self._kept.get((field, term))
        if found is None:
            found = self._read(field, term)
            self._kept.keep((field, term), found, array_postings.POSTINGS_KEPT)
        return found

    def read_ahead(self, names: Iterable[Name]) -> None:
        """Lists of files are read one by one."""

    def frequency(self, field: str, term: str) -> int:
        """See Lists; until a merge, removed documents are counted too, as they are in `documents`."""
        return int(self._reader.doc_frequency(field, term))

    def close(self) -> None:
        """Let go of the files and of what is kept."""
        self._kept.forget()
        self._searcher.close()

    def lengths(self, field: str) -> NDArray[np.float64]:
        """See Lists; as Whoosh rounds them."""
        if field not in self._lengths:
            lengths = self._each(lambda leaf, n: leaf.doc_field_length(n, field, 0) or 0)
            self._lengths[field] = lengths.astype(np.float64)
        return self._lengths[field]

    def average(self, field: str) -> float:
        """See Lists."""
        return float(self._searcher.avg_field_length(field) or 1.0)

    def values(self, name: str) -> NDArray[np.int64]:
        """See Lists."""
        if name not in self._columns:
            columns = {id(leaf): leaf.column_reader(name) for leaf, _ in self._leaves if leaf.has_column(name)}
            self._columns[name] = self._each(lambda leaf, n: columns[id(leaf)][n] if id(leaf) in columns else NO_VALUE)
        return self._columns[name]

    def beginning(self, prefix: str) -> Sequence[str]:
        """See Lists."""
        found = self._reader.expand_prefix(SCOPE, prefix)
        return [term.decode() if isinstance(term, bytes) else term for term in found]

    def keys(self, numbers: Sequence[int]) -> list[Key]:
        """See Lists."""
        return [self._reader.stored_fields(number)["key"] for number in numbers]

    def _each(self, value: Callable[[Any, int], int]) -> NDArray[np.int64]:
        every = (value(leaf, n) for leaf, _ in self._leaves for n in range(leaf.doc_count_all()))
        return np.fromiter(every, np.int64, self.size)

    def _read(self, field: str, term: str) -> Postings:
        numbers: list[NDArray[np.int32]] = []
        counts: list[NDArray[np.float64]] = []
        for leaf, offset in self._leaves:
            try:
                matcher = leaf.postings(field, term)
            except TermNotFound:
                continue
            for some, weights in _blocks(matcher):
                numbers.append(np.array(some, np.int32) + np.int32(offset))
                counts.append(np.array(weights, np.float64))
        if not numbers:
            return NONE
        found = Postings(np.concatenate(numbers), np.concatenate(counts))
        here = self.live[found.numbers]
        return found if here.all() else Postings(found.numbers[here], found.counts[here])


def _blocks(matcher: Any) -> Iterator[tuple[Sequence[int], Sequence[float]]]:
    """The numbers and weights of a list, block by block; of a filtered list also the filtered ones."""
    leaf = getattr(matcher, "child", matcher)
    if not isinstance(leaf, W3LeafMatcher):  # a list so short that it stands with its term
        while matcher.is_active():
            yield (matcher.id(),), (matcher.weight(),)
            matcher.next()
        return
    leaf.reset()
    while leaf.is_active():
        leaf.id(), leaf.weight()  # each unpacks its half of the block
        yield leaf._ids, leaf._weights
        leaf._next_block()
