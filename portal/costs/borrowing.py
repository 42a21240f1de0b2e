"""What does a loan for going abroad come to, and is it one that the Social Policy Bank may give?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from portal.costs import wording
from portal.costs.asked import Typed
from portal.costs.rules.loan import EQUAL_PRINCIPAL, METHODS, Schedule, schedule
from portal.fees.loans import LoanTerms, loan_terms
from portal.fees.rules.terms import VND
from portal.shared.messages import Message
from portal.shared.money import whole_dong

_MOST = 10**12


@dataclass(frozen=True)
class Loan:
    """A loan as it was typed, and what it comes to. VND; `yearly` a share of the debt.

    `cap`: the most that the bank lends for these costs (None: costs or terms not known); `over_cap`, `needs_security`,
    `longer_than_contract`: None where it cannot be told.
    """

    amount: int
    yearly: Fraction
    term: int
    method: str
    schedule: Schedule
    cap: int | None
    over_cap: bool | None
    needs_security: bool | None
    longer_than_contract: bool | None


def read_loan(typed: Typed, today: date) -> tuple[LoanTerms, Loan | None]:
    """The terms of today and the loan in this form; mistakes are in `typed.problems`. No loan where nothing was typed."""
    terms = loan_terms(today)
    amount, costs = _dong(typed, "amount"), _dong(typed, "costs")
    yearly, term, contract = typed.interest(terms), typed.months("term"), typed.months("contract")
    method = typed.text("method") or EQUAL_PRINCIPAL
    if method not in METHODS:
        typed.wrong("method", wording.NOT_A_CHOICE)
    if not any(typed.text(name) for name in ("amount", "costs", "yearly", "term")):
        return terms, None
    _need(typed, {"amount": wording.AMOUNT_NEEDED, "yearly": wording.INTEREST_NEEDED, "term": wording.TERM_NEEDED})
    if typed.problems or amount is None or yearly is None or term is None:
        return terms, None
    cap = terms.cap(Fraction(costs)) if costs is not None else None
    return terms, Loan(
        amount=amount,
        yearly=yearly,
        term=term,
        method=method,
        schedule=schedule(amount, yearly, term, method),
        cap=whole_dong(cap) if cap is not None else None,
        over_cap=amount > cap if cap is not None else None,
        needs_security=terms.needs_security(Fraction(amount)),
        longer_than_contract=term > contract if contract is not None and terms.no_longer_than_contract else None,
    )


def _need(typed: Typed, fields: dict[str, Message]) -> None:
    for name, why in fields.items():
        if not typed.text(name):
            typed.wrong(name, why)


def _dong(typed: Typed, name: str) -> int | None:
    """Whole dong, at least one."""
    money = typed.money(name)
    if money is None:
        return None
    dong = whole_dong(money.value)
    if money.currency != VND or dong < 1 or dong > _MOST:
        wrong = wording.ZERO_LOAN if dong < 1 else wording.LOAN_TOO_LARGE
        typed.wrong(name, wording.IN_DONG if money.currency != VND else wrong)
        return None
    return dong
