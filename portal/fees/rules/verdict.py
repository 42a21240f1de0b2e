"""The verdict on a whole offer: every line, the worst one, and what it all comes to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from portal.fees.rules.formulas import TYPES
from portal.fees.rules.judging import Answer, Dated, Finding, judge
from portal.fees.rules.money import in_unit, rate_of, total, unit_of
from portal.fees.rules.terms import (
    ABOVE,
    CANNOT_TELL,
    DEPOSIT_KIND,
    FORBIDDEN,
    MARKET_PRICE,
    REFUNDABLE_DEPOSIT,
    SERVICE_FEE,
    WITHIN,
    WORST_FIRST,
    Amount,
    FeeRule,
    Line,
    Offer,
)
from portal.shared.text import words

_WITHOUT = ("khong", "chua", "tru", "ngoai", "not", "without", "excluding", "except")
"""Folded words before a phrase of a label that turn it round: then the charge is judged like one without a label."""


@dataclass(frozen=True)
class LineJudged:
    """The verdict on one line. `joint` lines share its ceiling and come to `charged` (in VND if in several currencies).

    `finding` is None for a line of zero.

    `excess` of an `above` line is by how much the lines that share the ceiling exceed it together, in their currency (VND if
    they have several); of a `forbidden` line it is the line's own amount.
    """

    line: Line
    verdict: str
    finding: Finding | None
    cap: Amount | None
    excess: Amount | None
    joint: int
    charged: Amount


@dataclass(frozen=True)
class Judged:
    """The verdict on an offer. `total` is exact, in the one currency of charges and wage, or in VND where there are several."""

    verdict: str
    lines: tuple[LineJudged, ...]
    total: Amount
    months_of_wage: Fraction | None


def worst(verdicts: Iterable[str]) -> str:
    """The verdict that decides: forbidden before above, cannot_tell, market_price, refundable_deposit, within."""
    return min(verdicts, key=WORST_FIRST.index)


def judge_offer(offer: Offer, rules: Sequence[FeeRule]) -> Judged:
    """Judge every line of an offer, in the order given. RateNeeded, WageNeeded."""
    groups: dict[tuple[str, Dated | None], list[int]] = {}
    for i, line in enumerate(offer.lines):
        if line.amount.value:
            groups.setdefault((line.kind, _named_by_label(line, rules)), []).append(i)
    judged: dict[int, LineJudged] = {}
    for (kind, named), members in groups.items():
        judged |= _judge_group(offer, members, [named] if named else _of_kind(rules, kind))
    for i, line in enumerate(offer.lines):
        if not line.amount.value:
            judged[i] = LineJudged(line, WITHIN, None, None, None, 1, line.amount)
    lines = tuple(judged[i] for i in range(len(offer.lines)))
    whole = _total(offer)
    return Judged(worst(line.verdict for line in lines), lines, whole, _months_of_wage(whole, offer))


def _named_by_label(line: Line, rules: Iterable[FeeRule]) -> Dated | None:
    """The clause that covers this charge by what its label says, such as the company's own part of a contribution."""
    label = f" {' '.join(words(line.label))} "
    for rule in rules:
        for clause in rule.clauses:
            if rule.kind == line.kind and _says(label, clause.scope.label):
                return rule, clause
    return None


def _says(label: str, phrases: Iterable[str]) -> bool:
    """Whether the label says one of the phrases, and not that the charge is without it."""
    found = [label.find(f" {phrase} ") for phrase in phrases]
    return any(at >= 0 and not any(f" {word} " in label[: at + 1] for word in _WITHOUT) for at in found)


def _of_kind(rules: Iterable[FeeRule], kind: str) -> list[Dated]:
    """The clauses of a kind that need no label."""
    return [
        (rule, clause)
        for rule in rules
        if rule.kind == kind
        for clause in rule.clauses
        if clause.formula.type in TYPES and not clause.scope.label
    ]


def _judge_group(offer: Offer, members: list[int], dated: list[Dated]) -> dict[int, LineJudged]:
    lines = [offer.lines[i] for i in members]
    amounts = [line.amount for line in lines]
    paid = [offer.foreign_paid] if offer.foreign_paid and lines[0].kind == SERVICE_FEE else []
    finding = judge([*amounts, *paid], offer, dated)
    verdict = _verdict_of(finding, lines[0].kind)
    cap = finding.ceiling.surely_above if finding.ceiling else None
    if cap is not None and not cap.value:
        cap = Amount(Fraction(0), amounts[0].currency)
    charged = _charged(amounts, offer)
    excess = _excess(amounts, paid, cap, offer) if verdict == ABOVE and cap else None
    return {
        i: LineJudged(
            line,
            verdict,
            finding,
            Amount(Fraction(0), line.amount.currency) if verdict == FORBIDDEN else cap,
            line.amount if verdict == FORBIDDEN else excess,
            len(lines),
            charged,
        )
        for i, line in zip(members, lines, strict=True)
    }


def _verdict_of(finding: Finding, kind: str) -> str:
    if finding.answer is Answer.FREE:
        return MARKET_PRICE
    if finding.answer is Answer.OK:
        refundable = finding.rule is not None and finding.rule.refundable
        return REFUNDABLE_DEPOSIT if kind == DEPOSIT_KIND and refundable else WITHIN
    if finding.answer is Answer.OVER:
        above = finding.ceiling.surely_above if finding.ceiling else None
        return ABOVE if above is not None and above.value else FORBIDDEN
    return CANNOT_TELL


def _charged(amounts: list[Amount], offer: Offer) -> Amount:
    unit = unit_of(amounts)
    return amounts[0] if len(amounts) == 1 else Amount(total(amounts, unit, offer.rates), unit)


def _excess(amounts: list[Amount], paid: list[Amount], cap: Amount, offer: Offer) -> Amount:
    """By how much the lines exceed what the ceiling leaves after the foreign side’s part; never more than the lines themselves."""
    unit = unit_of([*amounts, *paid, cap])
    charged = total(amounts, unit, offer.rates)
    left = in_unit(cap, unit, offer.rates) - total(paid, unit, offer.rates)
    over = min(charged - left, charged)
    own = unit_of(amounts)
    return Amount(over if own == unit else over / rate_of(own, offer.rates), own)


def _total(offer: Offer) -> Amount:
    amounts = [line.amount for line in offer.lines]
    unit = unit_of([*amounts, offer.wage] if offer.wage else amounts)
    return Amount(total(amounts, unit, offer.rates), unit)


def _months_of_wage(whole: Amount, offer: Offer) -> Fraction | None:
    if offer.wage is None or offer.wage.value <= 0:
        return None
    return whole.value / in_unit(offer.wage, whole.currency, offer.rates)
