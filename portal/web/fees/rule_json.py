"""The fee rules as data: only what may be published, formulas typed, sources spelt out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portal.content import service as content

RULE = "fee_rule"


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
