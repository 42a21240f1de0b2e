"""Lists of numbers of any length, one after another, and those that a register holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from portal.jobs.matching.columns.gather import greatest, sums
from portal.jobs.matching.columns.registers import Registers
from portal.jobs.matching.columns.table import Ints


@dataclass(frozen=True)
class Runs:
    """Lists one after another: `values` of all, where each starts, how long it is."""

    values: Ints
    starts: Ints
    counts: Ints

    @classmethod
    def of(cls, lists: Sequence[Sequence[Any]]) -> Runs:
        """Lists of numbers, or of rows of numbers."""
        counts = np.array([len(one) for one in lists], dtype=np.int64)
        flat = [value for one in lists for value in one]
        return cls(np.array(flat, dtype=np.int64), np.cumsum(counts) - counts, counts)

    def greatest(self, values: Ints) -> Ints:
        """The greatest of each list, 0 of an empty one. `values`: not negative, one for each entry."""
        return greatest(values, self.starts, self.counts)

    def sums(self, values: Ints) -> Ints:
        """The sum of each list."""
        return sums(values, self.starts, self.counts)


class Numbers:
    """The lists of a register, read again when it has grown."""

    def __init__(self, registers: Registers, register: str) -> None:
        self._registers = registers
        self._register = register
        self._runs = Runs.of([])

    def runs(self) -> Runs:
        """All of them, by their number in the register."""
        values = self._registers.values(self._register)
        if len(values) != len(self._runs.counts):
            self._runs = Runs.of(values)
        return self._runs
