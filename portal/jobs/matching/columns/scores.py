"""What a look through one side finds: rows, and the score that each can have at most."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from portal.jobs.matching.columns.table import Ints
from portal.jobs.matching.score_rules import FULL

FARTHER = 4
"""How many times more rows each round of a look takes than the one before."""
FIRST_WORDS = 64
"""Rows whose words are compared first."""


@dataclass(frozen=True)
class Scores:
    """Rows and the score that each can have at most."""

    rows: Ints
    most: Ints

    def at_least(self, floor: int) -> Scores:
        """Those that can reach this score."""
        keep = self.most >= floor
        return Scores(self.rows[keep], self.most[keep])

    def with_more(self, more: Scores) -> Scores:
        """Both."""
        return Scores(np.concatenate([self.rows, more.rows]), np.concatenate([self.most, more.most]))


NOBODY = Scores(np.zeros(0, np.int64), np.zeros(0, np.int64))


@dataclass(frozen=True)
class Pairs:
    """Rows that are being judged: `budget`, the place of the points that each is judged by (`budgets.budgets`), and the most
    that it can reach."""

    rows: Ints
    budget: Ints
    most: Ints

    def of(self, places: Ints) -> Pairs:
        """These of them."""
        return Pairs(self.rows[places], self.budget[places], self.most[places])

    def less(self, lost: Ints | int) -> Pairs:
        """So much cannot be had."""
        return Pairs(self.rows, self.budget, self.most - lost)

    def at_least(self, least: int) -> Pairs:
        """Those that can reach this."""
        keep = self.most >= least
        return self if keep.all() else self.of(np.flatnonzero(keep))


Floor = Callable[[Ints], int]
"""From the scores found so far to the least that is still of interest."""


class Found:
    """What was found so far, and the least that is still of interest."""

    def __init__(self, floor: Floor) -> None:
        self._floor = floor
        self.scores = NOBODY
        self.least = max(0, floor(NOBODY.most))

    def take(self, pairs: Pairs, words: Callable[[Pairs], Scores]) -> None:
        """Compare the words of pairs that are judged but for them: of a few that can reach most, then of more, until the next
        cannot reach enough."""
        order, size = np.argsort(-pairs.most), FIRST_WORDS
        while len(order) and pairs.most[order[0]] >= self.least:
            self.scores = self.scores.with_more(words(pairs.of(order[:size])))
            self.least = max(0, self._floor(self.scores.most))
            order, size = order[size:], size * FARTHER
        self.scores = self.scores.at_least(self.least)


def shortfall(share: Ints) -> Ints:
    """What is missing of a share 0..255; nothing where it is absent (negative)."""
    return np.where(share < 0, 0, FULL - share)
