"""The patterns that content holds, compiled once: offers that take money, papers or people, and requirements against the law."""

from __future__ import annotations

from portal.content import service as content
from portal.content.editions import per_edition
from portal.content.item import Item
from portal.jobs.posting.rules.screening import Level, Screen
from portal.shared.phrases import pattern

LURE, UNLAWFUL = "lure_pattern", "unlawful_requirement"


@per_edition
def lures() -> tuple[Screen, ...]:
    """What marks an offer meant to take money, papers or people."""
    return tuple(_screen(item, item.data["level"]) for item in content.all_of(LURE))


@per_edition
def unlawful() -> tuple[Screen, ...]:
    """What a vacancy may not ask for."""
    return tuple(
        _screen(item, "excusable" if item.data["excusable"] else "refuse") for item in content.all_of(UNLAWFUL)
    )


def all_patterns() -> tuple[Screen, ...]:
    """Both."""
    return (*lures(), *unlawful())


def _screen(item: Item, level: Level) -> Screen:
    data = item.data
    return Screen(item.id, level, pattern(data["phrases"], data.get("unless", ()), deniable=data.get("deniable", True)))
