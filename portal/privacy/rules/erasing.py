"""How soon what was hidden is gone from every file: this site's own promise of 72 hours (the law gives 20 days, Decree 356/2025
Article 5)."""

from __future__ import annotations

from datetime import datetime, timedelta

HIDDEN_WITHIN = timedelta(seconds=5)
"""Out of lists, search and ranking."""
GONE_WITHIN = timedelta(hours=72)
GATHER = timedelta(hours=12)
"""Files that hold everybody are written anew for all who left in that time together: with a million people it takes minutes."""


def gone_by(hidden: datetime) -> datetime:
    """Before when nothing is left."""
    return hidden + GONE_WITHIN


def is_overdue(hidden: datetime, done: datetime | None, now: datetime) -> bool:
    """Whether something was left for too long."""
    return (done or now) >= gone_by(hidden)
