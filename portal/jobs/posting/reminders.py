"""Letters to employers whose word runs out or who leave somebody unanswered, and vacancies that such silence closes.

What everybody sees does not wait for this: a vacancy sinks and closes by the day (`portal/jobs/rules.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time

from portal.accounts.rules.actor import SYSTEM
from portal.jobs import store
from portal.jobs.cards import waiting_on
from portal.jobs.models import Vacancy
from portal.jobs.posting.common import changed, log
from portal.jobs.posting.rules.states import ASK_AFTER, is_told
from portal.jobs.rules import CLOSED, OPEN, closes_on, is_sunk
from portal.jobs.store import begin_changes
from portal.mail import service as mail
from portal.organisations.service import directory
from portal.shared.clock import VIETNAM
from portal.storage.db import db


def remind(now: datetime) -> int:
    """Ask whether jobs are still to be had, say that somebody waits, close what was silent too long: how many of all three.

    Each is a transaction of its own, and none is done twice.
    """
    day = now.astimezone(VIETNAM).date()
    asked = _each(store.confirmed_before(day, ASK_AFTER), lambda row: _ask(row, now))
    return asked + _each(store.waiting_long(day), lambda row: _tell_or_close(row, now, day))


def _each(rows: Sequence[Vacancy], deed: Callable[[Vacancy], bool]) -> int:
    """Do it with each of them, looked at again in its turn."""
    count = 0
    for id in [row.id for row in rows]:
        begin_changes()
        row = db.session.get(Vacancy, id)
        count += row is not None and row.state == OPEN and deed(row)
        db.session.commit()
    return count


def _ask(row: Vacancy, now: datetime) -> bool:
    if row.confirmed_at is None or (row.confirm_asked_at is not None and row.confirm_asked_at >= row.confirmed_at):
        return False
    if not _write(row, "vacancy_confirm", f"my-vacancies/{row.ref}"):
        return False
    row.confirm_asked_at = now
    return True


def _tell_or_close(row: Vacancy, now: datetime, day: date) -> bool:
    since = waiting_on(row)
    if since is None or not is_sunk(since, day):
        return False
    if day >= closes_on(since):
        row.state, row.version = CLOSED, row.version + 1
        row.closed_at = datetime.combine(closes_on(since), time(), VIETNAM)  # when it was, however late this came by
        changed(row, now)
        _write(row, "vacancy_silent", f"my-vacancies/{row.ref}")
        log(SYSTEM, "closed_by_silence", row)
        return True
    if is_told(row.waiting_since, row.silence_told_at):
        return False
    if not _write(row, "vacancy_waiting", "meetings"):
        return False
    row.silence_told_at = now
    return True


def _write(row: Vacancy, kind: str, page: str) -> bool:
    """Write to everybody who acts for the employer; False where each of them had so many letters that it must wait."""
    people = [person for person in directory.members_of(row.organisation or "") if person.email is not None]
    queued = [
        mail.enqueue(person.email or "", kind, person.locale, {"path": f"/{person.locale}/{page}"}) for person in people
    ]
    return any(queued) or not people
