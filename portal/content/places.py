"""Which pages content has: the path of each item that stands on a page of its own, its title, and when it last changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.content.editions import library, per_edition
from portal.content.item import FORMERLY, Item
from portal.content.rules import AWAITING, UNKNOWN, first_day, last_look, publishable, walk
from portal.shared.locales import Text

Node = Mapping[str, Any]


@dataclass(frozen=True)
class Place:
    """A page: its path below the language (`markets/jp`), what it is about, its title, and its last change."""

    path: str
    kind: str
    id: str
    title: Text
    changed: date
    node: Node
    """What may be shown of it."""


# The path of the page of an item, by kind. A kind that is not here has no page for each item.
_PATHS: Mapping[str, Callable[[Node], str]] = {
    "market": lambda node: f"markets/{node['id'].lower()}",
    "programme": lambda node: f"markets/{node['market'].lower()}/{node['id'].lower()}",
    "fee_rule": lambda node: f"fees/{node['id']}",
    "procedure": lambda node: f"procedures/{node['id']}",
    "scam": lambda node: f"warnings/{node['id']}",
    "lesson": lambda node: f"lessons/{node['id']}",
    "page": lambda node: f"pages/{node['id']}",
    "document": lambda node: f"documents/{node['id']}",
}
# Further pages about each market.
OF_MARKETS = ("sos", "costs")
_TOLD_WAITING = ("programme", "document")
"""Kinds whose page stands although the item awaits verification, and says so."""
_CHANGES = ("last_verified", "known_from", "reviewed", "published_on")


@per_edition
def places(kind: str | None = None) -> tuple[Place, ...]:
    """Every item with a page of its own (of one kind, or of all), in the order of the files."""
    kinds = [kind] if kind else list(_PATHS)
    return tuple(place for kind in kinds if kind in library().kinds for place in _of_kind(kind))


def moved_to(path: str) -> str:
    """The path of the page that this path was renamed to, "" where it never was the page of an item that is shown."""
    return _moved().get(path, "")


@per_edition
def _moved() -> Mapping[str, str]:
    found = {}
    for place in places():
        for former in library().items(place.kind)[place.id].data.get(FORMERLY, ()):
            if former not in library().items(place.kind):
                found[path_of(place.kind, {**place.node, "id": former})] = place.path
    return found


def path_of(kind: str, node: Node) -> str:
    """The path of the page of an item, "" where its kind has none."""
    return _PATHS[kind](node) if kind in _PATHS else ""


def _of_kind(kind: str) -> Iterator[Place]:
    for item in library().items(kind).values():
        node = publishable(item.data)
        if node is not None and (node.get("state") != AWAITING or kind in _TOLD_WAITING) and _has_page(item):
            title = node.get("title") or node.get("name")
            yield Place(_PATHS[kind](node), kind, item.id, title, changed(item), node)


def _has_page(item: Item) -> bool:
    """A programme that hangs below no market of ours has none."""
    return item.kind != "programme" or item.data["market"] in library().items("market")


def changed(item: Item) -> date:
    """The newest day on which anything in this item was checked, learnt of or written."""
    days = [*last_look(item.data)]
    for _path, part in walk(item.data):
        if isinstance(part, Mapping):
            days += [first_day(str(part[key])) for key in _CHANGES if part.get(key) not in (None, UNKNOWN, "")]
    return max(days, default=library().last_look)
