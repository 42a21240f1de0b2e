"""Which times for an interview an employer may offer, and when the person may still choose one. Moments are in UTC."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

MOST = 5
"""Times in one offer."""
LENGTHS = (15, 30, 45, 60, 90, 120)
"""Minutes."""
NOTICE = timedelta(hours=2)
"""An interview begins no sooner than this after it was offered."""
AHEAD = timedelta(days=60)
LONGEST_PLACE = 200
BY = ("place", "phone")


@dataclass(frozen=True)
class Wrong:
    """What is wrong with the times of an offer: the place in the list (from 0) and a code."""

    index: int
    code: str


def wrong_times(starts: Sequence[datetime], minutes: int, now: datetime) -> list[Wrong]:
    """What is wrong with these times, in their order: `past`, `soon`, `far`, `overlap` (with one before it, also the same)."""
    found = []
    for index, start in enumerate(starts):
        if start <= now:
            found.append(Wrong(index, "past"))
        elif start < now + NOTICE:
            found.append(Wrong(index, "soon"))
        elif start > now + AHEAD:
            found.append(Wrong(index, "far"))
        elif any(overlap(start, minutes, other, minutes) for other in starts[:index]):
            found.append(Wrong(index, "overlap"))
    return found


def overlap(one: datetime, its_minutes: int, other: datetime, others_minutes: int) -> bool:
    """Whether two interviews share a moment; one that begins when the other ends does not."""
    (first, length), (second, _) = sorted([(one, its_minutes), (other, others_minutes)])
    return second < first + timedelta(minutes=length)


def may_choose(start: datetime, now: datetime) -> bool:
    """Whether this time may still be chosen: it has not begun."""
    return now < start
