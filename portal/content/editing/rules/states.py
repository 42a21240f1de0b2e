"""The way of a revision: draft, review, changes asked for, approved or given up; and who may take which step."""

from __future__ import annotations

from datetime import datetime, timedelta

DRAFT, REVIEW, CHANGES, APPROVED, DISCARDED = "draft", "review", "changes", "approved", "discarded"
OPEN = (DRAFT, REVIEW, CHANGES)
EDITED_IN = frozenset({DRAFT, CHANGES})
"""States in which the author may write."""
FURTHEST = timedelta(days=400)
"""How far ahead something may be scheduled: further away it is a slip of the keyboard."""
LONGEST_WHY, SHORTEST_WHY = 500, 10
LONGEST_REMARK = 1000
MARKED = timedelta(days=30)
"""How long a page says that something on it was corrected."""
NEVER_TAKEN_OFF = frozenset({"fee_rule", "source", "market"})
"""Kinds that others rest on and that a past answer was judged by: they are marked superseded or historical instead."""

RENAMED = frozenset({"page", "procedure", "scam", "lesson", "document"})
"""Kinds whose ids stand in addresses and in other content alone: those of programmes are also in what people wrote here."""


def may_edit(state: str, author: str, actor: str) -> bool:
    """Only the author writes in a draft, and not while it is reviewed."""
    return actor == author and state in EDITED_IN


def may_approve(state: str, author: str, actor: str, *, figures: bool, reviewer: bool) -> bool:
    """Never the author. Where figures change only a reviewer; other texts also another editor."""
    return state == REVIEW and actor != author and (reviewer or not figures)


def times_right(publish_at: datetime | None, expire_at: datetime | None, now: datetime) -> bool:
    """Whether it begins now or later but not too far ahead, and ends after it began. None: at once, and never."""
    begins = publish_at or now
    return now <= begins <= now + FURTHEST and (expire_at is None or begins < expire_at)
