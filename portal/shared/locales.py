"""The languages the site speaks: Vietnamese is the source, English is complete."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Locale = Literal["vi", "en"]
SOURCE: Locale = "vi"
LOCALES: tuple[Locale, ...] = ("vi", "en")

Text = Mapping[str, str]
"""A text in each language: {"vi": …, "en": …}. `vi` is always there."""


def as_locale(code: str | None) -> Locale | None:
    """The locale of this code, or None."""
    return next((known for known in LOCALES if known == code), None)


def pick(text: Text | str | None, locale: str) -> str:
    """The text in this language, else in Vietnamese, else nothing. A plain string is the same in every language."""
    if text is None:
        return ""
    if isinstance(text, str):
        return text
    return text.get(locale) or text.get(SOURCE, "")


def lacks(node: object, locale: str) -> bool:
    """Whether any text in this node (of any depth) stands in Vietnamese only."""
    if isinstance(node, Mapping):
        if isinstance(node.get(SOURCE), str):
            return not node.get(locale)
        return any(lacks(part, locale) for part in node.values())
    return isinstance(node, list | tuple) and any(lacks(part, locale) for part in node)
