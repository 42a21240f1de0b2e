"""What a visitor typed into a cost form, read into values; every mistake is told under the field where it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from portal.costs import store, wording
from portal.costs.rules.loan import LONGEST
from portal.fees.fields import currencies, printable
from portal.fees.loans import LoanTerms, loan_terms
from portal.fees.rules.terms import VND, Amount
from portal.fees.typed import NO_CURRENCY, read_day, read_money, read_months
from portal.shared.messages import Message
from portal.shared.problems import Problem
from portal.shared.text import fold, nfc

LOW, MID, HIGH = "low", "mid", "high"
LEVELS = (LOW, MID, HIGH)
OWN, STANDARD, PREFERENTIAL = "own", "standard", "preferential"
"""The typed interest is that of the loan itself, or the bank's for poor households, of which the two groups pay a share."""
_PERCENT = re.compile(r"(\d{1,6})(?:[.,](\d{1,8}))?\s*(?:%|phan tram|percent)?", re.ASCII)
_MOST_PERCENT = 1000
_EARLIEST, _FAR = date(1990, 1, 1), timedelta(days=2 * 366)
_LONGEST_TEXT = 200


@dataclass(frozen=True)
class Plan:
    """One way to go abroad as it was typed. None or absent: not said. Shares are 0–1 (interest: of the debt a year).

    `wages` by level; `paid` by item of the sheet; `rates` VND for one unit.
    """

    market: str
    signed_on: date
    programme: str | None = None
    occupation: str | None = None
    months: int | None = None
    wages: Mapping[str, Amount] = field(default_factory=dict)
    tax: Fraction | None = None
    living: Amount | None = None
    rates: Mapping[str, Fraction] = field(default_factory=dict)
    rate_day: date | None = None
    share: Fraction = Fraction(0)
    yearly: Fraction | None = None
    waiting: int = 0
    paid: Mapping[str, Amount] = field(default_factory=dict)
    lump: bool = False
    """Whether `paid["other"]` stands for every item without a ceiling, as in a comparison."""


class Typed:
    """Reads the fields of one form; `suffix` tells the columns of a comparison apart. What cannot be read is a problem."""

    def __init__(self, texts: Mapping[str, str], suffix: str = "") -> None:
        self.texts, self.suffix = texts, suffix
        self.problems: list[Problem] = []

    def text(self, name: str) -> str:
        """What stands in a field, in one line."""
        return printable(self.texts.get(name + self.suffix, ""))[:_LONGEST_TEXT]

    def wrong(self, name: str, why: Message) -> None:
        """A mistake in a field; returns None so that it can stand for the value."""
        self.problems.append(Problem(name + self.suffix, why))

    def money(self, name: str) -> Amount | None:
        """An amount with its currency."""
        text = self.text(name)
        if not text:
            return None
        typed = read_money(text)
        if typed.mistake is not None or typed.value is None or typed.currency is None:
            self.wrong(name, typed.mistake or wording.NOT_MONEY)
            return None
        return Amount(typed.value, typed.currency)

    def rate(self, name: str) -> Fraction | None:
        """Dong for one unit of a currency, more than nothing."""
        text = self.text(name)
        if not text:
            return None
        typed = read_money(text)
        if typed.mistake == NO_CURRENCY:
            typed = read_money(f"{text} đ")
        if typed.value is None or typed.currency != VND or typed.value <= 0:
            self.wrong(name, wording.NOT_A_RATE)
            return None
        return typed.value

    def percent(self, name: str, most: int = 100) -> Fraction | None:
        """A share from a percentage: `8,382 %` is 0.08382."""
        text = self.text(name)
        if not text:
            return None
        match = _PERCENT.fullmatch(fold(nfc(text)))
        if match is None:
            self.wrong(name, wording.NOT_A_PERCENTAGE)
            return None
        share = Fraction(f"{match[1]}.{match[2] or 0}") / 100
        if share > Fraction(most, 100):
            self.wrong(name, wording.too_high(most))
            return None
        return share

    def months(self, name: str, least: int = 1) -> int | None:
        """A number of months, `least` to 600; `3 năm` is 36."""
        text = self.text(name)
        if not text:
            return None
        found = read_months(text)
        if found is None or not least <= found <= LONGEST:
            self.wrong(name, wording.NOT_MONTHS if found is None else wording.months_between(least, LONGEST))
            return None
        return found

    def day(self, name: str, today: date) -> date | None:
        """A day not farther than two years ahead."""
        text = self.text(name)
        if not text:
            return None
        found = read_day(text)
        if found is None or not _EARLIEST <= found <= today + _FAR:
            self.wrong(name, wording.NOT_A_DAY if found is None else wording.TOO_FAR)
            return None
        return found

    def interest(self, terms: LoanTerms) -> Fraction | None:
        """The yearly interest of the loan as a share: as typed, or the group's share of the typed rate of poor households."""
        typed = self.percent("yearly", _MOST_PERCENT)
        group = self.text("rate_of") or OWN
        shares = shares_of(terms)
        if group not in shares:
            self.wrong("rate_of", wording.NOT_A_CHOICE)
            return None
        return typed * shares[group] if typed is not None else None

    def rates(self) -> dict[str, Fraction]:
        """The rates typed, by currency; fields like `rate_JPY`."""
        codes = [name.removeprefix("rate_") for name in self.texts if name.startswith("rate_")]
        found = {code: self.rate(f"rate_{code}") for code in codes if code in currencies() and code != VND}
        return {code: rate for code, rate in found.items() if rate is not None}

    def programme(self, market: str) -> str | None:
        """A programme of this market."""
        text = self.text("programme")
        if not text:
            return None
        if text not in {node["id"] for node in store.programmes(market)}:
            self.wrong("programme", wording.NOT_A_PROGRAMME)
            return None
        return text


