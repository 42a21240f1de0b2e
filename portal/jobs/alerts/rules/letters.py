"""When a letter about vacancies may be written, and how many vacancies it names."""

from __future__ import annotations

from datetime import date, timedelta

MOST = 10
"""Vacancies that one letter names; it counts the others."""
AT_LEAST_KEPT = 5
"""Of these, places for what saved searches found, however much fits the profile."""
NEWS_FOR = timedelta(days=30)
"""A vacancy that could not be told for so long (closed, suspended, a resting profile) is no news any more."""
UNCONFIRMED_LIFE = timedelta(days=2)
"""How long a search of an address waits for its link to be opened; then it is forgotten."""


def may_write(told_on: date | None, day: date) -> bool:
    """Whether a letter may go out on this day in Vietnam: none did yet. Clocks that went back bring no second one."""
    return told_on is None or told_on < day


def places(fits: int, kept: int) -> tuple[int, int]:
    """How many of each a letter names, at most MOST in all: both kinds have room where both have something."""
    named = min(kept, max(AT_LEAST_KEPT, MOST - fits))
    return min(fits, MOST - named), named
