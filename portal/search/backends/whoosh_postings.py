"""Whole posting lists and columns of a Whoosh index as arrays: a list of thousands is read in blocks, not one by one.

Whoosh's own matcher calls five methods for each document of a list, which was nine tenths of the time of an answer.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import W3LeafMatcher
from whoosh.reading import IndexReader, TermNotFound

NO_VALUE = -1
"""What a column holds for a document without the number."""

POSTINGS_KEPT = 500_000
"""Places of posting lists that one thread keeps for its next question: 6 MB."""

Mask = NDArray[np.bool_]


class Postings(NamedTuple):
    """The numbers of the documents that hold a term, ascending, and how often each holds it."""

    numbers: NDArray[np.int32]
    counts: NDArray[np.float64]


NONE = Postings(np.empty(0, np.int32), np.empty(0, np.float64))


class Lists:
    """The posting lists of one immutable state, without deleted documents; those asked for last are kept."""

    def __init__(self, reader: IndexReader) -> None:
        self._leaves: list[tuple[Any, int]] = list(reader.leaf_readers())
        self.size = int(reader.doc_count_all())
        self.live = np.zeros(self.size, np.bool_)
        self.live[list(reader.all_doc_ids())] = True
        self._kept: OrderedDict[tuple[str, str], Postings] = OrderedDict()
        self._places = 0
        self._columns: dict[str, NDArray[np.int64]] = {}
        self._lengths: dict[str, NDArray[np.float64]] = {}

    def __call__(self, field: str, term: str) -> Postings:
        """The list of this term; an empty one where no document holds it."""
        key = (field, term)
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = self._read(field, term)
            self._places += len(found.numbers)
            while self._places > POSTINGS_KEPT and len(self._kept) > 1:
                self._places -= len(self._kept.popitem(last=False)[1].numbers)
        self._kept.move_to_end(key)
        return found

    def forget(self) -> None:
        """Let go of what is kept."""
        self._kept.clear()
        self._places = 0

    def lengths(self, field: str) -> NDArray[np.float64]:
        """How many terms each document has in this field, as Whoosh rounds it."""
        if field not in self._lengths:
            lengths = self._each(lambda leaf, n: leaf.doc_field_length(n, field, 0) or 0)
            self._lengths[field] = lengths.astype(np.float64)
        return self._lengths[field]

    def values(self, name: str) -> NDArray[np.int64]:
        """The number that each document carries under this name of SORTS, or NO_VALUE."""
        if name not in self._columns:
            columns = {id(leaf): leaf.column_reader(name) for leaf, _ in self._leaves if leaf.has_column(name)}
            self._columns[name] = self._each(lambda leaf, n: columns[id(leaf)][n] if id(leaf) in columns else NO_VALUE)
        return self._columns[name]

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
