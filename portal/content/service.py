"""What the site knows as of a day: content by kind and id, where each figure comes from, and what may be shown of it.

Rooms ask only here. Behind it stands what shipped with the installation and what editors published since (`editions`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from portal.content import check_rules, gap_rules
from portal.content.check_rules import Finding
from portal.content.editions import library
from portal.content.item import Item
from portal.content.rules import covers, is_figure, publishable, source_ids, walk
from portal.content.store import Library, NoSuchKind, UnreadableContent

__all__ = [
    "Finding", "Item", "NoSuchItem", "NoSuchKind", "Report", "Source", "UnreadableContent",
    "all_of", "check", "find", "get", "last_updated", "publishable", "shown", "sources_of",
]  # fmt: skip


class NoSuchItem(LookupError):
    """There is no item of this kind with this id on that day."""


@dataclass(frozen=True)
class Source:
    """Where a figure was read: its title in its own language, and either a public address or the id of a document of the library."""

    id: str
    title: str
    address: str | None
    document: str | None
    lang: str


def all_of(kind: str, as_of: date | None = None) -> tuple[Item, ...]:
    """Every item of a kind in the order of the files; with `as_of`, only those whose period covers that day.

    NoSuchKind when nothing of this kind exists at all.
    """
    return tuple(item for item in library().items(kind).values() if as_of is None or covers(item.data, as_of))


def version_of(kind: str) -> str | None:
    """The version that a kind is published as, or None where its file names none."""
    return library().version(kind)


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
    return tuple(_source(id) for id in dict.fromkeys(id for node in nodes for id in source_ids(node)))


def _source(id: str) -> Source:
    data = get("source", id).data
    return Source(id, data["title"], data.get("address"), data.get("document"), data.get("lang", "en"))


def edits_shown() -> bool:
    """Whether anything was ever published here since the installation: nobody need ask what was corrected otherwise."""
    return library().number > 0


def last_updated() -> date:
    """The day on which any figure of the content was last verified: the date of the data, told in the footer."""
    return library().last_look


@dataclass(frozen=True)
class Report:
    """What a check of all content found: findings to mend, items of each kind, figures in each state, and gaps.

    `gaps`: what pages show as missing because no source has told it; it keeps nothing from being published.
    """

    findings: tuple[Finding, ...]
    counts: Mapping[str, int]
    states: Mapping[str, int]
    gaps: tuple[tuple[Item, tuple[str, ...]], ...] = ()

    @property
    def figures(self) -> int:
        """How many figures carry a state."""
        return sum(self.states.values())


def check(folder: Path | None = None) -> Report:
    """Check this content folder (the installation's own by default). UnreadableContent where a file cannot be read."""
    books = library() if folder is None else Library(folder)
    whole = {kind: books.items(kind) for kind in books.kinds}
    states = Counter(
        str(node["state"])
        for items in whole.values()
        for item in items.values()
        for _, node in walk(item.data)
        if is_figure(node)
    )
    counts = {kind: len(items) for kind, items in whole.items()}
    return Report(tuple(check_rules.check(whole)), counts, states, tuple(gap_rules.gaps(whole)))
