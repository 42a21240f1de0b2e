"""Who applied and how quickly they were answered: kept as days, told of each employer, and felt by its vacancies.

An answer is a message or a step. Whoever waits longer than a fortnight makes the vacancy sink, and after sixty days close
(`portal/jobs/rules.py`); a person who rests or hides is not waiting for somebody who cannot see them.
"""

from __future__ import annotations

from datetime import date, datetime

from portal.jobs.models import Vacancy
from portal.meetings import ends_store
from portal.meetings.models import Meeting
from portal.meetings.rules.contact import may_talk
from portal.meetings.rules.replies import LOOKED_AT, Figures, figures, is_void
from portal.meetings.service import common, outcomes
from portal.meetings.service.retention import day_of
from portal.storage.db import db


def applied(row: Meeting, now: datetime) -> None:
    """Somebody applied, in the caller's transaction."""
    ends_store.add_reply(row, day_of(now))
    outcomes.begin(row, outcomes.APPLIED, now)
    refresh(row.vacancy, now)


def answered(row: Meeting, now: datetime) -> None:
    """The employer wrote, or took a step: counted the first time."""
    day = day_of(now)
    if ends_store.answer(row, day):
        outcomes.note_answer(row, (day - day_of(row.asked_at)).days)
        refresh(row.vacancy, now)


def over(row: Meeting, now: datetime) -> None:
    """One side ended it. An application that was taken back before it was answered, and within the fortnight, never was."""
    reply = ends_store.reply_of(row)
    if reply is not None and row.state == "withdrawn" and is_void(reply.applied_on, reply.answered_on, day_of(now)):
        ends_store.forget_reply(reply)
        outcomes.note(row, outcomes.APPLIED, -1)
    refresh(row.vacancy, now)


def refresh(vacancy: Vacancy, now: datetime) -> bool:
    """Note at the vacancy since when somebody waits; whether that changed."""
    rows = ends_store.unanswered(vacancy.id)
    around = common.arounds(rows)
    waiting = (row.asked_at for row in rows if may_talk(common.said_of(row), around[row.id], now))
    changed = ends_store.set_waiting(vacancy.id, min(waiting, default=None))
    if changed:
        db.session.expire(vacancy, ["waiting_since"])
    return changed


def figures_of(organisation: str | None, day: date) -> Figures | None:
    """How quickly this employer answers, as everybody may read it; None for a vacancy of no organisation."""
    if organisation is None:
        return None
    return figures(ends_store.waited(organisation, day - LOOKED_AT), day)


def refresh_all(now: datetime) -> int:
    """Look again at every vacancy at which somebody waits: accounts go, people rest, hide or come back. How many changed."""
    count = 0
    for id in ends_store.vacancies_waiting():
        vacancy = db.session.get(Vacancy, id)
        count += vacancy is not None and refresh(vacancy, now)
    db.session.commit()
    return count
