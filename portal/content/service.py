"""What the site knows as of a day: content by kind and id, where each figure comes from, and what may be shown of it.

Rooms ask only here. Files stand behind it today; database revisions can stand behind the same functions later.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.content.rules import UNKNOWN, covers, first_day, publishable, walk
from portal.content.store import Item, NoSuchKind, UnreadableContent, library

__all__ = ["Item", "NoSuchItem", "NoSuchKind", "Source", "UnreadableContent", "all_of", "find", "get", "last_updated",
           "publishable", "shown", "sources_of"]  # fmt: skip


class NoSuchItem(LookupError):
    """There is no item of this kind with this id on that day."""


@dataclass(frozen=True)
class Source:
    """Where a figure was read: title as published, and the public address if there is one."""

    id: str
    title: str
    address: str | None


def all_of(kind: str, as_of: date | None = None) -> tuple[Item, ...]:
    """Every item of a kind in the order of the files; with `as_of`, only those whose period covers that day.

    NoSuchKind when nothing of this kind exists at all.
    """
    return tuple(item for item in library().items(kind).values() if as_of is None or covers(item.data, as_of))


def find(kind: str, id: str, as_of: date | None = None) -> Item | None:
    """The item with this id, or None (also when its period does not cover `as_of`)."""
    item = library().items(kind).get(id)
    return item if item is not None and (as_of is None or covers(item.data, as_of)) else None


def get(kind: str, id: str, as_of: date | None = None) -> Item:
    """The item with this id; NoSuchItem if there is none on that day."""
    if (item := find(kind, id, as_of)) is None:
        raise NoSuchItem(f"no {kind} {id!r}" + (f" on {as_of}" if as_of else ""))
    return item


def shown(item: Item) -> Mapping[str, Any] | None:
    """The item as a page or the API may get it: nothing withheld, no value that awaits verification; None: nothing."""
    kept: Mapping[str, Any] | None = publishable(item.data)
    return kept


def sources_of(*nodes: object) -> tuple[Source, ...]:
    """The sources named anywhere in these nodes, each once, in the order of their first mention."""
    return tuple(_source(id) for id in dict.fromkeys(_source_ids(nodes)))


def _source_ids(nodes: Iterable[object]) -> Iterable[str]:
    for node in nodes:
        for _, part in walk(dict(node) if isinstance(node, Mapping) else node):
            if isinstance(part, Mapping) and isinstance(part.get("source"), list):
                yield from part["source"]


def _source(id: str) -> Source:
    data = get("source", id).data
    return Source(id, data["title"], data.get("address"))


def last_updated() -> date:
    """The day on which any figure of the content was last verified: the date of the data, told in the footer."""
    days = [
        first_day(str(part["last_verified"]))
        for kind in library().kinds
        for item in library().items(kind).values()
        for _, part in walk(item.data)
        if isinstance(part, Mapping) and part.get("last_verified") not in (None, UNKNOWN)
    ]
    return max(days)
