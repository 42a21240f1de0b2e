"""What of many small counts may be told so that no single person can be read off, also not by subtraction."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

FEWEST = 5
K = TypeVar("K", bound=Hashable)


def told(counts: Mapping[K, int]) -> dict[K, int | None]:
    """Each count, or None where it is not told: below five, and as many of the next smallest as it takes until those that are
    not told come to five together. Their sum may then be taken from a total without saying anything of fewer."""
    hidden = {key for key, count in counts.items() if count < FEWEST}
    left = sorted((count, str(key), key) for key, count in counts.items() if key not in hidden)
    while hidden and left and sum(counts[key] for key in hidden) < FEWEST:
        hidden.add(left.pop(0)[2])
    return {key: None if key in hidden else count for key, count in counts.items()}


def alone(count: int) -> int | None:
    """A count that stands for itself."""
    return count if count >= FEWEST else None


def middle(days: Mapping[int, int]) -> int | None:
    """The median of a histogram (days to how many), the lower of two; None for fewer than five."""
    total, seen = sum(days.values()), 0
    if total < FEWEST:
        return None
    for day, many in sorted(days.items()):
        seen += many
        if 2 * seen >= total:
            return day
    return None
