"""What waits for a moderator, in one list: how many of each kind, and since when."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from portal.accounts.rules.actor import Actor
from portal.accounts.rules.permissions import may_ever
from portal.accounts.service.transaction import act
from portal.firms import enquiry_store
from portal.jobs.posting import store as vacancies
from portal.meetings import person_report_store as person_reports
from portal.meetings import store as meetings
from portal.moderation import feedback_store, store
from portal.organisations import store as organisations

Counted = tuple[int, datetime | None]


@dataclass(frozen=True)
class Waits:
    """One kind of work, how many wait and since when the oldest does."""

    kind: str
    count: int
    since: datetime | None


@act
def waiting(actor: Actor) -> Sequence[Waits] | None:
    """Everything that waits for this actor, the most urgent kind first, also where nothing does; None for who settles nothing."""
    mine = [kind for kind, (action, _) in SOURCES.items() if may_ever(actor, action)]
    if not mine:
        return None
    return [Waits(kind, *SOURCES[kind][1]()) for kind in mine]


def _meetings() -> Counted:
    rows = meetings.reported()
    return len(rows), rows[0].reported_at if rows else None


def _alerts() -> Counted:
    rows = meetings.alerts()
    return len(rows), rows[0].at if rows else None


def _enquiries() -> Counted:
    rows = enquiry_store.reported()
    return len(rows), min((row.reported_at for row in rows if row.reported_at), default=None)


def _organisations() -> Counted:
    rows, total = organisations.queue(organisations.Wanted("waiting", "", ""), 1, 1)
    return total, rows[0][0].submitted_at if rows else None


def _vacancies() -> Counted:
    rows, total = vacancies.waiting(1, 1)
    return total, (rows[0].submitted_at or rows[0].posted_at) if rows else None


SOURCES: Mapping[str, tuple[str, Callable[[], Counted]]] = {
    "meetings": ("meeting.settle", _meetings),
    "persons": ("meeting.settle", person_reports.counted),
    "alerts": ("meeting.settle", _alerts),
    "enquiries": ("enquiry.settle", _enquiries),
    "feedback": ("feedback.answer", feedback_store.counted),
    "appeals": ("appeal.decide", store.counted),
    "organisations": ("organisation.decide", _organisations),
    "vacancies": ("vacancy.moderate", _vacancies),
}
"""By kind: the action of the permission table, and what waits. People who may be harmed come first."""
