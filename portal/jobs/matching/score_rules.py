"""How a score is made: whole numbers only, so that every machine gives the same answer and every part can be shown.

A part has a weight and a share 0..255 (how well it is met). Weights of the parts that can be judged are scaled to a sum
of exactly 10,000; score = Σ weight · share, at most 2,550,000 = 100 %. Absent data leaves its weight to the other parts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date

FULL = 255
BUDGET = 10_000
MAXIMUM = BUDGET * FULL


def share_out(budget: int, weights: Sequence[int]) -> list[int]:
    """Whole shares of the budget in proportion to the weights; their sum is exactly the budget (0 where no weight)."""
    total = sum(weights)
    if not total:
        return [0] * len(weights)
    shares = [budget * weight // total for weight in weights]
    by_rest = sorted(range(len(weights)), key=lambda i: (-(budget * weights[i] % total), i))
    for place in by_rest[: budget - sum(shares)]:
        shares[place] += 1
    return shares


def skill_level(proficiency: int, years: float | None) -> int:
    """How well a skill is held, 128..255: proficiency 1..5 and at most five years count."""
    return min(FULL, 128 + 28 * (proficiency - 1) + 3 * min(int(years or 0), 5))


def covered(similarity: int, level: int) -> int:
    """The share of an asked skill that a held one covers: similarity in 1/256 times its level."""
    return (similarity * level) >> 8


def language_share(gap: int | None, by_gap: Sequence[int], unknown: int) -> int:
    """Share for falling `gap` levels short; None: does not speak it; negative: the levels cannot be compared."""
    if gap is None:
        return 0
    if gap < 0:
        return unknown
    return by_gap[gap] if gap < len(by_gap) else 0


def experience_share(months: int, asked_months: int) -> int:
    """Share of the asked experience that is there. Flat above: longer service is no merit here (it stands for age)."""
    return FULL if asked_months <= 0 else min(months, asked_months) * FULL // asked_months


def wage_share(asked: int | None, low: int | None, high: int | None) -> int | None:
    """Share for the wage a person asks (VND a month): full inside the offer, nothing from a fifth above it.

    None where nothing can be judged: no ask, no offer (0 is none), or an ask above an offer that has no upper end.
    """
    low, high = low or None, high or None
    if asked is None or (low is None and high is None):
        return None
    if high is None:
        return FULL if low is not None and asked <= low else None
    if asked <= high:
        return FULL
    return max(0, FULL * (6 * high - 5 * asked) // high)


def place_share(named: bool, relocate: bool, willing: int) -> int:
    """Share for the place: a province the person named, or one they would move to, or neither."""
    return FULL if named else willing if relocate else 0


def start_share(available: date | None, start_by: date | None) -> int | None:
    """Share for the start: in time, or 85 less for every month begun after it. None where a date is missing."""
    if available is None or start_by is None:
        return None
    late = (available - start_by).days
    return FULL if late <= 0 else max(0, FULL - 85 * (1 + (late - 1) // 30))


def budget(weights: Mapping[str, int], shares: Mapping[str, int | None]) -> dict[str, int]:
    """The weight of each part that can be judged, scaled to 10,000 in all."""
    known = [name for name in weights if shares.get(name) is not None]
    return dict(zip(known, share_out(BUDGET, [weights[name] for name in known]), strict=True))


def enough_skill(points: int, of: int, percent: int) -> bool:
    """The skill gate: at least `percent` of the points of the required lines. Where nothing is required, no gate stands."""
    return points * 100 >= percent * of


def tie(query: str, candidate: str) -> str:
    """Orders equal scores: the same on every machine, without favour for old or low numbers."""
    return hashlib.sha256(f"{query}\x00{candidate}".encode()).hexdigest()
