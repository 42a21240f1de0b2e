"""On what terms the Social Policy Bank lends for going abroad, as of a day; rates that nobody verified are never given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from portal.content.item import Item
from portal.fees import store
from portal.fees.rules.standing import Standing, standing
from portal.fees.store import Shelf
from portal.shared.locales import Text
from portal.shared.messages import Message, message
from portal.shared.money import Money

LOAN, LOAN_BEFORE = "loan-2026", "loan-old"
DEPOSIT, DEPOSIT_LOAN = "deposit-eps", "loan-eps-deposit"
POOR_RATE = message("lãi suất cho vay hộ nghèo của Ngân hàng Chính sách xã hội, vì các mức lãi đều tính theo nó")
LATE_RATE = message("lãi quá hạn của khoản vay đi làm việc ở nước ngoài")
OLD_TERMS = message("mức vay, thời hạn và lãi suất của các nghị định trước năm 2026")
NO_TERMS = message("chế độ vay của ngày này")


@dataclass(frozen=True)
class LoanTerms:
    """The loan of one day. `item` is the rule (its evidence node is `item.data`), None where no rule of that day is known.

    `share_of_costs`: the loan is at most this share of the costs before departure less what the budget paid; None: not sourced.
    `security_above`: from there on collateral is needed; the sum itself needs none if `security_beyond`, else it does.
    `standard_of_poor_rate`, `preferential_of_poor_rate`: the yearly rate as a share of the bank's rate for poor households.
    `rate_percent`: that rate for poor households in percent a year, only where sourced: None means that the visitor gives it.
    `no_longer_than_contract`: the loan ends with the contract, extensions not counted. `verify`: what an editor must verify.
    """

    as_of: date
    item: Item | None
    share_of_costs: Fraction | None
    security_above: Money | None
    security_beyond: bool
    standard_of_poor_rate: Fraction | None
    preferential_of_poor_rate: Fraction | None
    standard_words: Text | None
    preferential_words: Text | None
    rate_percent: Decimal | None
    no_longer_than_contract: bool
    verify: tuple[Message, ...]

    def cap(self, costs: Fraction, support: Fraction = Fraction(0)) -> Fraction | None:
        """The most that is lent, VND, for these costs before departure less what the budget paid; None: not sourced."""
        return None if self.share_of_costs is None else max(Fraction(0), self.share_of_costs * (costs - support))

    def needs_security(self, loan: Fraction) -> bool | None:
        """Whether a loan of so many VND needs collateral; None: not sourced for that day."""
        if self.security_above is None:
            return None
        edge = Fraction(self.security_above.amount)
        return loan > edge if self.security_beyond else loan >= edge

    def yearly_percent(self, poor_rate: Fraction, *, preferential: bool = False) -> Fraction | None:
        """The yearly rate in percent, from the bank's rate for poor households in percent; None: the share is not sourced."""
        share = self.preferential_of_poor_rate if preferential else self.standard_of_poor_rate
        return None if share is None else share * poor_rate


@dataclass(frozen=True)
class DepositTerms:
    """The deposit of EPS workers and the loan for it. Money in VND; `item` and `loan_item` are the rules with their evidence.

    A part is None where no rule of that day may be asserted. `days` from signing with the centre; `term_months` of the deposit.
    """

    as_of: date
    item: Item | None
    amount: Money | None
    days: int | None
    term_months: int | None
    loan_item: Item | None
    loan_up_to: Money | None


def loan_terms(as_of: date, known_on: date | None = None) -> LoanTerms:
    """The loan for going abroad on this day, as the site knew it on `known_on` (None: now).

    From 1 January 2026 Decree 338/2025; before it only the collateral threshold of the older decrees is sourced.
    """
    shelf = store.shelf(known_on)
    if (now := _asserted(shelf, LOAN, as_of)) is not None:
        return _terms(as_of, now)
    before = _asserted(shelf, LOAN_BEFORE, as_of)
    edge = _money(before.data["security_from"]) if before else None
    verify = (OLD_TERMS,) if before else (NO_TERMS,)
    return LoanTerms(as_of, before, None, edge, False, None, None, None, None, None, False, verify)


def deposit_terms(as_of: date, known_on: date | None = None) -> DepositTerms:
    """What EPS workers (KR, programme E-9) deposit and may borrow for it on this day."""
    shelf = store.shelf(known_on)
    deposit, loan = _asserted(shelf, DEPOSIT, as_of), _asserted(shelf, DEPOSIT_LOAN, as_of)
    return DepositTerms(
        as_of,
        deposit,
        _money(deposit.data["formula"]) if deposit else None,
        deposit.data["days"] if deposit else None,
        deposit.data["term_months"] if deposit else None,
        loan,
        Money(Decimal(loan.data["range"]["to"]), loan.data["range"]["currency"]) if loan else None,
    )


def _terms(as_of: date, item: Item) -> LoanTerms:
    formula, interest = item.data["formula"], item.data["interest"]
    poor = interest["poor_household_rate"]
    sourced = poor["state"] in ("sourced", "verified")
    late = interest["overdue"]["state"] in ("sourced", "verified")
    return LoanTerms(
        as_of=as_of,
        item=item,
        share_of_costs=Fraction(formula["share"]),
        security_above=Money(Decimal(formula["security_above"]), formula["currency"]),
        security_beyond=True,
        standard_of_poor_rate=Fraction(interest["standard_of_poor_rate"]),
        preferential_of_poor_rate=Fraction(interest["preferential_of_poor_rate"]),
        standard_words=interest["standard"],
        preferential_words=interest["preferential"],
        rate_percent=Decimal(poor["percent_per_year"]) if sourced else None,
        no_longer_than_contract=True,
        verify=(*(() if sourced else (POOR_RATE,)), *(() if late else (LATE_RATE,))),
    )


def _asserted(shelf: Shelf, id: str, day: date) -> Item | None:
    """The rule, if it is known and may be asserted on that day."""
    if id not in shelf.rows:
        return None
    rule = store.fee_rule(shelf.row(id))
    return shelf.item(id) if standing(rule, None, day) is Standing.IN_FORCE else None


def _money(data: Mapping[str, Any]) -> Money:
    return Money(Decimal(data["amount"]), data["currency"])
