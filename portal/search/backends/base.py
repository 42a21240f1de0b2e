"""What every search backend answers, whatever stands behind it: matching, scores and counts for a plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from portal.search.document import Doc, Key
from portal.search.rules.plan import Plan


class IndexDamaged(Exception):
    """The index is missing, incomplete, changed from outside, or of another version; rebuilding heals it."""


class IndexBusy(Exception):
    """Another process is writing the index now."""


@dataclass(frozen=True)
class Scope:
    """Which documents are asked for at all: a locale ("" for every one), one of the values of each filter, a range of numbers.

    `ranges`: from and to (both included, None leaves the side open) by a name of SORTS; a document without it is outside.
    """

    locale: str = ""
    kinds: tuple[str, ...] = ()
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ranges: Mapping[str, tuple[int | None, int | None]] = field(default_factory=dict)


@dataclass(frozen=True)
class Reach:
    """How far to go: `near` documents that answer in part are added when fewer than `enough` answer fully.

    `anchored`: those hold one of the plan's anchors; otherwise any term of it will do. `sort` orders the full answers by
    a name of SORTS, `-posted` from the highest; who lacks it comes last, equals by key. `facets` names filters to count.
    """

    top: int = 10
    enough: int = 10
    near: int = 20
    anchored: bool = True
    sort: str = ""
    facets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Match:
    """One document found; `full` when it answers the whole question. Scores compare within one answer only."""

    key: Key
    score: float
    full: bool


@dataclass(frozen=True)
class Found:
    """The best `top` matches, how many there are in all, and how many of each kind (before narrowing by kind).

    `facets`: of all that answer, how many have each value of the filters asked for.
    """

    matches: tuple[Match, ...] = ()
    total: int = 0
    kinds: Mapping[str, int] = field(default_factory=dict)
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def in_range(value: int | None, low: int | None, high: int | None) -> bool:
    """Whether a number lies between these, both included; an absent one does not."""
    return value is not None and (low is None or value >= low) and (high is None or value <= high)


def by_value(sort: str) -> tuple[str, bool]:
    """The name to order by, and whether from the highest."""
    return sort.removeprefix("-"), sort.startswith("-")


class Backend(Protocol):
    """An index that can be asked. Raises IndexDamaged when it cannot answer."""

    def search(self, plan: Plan, scope: Scope, reach: Reach) -> Found:
        """The documents in scope by rank: full answers first, each group by score, equal scores by key."""

    def frequencies(self, terms: Iterable[str]) -> Mapping[str, int]:
        """In how many documents each of these index terms stands; those that stand in none may be left out."""


class WritableBackend(Backend, Protocol):
    """An index that one process at a time may write."""

    def write(self, docs: Iterable[Doc], gone: Iterable[tuple[str, str]]) -> None:
        """Take these documents in and (kind, id) pairs out, in one commit; an older rev than the stored one is ignored.

        A thing is replaced as a whole: of each (kind, id) in `docs`, only the locales given remain.
        """

    def rebuild(self, docs: Iterable[Doc]) -> int:
        """Build a new generation of exactly these documents, put it in place, return how many it holds."""

    def tidy(self) -> bool:
        """Put what was written in small parts together, where that is worth it; False where it is not. Takes its time."""

    def mend(self) -> bool:
        """Put the last whole state back where a change was interrupted; False where only rebuilding heals."""

    def documents(self) -> int:
        """How many documents it holds, after it was examined: IndexDamaged where it is not what was written."""

    def examine(self) -> None:
        """Look closely at the next part of what is too much to read at once: IndexDamaged where it is not what was written."""
