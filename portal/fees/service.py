"""Is this price legal? An offer judged line by line, in words, with the rule, its article and its dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from portal.fees import assumptions, reasons, store, wording
from portal.fees.question import kinds, read_offer, sourced_rates
from portal.fees.rules.formulas import WageNeeded
from portal.fees.rules.judging import Doubt
from portal.fees.rules.money import RateNeeded
from portal.fees.rules.terms import VND, Amount, FeeRule, Offer
from portal.fees.rules.verdict import Judged, LineJudged, judge_offer
from portal.fees.store import Shelf
from portal.fees.sums import decimal_of, money_of, rounded, steps, vnd_of
from portal.shared.locales import Text
from portal.shared.messages import Message
from portal.shared.money import Money
from portal.shared.problems import BadInput, Problem

__all__ = ["LineVerdict", "Priced", "QuoteVerdict", "check_quote", "kinds", "sourced_rates"]


@dataclass(frozen=True)
class Priced:
    """An amount as it is shown (dong are whole), as it is compared, and in whole VND.

    `exact`: no place is lost if six are enough. `vnd` None where no rate was needed and none is known.
    """

    money: Money
    exact: Decimal
    vnd: int | None


@dataclass(frozen=True)
class LineVerdict:
    """The verdict on one line; `rule_id`, title, article and dates are those of the rule that decides, if one does.

    `joint`: how many lines share the ceiling. `steps`: the ceiling worked out. `why` is the reason without the titles of the
    sources, `reason` names them where the rule has no article.
    """

    kind: str
    label: str
    charged: Priced
    verdict: str
    cap: Priced | None
    excess: Priced | None
    rule_id: str | None
    title: Text | None
    article: str | None
    valid_from: date | None
    valid_to: date | None
    last_verified: str | None
    why: Message
    reason: Message
    steps: tuple[Message, ...]
    joint: int
    doubts: tuple[Doubt, ...]
    """What would have to be known, where the verdict is `cannot_tell`."""


@dataclass(frozen=True)
class QuoteVerdict:
    """The verdict on a quote. The worst line decides. `total_vnd` whole VND; `months_of_wage`: total ÷ one month's wage."""

    verdict: str
    total: Priced
    months_of_wage: Decimal | None
    assumptions: tuple[Message, ...]
    lines: tuple[LineVerdict, ...]
    offer: Offer


def check_quote(data: Any, known_on: date | None = None) -> QuoteVerdict:
    """Judge a quote in the shape of the `check-quote` contract. BadInput names every field that must be mended.

    By the law of the day on which the contract was signed, as the site knew that law on `known_on` (None: as it knows it
    now). Only the fee rules have such versions; exchange rates and the dates of documents are always today’s.
    """
    offer, shelf = read_offer(data), store.shelf(known_on)
    given = isinstance(data, Mapping) and data.get("rates") is not None
    problems = [] if given else _uncovered(offer)
    try:
        judged = judge_offer(offer, shelf.rules)
    except WageNeeded:
        problems.append(_wage_problem(offer))
    except RateNeeded as need:
        problems += [p for p in [_rate_problem(need.currency)] if p not in problems]
    if problems:
        raise BadInput(problems)
    return _told(judged, offer, shelf, rates_given=given)


def _wage_problem(offer: Offer) -> Problem:
    if offer.wage is None:
        return Problem("monthly_wage", wording.WAGE_MISSING)
    return Problem("monthly_wage.amount", wording.NOT_POSITIVE)


def _rate_problem(currency: str) -> Problem:
    return Problem(f"rates.{currency}", wording.rate_missing(currency))


def _uncovered(offer: Offer) -> list[Problem]:
    """The currencies without a rate, where more than one currency is used. One currency alone needs none."""
    beside = {amount.currency for amount in (offer.wage, offer.foreign_paid) if amount}
    used = {line.amount.currency for line in offer.lines} | beside
    return [_rate_problem(code) for code in sorted(used - {VND} - set(offer.rates))] if len(used) > 1 else []


def _told(judged: Judged, offer: Offer, shelf: Shelf, *, rates_given: bool) -> QuoteVerdict:
    months = judged.months_of_wage
    return QuoteVerdict(
        verdict=judged.verdict,
        total=_priced(judged.total, offer),
        months_of_wage=rounded(months, 2) if months is not None else None,
        assumptions=assumptions.of(judged, offer, shelf, rates_given=rates_given),
        lines=tuple(_line(line, offer, shelf) for line in judged.lines),
        offer=offer,
    )


def _priced(amount: Amount, offer: Offer) -> Priced:
    return Priced(money_of(amount), decimal_of(amount.value), vnd_of(amount, offer))


def _line(line: LineJudged, offer: Offer, shelf: Shelf) -> LineVerdict:
    finding = line.finding
    rule = finding.rule if finding else None
    data: Mapping[str, Any] = shelf.row(rule.id) if rule else {}
    cap_steps: tuple[Message, ...] = ()
    if finding and finding.clause and line.cap and line.cap.value:
        cap_steps = steps(finding.clause.formula, line.cap, offer)
    why = reasons.of(line, offer, shelf)
    return LineVerdict(
        kind=line.line.kind,
        label=line.line.label,
        charged=_priced(line.line.amount, offer),
        verdict=line.verdict,
        cap=_priced(line.cap, offer) if line.cap else None,
        excess=_priced(line.excess, offer) if line.excess else None,
        rule_id=rule.id if rule else None,
        title=data.get("title"),
        article=data.get("legal"),
        valid_from=_first_day(line, rule),
        valid_to=rule.ends if rule else None,
        last_verified=data.get("last_verified"),
        why=why,
        reason=reasons.with_source(why, data) if rule and not data.get("legal") else why,
        steps=cap_steps,
        joint=line.joint,
        doubts=finding.doubts if finding else (),
    )


def _first_day(line: LineJudged, rule: FeeRule | None) -> date | None:
    clause = line.finding.clause if line.finding else None
    return (clause.starts if clause and clause.starts else rule.starts) if rule else None
