"""From what was typed to an item's data and back: a field left alone changes nothing, one emptied is taken out.

What cannot be read is kept as it was typed: a draft may be wrong, and is told so; only what is right can be published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from portal.content.editing.rules.shapes import (
    DAY,
    FIXED,
    LIST,
    NUMBER,
    WHOLE,
    YES_NO,
    Data,
    Shape,
    is_day,
    is_number,
    key_of,
    leaves,
    pattern_of,
)

_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_WHOLE = re.compile(r"-?\d{1,15}")
TICKED = "1"
MARKUP, ADDRESS = "markup", "address"
_MARKUP = re.compile(r"<\s*[/!?]?\s*[a-zA-Z-][^<]*>|<\s*(script|style|iframe)", re.IGNORECASE)
_ADDRESSES = frozenset({"address", "url", "link", "href", "website"})
_ADDRESS = re.compile(r"https?://[^\s<>\"]+|/?[A-Za-z0-9][A-Za-z0-9/_.#?=&-]*")
Step = str | int


class NoSuchPlace(LookupError):
    """No node of the data has this path."""


def steps(path: str) -> list[Step]:
    """The names and places in a path."""
    return [int(place) if place else name for name, place in _STEP.findall(path)]


def node_at(data: Any, path: str) -> Any:
    """The node with this path; NoSuchPlace."""
    node = data
    for step in steps(path):
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError) as error:
            raise NoSuchPlace(path) from error
    return node


def written(value: object) -> str:
    """A value as its field shows it: a list in lines, true as a tick."""
    if isinstance(value, bool):
        return TICKED if value else ""
    if isinstance(value, list | tuple):
        return "\n".join(str(entry) for entry in value)
    return str(value)


def with_typed(data: Data, typed: Mapping[str, str], shapes: Mapping[str, Shape]) -> dict[str, Any]:
    """The data with these fields as they were typed, by path; fields whose pattern is unknown or fixed are left alone."""
    changed: dict[str, Any] = deepcopy(dict(data))
    present = dict(leaves(data))
    for path, text in typed.items():
        shape = shapes.get(pattern_of(path))
        if shape is None or shape.kind == FIXED:
            continue
        said = _lines(text)
        if path in present and written(present[path]) == said:
            continue
        if path not in present and said == "":
            continue
        _put(changed, steps(path), _read(said, shape))
    return changed


def _lines(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")).strip()


def _read(text: str, shape: Shape) -> Any:
    """The value that was typed; None: the field is taken out."""
    if shape.kind == YES_NO:
        return text == TICKED
    if shape.kind == LIST:
        entries = [line.strip() for line in text.split("\n") if line.strip()]
        return [int(entry) if shape.whole and _WHOLE.fullmatch(entry) else entry for entry in entries] or None
    if text == "":
        return None
    return int(text) if shape.kind == WHOLE and _WHOLE.fullmatch(text) else text


def _put(data: Any, way: list[Step], value: Any) -> None:
    node = data
    for step in way[:-1]:
        if isinstance(node, dict) and step not in node:
            node[step] = {}
        node = node[step]
    last = way[-1]
    if value is None and isinstance(node, dict):
        node.pop(last, None)
    else:
        node[last] = value


def with_entry(data: Data, path: str, shapes: Mapping[str, Shape]) -> dict[str, Any]:
    """The data with one more entry in the list at this path, made like its last one and empty; NoSuchPlace.

    A list that is not there is begun with an entry like those that other items have in this place.
    """
    changed: dict[str, Any] = deepcopy(dict(data))
    above, _dot, name = path.rpartition(".")
    node = node_at(changed, above)
    if isinstance(node, dict) and node.get(name) in (None, []) and (first := _entry_like(path, shapes)):
        node[name] = [first]
        return changed
    rows = node_at(changed, path)
    if not isinstance(rows, list) or not rows or not isinstance(rows[-1], dict):
        raise NoSuchPlace(path)
    rows.append(_emptied(rows[-1]))
    return changed


def _entry_like(path: str, shapes: Mapping[str, Shape]) -> dict[str, Any]:
    entry: dict[str, Any] = {}
    before = f"{pattern_of(path)}[]."
    for pattern, shape in shapes.items():
        rest = pattern.removeprefix(before)
        if pattern.startswith(before) and "[]" not in rest and shape.kind not in (FIXED, LIST):
            _put(entry, list(rest.split(".")), "")
    return entry


def _emptied(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _emptied(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_emptied(node[0])] if node and isinstance(node[0], dict) else []
    return node if isinstance(node, bool) else ""


def without_entry(data: Data, path: str) -> dict[str, Any]:
    """The data without the entry at this path, which must be one of a list. NoSuchPlace."""
    changed: dict[str, Any] = deepcopy(dict(data))
    way = steps(path)
    if not way or not isinstance(way[-1], int):
        raise NoSuchPlace(path)
    rows = node_at(changed, path[: path.rindex("[")])
    if not 0 <= way[-1] < len(rows):
        raise NoSuchPlace(path)
    del rows[way[-1]]
    return changed


def misread(data: Data, shapes: Mapping[str, Shape]) -> Iterator[tuple[str, str]]:
    """Fields whose value is of another kind than the place takes: the path and the kind that it should be."""
    for path, value in leaves(data):
        shape = shapes.get(pattern_of(path))
        if shape is None or value in ("", []):
            continue
        if shape.kind == WHOLE and not (isinstance(value, int) and not isinstance(value, bool)):
            yield path, WHOLE
        elif shape.kind == DAY and not is_day(str(value)):
            yield path, DAY
        elif shape.kind == NUMBER and not is_number(str(value)):
            yield path, NUMBER


def unsafe(data: Data) -> Iterator[tuple[str, str]]:
    """Texts that hold markup pasted from elsewhere, and addresses that are none: the path and which of the two."""
    for path, value in leaves(data):
        if key_of(path) in _ADDRESSES and isinstance(value, str) and value and not _ADDRESS.fullmatch(value):
            yield path, ADDRESS
        elif any(
            _MARKUP.search(part) for part in (value if isinstance(value, list) else [value]) if isinstance(part, str)
        ):
            yield path, MARKUP


def tidied(node: Any) -> Any:
    """The data without texts left empty, and without what holds nothing else; what was empty by itself stays."""
    if isinstance(node, Mapping):
        kept = {key: tidied(value) for key, value in node.items()}
        return {key: value for key, value in kept.items() if not _became_empty(value, node[key])}
    if isinstance(node, list | tuple):
        return [kept for value in node if not _became_empty(kept := tidied(value), value)]
    return node


def _became_empty(value: Any, before: Any) -> bool:
    return value == "" or (value in ({}, []) and value != before)
