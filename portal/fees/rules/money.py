"""Exact amounts made comparable: one currency needs no rate, several are compared in VND by the rates of the offer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from portal.fees.rules.terms import VND, Amount


class RateNeeded(Exception):
    """No rate for this currency: nothing is compared and none is invented."""

    def __init__(self, currency: str) -> None:
        super().__init__(currency)
        self.currency = currency


def unit_of(amounts: Iterable[Amount]) -> str:
    """The currency in which these amounts are compared: their own if they share one, else VND. Zero has no currency."""
    currencies = {amount.currency for amount in amounts if amount.value}
    return currencies.pop() if len(currencies) == 1 else VND


def by_currency(amounts: Iterable[Amount]) -> list[Amount]:
    """One sum for each currency that has any."""
    sums: dict[str, Fraction] = {}
    for amount in amounts:
        if amount.value:
            sums[amount.currency] = sums.get(amount.currency, Fraction(0)) + amount.value
    return [Amount(value, currency) for currency, value in sums.items()]


def in_unit(amount: Amount, unit: str, rates: Mapping[str, Fraction]) -> Fraction:
    """The exact value of an amount in `unit`, which is its own currency or VND. RateNeeded."""
    if not amount.value or amount.currency == unit:
        return amount.value
    return in_vnd(amount, rates) / rate_of(unit, rates)


def in_vnd(amount: Amount, rates: Mapping[str, Fraction]) -> Fraction:
    """The exact value in VND. RateNeeded."""
    return amount.value * rate_of(amount.currency, rates) if amount.value else Fraction(0)


def rate_of(currency: str, rates: Mapping[str, Fraction]) -> Fraction:
    """VND for one unit of a currency. RateNeeded."""
    if currency == VND:
        return Fraction(1)
    if currency not in rates:
        raise RateNeeded(currency)
    return rates[currency]


def total(amounts: Iterable[Amount], unit: str, rates: Mapping[str, Fraction]) -> Fraction:
    """The exact sum in `unit`. RateNeeded."""
    return sum((in_unit(amount, unit, rates) for amount in by_currency(amounts)), Fraction(0))
