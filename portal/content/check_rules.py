"""Whether content may be published: what is wrong with which row, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from portal.content import (
    certificate_rules,
    evidence_rules,
    phrase_rules,
    reading_rules,
    reference_rules,
    relation_rules,
    showing_rules,
    text_rules,
)
from portal.content.item import Item
from portal.shared.messages import Message

Library = Mapping[str, Mapping[str, Item]]
"""All content: kind → id → item."""


@dataclass(frozen=True)
class Finding:
    """One thing to mend before publishing: where, what is wrong and what to do."""

    item: Item
    path: str
    message: Message


def check(library: Library) -> list[Finding]:
    """Everything wrong with this content, item by item; an empty list means that it may be published."""
    withheld = showing_rules.withheld_numbers(library)
    return [
        Finding(item, path, text)
        for items in library.values()
        for item in items.values()
        for path, text in _of_item(item, library, withheld)
    ]


def check_item(item: Item, library: Library) -> list[Finding]:
    """Everything wrong with this one item of this content."""
    withheld = showing_rules.withheld_numbers(library)
    return [Finding(item, path, text) for path, text in _of_item(item, library, withheld)]


def _of_item(item: Item, library: Library, withheld: showing_rules.Numbers) -> Iterator[tuple[str, Message]]:
    yield from evidence_rules.incomplete(item)
    yield from evidence_rules.bare(item)
    yield from evidence_rules.misdated(item)
    yield from reference_rules.dangling(item, library)
    yield from reference_rules.taken(item, library)
    yield from text_rules.untranslated(item)
    yield from text_rules.badly_written(item)
    yield from showing_rules.showing(item)
    yield from showing_rules.leaking(item, withheld)
    yield from showing_rules.one_sided(item)
    yield from certificate_rules.claimed(item)
    yield from phrase_rules.phrased(item)
    yield from reading_rules.misread(item, library)
    yield from relation_rules.unexplained(item, library)
