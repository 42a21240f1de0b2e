"""Whose story may be told: with the person’s consent on record and not withdrawn; invented ones on demonstrations only."""

from __future__ import annotations

from portal.content.editions import library
from portal.content.item import Item

STORY = "story"


def may_be_told(item: Item, *, demo: bool) -> bool:
    """Whether this story may be shown. A real person's needs a dated consent; an invented one is never shown as real."""
    if item.data.get("illustrative"):
        return demo
    consent = item.data.get("consent") or {}
    return bool(consent.get("given_on")) and not consent.get("withdrawn_on")


def told(*, demo: bool) -> tuple[Item, ...]:
    """The stories that may be shown here."""
    return tuple(item for item in library().items(STORY).values() if may_be_told(item, demo=demo))
