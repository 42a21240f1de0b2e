"""What a look through one side finds: rows, and the score that each can have at most."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

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


Floor = Callable[[Ints], int]
"""From the scores found so far to the least that is still of interest."""
