"""The first look of a vacancy at everybody: by bitmaps alone, what can a profile reach at most?

Every thing asked about has one to three bits. Rows with the same bits are one class, so the highest score is worked out for
a few thousand classes and not for a million rows.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from portal.jobs.matching.columns.planes import WELL, Planes
from portal.jobs.matching.columns.table import Ints
from portal.jobs.matching.columns.taxonomy import Taxonomy
from portal.jobs.matching.score_rules import FULL, covered

CHUNK = 1 << 17
"""Rows looked at together: their bitmaps and classes stay in the processor's cache."""
TIERS = ((200, 257), (52, 200), (1, 52))
"""Closeness of occupations in 1/256 that is told apart: the same or all but; related; of one sector."""


class FirstLook:
    """Classes of rows by what is asked about: at most 16 bits in all."""

    def __init__(self, planes: Planes, taxonomy: Taxonomy, rows: int, whole: int) -> None:
        self._planes = planes
        self._taxonomy = taxonomy
        self._rows = rows
        self._whole = whole
        self._asked: list[list[int]] = []
        """For each bit the planes of which one is enough."""
        self._lost: list[tuple[int, int, Sequence[int]]] = []
        """First bit, points that are at stake, and the share 0..255 that each bit in turn makes possible."""

    def line(self, skills: Sequence[str], worth: int) -> None:
        """A line is worth so many points: held well (first bit), or held less or by a related skill (second bit)."""
        well, less, most = [], [], 0
        for skill in skills:
            for number, similarity in self._taxonomy.neighbours(skill):
                less.append(self._planes.held(number, well=False))
                if covered(similarity, FULL) >= WELL:
                    well.append(self._planes.held(number, well=True))
                    most = max(most, covered(similarity, WELL - 1))
                else:
                    most = max(most, covered(similarity, FULL))
        self._ask([(well, FULL), (less, most)], worth)

    def occupations(self, asked: Sequence[int], worth: int) -> None:
        """The occupation is worth so many points: for each tier of closeness a bit."""
        near = self._taxonomy.closeness[list(asked)].max(axis=0)
        tiers = []
        for least, over in TIERS:
            there = np.flatnonzero((near >= least) & (near < over))
            share = min(FULL, int(near[there].max(initial=0)) * FULL >> 8)
            tiers.append(([self._planes.occupation(int(number)) for number in there], share))
        self._ask(tiers, worth)

    def most(self) -> Ints:
        """For each class the score that its rows can have at most."""
        classes = np.arange(1 << len(self._asked), dtype=np.int64)
        found = np.full(len(classes), self._whole, dtype=np.int64)
        for first, worth, shares in self._lost:
            share = np.zeros(len(classes), dtype=np.int64)
            for place, possible in enumerate(shares):
                share = np.maximum(share, (classes >> first + place & 1) * possible)
            found -= worth * (FULL - share)
        return found

    def rows(self) -> Ints:
        """The class of each row."""
        found = np.zeros(self._rows + 7 & ~7, dtype=np.uint16)
        for first in range(0, self._rows, CHUNK):
            last = min(first + CHUNK, len(found))
            part = found[first:last]
            for place, planes in enumerate(self._asked):
                if planes:
                    bits = np.unpackbits(self._planes.any_of(planes, first, last))
                    part |= bits.astype(np.uint16) << np.uint16(place)
        return found[: self._rows]

    @property
    def bytes_read(self) -> int:
        """Bytes of the bitmaps that are asked."""
        return sum(map(len, self._asked)) * self._rows // 8

    def _ask(self, bits: Sequence[tuple[list[int], int]], worth: int) -> None:
        self._lost.append((len(self._asked), worth, [share for _, share in bits]))
        self._asked += [planes for planes, _ in bits]


class Classes:
    """Everybody by class, those that can reach most first. `most`: for each class; `of_row`: the class of each row;
    `bytes_read`: what was read of the bitmaps to know it."""

    def __init__(self, most: Ints, of_row: Ints, bytes_read: int) -> None:
        self.bytes_read = bytes_read
        self.most = most
        self.of_row = of_row
        self._order = np.argsort(-most, kind="stable")
        self._ends = np.cumsum(np.bincount(of_row, minlength=len(most))[self._order])
        self._taken = 0

    def next(self, size: int, least: int) -> Ints:
        """The rows of the next classes, about so many, that can reach the least; none where none is left."""
        first, before = self._taken, int(self._ends[self._taken - 1]) if self._taken else 0
        last = int(np.searchsorted(self._ends, before + size)) + 1
        last = min(last, int(np.searchsorted(-self.most[self._order], -least, side="right")))
        if last <= first or (last == len(self._order) and before == self._ends[-1]):
            return np.zeros(0, dtype=np.int64)
        self._taken = last
        chosen = np.zeros(len(self._order), dtype=bool)
        chosen[self._order[first:last]] = True
        rows = np.flatnonzero(chosen[self.of_row])
        return rows if len(rows) else self.next(size, least)
