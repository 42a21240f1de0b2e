"""What a look through one side finds: rows, and the score that each can have at most."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from portal.jobs.matching.columns.table import Ints

FARTHER = 4
"""How many times more rows each round of a look takes than the one before."""


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


Floor = Callable[[Ints], int]
"""From the scores found so far to the least that is still of interest."""
