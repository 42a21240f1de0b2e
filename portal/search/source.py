"""Where documents come from: each room that has something to find hands the engine one of these."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from portal.search.document import Doc


class Source(Protocol):
    """The documents of one kind, always read from the truth (the database, the content files)."""

    @property
    def kind(self) -> str:
        """One of `portal.search.document.KINDS`."""

    def load(self, ids: Sequence[str]) -> Iterable[Doc]:
        """The documents of these ids that the public may see now, in every language; an id without one is gone."""

    def all(self) -> Iterable[Doc]:
        """Every document that the public may see now."""
