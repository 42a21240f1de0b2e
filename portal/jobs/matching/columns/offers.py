"""The vacancies of one generation, as a profile is asked of them."""

from __future__ import annotations

from portal.jobs.matching.assessment import Assessor
from portal.jobs.matching.columns.budgets import PARTS, PATTERNS, budgets
from portal.jobs.matching.columns.numbers import Numbers
from portal.jobs.matching.columns.registers import Registers
from portal.jobs.matching.columns.spoken import AsksOfVacancies
from portal.jobs.matching.columns.table import Table
from portal.jobs.matching.columns.taxonomy import Taxonomy
from portal.jobs.matching.weights import Weights


class Offers:
    """Their rows, and what the numbers in them stand for. `least_budgets` [part, parts of the vacancy]: the least that a part
    can weigh there where it is judged at all."""

    def __init__(
        self, table: Table, registers: Registers, taxonomy: Taxonomy, assessor: Assessor, weights: Weights
    ) -> None:
        self.table = table
        self.registers = registers
        self.taxonomy = taxonomy
        self.weights = weights
        self.budgets = budgets(weights)
        by_parts = self.budgets.reshape(len(PARTS), -1, PATTERNS)
        self.least_budgets = by_parts.min(axis=2, where=by_parts > 0, initial=int(self.budgets.max()))
        self.occupations = Numbers(registers, "occupations")
        self.asks = AsksOfVacancies(registers, assessor)
