"""The fee rules as data: only what may be published, formulas typed, sources spelt out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from portal.content import service as content
from portal.fees.published import rules_on


def as_json(as_of: date | None = None, known_on: date | None = None) -> list[dict[str, Any]]:
    """Every rule that may be published, as data: formulas are typed, sources spelt out.

    With `as_of` those that hold or may hold for a contract signed that day, each with its `standing`; with `known_on` in the
    words and figures that the site had then.
    """
    return [
        _json(data) | ({"standing": state.value} if state else {})
        for item, state in rules_on(as_of, known_on)
        if (data := content.shown(item)) is not None
    ]


def find_json(rule_id: str, known_on: date | None = None) -> dict[str, Any] | None:
    """One rule as data, or None."""
    item = next((item for item, _ in rules_on(None, known_on) if item.id == rule_id), None)
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
        "known_from": data.get("known_from"),
        "worker_may_be_charged": data.get("worker_may_be_charged"),
        "refundable": data.get("refundable", False),
        "ceilings": [_ceiling(row) for row in rows if "formula" in row],
        "sources": [{"id": s.id, "title": s.title, "address": s.address} for s in content.sources_of(data)],
    }


def _ceiling(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"applies_to": row.get("applies_to", {}), "condition": row.get("condition"), "formula": row["formula"]}
