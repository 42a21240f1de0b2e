"""Bitmaps over the rows of the profiles: who holds a skill at all, who holds it well, who held an occupation.

A bit may be set where nothing is held any more (a writer was killed); it is never missing where something is. So what is
read off the bitmaps is at least as good as the truth.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from pathlib import Path

import numpy as np
from numpy.lib.format import open_memmap

from portal.jobs.matching.columns.table import Damaged, Ints

WELL = 171
"""Level from which a skill is held well: what an occupation only makes likely stays below it (`score_rules.skill_level`)."""
_FILE = "profiles.planes.npy"


class Planes:
    """For each skill two planes (held; held well), for each occupation one; eight rows in a byte."""

    def __init__(self, folder: Path, skills: int, occupations: int, rows: int) -> None:
        try:
            self._bits: Ints = np.load(folder / _FILE, mmap_mode="r+", allow_pickle=False)
        except (OSError, ValueError, EOFError) as error:
            raise Damaged(str(error)) from error
        if self._bits.dtype != np.uint8 or self._bits.shape != (2 * skills + occupations, rows // 8):
            raise Damaged(_FILE)
        self._skills = skills

    @classmethod
    def create(cls, folder: Path, skills: int, occupations: int, rows: int) -> Planes:
        """Planes without a bit."""
        shape = (2 * skills + occupations, rows // 8)
        open_memmap(folder / _FILE, mode="w+", dtype=np.uint8, shape=shape).flush()
        return cls(folder, skills, occupations, rows)

    def of_row(self, skills: Iterable[tuple[int, int]], occupations: Iterable[int]) -> set[int]:
        """The planes that a row with these skills (number, level) and occupations has a bit in."""
        found = {2 * self._skills + number for number in occupations}
        for number, level in skills:
            found.add(2 * number)
            if level >= WELL:
                found.add(2 * number + 1)
        return found

    def mark(self, row: int, planes: AbstractSet[int]) -> None:
        """Set the bits of a row."""
        self._bits[sorted(planes), row // 8] |= np.uint8(128 >> row % 8)

    def unmark(self, row: int, planes: AbstractSet[int]) -> None:
        """Take bits of a row away."""
        self._bits[sorted(planes), row // 8] &= np.uint8(255 ^ (128 >> row % 8))

    def held(self, skill: int, *, well: bool) -> int:
        """The plane of a skill."""
        return 2 * skill + well

    def occupation(self, number: int) -> int:
        """The plane of an occupation."""
        return 2 * self._skills + number

    def any_of(self, planes: list[int], first: int, last: int) -> Ints:
        """Bytes of the rows first..last (multiples of eight) with a bit in one of these planes."""
        if not planes:
            return np.zeros((last - first) // 8, dtype=np.uint8)
        found: Ints = self._bits[planes[0], first // 8 : last // 8]
        for plane in planes[1:]:
            found = found | self._bits[plane, first // 8 : last // 8]
        return found

    def flush(self) -> None:
        """Hand everything to the disk."""
        self._bits.flush()  # type: ignore[attr-defined]
