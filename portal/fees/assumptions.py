"""What an answer takes for granted, so that a reader can object."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from portal.content import service as content
from portal.fees import wording
from portal.fees.rules import formulas
from portal.fees.rules.occupations import TRAINEE_3, stated
from portal.fees.rules.terms import EARLY_RETURN, EXTENSION, SERVICE_FEE, VND, FeeRule, Offer
from portal.fees.rules.verdict import Judged
from portal.fees.store import Shelf
from portal.fees.sums import decimal_of, money_of
from portal.shared.messages import Message


def of(judged: Judged, offer: Offer, shelf: Shelf, *, rates_given: bool) -> tuple[Message, ...]:
    """Every assumption of this answer, the general ones first."""
    found = [wording.decided_on(offer.signed_on), wording.ONE_CONTRACT]
    if judged.months_of_wage is not None and offer.wage is not None:
        found.append(wording.months_of_wage(money_of(offer.wage)))
    found += _rates(offer, rates_given=rates_given)
    found += _of_contract(judged, offer)
    found += _dates(judged, shelf)
    return tuple(found)


def _rates(offer: Offer, *, rates_given: bool) -> Iterable[Message]:
    beside = {amount.currency for amount in (offer.wage, offer.foreign_paid) if amount}
    used = {line.amount.currency for line in offer.lines} | beside
    for currency in sorted(used - {VND}):
        if currency not in offer.rates:
            continue
        rate = decimal_of(offer.rates[currency])
        if rates_given:
            yield wording.rate_given(currency, rate)
        else:
            yield wording.rate_sourced(currency, rate, _day_of_rate(currency))


def _day_of_rate(currency: str) -> date:
    """The day that a sourced rate is of, else the day it was last verified."""
    data = content.get("rate", currency).data
    return date.fromisoformat(data["effective"] if data["effective"] != "unknown" else data["last_verified"])


def _of_contract(judged: Judged, offer: Offer) -> Iterable[Message]:
    service = any(line.line.kind == SERVICE_FEE and line.finding for line in judged.lines)
    yearly = any(
        line.finding and line.finding.clause and line.finding.clause.formula.type == formulas.WAGE_PER_YEAR
        for line in judged.lines
    )
    if yearly and offer.months % formulas.YEAR:
        yield wording.PART_OF_A_YEAR
    if service and offer.foreign_paid is not None and offer.foreign_paid.value:
        yield wording.foreign_paid(money_of(offer.foreign_paid))
    if service and offer.event == EXTENSION:
        yield wording.IF_AGREED
    if service and offer.event == EARLY_RETURN:
        yield wording.EARLY_RETURN
    trainee = offer.programme == "TITP" and offer.occupation is not None
    if service and trainee and not any(TRAINEE_3 in reading for reading in stated(offer.occupation or "")):
        yield wording.NOT_STAGE_3


def _dates(judged: Judged, shelf: Shelf) -> Iterable[Message]:
    """Rules that decide and give no first day of their own."""
    rules: dict[str, FeeRule] = {}
    for line in judged.lines:
        if line.finding and line.finding.rule:
            rules[line.finding.rule.id] = line.finding.rule
    for id, rule in rules.items():
        data = shelf.row(id)
        if data["effective"] != "unknown":
            continue
        yield wording.by_document(data["title"], rule.starts) if rule.starts else wording.dateless(data["title"])
