"""What changed between two versions of an item, field by field, and which of it needs a reviewer's eyes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from portal.content.editing.rules.shapes import Data, is_leaf, key_of, leaves

_FIGURES = frozenset(
    {
        "value", "amount", "amounts", "months", "at_most", "at_most_from", "min", "max", "low", "high", "rate", "currency",
        "per", "formula", "type", "state", "status", "rank", "effective", "effective_to", "verify", "verify_from", "issued",
        "known_from", "review_due", "last_verified", "awaiting", "retired", "refundable", "worker_may_be_charged", "source",
        "markets", "programmes", "occupations", "kind", "event", "contract_months_min", "publish", "telephone", "phone",
        "replaced_by", "amended_by", "documents", "legal", "number",
    }
)  # fmt: skip
"""Keys by which a price is judged, a date of law is set, or a state is told."""
_NAMES = ("id", "label", "name", "title", "code", "text")
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\d+(\.\d+)?")
_DAY = re.compile(r"\d{4}(-\d{2}){0,2}")


@dataclass(frozen=True)
class Change:
    """One field that is not as it was: None where it was not there, or is there no more. `figure`: a reviewer must agree."""

    path: str
    was: Any
    now: Any
    figure: bool


def differences(before: Data | None, after: Data | None) -> tuple[Change, ...]:
    """Every field that differs, in the order of what is there now; entries of lists are known by their names, not their places."""
    return tuple(
        Change(path, was, now, is_figure(path, was, now)) for path, was, now in _walk(before or {}, after or {}, "")
    )


def needs_reviewer(before: Data | None, after: Data | None) -> bool:
    """Whether an amount, a date of law, a state, or any number in a text changes: then another editor is not enough."""
    return any(change.figure for change in differences(before, after))


def stale_mentions(before: Data | None, after: Data | None) -> tuple[str, ...]:
    """Paths of texts that still name a number which a changed field no longer holds: the reader would be told both."""
    gone = {
        str(change.was) for change in differences(before, after) if change.now is not None and _is_number(change.was)
    }
    words = [re.compile(rf"(?<![\d.,]){re.escape(number)}(?![\d]|[.,]\d)") for number in sorted(gone)]
    return tuple(
        path
        for path, text in leaves(after or {})
        if isinstance(text, str)
        and not _is_number(text)
        and not _DAY.fullmatch(text)
        and any(w.search(text) for w in words)
    )


def _is_number(value: Any) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool) and _NUMBER.fullmatch(str(value)) is not None


def is_figure(path: str, was: Any, now: Any) -> bool:
    """Whether this change is one of an amount, a date, a state, or of digits in a text."""
    names = {key_of(part) for part in path.split(".")}
    return bool(names & _FIGURES) or _DIGIT.findall(_text(was)) != _DIGIT.findall(_text(now))


def _text(value: Any) -> str:
    return "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _walk(was: Any, now: Any, path: str) -> Iterator[tuple[str, Any, Any]]:
    if was == now:
        return
    if isinstance(was, Mapping) and isinstance(now, Mapping):
        for key in (*now, *(key for key in was if key not in now)):
            yield from _walk(was.get(key), now.get(key), f"{path}.{key}" if path else str(key))
    elif _entries(was) and _entries(now):
        yield from _rows(was, now, path)
    elif was is None and not is_leaf(now):
        yield from ((found, None, value) for found, value in leaves(now, path))
    elif now is None and not is_leaf(was):
        yield from ((found, value, None) for found, value in leaves(was, path))
    else:
        yield path, was, now


def _entries(node: Any) -> bool:
    return isinstance(node, list | tuple) and bool(node) and all(isinstance(entry, Mapping) for entry in node)


def _rows(was: Sequence[Data], now: Sequence[Data], path: str) -> Iterator[tuple[str, Any, Any]]:
    names = [[_name(entry) for entry in rows] for rows in (was, now)]
    for _, a, b, c, d in SequenceMatcher(a=names[0], b=names[1], autojunk=False).get_opcodes():
        for step in range(max(b - a, d - c)):
            old = was[a + step] if a + step < b else None
            new = now[c + step] if c + step < d else None
            place = c + step if new is not None else a + step
            yield from _walk(old, new, f"{path}[{place}]")


def _name(entry: Data) -> str:
    for key in _NAMES:
        if key in entry:
            return json.dumps(entry[key], sort_keys=True)
    return json.dumps(entry, sort_keys=True)
