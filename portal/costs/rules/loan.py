"""What a loan costs: every payment of it in whole dong, by equal parts of principal or by equal payments."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from portal.shared.money import whole_dong

EQUAL_PRINCIPAL, ANNUITY = "equal_principal", "annuity"
METHODS = (EQUAL_PRINCIPAL, ANNUITY)
MONTHS_A_YEAR = 12
LONGEST = 600
"""Months. Nobody lends for longer than a working life."""


@dataclass(frozen=True)
class Payment:
    """One monthly payment: interest and principal, and what is still owed after it. Whole VND; months count from 1."""

    month: int
    interest: int
    principal: int
    owed: int

    @property
    def total(self) -> int:
        """What is paid in that month, VND."""
        return self.interest + self.principal


@dataclass(frozen=True)
class Schedule:
    """A loan from its first to its last payment."""

    principal: int
    payments: tuple[Payment, ...]

    @property
    def interest(self) -> int:
        """All interest together, VND."""
        return sum(payment.interest for payment in self.payments)

    @property
    def highest(self) -> int:
        """The largest monthly payment, VND."""
        return max(payment.total for payment in self.payments)


def monthly_rate(yearly: Fraction) -> Fraction:
    """The share of the debt that one month costs: a twelfth of the yearly share (0.09 → 0.0075)."""
    return yearly / MONTHS_A_YEAR


def interest_of_a_month(owed: int, yearly: Fraction) -> int:
    """Interest of one month on what is owed, VND rounded half up."""
    return whole_dong(owed * monthly_rate(yearly))


def schedule(principal: int, yearly: Fraction, months: int, method: str) -> Schedule:
    """Every payment of a loan of `principal` VND at `yearly` (share of the debt a year) over `months` monthly payments.

    Interest of a month = what is owed × yearly ÷ 12, rounded half up. Equal principal: each month repays principal ÷ months,
    rounded half up. Annuity: each month pays principal × i ÷ (1 − (1 + i)^−months) with i = yearly ÷ 12 (principal ÷ months
    where i is 0), rounded half up, interest included. The last payment repays whatever is left. ValueError outside of
    principal ≥ 1, yearly ≥ 0, 1 ≤ months ≤ 600.
    """
    if principal < 1 or yearly < 0 or not 1 <= months <= LONGEST or method not in METHODS:
        raise ValueError("no loan")
    part = whole_dong(Fraction(principal, months))
    level = level_payment(principal, yearly, months)
    owed, payments = principal, []
    for month in range(1, months + 1):
        interest = interest_of_a_month(owed, yearly)
        repaid = part if method == EQUAL_PRINCIPAL else level - interest
        repaid = owed if month == months else min(max(repaid, 0), owed)
        owed -= repaid
        payments.append(Payment(month, interest, repaid, owed))
    return Schedule(principal, tuple(payments))


def level_payment(principal: int, yearly: Fraction, months: int) -> int:
    """The equal monthly payment of an annuity, VND rounded half up."""
    rate = monthly_rate(yearly)
    if not rate:
        return whole_dong(Fraction(principal, months))
    growth = (1 + rate) ** months
    return whole_dong(principal * rate * growth / (growth - 1))