def shares_of(terms: LoanTerms) -> dict[str, Fraction]:
    """By which share of the typed interest each group borrows; a group whose share is not sourced for the day is not there."""
    shares = {OWN: Fraction(1), STANDARD: terms.standard_of_poor_rate, PREFERENTIAL: terms.preferential_of_poor_rate}
    return {group: share for group, share in shares.items() if share is not None}


def read_column(typed: Typed, shared: Typed, market: str, today: date) -> Plan:
    """One column of a comparison: its own contract, wage and sums; loan, day and rates are the same for all columns.

    `service` and `deposit` are what a firm asks, `rest` is everything else before departure.
    """
    programme = typed.programme(market)
    signed_on = shared.day("signed_on", today) or today
    wage, rest = typed.money("wage"), typed.money("rest")
    paid = {"service-fee": typed.money("service"), "deposit": typed.money("deposit"), "other": rest}
    return Plan(
        market=market,
        signed_on=signed_on,
        programme=programme,
        months=typed.months("months"),
        wages={MID: wage} if wage is not None else {},
        tax=typed.percent("tax"),
        living=typed.money("living"),
        rates=shared.rates(),
        share=shared.percent("share") or Fraction(0),
        yearly=shared.interest(loan_terms(signed_on)),
        waiting=shared.months("waiting", least=0) or 0,
        paid={id: amount for id, amount in paid.items() if amount is not None},
        lump=rest is not None,
    )


def read_plan(typed: Typed, market: str, today: date) -> Plan:
    """The plan in a form for this market; mistakes are in `typed.problems`, and what could not be read counts as not said."""
    programme = typed.programme(market)
    signed_on = typed.day("signed_on", today) or today
    levels = {level: typed.money(f"wage_{level}") for level in LEVELS}
    items = [item["id"] for item in store.items(market, programme)]
    paid = {id: typed.money(f"paid_{id}") for id in items}
    return Plan(
        market=market,
        signed_on=signed_on,
        programme=programme,
        occupation=typed.text("occupation") or None,
        months=typed.months("months"),
        wages={level: wage for level, wage in levels.items() if wage is not None},
        tax=typed.percent("tax"),
        living=typed.money("living"),
        rates=typed.rates(),
        rate_day=typed.day("rate_day", today),
        share=typed.percent("share") or Fraction(0),
        yearly=typed.interest(loan_terms(signed_on)),
        waiting=typed.months("waiting", least=0) or 0,
        paid={id: amount for id, amount in paid.items() if amount is not None},
    )
