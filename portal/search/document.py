"""What can be found: one text of one thing in one language, as the room that owns the thing describes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

KINDS = ("page", "firm", "order", "vacancy", "document")
SORTS = ("posted", "salary")
"""Whole numbers that answers can be ordered by and narrowed with: days since 1970, VND a month."""

ANY = "any"
"""The locale of a text that reads the same in every language: a firm's name, a vacancy in its own words."""

Key = tuple[str, str, str]


@dataclass(frozen=True)
class Doc:
    """One findable text. The same page in two languages is two documents with one id.

    `rev` grows with every change of the thing (a version, or microseconds of its last change): an older one never
    overwrites a newer one. `filters` are codes a list can be narrowed by (province, sector, market, firm, status), each
    a tuple of values; `sort` are whole numbers from 0 under the names of SORTS. Nothing private belongs
    in any field: whoever may search may read it.
    """

    kind: str
    id: str
    rev: int
    locale: str
    title: str
    body: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: Mapping[str, int] = field(default_factory=dict)

    @property
    def key(self) -> Key:
        """What makes it one document: kind, id and locale."""
        return (self.kind, self.id, self.locale)
