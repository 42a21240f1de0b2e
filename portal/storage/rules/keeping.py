"""How long backups and tombstones are kept: a tombstone outlives every backup that may still be restored."""

from __future__ import annotations

from datetime import datetime, timedelta

BACKUPS_KEPT = timedelta(days=35)
"""A backup that is older is to be removed: what a person had erased is gone from everywhere after it."""
TOMBSTONES_KEPT = timedelta(days=400)
"""Longer by far than any backup is kept, so that one found in a drawer still erases nobody's erasure."""
CLOCKS_DIFFER = timedelta(hours=1)
"""Two hosts may be so far apart; what was erased so shortly before a backup is erased again, which harms nothing."""


def is_stale(made: datetime, now: datetime) -> bool:
    """Whether a backup of this moment should have been removed already."""
    return now - made > BACKUPS_KEPT


def may_restore(made: datetime, now: datetime) -> bool:
    """Whether every tombstone from after this backup is still kept; without them erased people would come back."""
    return now - made <= TOMBSTONES_KEPT


def forgotten_before(now: datetime) -> datetime:
    """Tombstones from before this moment may go: no backup that may still be restored is older than they are."""
    return now - TOMBSTONES_KEPT - CLOCKS_DIFFER


def is_forgotten(buried: datetime, now: datetime) -> bool:
    """Whether a tombstone may go; see `forgotten_before`."""
    return buried < forgotten_before(now)


def matters(buried: datetime, made: datetime) -> bool:
    """Whether a backup of this moment may still hold what was erased then."""
    return buried > made - CLOCKS_DIFFER


def is_over(made: datetime, now: datetime, days: int) -> bool:
    """Whether a backup is older than so many whole days."""
    return now - made > timedelta(days=days)
