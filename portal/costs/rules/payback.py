"""How many months of work earn back what going abroad cost, interest included, and when that never happens.

Words used here, all in whole VND:

    net(m)   = wage left in month m: gross wage − tax and insurance − board and housing − the month's other fees
    cost     = what is paid to go and never comes back;  deposit = what is paid to go and comes back at the end
    loan     = share × (cost + deposit), rounded half up; the rest is own money
    owed(0)  = loan + waiting × interest of a month on the loan: interest that ran before the first wage
    owed(m)  = owed(m−1) + interest(m) − what net(m) repays; interest(m) = owed(m−1) × yearly ÷ 12, rounded half up
    left(m)  = cost − the net of months 1…m + all interest until then: what is still to be earned after month m

All of the net goes to the debt first, so no plan that the visitor could follow is quicker. The debt is cleared in the month in
which owed reaches 0, the cost is earned back in the month in which left reaches 0; inside that month time runs evenly. Months
are rounded half up to one tenth. The deposit is lent against and owed, yet it is no cost: it comes back.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from portal.costs.rules.loan import LONGEST, interest_of_a_month
from portal.shared.money import whole_dong

WITHIN, LATE, NO_NET, INTEREST_EATS, NEVER = "within", "late", "no_net", "interest_eats", "never"
"""Earned back within the contract; only after it; nothing is left of the wage; the interest is as much as what is left or
more, so that the debt never shrinks; not within 600 months."""
YEAR = 12


@dataclass(frozen=True)
class Wage:
    """One month abroad in VND: gross wage, tax and insurance, board and housing, other fees by year (the last repeats)."""

    gross: int
    taken: int
    living: int
    fees: tuple[int, ...] = ()

    def net(self, month: int) -> int:
        """What is left in this month of the contract, counted from 1; may be negative."""
        fee = self.fees[min((month - 1) // YEAR, len(self.fees) - 1)] if self.fees else 0
        return self.gross - self.taken - self.living - fee


@dataclass(frozen=True)
class Debt:
    """The loan as it is taken: `share` of all money needed (0–1), `yearly` interest as a share, `waiting` months before the wage."""

    share: Fraction = Fraction(0)
    yearly: Fraction = Fraction(0)
    waiting: int = 0


@dataclass(frozen=True)
class Payback:
    """The answer. `months`: until the cost is earned back; `cleared`: until the debt is gone (None: no debt, or never).

    `loan`, `interest` (paid until the debt is gone, or until the answer is clear) in VND. `state` is one of the words above.
    """

    state: str
    months: Decimal | None
    cleared: Decimal | None
    loan: int
    interest: int


def payback(cost: int, deposit: int, wage: Wage, debt: Debt, contract: int) -> Payback:
    """Months until `cost` VND is earned back, for a contract of `contract` months (1–600); see the module for the formulas.

    Nothing to earn back and no debt is 0 months.
    """
    loan = whole_dong(debt.share * (cost + deposit))
    if not cost and not loan:
        return Payback(WITHIN, Decimal(0), None, 0, 0)
    first = wage.net(1)
    run = _run(cost, loan, wage, debt)
    if run.earned is None:
        if first <= 0:
            return Payback(NO_NET, None, None, loan, 0)
        eaten = loan and interest_of_a_month(run.started, debt.yearly) >= first
        return Payback(INTEREST_EATS if eaten else NEVER, None, None, loan, 0)
    last = max(run.earned, run.cleared or Fraction(0))
    return Payback(
        WITHIN if last <= contract else LATE,
        tenths(run.earned),
        tenths(run.cleared) if run.cleared is not None else None,
        loan,
        run.interest,
    )


@dataclass(frozen=True)
class _Run:
    earned: Fraction | None
    cleared: Fraction | None
    interest: int
    started: int


def _run(cost: int, loan: int, wage: Wage, debt: Debt) -> _Run:
    interest = debt.waiting * interest_of_a_month(loan, debt.yearly)
    owed = started = loan + interest
    left = cost + interest
    earned = Fraction(0) if left <= 0 else None
    cleared = None
    for month in range(1, LONGEST + 1):
        net = wage.net(month)
        grown = interest_of_a_month(owed, debt.yearly)
        interest += grown
        if owed and owed + grown <= net:
            cleared = month - 1 + Fraction(owed + grown, net)
        owed = max(owed + grown - net, 0) if owed else 0
        after = left + grown - net
        if earned is None and after <= 0:
            earned = month - 1 + Fraction(left, left - after)
        left = after
        if earned is not None and not owed:
            return _Run(earned, cleared, interest, started)
    return _Run(None, None, interest, started)


def tenths(months: Fraction) -> Decimal:
    """Months rounded half up to one tenth."""
    return Decimal(whole_dong(months * 10)) / 10


def in_wages(cost: int, gross: int) -> Decimal | None:
    """What was paid to go ÷ the gross wage of the first month (the ratio of SDG indicator 10.7.1), half up to two places.

    None where the wage is not positive.
    """
    return Decimal(whole_dong(Fraction(cost, gross) * 100)) / 100 if gross > 0 else None
