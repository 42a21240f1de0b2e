"""Which parts a pair can be judged by, and the points that each may give: worked out once for every pattern of presence."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from portal.jobs.matching import score_rules as rules
from portal.jobs.matching.columns.table import Ints
from portal.jobs.matching.readings import VacancyReading
from portal.jobs.matching.weights import Weights

OF_VACANCY = ("skills", "occupation", "text", "language", "language_wished", "experience")
"""Parts that the vacancy alone decides about, by their bit in `parts`."""
OF_PAIR = ("place", "wage", "start")
"""Parts that both must say something of, by their bit in a pattern."""
PATTERNS = 1 << len(OF_PAIR)
PARTS = OF_VACANCY + OF_PAIR


def presence(vacancy: VacancyReading) -> int:
    """The bits of the parts that this vacancy can be judged by."""
    asked = round(12 * (vacancy.facts.experience_years or 0))
    there = {
        "skills": bool(vacancy.lines),
        "occupation": bool(vacancy.occupations),
        "text": bool(vacancy.words),
        "language": any(ask.required for ask in vacancy.asks),
        "language_wished": any(not ask.required for ask in vacancy.asks),
        "experience": bool(asked),
    }
    return sum(there[name] << bit for bit, name in enumerate(OF_VACANCY))


def budget_of(weights: Weights, parts: int, pattern: int) -> dict[str, int]:
    """The points of each part, as `score_rules.budget` gives them."""
    shares = {name: 0 if parts >> bit & 1 else None for bit, name in enumerate(OF_VACANCY)}
    shares |= {name: 0 if pattern >> bit & 1 else None for bit, name in enumerate(OF_PAIR)}
    return rules.budget(weights.parts, shares)


def budgets(weights: Weights) -> Ints:
    """budgets[part, parts · 8 + pattern] in points."""
    found = np.zeros((len(PARTS), (1 << len(OF_VACANCY)) * PATTERNS), dtype=np.int64)
    for parts in range(1 << len(OF_VACANCY)):
        for pattern in range(PATTERNS):
            for name, points in budget_of(weights, parts, pattern).items():
                found[PARTS.index(name), parts * PATTERNS + pattern] = points
    return found


def patterns(place: Ints, wage: Ints, start: Ints) -> Ints:
    """The pattern of each row from its shares of place, wage and start; a negative one is absent."""
    found: Ints = (place >= 0) | (wage >= 0).astype(np.int64) << 1 | (start >= 0).astype(np.int64) << 2
    return found


def wage_shares(asked: Ints | int, low: Ints | int, high: Ints | int) -> Ints:
    """`score_rules.wage_share` for many at once: VND a month, 0 or less is none; −1 where nothing can be judged."""
    asked, low, high = np.broadcast_arrays(np.asarray(asked), np.asarray(low), np.asarray(high))
    below = np.maximum(0, rules.FULL * (6 * high - 5 * asked) // np.maximum(high, 1))
    capped = np.where(asked <= high, rules.FULL, below)
    floor = np.where((low > 0) & (asked <= low), rules.FULL, -1)
    return np.where(asked < 0, -1, np.where(high > 0, capped, floor))


def start_shares(late_days: Ints) -> Ints:
    """`score_rules.start_share` by days late; the rule itself is asked for every day up to the last that counts."""
    return _START[np.clip(late_days, 0, len(_START) - 1)]  # type: ignore[no-any-return]


def _by_days() -> Ints:
    first = date(2000, 1, 1)
    return np.array([rules.start_share(first + timedelta(days), first) or 0 for days in range(92)], dtype=np.int64)


_START = _by_days()
