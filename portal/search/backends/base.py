"""What every search backend answers, whatever stands behind it: matching, scores and counts for a plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from portal.search.document import Doc, Key
from portal.search.rules.plan import Plan


class IndexDamaged(Exception):
    """The index is missing, incomplete, changed from outside, or of another version; rebuilding heals it."""


@dataclass(frozen=True)
class Scope:
    """Which documents are asked for at all: a locale ("" for every one) and one of the values of each filter."""

    locale: str = ""
    kinds: tuple[str, ...] = ()
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Reach:
    """How far to go: `near` documents that answer in part are added when fewer than `enough` answer fully.

    `anchored`: those hold one of the plan's anchors; otherwise any term of it will do.
    """

    top: int = 10
    enough: int = 10
    near: int = 20
    anchored: bool = True


@dataclass(frozen=True)
class Match:
    """One document found; `full` when it answers the whole question. Scores compare within one answer only."""

    key: Key
    score: float
    full: bool


@dataclass(frozen=True)
class Found:
    """The best `top` matches, how many there are in all, and how many of each kind (before narrowing by kind)."""

    matches: tuple[Match, ...] = ()
    total: int = 0
    kinds: Mapping[str, int] = field(default_factory=dict)


class Backend(Protocol):
    """An index that can be asked. Raises IndexDamaged when it cannot answer."""

    def search(self, plan: Plan, scope: Scope, reach: Reach) -> Found:
        """The documents in scope by rank: full answers first, each group by score, equal scores by key."""

    def frequency(self, term: str) -> int:
        """In how many documents this index term stands."""


class WritableBackend(Backend, Protocol):
    """An index that one process at a time may write."""

    def write(self, docs: Iterable[Doc], gone: Iterable[tuple[str, str]]) -> None:
        """Take these documents in and (kind, id) pairs out, in one commit; an older rev than the stored one is ignored.

        A thing is replaced as a whole: of each (kind, id) in `docs`, only the locales given remain.
        """

    def rebuild(self, docs: Iterable[Doc]) -> int:
        """Build a new generation of exactly these documents, put it in place, return how many it holds."""
