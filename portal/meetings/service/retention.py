"""When a meeting goes and that it is gone: seen by nobody from that day on, and removed with everything that was written in it.

Looks stay in the person's log, without what was said. Counts stay, and tell of nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from portal.accounts.rules.actor import SYSTEM
from portal.audit import service as audit
from portal.jobs import consents
from portal.jobs.cards import vacancy_over_on
from portal.jobs.consents import Purpose
from portal.meetings import ends_store
from portal.meetings.models import Meeting
from portal.meetings.rules import retention
from portal.meetings.rules.contact import ACCEPTED
from portal.meetings.rules.replies import LOOKED_AT
from portal.meetings.rules.retention import Facts, goes_on, is_gone
from portal.meetings.rules.steps import Step, hired_at
from portal.shared.clock import VIETNAM
from portal.storage.db import db

HIRED_FOR = timedelta(days=365)
"""Whoever was hired is kept at least so long."""
KEEP: Purpose = "keep_application"


def day_of(moment: datetime) -> date:
    """The day in Vietnam."""
    return moment.astimezone(VIETNAM).date()


def facts_of(row: Meeting, steps: Sequence[Step], *, for_employer: bool = False) -> Facts:
    """What the clock rests on. For an employer nothing stands longer because the person reported it, or agreed to be kept and
    then took everything back: how long something stands would tell."""
    hired = hired_at(steps)
    mine = row.profile.account or ""
    return Facts(
        over_on=vacancy_over_on(row.vacancy),
        hired_on=None if hired is None else day_of(hired),
        keeps=(row.state == ACCEPTED or not for_employer) and consents.stands(mine, KEEP, row.ref),
        reported=not for_employer and row.reported_at is not None and row.settled_at is None,
    )


def last_day(row: Meeting, *, for_employer: bool = False) -> date | None:
    """The day from whose beginning on it is gone; None while no clock runs."""
    return goes_on(facts_of(row, ends_store.steps(row), for_employer=for_employer))


def gone(rows: Sequence[Meeting], day: date, *, for_employer: bool = False) -> set[int]:
    """Those of them (ids) that nobody on this side sees any more, also where nothing has removed them yet."""
    maybe = [row for row in rows if _may_be_gone(row, day)]
    steps = ends_store.steps_of(row.id for row in maybe) if maybe else {}
    return {row.id for row in maybe if is_gone(facts_of(row, steps.get(row.id, ()), for_employer=for_employer), day)}


def clear(now: datetime) -> int:
    """Remove what is gone, and what is noted of applications longer ago than is counted; how many meetings. Commits each."""
    day = day_of(now)
    upto = datetime.combine(day - retention.NOT_HIRED + timedelta(days=1), time(), VIETNAM)
    count = 0
    rows = ends_store.ended(day, upto, now - HIRED_FOR)
    steps = ends_store.steps_of(row.id for row in rows)
    for row in rows:
        if is_gone(facts_of(row, steps.get(row.id, ())), day):
            _remove(row)
            count += 1
    ends_store.forget_replies(day - LOOKED_AT)
    db.session.commit()
    return count


def _remove(row: Meeting) -> None:
    account, facts = row.profile.account, {"organisation": row.organisation, "meeting": row.ref}
    ends_store.remove(row)
    if account is not None:
        audit.record(
            "meeting.removed",
            actor=SYSTEM.ref,
            role=SYSTEM.role,
            object_kind="account",
            object_ref=account,
            facts=facts,
        )
    db.session.commit()


def _may_be_gone(row: Meeting, day: date) -> bool:
    over = vacancy_over_on(row.vacancy)
    old = row.accepted_at is not None and day_of(row.accepted_at) <= day - HIRED_FOR
    return old or (over is not None and day >= over + retention.NOT_HIRED)
