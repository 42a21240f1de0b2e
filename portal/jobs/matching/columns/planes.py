"""Bitmaps over the rows of the profiles: who holds a skill at all, who holds it well, who held an occupation, who speaks a
language and how well, who named a province, who may be ranked.

A bit may be set where nothing is held any more (a writer was killed); it is never missing where something is. So what is
read off the bitmaps is at least as good as the truth.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.lib.format import open_memmap

from portal.jobs.matching.columns import schema
from portal.jobs.matching.columns.table import WORD, Damaged, Ints

WELL = 171
"""Level from which a skill is held well: what an occupation only makes likely stays below it (`score_rules.skill_level`)."""
RANKS = 8
"""Planes of a language: a CEFR rank 0..6, or a level that has none."""
_FILE = "profiles.planes.npy"


@dataclass(frozen=True)
class Traits:
    """Which plane is of what. `skills`, `occupations`, `provinces`, `languages`: how many of each there are."""

    skills: int
    occupations: int
    provinces: int
    languages: int

    def skill(self, number: int, *, well: bool) -> int:
        """Held at all, or held well."""
        return 2 * number + well

    def occupation(self, number: int) -> int:
        """Held an occupation."""
        return 2 * self.skills + number

    def province(self, number: int) -> int:
        """Named a province."""
        return self.occupation(self.occupations) + number

    def spoken(self, language: int, rank: int | None) -> int:
        """Speaks a language at a rank; one that is not numbered is the last."""
        known = 0 <= language < self.languages
        return self.province(self.provinces) + RANKS * (language if known else self.languages) + (
            RANKS - 1 if rank is None else rank
        )  # fmt: skip

    @property
    def ranked(self) -> int:
        """May be ranked at all."""
        return self.province(self.provinces) + RANKS * (self.languages + 1)

    @property
    def relocates(self) -> int:
        """Would move to any province."""
        return self.ranked + 1

    @property
    def anywhere(self) -> int:
        """Says nothing of places: no province, and not that they would move."""
        return self.ranked + 2

    @property
    def count(self) -> int:
        """Of all planes."""
        return self.ranked + 3

    def of_skills(self, held: Iterable[tuple[int, int]]) -> set[int]:
        """The planes of skills by number and level."""
        return {self.skill(number, well=well) for number, level in held for well in {False, level >= WELL}}

    def of_places(self, provinces: int, flags: int) -> set[int]:
        """The planes of the columns `provinces` and `flags`."""
        found = {self.province(number) for number in range(self.provinces) if provinces >> number & 1}
        if flags & schema.RELOCATES:
            found.add(self.relocates)
        if not found:
            found.add(self.anywhere)
        if flags & schema.RANKED == schema.RANKED:
            found.add(self.ranked)
        return found


class Planes:
    """The planes of one generation; eight rows in a byte, the first in its highest bit."""

    def __init__(self, folder: Path, traits: Traits, rows: int) -> None:
        try:
            self._file: Ints = np.load(folder / _FILE, mmap_mode="r+", allow_pickle=False)
        except (OSError, ValueError, EOFError) as error:
            raise Damaged(str(error)) from error
        if self._file.dtype != np.uint8 or self._file.shape != (traits.count, rows // 8) or rows % WORD:
            raise Damaged(_FILE)
        self.traits = traits
        self._bits: Ints = self._file.view(np.ndarray)
        self._words: Ints = self._bits.view(np.uint64)

    @classmethod
    def create(cls, folder: Path, traits: Traits, rows: int) -> Planes:
        """Planes without a bit, for so many rows (a multiple of `WORD`)."""
        open_memmap(folder / _FILE, mode="w+", dtype=np.uint8, shape=(traits.count, rows // 8)).flush()
        return cls(folder, traits, rows)

    def mark(self, row: int, planes: AbstractSet[int]) -> None:
        """Set the bits of a row."""
        self._bits[sorted(planes), row // 8] |= np.uint8(128 >> row % 8)

    def unmark(self, row: int, planes: AbstractSet[int]) -> None:
        """Take bits of a row away."""
        self._bits[sorted(planes), row // 8] &= np.uint8(255 ^ (128 >> row % 8))

    def any_of(self, planes: Sequence[int], rows: int | None = None) -> Ints:
        """Words of 64 rows with a bit in one of these planes; of all rows, or of those below `rows`."""
        words = self._words if rows is None else self._words[:, : -(-rows // WORD)]
        if not planes:
            return np.zeros(words.shape[1], dtype=np.uint64)
        found: Ints = words[planes[0]].copy()
        for plane in planes[1:]:
            np.bitwise_or(found, words[plane], out=found)
        return found

    def flush(self) -> None:
        """Hand everything to the disk."""
        self._file.flush()  # type: ignore[attr-defined]


def rows_of(words: Ints) -> Ints:
    """The rows that have a bit."""
    there = np.flatnonzero(words)
    bits = np.flatnonzero(np.unpackbits(words[there].view(np.uint8)).view(bool))
    rows: Ints = there[bits // WORD] * WORD + bits % WORD
    return rows
