"""Which figure of a series held on a day: of figures that follow each other, the newest that had begun."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.content.rules import AWAITING, SUPERSEDED, UNKNOWN, WITHHELD, first_day, last_day

Node = Mapping[str, Any]


@dataclass(frozen=True)
class Series:
    """The figures of one name as of a day: those that held, those decided for later, those that held before.

    `newer_awaits`: a figure that began after the one that held, by that day, is known of but not verified.
    """

    held: tuple[Node, ...]
    later: tuple[Node, ...]
    earlier: tuple[Node, ...]
    newer_awaits: bool = False


def series_on(nodes: Iterable[Node], day: date, name: Callable[[Node], object]) -> Series:
    """All nodes sorted into what held on the day, later and earlier; `name` says which nodes follow each other."""
    groups: dict[object, list[Node]] = defaultdict(list)
    for node in nodes:
        if node["state"] != WITHHELD:
            groups[name(node)].append(node)
    parts = [_one(group, day) for group in groups.values()]
    return Series(
        tuple(node for part in parts for node in part.held),
        tuple(node for part in parts for node in part.later),
        tuple(node for part in parts for node in part.earlier),
        any(part.newer_awaits for part in parts),
    )


def begins(node: Node) -> date | None:
    """The first day that the figure's effective date can mean, None where no source gives it."""
    effective = str(node.get("effective", UNKNOWN))
    return None if effective == UNKNOWN else first_day(effective)


def _one(nodes: Iterable[Node], day: date) -> Series:
    known = [node for node in nodes if node["state"] != AWAITING]
    waiting = [node for node in nodes if node["state"] == AWAITING]
    begun = [node for node in known if (start := begins(node)) is not None and start <= day]
    later = tuple(node for node in known if (start := begins(node)) is not None and start > day)
    undated = tuple(node for node in known if begins(node) is None)
    newest = max((begins(node) or date.min for node in begun), default=None)
    held = tuple(node for node in begun if begins(node) == newest and _not_over(node, day, followed=bool(later)))
    earlier = tuple(node for node in begun if node not in held)
    if newest is None or not held:  # nobody says since when it holds: then nothing says that it did not
        held = (
            *held,
            *(node for node in undated if node["state"] != SUPERSEDED and _not_over(node, day, followed=True)),
        )
    newer = any(
        (start := begins(node)) is not None and start <= day and (newest is None or start > newest) for node in waiting
    )
    return Series(held, later, earlier, newer and bool(held))


def _not_over(node: Node, day: date, *, followed: bool) -> bool:
    """Whether the figure still held on the day. One that is superseded without an end held until its follower began."""
    end = node.get("effective_to")
    if end not in (None, UNKNOWN):
        return day <= last_day(str(end))
    return node["state"] != SUPERSEDED or followed
