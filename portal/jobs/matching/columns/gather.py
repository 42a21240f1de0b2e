"""Lists of chosen rows brought together, and what is taken from each list: its greatest entry, its sum."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

import numpy as np

from portal.jobs.matching.columns.table import Ints, Table
from portal.jobs.matching.text_evidence import MOST_MENTIONS, SATURATION, UNIT

CLASS_BITS, CLASS_MASK = 3, 7
_SLOTS = 1 << 16

SATED = np.array(
    [0, *(UNIT * n * (SATURATION + 5) // (5 * n + SATURATION) for n in range(1, MOST_MENTIONS + 1)), 0, 0], np.int64
)
"""Weight of a term by how often it is said (`text_evidence.weigh`)."""


class Lists:
    """The lists of one group for chosen rows, one after another."""

    def __init__(self, table: Table, group: str, rows: Ints | slice) -> None:
        at, self.counts = table.lists(group, rows)
        ends = np.cumsum(self.counts)
        self.total = int(ends[-1]) if len(ends) else 0
        self._starts = ends - self.counts
        self.where = np.repeat(at - self._starts, self.counts) + np.arange(self.total)
        self._heaps = table.heaps[group]

    def __getitem__(self, name: str) -> Ints:
        return self._heaps[name][self.where]

    def heap(self, name: str) -> Ints:
        """The whole heap, of which `where` are the entries of these lists."""
        return self._heaps[name]

    @property
    def owner(self) -> Ints:
        """Which of the chosen rows each entry is of."""
        return np.repeat(np.arange(len(self.counts)), self.counts)

    def greatest(self, values: Ints) -> Ints:
        """The greatest of each list, 0 of an empty one. `values`: not negative, one for each entry."""
        return greatest(values, self._starts, self.counts)

    def sums(self, values: Ints) -> Ints:
        """The sum of each list."""
        return sums(values, self._starts, self.counts)


def greatest(values: Ints, starts: Ints, counts: Ints) -> Ints:
    """The greatest of values[start : start + count] for each list, 0 of an empty one; lists lie in order without gaps."""
    found = np.zeros((len(counts), *values.shape[1:]), dtype=np.int64)
    some = counts > 0
    if some.any():
        found[some] = np.maximum.reduceat(values, starts[some], axis=0)
    return found


def sums(values: Ints, starts: Ints, counts: Ints) -> Ints:
    """The sum of values[start : start + count] for each list."""
    upto = np.concatenate([[0], np.cumsum(values, dtype=np.int64)])
    found: Ints = upto[starts + counts] - upto[starts]
    return found


def hashed(term: str) -> int:
    """29 bits of a term."""
    return zlib.crc32(term.encode()) & ((1 << 29) - 1)


def packed(words: Mapping[str, int]) -> list[int]:
    """The terms of a profile with how often each is said, as one number each."""
    said = {int(weight): times for times, weight in enumerate(SATED[: MOST_MENTIONS + 1])}
    return [hashed(term) << CLASS_BITS | said[weight] for term, weight in words.items()]


class Terms:
    """Weighed terms of the side that asks, to be looked up many at once by their hashes.

    Two terms of one hash count as both: what is found is never less than what is there.
    """

    def __init__(self, hashes: Ints, weights: Ints) -> None:
        self._hashes, places = np.unique(hashes, return_inverse=True)
        self._weights = np.bincount(places, weights, minlength=len(self._hashes)).astype(np.int64)
        self._slots = np.zeros(_SLOTS, dtype=bool)
        self._slots[self._hashes & _SLOTS - 1] = True

    def weigh(self, hashes: Ints) -> tuple[Ints, Ints]:
        """Which of these hashes are among the terms, and the weight of each of those."""
        if not len(self._hashes):
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        maybe = np.flatnonzero(self._slots[hashes & _SLOTS - 1])
        places = np.minimum(np.searchsorted(self._hashes, hashes[maybe]), len(self._hashes) - 1)
        there = self._hashes[places] == hashes[maybe]
        return maybe[there], self._weights[places[there]]

    def shared(self, hashes: Ints, times: Ints) -> Ints:
        """weight × `times` of each hash, 0 where it is not among the terms."""
        found = np.zeros(len(hashes), dtype=np.int64)
        there, weights = self.weigh(hashes)
        found[there] = weights * times[there]
        return found
