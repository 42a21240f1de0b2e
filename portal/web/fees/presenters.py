"""The answer of the price check as a page needs it: one headline, the lines, what to say, and where it all comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from portal.content import service as content
from portal.fees.service import LineVerdict, Priced, QuoteVerdict
from portal.fees.wording import KINDS, TONES, VERDICTS
from portal.shared.messages import Message, message
from portal.shared.money import Money
from portal.web.shell.links import link_to

_ASK = {
    "forbidden": message(
        "Luật không cho thu khoản này của người lao động. Xin bỏ khoản này ra khỏi báo giá và hợp đồng."
    ),
    "above": message("Mức cao nhất được thu là %(cap)s. Xin ghi lại khoản này trong hợp đồng không quá mức đó."),
    "cannot_tell": message("Xin cho tôi xem văn bản cho phép thu khoản này, và ghi rõ khoản này trong hợp đồng."),
    "refundable_deposit": message(
        "Xin gửi tiền ký quỹ vào tài khoản phong toả đứng tên tôi, và ghi trong hợp đồng khi nào tôi được nhận lại."
    ),
    "market_price": message("Xin ghi rõ khoản này trong hợp đồng và đưa hoá đơn."),
    "within": message("Xin ghi đúng số này trong hợp đồng, và đưa phiếu thu mang tên công ty khi tôi nộp."),
}
_ALL_GOOD = message("Các khoản đều trong mức được thu")
_DEPOSIT = message("Trong mức được thu, có tiền ký quỹ được trả lại")
_OPEN = message("Chưa kết luận được")
_FREE = message("Có khoản do hai bên tự thoả thuận")
_FORBIDDEN = message("Có khoản luật cấm thu: %(kinds)s")
_ABOVE = message("Vượt mức được thu %(excess)s")
_BOTH = message("Có khoản luật cấm thu, và có khoản vượt mức %(excess)s")


@dataclass(frozen=True)
class SourceLink:
    """A source as a link; `lang` is the language of its title."""

    title: str
    lang: str
    address: str


@dataclass(frozen=True)
class LinePart:
    """One line of the answer. Amounts are in the quote's own currency; `*_vnd` the same in dong where that says more."""

    name: Message
    label: str
    tag: Message
    tone: str
    charged: Money
    charged_vnd: Money | None
    cap: Money | None
    cap_vnd: Money | None
    why: Message
    steps: tuple[Message, ...]
    ask: Message
    rule_id: str | None
    article: str | None
    valid_from: date | None
    valid_to: date | None
    last_verified: str | None
    sources: tuple[SourceLink, ...]


@dataclass(frozen=True)
class AnswerPart:
    """The whole answer. `tone`: good, warn or bad."""

    headline: Message
    tone: str
    total: Money
    months: str | None
    lines: tuple[LinePart, ...]
    assumptions: tuple[Message, ...]


def answer(verdict: QuoteVerdict) -> AnswerPart:
    """The answer for a page."""
    return AnswerPart(
        headline=_headline(verdict),
        tone=TONES[verdict.verdict],
        total=_in_dong(verdict.total) or verdict.total.money,
        months=str(verdict.months_of_wage.normalize()) if verdict.months_of_wage is not None else None,
        lines=tuple(_line(line) for line in verdict.lines),
        assumptions=verdict.assumptions,
    )


def _headline(verdict: QuoteVerdict) -> Message:
    forbidden = [line for line in verdict.lines if line.verdict == "forbidden"]
    above = {line.kind: line for line in verdict.lines if line.verdict == "above"}
    excess = [line.excess for line in above.values() if line.excess]
    if forbidden and excess:
        return Message(_BOTH.msgid, {"excess": _sum(excess)})
    if forbidden:
        names = list({line.kind: KINDS[line.kind] for line in forbidden}.values())
        return Message(_FORBIDDEN.msgid, {"kinds": names})
    if excess:
        return Message(_ABOVE.msgid, {"excess": _sum(excess)})
    rest = {"cannot_tell": _OPEN, "market_price": _FREE, "refundable_deposit": _DEPOSIT}
    return rest.get(verdict.verdict, _ALL_GOOD)


def _sum(amounts: list[Priced]) -> Money:
    """What is too much in all, in dong where every part is known in dong."""
    dong = [amount.vnd for amount in amounts]
    known = [vnd for vnd in dong if vnd is not None]
    return Money(Decimal(sum(known)), "VND") if len(known) == len(dong) else amounts[0].money


def _in_dong(priced: Priced | None) -> Money | None:
    if priced is None or priced.vnd is None:
        return None
    return Money(Decimal(priced.vnd), "VND")


def _line(line: LineVerdict) -> LinePart:
    ask = _ASK[line.verdict]
    known = line.verdict != "cannot_tell"  # in doubt the sure limit is told in words, not as “the ceiling”
    cap = line.cap.money if line.cap and known else None
    data: Mapping[str, Any] = content.get("fee_rule", line.rule_id).data if line.rule_id else {}
    foreign = line.charged.money.currency != "VND"
    return LinePart(
        name=KINDS[line.kind],
        label=line.label,
        tag=VERDICTS[line.verdict],
        tone=TONES[line.verdict],
        charged=line.charged.money,
        charged_vnd=_in_dong(line.charged) if foreign else None,
        cap=cap,
        cap_vnd=_in_dong(line.cap) if cap and cap.amount and cap.currency != "VND" else None,
        why=line.why,
        steps=line.steps if known else (),
        ask=Message(ask.msgid, {"cap": cap}) if line.verdict == "above" else ask,
        rule_id=line.rule_id,
        article=line.article,
        valid_from=line.valid_from,
        valid_to=line.valid_to,
        last_verified=line.last_verified,
        sources=source_links(data),
    )


def source_links(*nodes: object) -> tuple[SourceLink, ...]:
    """Every source that these nodes name, as links."""
    found = []
    for source in content.sources_of(*nodes):
        if address := source.address or link_to("document", source.document or ""):
            found.append(SourceLink(source.title, source.lang, address))
    return tuple(found)
