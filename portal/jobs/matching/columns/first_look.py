"""The first look of a vacancy at everybody: by bitmaps alone, what can a profile reach at most?

Each thing asked about gives points by the best of a few tiers, and each tier is a bitmap. The points are added up for 64 rows
at a time: a sum of seven digits lies in seven bitmaps, and adding is carrying bits from one to the next. Points are rounded
up to whole units, so that no sum is too low.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from portal.jobs.matching.columns.planes import WELL, Planes, rows_of
from portal.jobs.matching.columns.table import Ints
from portal.jobs.matching.columns.taxonomy import Taxonomy
from portal.jobs.matching.score_rules import FULL, covered

DIGITS = 7
MOST = (1 << DIGITS) - 1
"""Units that a sum can have."""
TIERS = ((200, 257), (52, 200), (1, 52))
"""Closeness of occupations in 1/256 that is told apart: the same or all but; related; of one sector."""


@dataclass(frozen=True)
class Tier:
    """Rows with a bit in one of the planes have at most this share (0..255)."""

    planes: Sequence[int]
    share: int


@dataclass(frozen=True)
class _Asked:
    """Worth so many points; the best tier counts, the first of them."""

    worth: int
    tiers: Sequence[Tier]

    @property
    def most(self) -> int:
        """What the best tier gives."""
        return self.worth * self.tiers[0].share if self.tiers else 0


class FirstLook:
    """What is asked about of the rows below `rows`. `whole`: the score of who meets everything."""

    def __init__(self, planes: Planes, taxonomy: Taxonomy, rows: int, whole: int) -> None:
        self._planes = planes
        self._rows = rows
        self._taxonomy = taxonomy
        self._whole = whole
        self._asked: list[_Asked] = []

    def line(self, skills: Sequence[str], worth: int) -> None:
        """A line is worth so many points: held well (first tier), or held less or by a related skill (second tier)."""
        traits = self._planes.traits
        well, less, most = [], [], 0
        for skill in skills:
            for number, similarity in self._taxonomy.neighbours(skill):
                less.append(traits.skill(number, well=False))
                if covered(similarity, FULL) >= WELL:
                    well.append(traits.skill(number, well=True))
                    most = max(most, covered(similarity, WELL - 1))
                else:
                    most = max(most, covered(similarity, FULL))
        self.ask(worth, [Tier(well, FULL), Tier(less, most)])

    def occupations(self, asked: Sequence[int], worth: int) -> None:
        """The occupation is worth so many points: for each tier of closeness a bitmap."""
        near = self._taxonomy.closeness[list(asked)].max(axis=0)
        tiers = []
        for least, over in TIERS:
            there = np.flatnonzero((near >= least) & (near < over))
            share = min(FULL, int(near[there].max(initial=0)) * FULL >> 8)
            tiers.append(Tier([self._planes.traits.occupation(int(number)) for number in there], share))
        self.ask(worth, tiers)

    def ask(self, worth: int, tiers: Sequence[Tier]) -> None:
        """Something is worth so many points; nothing to those who are in no tier."""
        by_share = sorted((tier for tier in tiers if tier.share and tier.planes), key=lambda tier: -tier.share)
        if worth > 0:
            self._asked.append(_Asked(worth, by_share))

    def reach(self) -> Reach:
        """Everybody who may be ranked, by what they can reach at most."""
        unit = max(1, _units(sum(asked.most for asked in self._asked), MOST - len(self._asked)))
        least = self._whole - FULL * sum(asked.worth for asked in self._asked)
        everybody = self._planes.any_of([self._planes.traits.ranked], self._rows)
        total, most = _NOTHING, 0
        for asked in sorted(self._asked, key=lambda asked: asked.most):  # small ones first: their sums have few digits
            most += _units(asked.most, unit)
            total = _sum(total, self._gained(asked, unit), most.bit_length())
        digits = [np.zeros_like(everybody) if digit is None else digit for digit in total]
        planes = 1 + sum(len(tier.planes) for asked in self._asked for tier in asked.tiers)
        return Reach(digits, everybody, least, unit, planes * everybody.nbytes)

    def _gained(self, asked: _Asked, unit: int) -> _Digits:
        """What each row gains, in whole units."""
        found = [*_NOTHING]
        counted: Ints | None = None
        for tier in asked.tiers:
            there = self._planes.any_of(tier.planes, self._rows)
            if counted is None:
                counted = there
            else:
                there &= ~counted
                counted = counted | there
            units = _units(asked.worth * tier.share, unit)
            for place in range(DIGITS):
                if units >> place & 1:
                    digit = found[place]
                    found[place] = there if digit is None else digit | there
        return found


_Digits = Sequence[Ints | None]
"""A number for each row: the bitmap of each digit, the lowest first; None where no row has it."""
_NOTHING: _Digits = (None,) * DIGITS


def _units(points: int, unit: int) -> int:
    return -(-points // unit)


def _sum(one: _Digits, other: _Digits, digits: int) -> _Digits:
    """The sum of two numbers, which has so many digits at most."""
    found: list[Ints | None] = [*_NOTHING]
    carry: Ints | None = None
    for place in range(digits):
        parts = [part for part in (one[place], other[place], carry) if part is not None]
        carry = None
        if len(parts) == 1:
            found[place] = parts[0]
        elif parts:
            odd, carry = parts[0] ^ parts[1], parts[0] & parts[1]
            if len(parts) == 3:
                carry |= odd & parts[2]
                odd ^= parts[2]
            found[place] = odd
    return found


class Reach:
    """Everybody by what they can reach, those that can reach most first. `bytes_read`: what was read of the bitmaps."""

    def __init__(self, digits: list[Ints], everybody: Ints, least: int, unit: int, bytes_read: int) -> None:
        self.bytes_read = bytes_read
        self._digits = digits
        self._waiting = everybody
        self._least = least
        self._unit = unit

    def most(self, rows: Ints) -> Ints:
        """The score that each of these rows can have at most."""
        units = np.zeros(len(rows), dtype=np.int64)
        for place, digit in enumerate(self._digits):
            units |= (digit.view(np.uint8)[rows >> 3].astype(np.int64) >> (7 - (rows & 7)) & 1) << place
        found: Ints = self._least + self._unit * units
        return found

    def next(self, size: int, least: int) -> Ints:
        """The rows, about so many at least, that can reach the least score and most of those not given before."""
        units = -(-(least - self._least) // self._unit)
        chosen = self._best(self._at_least(units), size)
        self._waiting &= ~chosen
        return rows_of(chosen)

    def _at_least(self, units: int) -> Ints:
        """Of those waiting who has so many units."""
        if units > MOST:
            return np.zeros_like(self._waiting)
        above, same = np.zeros_like(self._waiting), self._waiting
        for place in reversed(range(DIGITS) if units > 0 else ()):
            digit = self._digits[place]
            if units >> place & 1:
                same = same & digit
            else:
                above |= same & digit
                same = same & ~digit
        return above | same

    def _best(self, among: Ints, size: int) -> Ints:
        """Those with most units, with all who have as many as the last of them."""
        if np.bitwise_count(among).sum() <= size:
            return among
        above, same = np.zeros_like(among), among
        there = 0
        for digit in reversed(self._digits):
            one = same & digit
            count = int(np.bitwise_count(one).sum())
            if there + count >= size:
                same = one
            else:
                there += count
                above |= one
                same = same ^ one
        return above | same
