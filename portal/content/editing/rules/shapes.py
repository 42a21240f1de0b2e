"""What an item of a kind may hold, learnt from all items of that kind: the schema that the edit form is made from.

A path names a node (`minimum_wage[0].value`); its pattern names all nodes of that place (`minimum_wage[].value`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

Data = Mapping[str, Any]
TEXT, LONG, DAY, NUMBER, WHOLE, YES_NO, CHOICE, LIST, FIXED = (
    "text", "long", "day", "number", "whole", "yes_no", "choice", "list", "fixed",
)  # fmt: skip
MOST_CHOICES = 12
ENOUGH = 3
LONG_FROM = 70
"""Characters: longer texts get a larger field."""
_INDEX = re.compile(r"\[\d+\]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_CHOSEN = frozenset({"state", "status", "rank", "kind", "currency", "per", "type", "level", "event", "channel", "lang"})
"""Keys whose values are words of a fixed list: those that are in use are offered."""
_ALWAYS_DAYS = frozenset(
    {"effective", "effective_to", "last_verified", "review_due", "issued", "known_from", "verify_from"}
)


@dataclass(frozen=True)
class Shape:
    """What stands at a place: one kind of value, the words in use where it is chosen, and whether every item has it."""

    kind: str
    choices: tuple[str, ...] = ()
    whole: bool = False
    """Whether the entries of a list are whole numbers."""


def pattern_of(path: str) -> str:
    """The pattern of a path."""
    return _INDEX.sub("[]", path)


def key_of(path: str) -> str:
    """The last name in a path, without a place in a list: `minimum_wage[0].value` → `value`."""
    return _INDEX.sub("", path).rsplit(".", 1)[-1].removesuffix("[]")


def is_leaf(node: object) -> bool:
    """Whether this node is edited in one field: a value, or a list of values."""
    if isinstance(node, Mapping):
        return False
    return not isinstance(node, list | tuple) or not any(isinstance(part, Mapping | list | tuple) for part in node)


def leaves(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every field of this node with its path, in order. Lists of lists are one field."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from leaves(value, f"{path}.{key}" if path else str(key))
    elif isinstance(node, list | tuple) and node and all(isinstance(part, Mapping) for part in node):
        for place, value in enumerate(node):
            yield from leaves(value, f"{path}[{place}]")
    else:
        yield path, node


def shapes(items: Iterable[Data]) -> dict[str, Shape]:
    """The shape of every field that any of these items has, by its pattern, in order of appearance."""
    found: dict[str, list[Any]] = defaultdict(list)
    for data in items:
        for path, value in leaves(data):
            found[pattern_of(path)].append(value)
    return {pattern: _shape(key_of(pattern), values) for pattern, values in found.items()}


def always_there(items: Iterable[Data]) -> frozenset[tuple[str, str]]:
    """What no node of a place lacks: pattern of the node and key. Of places that are there often enough to tell."""
    seen: dict[str, list[frozenset[str]]] = defaultdict(list)
    for data in items:
        for path, node in _mappings(data, ""):
            seen[pattern_of(path)].append(frozenset(node))
    return frozenset(
        (pattern, key)
        for pattern, found in seen.items()
        if len(found) >= ENOUGH
        for key in frozenset.intersection(*found)
    )


def lacking(data: Data, always: frozenset[tuple[str, str]]) -> Iterator[str]:
    """The paths of fields that every other node of their place has."""
    for path, node in _mappings(data, ""):
        pattern = pattern_of(path)
        for known, key in sorted(always):
            if known == pattern and key not in node:
                yield f"{path}.{key}" if path else key


def _mappings(node: Any, path: str) -> Iterator[tuple[str, Data]]:
    if isinstance(node, Mapping):
        yield path, node
        for key, value in node.items():
            yield from _mappings(value, f"{path}.{key}" if path else str(key))
    elif isinstance(node, list | tuple):
        for place, value in enumerate(node):
            yield from _mappings(value, f"{path}[{place}]")


def _shape(key: str, values: Sequence[Any]) -> Shape:
    if any(isinstance(value, list | tuple) for value in values):
        entries = [entry for value in values if isinstance(value, list | tuple) for entry in value]
        mixed = any(isinstance(entry, Mapping | list | tuple) for entry in entries)
        whole = bool(entries) and all(_is_whole(entry) for entry in entries)
        return Shape(FIXED) if mixed else Shape(LIST, whole=whole)
    if all(isinstance(value, bool) for value in values):
        return Shape(YES_NO)
    if all(_is_whole(value) for value in values):
        return Shape(WHOLE)
    if not all(isinstance(value, str) for value in values):
        return Shape(FIXED)
    return _text_shape(key, values)


def _text_shape(key: str, values: Sequence[str]) -> Shape:
    used = sorted(set(values))
    if key in _CHOSEN and len(used) <= MOST_CHOICES:
        return Shape(CHOICE, tuple(used))
    if key in _ALWAYS_DAYS or all(_DAY.fullmatch(value) and len(value) > len("2026") for value in used):
        return Shape(DAY)
    if all(_NUMBER.fullmatch(value) for value in used):
        return Shape(NUMBER)
    return Shape(LONG if any(len(value) > LONG_FROM or "\n" in value for value in used) else TEXT)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def is_day(text: str) -> bool:
    """Whether this is a day, a month or a year of the calendar, or `unknown`."""
    if text == "unknown":
        return True
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat((text + "-01-01")[: len("2026-01-01")] if len(text) < len("2026-01-01") else text)
    except ValueError:
        return False
    return True


def is_number(text: str) -> bool:
    """Whether this is a decimal number with a point."""
    return _NUMBER.fullmatch(text) is not None
