"""Is the fee sheet of this order legal? Each line judged by the price check, by what is known of the order and no more.

The whole sheet is asked first. Where the check asks for something that an order does not hold (an exchange rate, a wage,
the length of the contract), each kind of charge is asked alone, so that a forbidden line cannot hide behind a currency.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from portal.fees.service import LineVerdict, check_quote
from portal.firms.rules.order_rows import FeeLine
from portal.firms.rules.order_states import judged_on, may_publish, worst
from portal.shared.messages import Message
from portal.shared.money import Money
from portal.shared.problems import BadInput

SHORTEST, LONGEST = 12, 600
"""Months of a contract whose length is not said: ceilings grow with it."""


class Priceable(Protocol):
    """What the price of an order rests on."""

    @property
    def market(self) -> str: ...
    @property
    def programme(self) -> str | None: ...
    @property
    def occupation(self) -> str: ...
    @property
    def wage_amount(self) -> Decimal | None: ...
    @property
    def wage_currency(self) -> str | None: ...
    @property
    def contract_months(self) -> int | None: ...
    @property
    def opens_on(self) -> date | None: ...
    @property
    def closes_on(self) -> date | None: ...


@dataclass(frozen=True)
class PricedLine:
    """One line judged. `judged` is None, and `missing` says why, where the check could not even be asked."""

    line: FeeLine
    verdict: str
    judged: LineVerdict | None
    missing: tuple[Message, ...] = ()

    @property
    def charged(self) -> Money:
        return Money(self.line.amount, self.line.currency)


@dataclass(frozen=True)
class PriceSheet:
    """A fee sheet judged. `verdict` is that of the worst line, None without lines; `day` is the day whose law judged it."""

    lines: tuple[PricedLine, ...]
    verdict: str | None
    may_publish: bool
    day: date


def judge(order: Priceable, fees: Sequence[FeeLine], today: date) -> PriceSheet:
    """Judge the sheet by the law of the day on which the order takes people."""
    day = judged_on(order.opens_on, order.closes_on, today)
    lines = tuple(_judge_all(order, fees, day)) if fees else ()
    verdicts = [line.verdict for line in lines]
    return PriceSheet(lines, worst(verdicts), may_publish(verdicts), day)


def _judge_all(order: Priceable, fees: Sequence[FeeLine], day: date) -> list[PricedLine]:
    try:
        return _asked(order, fees, day, wage=True)
    except BadInput:
        found: dict[int, PricedLine] = {}
        for kind in dict.fromkeys(fee.kind for fee in fees):
            places = [place for place, fee in enumerate(fees) if fee.kind == kind]
            found |= zip(places, _judge_kind(order, [fees[place] for place in places], day), strict=True)
        return [found[place] for place in range(len(fees))]


def _judge_kind(order: Priceable, fees: Sequence[FeeLine], day: date) -> list[PricedLine]:
    """The lines of one kind, with the wage, then without it: a rate that only the wage needs may not matter."""
    try:
        return _asked(order, fees, day, wage=True)
    except BadInput as first:
        try:
            return _asked(order, fees, day, wage=False)
        except BadInput:
            if order.contract_months is None and (always := _whatever_its_length(order, fees, day)):
                return always
        alone = [_alone(order, fee, day) for fee in fees] if len(fees) > 1 else [None]
        missing = tuple({problem.field: problem.message for problem in first.problems}.values())
        return [one or PricedLine(fee, "cannot_tell", None, missing) for fee, one in zip(fees, alone, strict=True)]


def _whatever_its_length(order: Priceable, fees: Sequence[FeeLine], day: date) -> list[PricedLine]:
    """The verdict where the contract's length is not said: that of a short and of a very long one, if both refuse it."""
    found: list[PricedLine] = []
    for months in (LONGEST, SHORTEST):
        try:
            found = _asked(order, fees, day, wage=False, months=months)
        except BadInput:
            return []
        if may_publish(line.verdict for line in found):
            return []
    return [
        replace(line, judged=replace(line.judged, cap=None, excess=None, steps=())) for line in found if line.judged
    ]


def _alone(order: Priceable, fee: FeeLine, day: date) -> PricedLine | None:
    """One line of several in different currencies: what is too much alone is too much together; less says nothing."""
    found = _judge_kind(order, [fee], day)[0]
    return found if not may_publish([found.verdict]) else None


def _asked(
    order: Priceable, fees: Sequence[FeeLine], day: date, *, wage: bool, months: int | None = None
) -> list[PricedLine]:
    verdict = check_quote(_quote(order, fees, day, wage=wage, months=months))
    return [PricedLine(fee, line.verdict, line) for fee, line in zip(fees, verdict.lines, strict=True)]


def _quote(
    order: Priceable, fees: Sequence[FeeLine], day: date, *, wage: bool, months: int | None
) -> Mapping[str, Any]:
    """The order in the shape of the `check-quote` contract."""
    pay = None
    if wage and order.wage_amount is not None and order.wage_currency:
        pay = {"amount": format(order.wage_amount, "f"), "currency": order.wage_currency}
    return {
        "market": order.market,
        "programme": order.programme,
        "occupation": order.occupation[:200],
        "contract_months": months or order.contract_months,
        "monthly_wage": pay,
        "signed_on": day.isoformat(),
        "lines": [{"kind": fee.kind, "amount": format(fee.amount, "f"), "currency": fee.currency} for fee in fees],
    }
