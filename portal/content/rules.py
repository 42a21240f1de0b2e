"""What a published figure must carry, when it holds, and how much of it a page may show."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

VERIFIED, SOURCED, AWAITING = "verified", "sourced", "needs_verification"
SUPERSEDED, WITHHELD = "superseded", "withheld"
STATES = (VERIFIED, SOURCED, AWAITING, SUPERSEDED, WITHHELD)
EVIDENCE = ("state", "source", "effective", "last_verified")
UNKNOWN = "unknown"

# All that may be said of a figure nobody has verified: which figure it is and that it waits. Never its value.
SAID_OF_AWAITING = ("id", "kind", "market", "about", "name", "title", "label", "year", "period", "awaiting", *EVIDENCE)
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def is_figure(node: object) -> bool:
    """Whether this node is a figure or claim that carries its own evidence."""
    return isinstance(node, Mapping) and "state" in node


def first_day(text: str) -> date:
    """The first day that `2026`, `2026-07` or `2026-07-01` can mean; ValueError for anything else."""
    year, month, day = _parts(text)
    return date(year, month or 1, day or 1)


def last_day(text: str) -> date:
    """The last day that `2026`, `2026-07` or `2026-07-01` can mean; ValueError for anything else."""
    year, month, day = _parts(text)
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def _parts(text: str) -> tuple[int, int, int]:
    match = _DATE.fullmatch(str(text))
    if match is None:
        raise ValueError(f"{text!r} is no date like 2026-07-01")
    year, month, day = (int(part or 0) for part in match.groups())
    return year, month, day


def covers(node: Mapping[str, Any], day: date) -> bool:
    """Whether the node's period (`effective`, `effective_to`, both ends included) holds on this day.

    An unknown or absent end leaves that side open: it is not known that the value did not hold.
    """
    start, end = node.get("effective"), node.get("effective_to")
    if start not in (None, UNKNOWN) and day < first_day(str(start)):
        return False
    return end in (None, UNKNOWN) or day <= last_day(str(end))


def publishable(node: Any) -> Any:
    """What a page or the API may get of this node: a copy without what is withheld.

    A withheld figure leaves nothing (None at the top). A figure that awaits verification keeps its name and its
    state, never its value; so do the fields that a node lists in `awaiting`. Every presenter goes through here, and
    `check-content` checks the result.
    """
    if isinstance(node, Mapping):
        if node.get("state") == WITHHELD:
            return None
        waiting = node.get("awaiting") or ()
        kept = {key: publishable(value) for key, value in node.items() if key not in waiting and not _withheld(value)}
        if node.get("state") == AWAITING:
            return {key: value for key, value in kept.items() if key in SAID_OF_AWAITING or _has_own_state(value)}
        return kept
    if isinstance(node, list | tuple):
        return [publishable(value) for value in node if not _withheld(value)]
    return node


def _withheld(node: object) -> bool:
    return isinstance(node, Mapping) and node.get("state") == WITHHELD


def _has_own_state(node: object) -> bool:
    """Nested figures with a state of their own are judged by it, not by their parent's."""
    if isinstance(node, Mapping):
        return is_figure(node)
    return isinstance(node, list) and all(is_figure(part) for part in node)


def source_ids(node: object) -> Iterator[str]:
    """The ids of every source named in this node, in order, as often as they are named."""
    for _, part in walk(node):
        if isinstance(part, Mapping) and isinstance(part.get("source"), list):
            yield from part["source"]


def last_look(node: object) -> Iterator[date]:
    """Every day on which a figure in this node was last verified."""
    for _, part in walk(node):
        if isinstance(part, Mapping) and part.get("last_verified") not in (None, UNKNOWN):
            yield first_day(str(part["last_verified"]))


def claims_nothing(kind: str) -> bool:
    """Kinds whose numbers and words are the site's own: where things were read, its texts, settings of search and match."""
    return kind in ("source", "page") or kind.startswith(("search_", "matching_"))


def walk(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every node below and including this one with its path: `minimum_wage[0].value`."""
    yield path, node
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from walk(value, f"{path}.{key}" if path else str(key))
    elif isinstance(node, list | tuple):
        for place, value in enumerate(node):
            yield from walk(value, f"{path}[{place}]")
