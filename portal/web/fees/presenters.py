"""The answer of the price check as a page needs it: one headline, the lines, what to say, and where it all comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from portal.content import service as content
from portal.content import warnings
from portal.content.item import Item
from portal.fees.service import LineVerdict, Priced, QuoteVerdict
from portal.fees.wording import KINDS, TONES, VERDICTS
from portal.shared.messages import Message, message
from portal.shared.money import Money
from portal.web.fees import advice
from portal.web.shell.evidence import Evidence, evidence_of

LUMP_NAME = message("Một số tiền gộp, chưa tách khoản")
_LUMP_WHY = message(
    "Một số tiền gộp không cho biết trả cho việc gì, nên không ai nói được là đúng luật. Tiền môi giới, tiền tuyển chọn hay "
    "tiền ký quỹ sai luật có thể nằm trong đó."
)
_ALL_GOOD = message("Các khoản đều trong mức được thu")
_DEPOSIT = message("Trong mức được thu, có tiền ký quỹ được trả lại")
_OPEN = message("Chưa kết luận được")
_OPEN_LUMP = message("Chưa kết luận được: hãy xin công ty tách số tiền ra từng khoản")
_FREE = message("Có khoản do hai bên tự thỏa thuận")
_FORBIDDEN = message("Có khoản luật cấm thu: %(kinds)s")
_ABOVE = message("Vượt mức được thu %(excess)s")
_BOTH = message("Có khoản luật cấm thu, và có khoản vượt mức %(excess)s")


@dataclass(frozen=True)
class LinePart:
    """One line of the answer. Amounts are in the quote's own currency; `*_vnd` the same in dong where that says more.

    `evidence` and `article` are those of the rule that decides; `lump`: a sum nobody has split. `place` counts from 1.
    """

    kind: str
    name: Message
    label: str
    verdict: str
    tag: Message
    tone: str
    charged: Money
    charged_vnd: Money | None
    cap: Money | None
    cap_vnd: Money | None
    excess: Money | None
    why: Message
    steps: tuple[Message, ...]
    say: Message
    ask_for: tuple[Message, ...]
    rule_id: str | None
    article: str | None
    valid_to: date | None
    evidence: Evidence | None
    lump: bool = False
    place: int = 1


@dataclass(frozen=True)
class AnswerPart:
    """The whole answer. `tone`: good, warn or bad."""

    headline: Message
    verdict: str
    tone: str
    total: Money
    months: str | None
    lines: tuple[LinePart, ...]
    next_steps: tuple[Message, ...]
    assumptions: tuple[Message, ...]
    warnings: tuple[Item, ...]


def answer(verdict: QuoteVerdict, lumps: frozenset[int] = frozenset()) -> AnswerPart:
    """The answer for a page. `lumps` are the places of lines that nobody has split."""
    parts = [replace(line_part(line), place=i + 1) for i, line in enumerate(verdict.lines)]
    lines = tuple(_as_lump(part) if i in lumps else part for i, part in enumerate(parts))
    return AnswerPart(
        headline=_headline(verdict, lump=bool(lumps)),
        verdict=verdict.verdict,
        tone=TONES[verdict.verdict],
        total=_in_dong(verdict.total) or verdict.total.money,
        months=str(verdict.months_of_wage.normalize()) if verdict.months_of_wage is not None else None,
        lines=lines,
        next_steps=advice.next_steps(verdict.verdict),
        assumptions=verdict.assumptions,
        warnings=_warnings(verdict),
    )


def with_rest(part: AnswerPart, rest: Money | None) -> AnswerPart:
    """The answer that leads with what nobody has explained of one sum, where nothing worse is known."""
    if rest is None or rest.amount <= 0 or part.headline != _OPEN_LUMP:
        return part
    return replace(part, headline=message("Chưa kết luận được: %(rest)s chưa rõ là tiền gì", rest=rest))


def line_part(line: LineVerdict) -> LinePart:
    """One line for a page."""
    known = line.verdict != "cannot_tell"  # in doubt the sure limit is told in words, not as “the ceiling”
    cap = line.cap.money if line.cap and known else None
    foreign = line.charged.money.currency != "VND"
    return LinePart(
        kind=line.kind,
        name=KINDS[line.kind],
        label=line.label,
        verdict=line.verdict,
        tag=_tag(line),
        tone=TONES[line.verdict],
        charged=line.charged.money,
        charged_vnd=_in_dong(line.charged) if foreign else None,
        cap=cap,
        cap_vnd=_in_dong(line.cap) if cap and cap.amount and cap.currency != "VND" else None,
        excess=line.excess.money if line.excess else None,
        why=line.why,
        steps=line.steps if known else (),
        say=advice.say(line.verdict, _comparable(line.cap, line) if line.cap and cap else None),
        ask_for=advice.ask_for(line.verdict),
        rule_id=line.rule_id,
        article=line.article,
        valid_to=line.valid_to,
        evidence=_evidence(line),
    )


def _tag(line: LineVerdict) -> Message:
    if line.verdict == "above" and line.excess:
        return message("Vượt trần %(excess)s", excess=_comparable(line.excess, line))
    return VERDICTS[line.verdict]


def _comparable(amount: Priced, line: LineVerdict) -> Money:
    """An amount beside what was charged: in dong where charge and ceiling are in different currencies."""
    across = line.cap is not None and line.cap.money.currency != line.charged.money.currency
    return (_in_dong(amount) if across else None) or amount.money


def _as_lump(part: LinePart) -> LinePart:
    """A sum for everything: whatever the rules say of other charges, it has to be split first."""
    if part.verdict != "cannot_tell":  # nothing was asked: 0 đồng
        return replace(part, name=LUMP_NAME, lump=True)
    return replace(part, name=LUMP_NAME, why=_LUMP_WHY, say=advice.SAY_SPLIT, lump=True)


def _evidence(line: LineVerdict) -> Evidence | None:
    """Where the rule was read, since when its clause holds for this offer."""
    if line.rule_id is None:
        return None
    data: Mapping[str, Any] = content.get("fee_rule", line.rule_id).data
    found = evidence_of(data)
    return replace(found, since=line.valid_from.isoformat()) if line.valid_from else found


def _headline(verdict: QuoteVerdict, *, lump: bool) -> Message:
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
    rest = {
        "cannot_tell": _OPEN_LUMP if lump else _OPEN,
        "market_price": _FREE,
        "refundable_deposit": _DEPOSIT,
    }
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


def _warnings(verdict: QuoteVerdict) -> tuple[Item, ...]:
    """The tricks that concern these charges, each once, those of the worst lines first."""
    found: dict[str, Item] = {}
    for tone in ("bad", "warn", "good"):
        for line in verdict.lines:
            if TONES[line.verdict] == tone:
                for item in warnings.for_charge(line.kind, line.verdict, verdict.offer.market):
                    found.setdefault(item.id, item)
    return tuple(found.values())
