"""How an order is laid out: its two lights, its fee sheet line by line, what to ask, and facts for machines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from portal.content import service as content
from portal.fees.wording import KINDS, TONES, VERDICTS
from portal.firms import orders, places
from portal.firms.orders import OrderCard, OrderDetail, PricedLine
from portal.firms.rules.order_states import GOOD
from portal.shared.locales import pick
from portal.shared.messages import Message, message
from portal.shared.money import Money
from portal.web.shell.absolute import absolute, canonical
from portal.web.shell.evidence import Evidence, evidence_of
from portal.web.shell.facts import Facts
from portal.web.shell.locale import current_locale
from portal.web.shell.wording import say

NO_LINES = message("Chưa khai khoản thu nào")
UNKNOWN_PRICE = message("Giá: chưa kết luận được")
BAD_PRICE = message("Giá: có khoản vượt trần hoặc bị cấm thu, không được đăng")
GOOD_PRICE = message("Giá: các khoản đã khai đều trong mức")
_HEADLINES = {
    "green": message("Công ty có giấy phép và đơn hàng này đã đăng ký"),
    "firm": message("Công ty này hôm nay không có giấy phép đang hiệu lực"),
    "closed": message("Đơn hàng này đã đóng"),
    "not_registered": message("Đơn hàng này chưa đăng ký: chưa nộp tiền"),
}
Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Line:
    """One line of the fee sheet. `cap` and `evidence` only where a rule decides."""

    name: Message
    charged: Money
    tag: Message
    tone: str
    cap: Money | None
    why: tuple[Message, ...]
    article: str | None
    rule_id: str | None
    valid_to: date | None
    evidence: Evidence | None


def headline(found: OrderDetail) -> tuple[Message, str]:
    """The answer in one sentence and its tone. Good only where both lights are."""
    if found.green:
        return _HEADLINES["green"], "good"
    if found.firm.status != "valid":
        return _HEADLINES["firm"], "bad"
    return _HEADLINES[found.card.state], "warn"


def price_tag(card: OrderCard) -> tuple[Message, str]:
    """What the price check says of the whole sheet: as it was kept, and bad wherever it keeps the order off the lists."""
    if not card.published:
        return BAD_PRICE, "bad"
    if card.price_verdict is None:
        return NO_LINES, "warn"
    return (GOOD_PRICE, "good") if card.price_verdict in GOOD else (UNKNOWN_PRICE, "warn")


def price_said(verdict: str) -> tuple[Message, str]:
    """The worst verdict on a sheet in a few words, and its tone; `none` where it names no charge."""
    return (VERDICTS[verdict], TONES[verdict]) if verdict in VERDICTS else (NO_LINES, "warn")


def lines_of(lines: Sequence[PricedLine]) -> list[Line]:
    """The fee sheet for a page."""
    return [_line(line) for line in lines]


def _line(line: PricedLine) -> Line:
    judged = line.judged
    known = judged is not None and line.verdict != "cannot_tell"  # in doubt the sure limit is told in words
    evidence = None
    if judged is not None and judged.rule_id is not None:
        evidence = evidence_of(content.get("fee_rule", judged.rule_id).data)
        evidence = replace(evidence, since=judged.valid_from.isoformat()) if judged.valid_from else evidence
    return Line(
        name=KINDS[line.line.kind],
        charged=line.charged,
        tag=VERDICTS[line.verdict],
        tone=TONES[line.verdict],
        cap=judged.cap.money if judged is not None and judged.cap and known else None,
        why=(judged.why,) if judged is not None else line.missing,
        article=judged.article if judged is not None else None,
        rule_id=judged.rule_id if judged is not None else None,
        valid_to=judged.valid_to if judged is not None else None,
        evidence=evidence,
    )


def compare_address(card: OrderCard) -> str:
    """The comparison of two offers with this order filled in as the first."""
    wanted: dict[str, Any] = {"market_1": card.market, "name_1": (card.employer or card.ref)[:100]}
    if card.programme:
        wanted["programme_1"] = card.programme
    if card.contract_months:
        wanted["months_1"] = str(card.contract_months)
    if card.wage:
        wanted["wage_1"] = _typed(card.wage)
    for kind, field in (("service_fee", "service_1"), ("worker_deposit", "deposit_1"), ("", "rest_1")):
        named = ("service_fee", "worker_deposit")
        fees = [fee for fee in card.fees if (fee.kind == kind if kind else fee.kind not in named)]
        if fees and len({fee.currency for fee in fees}) == 1:
            total = sum((fee.amount for fee in fees), start=Decimal(0))
            wanted[field] = _typed(Money(total, fees[0].currency))
    return url_for("costs.offers", **wanted)


def _typed(money: Money) -> str:
    return f"{format(money.amount.normalize(), 'f')} {money.currency}"


def job_ld(found: OrderDetail) -> Facts | None:
    """JobPosting, for an order that is real, open and registered by a licensed firm; None for every other."""
    card = found.card
    if not (found.green and card.is_open) or card.illustrative:
        return None
    told = _("%(occupation)s ở %(country)s, qua %(firm)s.", occupation=card.occupation,
             country=market_name(card.market), firm=card.firm_name)  # fmt: skip
    facts: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": card.occupation,
        "description": told,
        "identifier": {"@type": "PropertyValue", "name": card.firm_name, "value": card.ref},
        "url": canonical(),
        "hiringOrganization": {"@type": "Organization", "name": card.employer or card.firm_name},
        "jobLocation": {"@type": "Place", "address": {"@type": "PostalAddress", "addressCountry": card.market}},
        "employmentType": "CONTRACTOR",
        "directApply": False,
        "sameAs": absolute(url_for("firms.firm", ref=card.firm_ref)),
    }  # fmt: skip
    if card.opens_on:
        facts["datePosted"] = card.opens_on.isoformat()
    if card.closes_on:
        facts["validThrough"] = f"{card.closes_on.isoformat()}T23:59:59+07:00"
    if card.positions:
        facts["totalJobOpenings"] = card.positions
    if card.wage:
        value = {"@type": "QuantitativeValue", "value": float(card.wage.amount), "unitText": "MONTH"}
        facts["baseSalary"] = {"@type": "MonetaryAmount", "currency": card.wage.currency, "value": value}
    return facts


def market_name(code: str) -> str:
    """The name of a country the site knows, else its code."""
    return pick(places.market_name(code), current_locale()) or code


def programme_name(ident: str | None) -> str | None:
    """The name of a programme in the reader's language."""
    item = content.find("programme", ident) if ident else None
    return str(pick(item.data["name"], current_locale())) if item else None


def market_choices() -> Choices:
    """The countries that published orders go to."""
    return [("", _("Mọi nước")), *((code.lower(), market_name(code)) for code in orders.order_markets())]


def kind_choices() -> Choices:
    """The kinds a charge may have, beside the service fee which has a field of its own."""
    kinds = (kind for kind in KINDS if kind not in ("service_fee", "refund", "fund_support", "loan"))
    return [("", _("Chọn loại khoản")), *((kind, say(KINDS[kind])) for kind in kinds)]
