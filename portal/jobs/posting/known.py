"""What the content knows that vacancies are compared with: minimum wages by region, provinces by id, names of what was caught."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from portal.content import service as content
from portal.content.rules import covers
from portal.jobs.posting.patterns import LURE, UNLAWFUL
from portal.shared.locales import Text


def minimums(day: date) -> dict[str, int]:
    """The monthly minimum wage of each region on this day, in VND; nothing where none that may be shown is known."""
    found = {}
    for item in content.all_of("regional_wage"):
        node = content.shown(item) or {}
        value = (node.get("monthly") or {}).get("value")
        if value is not None and covers(node["monthly"], day):
            found[item.id] = int(value)
    return found


def minimum_nodes() -> list[tuple[str, Text, Mapping[str, Any]]]:
    """Each region's id and name with its figure, as it may be shown with its evidence."""
    shown = [(item.id, content.shown(item) or {}) for item in content.all_of("regional_wage")]
    return [(id, node["name"], node["monthly"]) for id, node in shown if (node.get("monthly") or {}).get("value")]


def province_name(id: str) -> str | None:
    """The Vietnamese name of a province by its id."""
    item = content.find("province", id)
    return str(item.data["name"]["vi"]) if item is not None else None


def reason_of(why: str) -> tuple[Text, Text | None] | None:
    """What a screen is called, and the article behind it; None for one that is no content."""
    item = content.find(LURE, why) or content.find(UNLAWFUL, why)
    return None if item is None else (item.data["name"], item.data.get("legal"))


def is_requirement(why: str) -> bool:
    """Whether this screen is a requirement and no lure."""
    return content.find(UNLAWFUL, why) is not None
