"""How an offered monthly wage stands to the regional minimum: which region holds at a workplace is decided by its commune.

Decree 293/2025/NĐ-CP, from 2026-01-01, names regions by commune and not by province; so below the lowest minimum is unlawful
everywhere, and between the lowest and the highest it depends on where exactly the work is. Amounts are VND a month.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Verdict = Literal["not_said", "below", "depends", "enough"]


@dataclass(frozen=True)
class Compared:
    """`regions`: ids of the regions in which the offer would be below the minimum."""

    verdict: Verdict
    offered: int | None
    regions: tuple[str, ...] = ()


def compare(low: int | None, high: int | None, minimums: Mapping[str, int]) -> Compared:
    """The least that is offered, against the minimum of every region."""
    offered = low if low is not None else high
    if offered is None or not minimums:
        return Compared("not_said", offered)
    below = tuple(region for region, least in minimums.items() if offered < least)
    if not below:
        return Compared("enough", offered)
    return Compared("below" if len(below) == len(minimums) else "depends", offered, below)
