"""A change of one field as people read it: what it was, what it is, and by how much an amount differs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from portal.content.editing.rules.differences import Change
from portal.content.editing.rules.shapes import key_of
from portal.content.editing.rules.typed import written
from portal.shared.locales import LOCALES
from portal.shared.messages import Message
from portal.web.editing.words import label_of
from portal.web.shell.wording import number

_COUNTED = frozenset(
    {"value", "amount", "amounts", "months", "at_most", "at_most_from", "min", "max", "low", "high", "rate"}
)
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,9})?")


@dataclass(frozen=True)
class ChangeLine:
    """One field: where it stands in words (`steps`), before and after as text; `difference` of two numbers, "" of all else."""

    path: str
    steps: tuple[Message | str, ...]
    lang: str
    was: str
    now: str
    there: bool
    still: bool
    figure: bool
    difference: str


def lines(changes: Iterable[Change]) -> list[ChangeLine]:
    """The changes in order."""
    return [_line(change) for change in changes]


def _line(change: Change) -> ChangeLine:
    lang = key_of(change.path) if key_of(change.path) in LOCALES else ""
    parts = [part for part in change.path.split(".") if part not in LOCALES]
    return ChangeLine(
        change.path, tuple(label_of(part) for part in parts), lang, _said(change.path, change.was), _said(change.path, change.now),
        change.was is not None, change.now is not None, change.figure, _difference(change.was, change.now),
    )  # fmt: skip


def _said(path: str, value: Any) -> str:
    """The value as the form writes it; an amount or a count with the reader's separators."""
    if value is None:
        return ""
    text = written(value) if not isinstance(value, bool) else str(value).lower()
    counted = key_of(path) in _COUNTED and all(_NUMBER.fullmatch(line) for line in text.split("\n"))
    return "\n".join(number(line) for line in text.split("\n")) if counted else text


def _difference(was: Any, now: Any) -> str:
    """By how much a number grew or fell, with its sign."""
    if not all(_NUMBER.fullmatch(str(value)) for value in (was, now)):
        return ""
    by = Decimal(str(now)) - Decimal(str(was))
    return f"{'+' if by > 0 else '−'}{number(abs(by))}" if by else ""
