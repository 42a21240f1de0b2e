"""When a figure must be looked at again: how long each kind may stand unlooked-at, and why so long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from portal.content.rules import AWAITING, SUPERSEDED, UNKNOWN, WITHHELD, first_day

WAGE, TELEPHONE, LAW, CLAIM, COUNT = "wage", "telephone", "law", "claim", "count"


@dataclass(frozen=True)
class Review:
    """How long a figure of one kind may stand after its last check (`days`; None: for ever), and the reason."""

    days: int | None
    why: str


# Our own editorial rule, no law: the shorter, the worse it is for a worker when the figure has changed unseen.
REVIEWS: Mapping[str, Review] = {
    TELEPHONE: Review(180, "a number that no longer answers fails a person in danger"),
    LAW: Review(180, "the decrees and circulars on this subject changed several times a year in 2025 and 2026"),
    WAGE: Review(365, "minimum wages are set anew once a year; a known later start is written as review_due"),
    CLAIM: Review(365, "ages, quotas and terms of programmes are announced once a year"),
    COUNT: Review(None, "how many people went in a past year does not change"),
}


_BY_KIND = {
    "statistic": COUNT, "regional_wage": WAGE, "report_channel": TELEPHONE, "agency": TELEPHONE, "support_group": TELEPHONE,
    "fee_rule": LAW, "document": LAW, "penalty": LAW, "procedure": LAW, "right": LAW, "support_measure": LAW,
}  # fmt: skip


def review_of(kind: str, path: str) -> str:
    """Which of the reviews holds for the figure at this path of an item of this kind."""
    if "minimum_wage" in path:
        return WAGE
    return TELEPHONE if "phone" in path else _BY_KIND.get(kind, CLAIM)


def due_on(node: Mapping[str, Any], kind: str) -> date | None:
    """The day from which this figure should be looked at again: its own `review_due`, or the day after its kind may stand
    without a check, whichever comes first. None: for ever, or it is not known when it was last checked."""
    due, looked, days = node.get("review_due"), node.get("last_verified"), REVIEWS[kind].days
    found = [] if due in (None, UNKNOWN) else [first_day(str(due))]
    if days is not None and looked not in (None, UNKNOWN):
        found.append(first_day(str(looked)) + timedelta(days=days + 1))
    return min(found, default=None)


def overdue(node: Mapping[str, Any], kind: str, today: date) -> bool:
    """Whether this figure should have been looked at again by today.

    It is where its own `review_due` has come, or where its last check lies further back than its kind may stand.
    What is not shown as true (awaiting, withheld, superseded) is never overdue.
    """
    if node.get("state") in (AWAITING, WITHHELD, SUPERSEDED):
        return False
    due = due_on(node, kind)
    return due is not None and due <= today
