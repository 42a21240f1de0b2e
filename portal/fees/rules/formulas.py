"""What a ceiling comes to for one contract: a small vocabulary of formulas, worked out exactly and never evaluated as code."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from portal.fees.rules.terms import VND, Amount, Formula

ZERO = "zero"
WAGE_PER_YEAR = "wage_per_year"
WAGE_TOTAL = "wage_total"
FIXED = "fixed"
FIXED_PER_YEAR = "fixed_per_year"
MONTHLY_BY_YEAR = "monthly_by_year"
ONE_WAY_FARE = "one_way_fare"
PRO_RATA_REFUND = "pro_rata_refund"
MARKET_PRICE = "market_price"
TYPES = (
    ZERO,
    WAGE_PER_YEAR,
    WAGE_TOTAL,
    FIXED,
    FIXED_PER_YEAR,
    MONTHLY_BY_YEAR,
    ONE_WAY_FARE,
    PRO_RATA_REFUND,
    MARKET_PRICE,
)
"""Formulas that can judge a charge. Others in content (loans) describe money that is not charged."""

YEAR = 12


class WageNeeded(Exception):
    """The ceiling is so many months of wage, and the wage is missing or not positive."""


@dataclass(frozen=True)
class Ceiling:
    """Up to `surely_within` a charge is lawful, beyond `surely_above` it is not; between them the input cannot tell.

    The two are equal for most formulas. None: not known.
    """

    surely_within: Amount | None
    surely_above: Amount | None


def needs_wage(formula: Formula) -> bool:
    """Whether the ceiling depends on the wage."""
    return formula.type in (WAGE_PER_YEAR, WAGE_TOTAL)


def wage_months(formula: Formula, months: int) -> Fraction:
    """How many months of wage the ceiling is, for a contract of `months` months. Only for formulas that need the wage."""
    if formula.months is None:
        raise ValueError(f"{formula.type} without months of wage")
    if formula.type == WAGE_TOTAL:
        return formula.months
    share = formula.months * months / YEAR
    if formula.at_most is not None and months >= formula.at_most_from:
        return min(share, formula.at_most)
    return share


def ceiling(formula: Formula, wage: Amount | None, months: int) -> Ceiling:
    """The ceiling of one contract. `wage` is one month's; `months` the length of the contract. WageNeeded."""
    if needs_wage(formula):
        if wage is None or wage.value <= 0:
            raise WageNeeded
        return _exactly(Amount(wage.value * wage_months(formula, months), wage.currency))
    if formula.type == ZERO:
        return _exactly(Amount(Fraction(0), VND))
    if formula.type == FIXED:
        return _exactly(Amount(formula.amounts[0], formula.currency))
    if formula.type == FIXED_PER_YEAR:  # the line may be what one year costs, or the whole contract
        year, whole = formula.amounts[0], formula.amounts[0] * months / YEAR
        return _between(min(year, whole), max(year, whole), formula.currency)
    if formula.type == MONTHLY_BY_YEAR:  # the line may be what one month costs, or the whole contract
        whole = sum((monthly_in(formula.amounts, month) for month in range(months)), Fraction(0))
        return _between(formula.amounts[0], whole, formula.currency)
    return Ceiling(None, None)


def monthly_in(amounts: tuple[Fraction, ...], month: int) -> Fraction:
    """The monthly amount in a month counted from 0: the first for year one, …, the last for every later year."""
    return amounts[min(month // YEAR, len(amounts) - 1)]


def _exactly(amount: Amount) -> Ceiling:
    return Ceiling(amount, amount)


def _between(low: Fraction, high: Fraction, currency: str) -> Ceiling:
    return Ceiling(Amount(low, currency), Amount(high, currency))
