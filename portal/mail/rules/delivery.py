"""When a letter is tried again, and when no more."""

from __future__ import annotations

from datetime import datetime, timedelta

BACKOFF = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720))
"""Waits after the first, second … failed try; after the last one the letter is given up."""
GIVE_UP_AFTER = timedelta(days=2)
"""However few tries there were: by then every link in a letter is dead, and news is old."""
GIVE_UP_TEXT_AFTER = timedelta(minutes=10)
"""A code on a phone is dead by then: a message that comes later only frightens."""
KEEP_GIVEN_UP = timedelta(days=30)
"""How long the emptied row of a letter given up is kept, so that somebody can see that letters fail."""
LEASE = timedelta(minutes=30)
"""A letter being sent is nobody else's for so long; longer than a whole batch may take at the slowest."""
SERVER_DOWN = timedelta(minutes=1)
"""When letters are tried again after the server could not be reached: no letter's fault, so no try is counted."""


def next_try(tries: int, created: datetime, now: datetime) -> datetime | None:
    """When to try again after `tries` failed tries (from 1), or None: give up."""
    if tries > len(BACKOFF) or now - created >= GIVE_UP_AFTER:
        return None
    return now + BACKOFF[tries - 1]
