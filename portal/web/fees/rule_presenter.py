"""The fee rules as pages and JSON show them: only what may be published, each figure with its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.content import service as content
from portal.fees.formula_words import say_formula, say_range
from portal.fees.wording import KINDS
from portal.shared.locales import Text
from portal.shared.messages import Message, message
from portal.web.fees.presenters import SourceLink, source_links

RULE, PENALTY = "fee_rule", "penalty"
_HEADINGS = {**KINDS, "service_fee_rule": message("Quy tắc thu tiền và tuyển chọn")}
_STATE_TONES = {"verified": "good", "sourced": "own", "needs_verification": "warn", "superseded": "none"}


@dataclass(frozen=True)
class Figure:
    """One figure of a rule: for whom (if the rule has several) and how much, in words."""

    name: Text | None
    value: Message


@dataclass(frozen=True)
class RulePart:
    """One rule for a page. `awaiting`: nobody verified it, so only its name is shown. `status`: check, historical or empty."""

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
    state: str
    tone: str
    status: str
    effective: str
    effective_to: str | None
    verify_from: str | None
    last_verified: str
    sources: tuple[SourceLink, ...]
    claims: tuple[Mapping[str, Any], ...]
    refund_cases: tuple[Text, ...]
    documents: tuple[tuple[str, str], ...]

    @property
    def awaiting(self) -> bool:
        """Whether an editor still has to verify it."""
        return self.state == "needs_verification"


@dataclass(frozen=True)
class KindPart:
    """The rules of one kind of charge."""

    kind: str
    name: Message
    rules: tuple[RulePart, ...]


def by_kind() -> tuple[KindPart, ...]:
    """Every rule that may be published, grouped by kind in the order of the form."""
    rules = [part for item in content.all_of(RULE) if (part := _part(item)) is not None]
    groups = ((kind, name, tuple(rule for rule in rules if rule.kind == kind)) for kind, name in _HEADINGS.items())
    return tuple(KindPart(kind, name, found) for kind, name, found in groups if found)


def find_rule(rule_id: str) -> RulePart | None:
    """One rule, or None if there is none that may be published."""
    item = content.find(RULE, rule_id)
    return _part(item) if item else None


def penalties() -> tuple[Mapping[str, Any], ...]:
    """The fines that may be published, as data with their range in words and their sources."""
    shown = [data for item in content.all_of(PENALTY) if (data := content.shown(item)) is not None]
    return tuple({**data, "in_words": say_range(data["fine"]), "links": source_links(data)} for data in shown)


def _part(item: content.Item) -> RulePart | None:
    data = content.shown(item)
    if data is None:
        return None
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
        state=data["state"],
        tone=_STATE_TONES.get(data["state"], "none"),
        status=data.get("status", ""),
        effective=data["effective"],
        effective_to=data.get("effective_to"),
        verify_from=data.get("verify_from"),
        last_verified=data["last_verified"],
        sources=source_links(data),
        claims=tuple(data.get("claims", ())),
        refund_cases=tuple(data.get("refund_cases", ())),
        documents=_documents(data),
    )


def _figures(data: Mapping[str, Any]) -> tuple[Figure, ...]:
    rows = data.get("items", [data])
    found = [
        Figure(row.get("name"), words) for row in rows if "formula" in row and (words := say_formula(row["formula"]))
    ]
    if "range" in data:
        found.append(Figure(None, say_range(data["range"])))
    return tuple(found) if "items" not in data or all(row.get("name") for row in rows) else ()


def _documents(data: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """The legal texts a rule rests on: id and number."""
    ids = dict.fromkeys([*data.get("documents", ()), *filter(None, (data.get("replaced_by"), data.get("amended_by")))])
    found = ((id, content.find("document", id)) for id in ids)
    return tuple(
        (id, item.data["number"]) for id, item in found if item and content.shown(item) and "number" in item.data
    )


def as_json() -> list[dict[str, Any]]:
    """Every rule that may be published, as data: formulas are typed, sources spelt out."""
    return [_json(data) for item in content.all_of(RULE) if (data := content.shown(item)) is not None]


def find_json(rule_id: str) -> dict[str, Any] | None:
    """One rule as data, or None."""
    item = content.find(RULE, rule_id)
    data = content.shown(item) if item else None
    return _json(data) if data is not None else None


def _json(data: Mapping[str, Any]) -> dict[str, Any]:
    rows = data.get("items", [data])
    return {
        "id": data["id"],
        "kind": data["kind"],
        "title": data["title"],
        "summary": data.get("summary"),
        "scope": data.get("scope"),
        "article": data.get("legal"),
        "state": data["state"],
        "effective": data["effective"],
        "effective_to": data.get("effective_to"),
        "last_verified": data["last_verified"],
        "worker_may_be_charged": data.get("worker_may_be_charged"),
        "refundable": data.get("refundable", False),
        "ceilings": [_ceiling(row) for row in rows if "formula" in row],
        "sources": [{"id": s.id, "title": s.title, "address": s.address} for s in content.sources_of(data)],
    }


def _ceiling(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"applies_to": row.get("applies_to", {}), "condition": row.get("condition"), "formula": row["formula"]}
