"""What a reader may tell of themselves for one question of the page. Nothing here is ever stored; absent means not told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.guidance.rules.days import Span

SCHOOLING = ("less", "lower_secondary", "upper_secondary", "college_year_related", "college_other")
"""From less to more; the last two both finished upper secondary school and studied for at least a year after it."""
NONE, OTHER = "none", "other"
"""A language certificate: none at all; one that is not in the list."""


@dataclass(frozen=True)
class Certificate:
    """A language certificate: the test (id of a language_test, `cefr`, NONE or OTHER) and its CEFR rank, 0 below A1 to 6."""

    test: str
    rank: int | None = None


@dataclass(frozen=True)
class Person:
    """The answers for “Am I eligible?”. `said` holds the questions that are a choice, by name."""

    born: Span | None = None
    certificates: Mapping[str, Certificate] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)
    korea_months: int | None = None
    korea_return: Span | None = None


@dataclass(frozen=True)
class Situation:
    """The answers for “Which support?”. `groups` is None where that question was left open, empty for “none of these”."""

    groups: frozenset[str] | None = None
    stage: str = ""
    event: str = ""
    route: str = ""
