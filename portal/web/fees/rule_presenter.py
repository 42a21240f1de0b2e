"""The fee rules as pages show them: only what may be published, as of a day, each figure with its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.content import service as content
from portal.fees import published
from portal.fees.formula_words import say_formula, say_range
from portal.fees.rules.terms import FeeRule
from portal.fees.wording import KINDS
from portal.shared.locales import Text
from portal.shared.messages import Message, message
from portal.web.shell.evidence import Evidence, evidence_of

RULE, PENALTY = "fee_rule", "penalty"
HOLDS, NOT_YET, UNSURE, PAST, AWAITING = "holds", "not_yet", "unsure", "past", "awaiting"
STANDINGS = {
    HOLDS: (message("Có hiệu lực"), "good"),
    NOT_YET: (message("Chưa có hiệu lực"), "none"),
    UNSURE: (message("Không còn chắc: văn bản mới chưa đối chiếu"), "warn"),
    PAST: (message("Đã hết hiệu lực"), "none"),
    AWAITING: (message("Chờ xác minh"), "warn"),
}
ALL = message("Tất cả")
HEADINGS = {**KINDS, "service_fee_rule": message("Quy tắc thu tiền và tuyển chọn")}


@dataclass(frozen=True)
class Figure:
    """One figure of a rule: for whom (if the rule has several) and how much, in words."""

    name: Text | None
    value: Message


@dataclass(frozen=True)
class Claim:
    """One more thing that is known, with evidence of its own."""

    text: Text
    article: str | None
    evidence: Evidence


@dataclass(frozen=True)
class RulePart:
    """One rule for a page. `standing` is how it stands on the day that is asked about; an awaiting rule has a name only."""

    id: str
    kind: str
    title: Text
    summary: Text | None
    scope: Text | None
    figures: tuple[Figure, ...]
    firm_cap: Message | None
    condition: Text | None
    note: Text | None
    article: str | None
    evidence: Evidence
    standing: str
    status: str
    starts: date | None
    ends: date | None
    doubtful_from: date | None
    claims: tuple[Claim, ...]
    refund_cases: tuple[Text, ...]

    @property
    def awaiting(self) -> bool:
        """Whether an editor still has to verify it."""
        return self.standing == AWAITING

    @property
    def tag(self) -> tuple[Message, str]:
        """How it stands, in words, and the tone."""
        return STANDINGS[self.standing]


@dataclass(frozen=True)
class KindPart:
    """The rules of one kind of charge."""

    kind: str
    name: Message
    rules: tuple[RulePart, ...]


@dataclass(frozen=True)
class FinePart:
    """One fine: for what, how much, by which article. `case`: what one offender paid, not what a law sets."""

    behaviour: Text
    amount: Message
    case: bool
    remedy: Text | None
    article: str | None
    evidence: Evidence


def by_kind(day: date, market: str = "", kind: str = "") -> tuple[KindPart, ...]:
    """Every rule that may be published, by kind in the order of the form; of one market (ISO 3166) or kind if asked."""
    items = [item for item in content.all_of(RULE) if not market or concerns(item.data, market)]
    rules = [part for item in items if (part := _part(item, day)) is not None and kind in ("", part.kind)]
    groups = ((kind, name, tuple(rule for rule in rules if rule.kind == kind)) for kind, name in HEADINGS.items())
    return tuple(KindPart(kind, name, found) for kind, name, found in groups if found)


def kinds() -> tuple[tuple[str, Message], ...]:
    """The kinds that some rule is about, in the order of the page."""
    named = set(published.kinds())
    return tuple((kind, name) for kind, name in HEADINGS.items() if kind in named)


def concerns(data: Mapping[str, Any], market: str) -> bool:
    """Whether a rule may concern this market: it names it, or no market at all, or all others."""
    scopes = [row.get("applies_to", {}) for row in data.get("items", [data])]
    return any(_scope_concerns(scope, market) for scope in scopes)


def _scope_concerns(scope: Mapping[str, Any], market: str) -> bool:
    if "markets" not in scope:
        return True
    return market in scope["markets"] or market in scope.get("markets_doubtful", ())


def find_rule(rule_id: str, day: date) -> RulePart | None:
    """One rule as it stands on a day, or None if there is none that may be published."""
    item = content.find(RULE, rule_id)
    return _part(item, day) if item else None


def penalties(day: date) -> tuple[tuple[FinePart, ...], tuple[FinePart, ...]]:
    """The fines of that day, and those of other days."""
    now = {item.id for item in content.all_of(PENALTY, day)}
    shown = [(item.id, data) for item in content.all_of(PENALTY) if (data := content.shown(item)) is not None]
    return tuple(_fine(data) for id, data in shown if id in now), tuple(
        _fine(data) for id, data in shown if id not in now
    )


def _fine(data: Mapping[str, Any]) -> FinePart:
    return FinePart(
        behaviour=data["behaviour"],
        amount=say_range(data["fine"]),
        case=bool(data.get("case")),
        remedy=data.get("remedy"),
        article=data.get("legal"),
        evidence=evidence_of(data),
    )


def standing_of(rule: FeeRule, day: date) -> str:
    """How a rule stands on a day: what nobody verified never holds."""
    if not rule.sourced:
        return PAST if rule.ends and day > rule.ends else AWAITING
    if rule.starts and day < rule.starts:
        return NOT_YET
    if rule.retired:
        return PAST
    past = rule.ends is not None and day > rule.ends
    return UNSURE if past or (rule.doubtful_from and day >= rule.doubtful_from) else HOLDS


def _part(item: content.Item, day: date) -> RulePart | None:
    data = content.shown(item)
    if data is None:
        return None
    rule = published.dated_rule(item.data)
    return RulePart(
        id=item.id,
        kind=data["kind"],
        title=data["title"],
        summary=data.get("summary"),
        scope=data.get("scope"),
        figures=_figures(data),
        firm_cap=say_formula(data["firm_cap"]) if "firm_cap" in data else None,
        condition=data.get("condition"),
        note=data.get("note"),
        article=data.get("legal"),
        evidence=evidence_of(data),
        standing=standing_of(rule, day),
        status=data.get("status", ""),
        starts=rule.starts,
        ends=rule.ends,
        doubtful_from=rule.doubtful_from,
        claims=tuple(Claim(c["text"], c.get("legal"), evidence_of(c)) for c in data.get("claims", ()) if "text" in c),
        refund_cases=tuple(data.get("refund_cases", ())),
    )


def _figures(data: Mapping[str, Any]) -> tuple[Figure, ...]:
    rows = data.get("items", [data])
    found = [
        Figure(row.get("name"), words) for row in rows if "formula" in row and (words := say_formula(row["formula"]))
    ]
    if "range" in data:
        found.append(Figure(None, say_range(data["range"])))
    return tuple(found) if "items" not in data or all(row.get("name") for row in rows) else ()
