"""What a term found in a document is worth: BM25 on title and text apart, the same numbers for every backend."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import log, log2
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from portal.search.rules.plan import Plan

Amount = TypeVar("Amount", float, NDArray[np.float64])

K1, B = 1.2, 0.75
"""How soon repetition stops counting, how much long texts are held back: the usual values."""

IN_TITLE = 1.0
"""What a term is worth in the title, beside its worth in title and body together; each has a length of its own."""

MOST_POSTINGS = 120_000
"""Places in the index that may be read to rank one answer: about 0.2 s of one core in Python."""


def rarity(documents: int, frequency: int) -> float:
    """How much a term tells that stands in so many of all documents."""
    return log(max(documents, 1) / (frequency + 1)) + 1


def saturation(count: Amount, length: Amount, average: float) -> Amount:
    """What `count` occurrences are worth in a text of this length (terms) where texts have this one on average.

    Of arrays, each for itself.
    """
    return count * (K1 + 1) / (count + K1 * (1 - B + B * length / average))


def affordable(plan: Plan, frequency: Callable[[str], int], most: int = MOST_POSTINGS) -> Plan:
    """The plan without its least telling terms where reading all of them would take too long.

    What every full answer must hold is kept, so that each of them gets a score.
    """
    costs = {term: frequency(term) for term, _ in plan.loose}
    if sum(costs.values()) <= most:
        return plan
    needed = {min(way, key=frequency) for way in plan.strict}
    kept: set[str] = set()
    spent = 0
    by_worth = sorted(
        plan.loose, key=lambda pair: (pair[0] not in needed, -pair[1] / log2(costs[pair[0]] + 2), pair[0])
    )
    for term, _ in by_worth:
        if term in needed or spent + costs[term] <= most:
            kept.add(term)
            spent += costs[term]
    return replace(plan, loose=tuple(pair for pair in plan.loose if pair[0] in kept))
