"""The profiles of one generation, as a vacancy is asked of them."""

from __future__ import annotations

from portal.jobs.matching.columns.budgets import budgets
from portal.jobs.matching.columns.numbers import Numbers
from portal.jobs.matching.columns.planes import Planes
from portal.jobs.matching.columns.registers import Registers
from portal.jobs.matching.columns.spoken import SpokenStates
from portal.jobs.matching.columns.table import Table
from portal.jobs.matching.columns.taxonomy import Taxonomy
from portal.jobs.matching.weights import Weights


class People:
    """Their rows, their bitmaps, and what the numbers in them stand for."""

    def __init__(
        self,
        table: Table,
        planes: Planes,
        registers: Registers,
        taxonomy: Taxonomy,
        states: SpokenStates,
        weights: Weights,
    ) -> None:
        self.table = table
        self.planes = planes
        self.registers = registers
        self.taxonomy = taxonomy
        self.states = states
        self.weights = weights
        self.budgets = budgets(weights)
        self.stays = Numbers(registers, "stay occupations")
