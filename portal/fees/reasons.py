"""Why a line got its verdict, in a few sentences."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from portal.content import service as content
from portal.fees import wording
from portal.fees.rules import formulas
from portal.fees.rules.judging import Doubt, Finding
from portal.fees.rules.money import in_vnd
from portal.fees.rules.terms import (
    ABOVE,
    CANNOT_TELL,
    FORBIDDEN,
    MARKET_PRICE,
    NOT_A_CHARGE,
    REFUNDABLE_DEPOSIT,
    SERVICE_FEE,
    VND,
    Amount,
    Offer,
)
from portal.fees.rules.verdict import LineJudged
from portal.fees.store import Shelf
from portal.fees.sums import money_of
from portal.shared.locales import Text
from portal.shared.messages import Message


def of(line: LineJudged, offer: Offer, shelf: Shelf) -> Message:
    """The reason of one line, in the words that the rules had on the day of the shelf."""
    finding = line.finding
    if finding is None:
        return wording.ZERO
    parts = [*_shared(line), *_foreign(line, offer), *_verdict(line, finding, offer, shelf)]
    refundable = finding.rule is not None and finding.rule.refundable
    if refundable and line.verdict not in (REFUNDABLE_DEPOSIT, FORBIDDEN, CANNOT_TELL):
        parts.append(wording.COMES_BACK)
    return wording.sentences(parts)


def with_source(reason: Message, row: Mapping[str, Any]) -> Message:
    """The reason and where its rule was read: for a rule that the facts give no article for."""
    return wording.sentences([reason, wording.source([s.title for s in content.sources_of(row)])])


def _shared(line: LineJudged) -> list[Message]:
    return [wording.joint(line.joint, money_of(line.charged))] if line.joint > 1 and line.verdict != FORBIDDEN else []


def _foreign(line: LineJudged, offer: Offer) -> list[Message]:
    """What the foreign side has paid of the fee counts towards the ceiling."""
    paid = offer.foreign_paid
    counts = paid is not None and paid.value and line.line.kind == SERVICE_FEE and line.verdict != FORBIDDEN
    return [wording.foreign_counts(money_of(paid))] if counts and paid else []


def _verdict(line: LineJudged, finding: Finding, offer: Offer, shelf: Shelf) -> list[Message]:
    charged = money_of(line.charged)
    if line.verdict == CANNOT_TELL:
        return _in_doubt(line, finding, shelf)
    if line.verdict == MARKET_PRICE:
        return [wording.FREE]
    if line.verdict == FORBIDDEN:
        return [wording.forbidden(shelf.row(finding.rule.id)["summary"])] if finding.rule else []
    cap = line.cap or Amount(Fraction(0), line.line.amount.currency)
    across = charged.currency != cap.currency
    if line.verdict == ABOVE and line.excess:
        excess = _in_vnd(line.excess, offer) if across else line.excess
        text = wording.above(charged, money_of(cap), money_of(excess))
    elif line.verdict == REFUNDABLE_DEPOSIT:
        text = wording.deposit(charged, money_of(cap))
    else:
        text = wording.within(charged, money_of(cap))
    if not across:
        return [text]
    both = _in_vnd(line.charged, offer), _in_vnd(cap, offer)
    return [text, wording.in_dong(money_of(both[0]), money_of(both[1]))]


def _in_vnd(amount: Amount, offer: Offer) -> Amount:
    return Amount(in_vnd(amount, offer.rates), VND)


def _in_doubt(line: LineJudged, finding: Finding, shelf: Shelf) -> list[Message]:
    if line.line.kind in NOT_A_CHARGE and finding.rule is None:
        return [wording.NOT_A_CHARGE]
    parts = [text for kind in finding.doubts if (text := _doubt(kind, finding, shelf)) is not None]
    if line.cap is not None and line.cap.value:
        parts.append(wording.surely_above(money_of(line.cap)))
    return parts or [wording.NO_RULE]


def _doubt(kind: Doubt, finding: Finding, shelf: Shelf) -> Message | None:
    if kind is Doubt.UNVERIFIED:
        return wording.unverified([shelf.row(rule.id)["title"] for rule in finding.doubtful_rules])
    if kind is Doubt.CONDITION:
        found = [text for rule in finding.doubtful_rules if (text := _condition(shelf.row(rule.id)))]
        return wording.condition(found[0]) if found else None
    if kind is Doubt.AMOUNT:
        return _open_amount(finding)
    return wording.doubt(kind)


def _condition(data: Mapping[str, Any]) -> Text | None:
    found: Text | None = data.get("condition")
    return found


def _open_amount(finding: Finding) -> Message | None:
    if finding.clause is None:
        return None
    if finding.clause.formula.type == formulas.ONE_WAY_FARE:
        return wording.FARE
    return wording.REFUND_OPEN if finding.clause.formula.type == formulas.PRO_RATA_REFUND else wording.PART_OR_WHOLE
