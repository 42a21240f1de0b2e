"""Two people changed the same item: what each changed alone is taken from both, what both changed is told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def merge(base: Any, mine: Any, theirs: Any) -> tuple[Any, tuple[tuple[str, Any], ...]]:
    """The item with the changes of both since `base`, and where they contradict each other: path and what the others wrote.

    In a contradiction `mine` stays, for the author to look at.
    """
    against: list[tuple[str, Any]] = []
    return _merge(base, mine, theirs, "", against), tuple(against)


def _merge(base: Any, mine: Any, theirs: Any, path: str, against: list[tuple[str, Any]]) -> Any:
    if theirs in (base, mine):
        return mine
    if mine == base:
        return theirs
    if all(isinstance(node, dict) for node in (base, mine, theirs)):
        return dict(_fields(base, mine, theirs, path, against))
    if all(isinstance(node, list) and len(node) == len(mine) for node in (base, mine, theirs)):
        rows = zip(base, mine, theirs, strict=True)
        return [_merge(*row, f"{path}[{place}]", against) for place, row in enumerate(rows)]
    against.append((path, theirs))
    return mine


def _fields(
    base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any], path: str, against: list[tuple[str, Any]]
) -> Iterator[tuple[str, Any]]:
    for key in (*mine, *(key for key in theirs if key not in mine)):
        place = f"{path}.{key}" if path else key
        value = _merge(base.get(key), mine.get(key), theirs.get(key), place, against)
        if value is not None:
            yield key, value
