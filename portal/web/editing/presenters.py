"""A change of one field as people read it: what it was, what it is, and by how much an amount differs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from portal.content.editing.rules.differences import Change
from portal.content.editing.rules.shapes import key_of
from portal.content.editing.rules.typed import written
from portal.shared.locales import LOCALES
from portal.shared.messages import Message
from portal.web.editing.words import label_of


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
        change.path, tuple(label_of(part) for part in parts), lang, _said(change.was), _said(change.now),
        change.was is not None, change.now is not None, change.figure, _difference(change.was, change.now),
    )  # fmt: skip


def _said(value: Any) -> str:
    return "" if value is None else written(value) if not isinstance(value, bool) else str(value).lower()


def _difference(was: Any, now: Any) -> str:
    """By how much a number grew or fell, with its sign."""
    try:
        by = Decimal(str(now)) - Decimal(str(was))
    except InvalidOperation:
        return ""
    return f"{by:+f}" if by else ""
