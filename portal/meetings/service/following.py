"""Long after somebody was hired: one question at 3, 6 and 12 months, whether they are still there. Only counts keep the answer.

The letter says that there is a question, nothing else; it is asked and answered on the person's own page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest

from portal.accounts.rules.actor import Actor
from portal.accounts.service import directory
from portal.accounts.service.transaction import act
from portal.mail import service as mail
from portal.meetings import ends_store, ends_wording, store
from portal.meetings.models import Meeting
from portal.meetings.rules.follow_up import ANSWERS, SOONEST, may_ask, standing
from portal.meetings.rules.steps import hired_at
from portal.meetings.service import common, outcomes
from portal.meetings.service.retention import day_of
from portal.organisations.service import directory as organisations
from portal.shared.problems import BadInput, Problem
from portal.storage.db import db
from portal.storage.encryption import blind, blinds

PURPOSE = "stop asking after hired"


@dataclass(frozen=True)
class Question:
    """The question of today: `months` after, None where none stands. `answered`: it was; `stopped`: they want no more."""

    ref: str
    title: str
    employer: str
    months: int | None
    answered: bool
    stopped: bool


@act
def look(actor: Actor, ref: str, now: datetime) -> Question | None:
    """What is asked of the actor about this meeting now; None where it is not theirs or nobody was hired."""
    row = common.of_person(actor, ref, now)
    return None if row is None else question_of(row, now)


@act
def answer(actor: Actor, ref: str, months: str, said: str, now: datetime) -> bool | None:
    """Count an answer to the question of so many months. False where it was answered; None where it does not stand now.

    Raises BadInput (said).
    """
    row = common.of_person(actor, ref, now)
    found = question_of(row, now) if row is not None else None
    if row is None or found is None or found.months is None or months != str(found.months):
        return None
    if said not in ANSWERS:
        raise BadInput([Problem("said", ends_wording.CHOOSE)])
    ends_store.ask(row, found.months, now)  # also where no letter could be sent
    if not ends_store.answered(row, found.months, now):
        return False
    outcomes.note(row, f"{said}{found.months}")
    return True


@act
def stop(actor: Actor, ref: str, now: datetime) -> bool | None:
    """Ask no more. False where that was said; None where it is not theirs or nobody was hired."""
    row = common.of_person(actor, ref, now)
    if row is None or hired_at(ends_store.steps(row)) is None:
        return None
    return _stop(row, now)


@act
def stop_by_letter(token: str, now: datetime) -> None:
    """Ask no more, by the link of a letter, which itself proves who may; nothing where it is none, or was done."""
    ref, _, proof = token.rpartition(".")
    row = (
        store.find(ref)
        if any(compare_digest(proof.encode(), known.encode()) for known in blinds(PURPOSE, ref))
        else None
    )
    if row is not None:
        _stop(row, now)


def ask_due(now: datetime) -> int:
    """Queue the letters that are due, each once; how many. Commits each."""
    day, count = day_of(now), 0
    rows = ends_store.hired_meetings(now - SOONEST)
    steps = ends_store.steps_of(row.id for row in rows)
    for row in rows:
        hired = hired_at(steps[row.id])
        if hired is None:
            continue
        asked = ends_store.questions(row)
        months = may_ask(day_of(hired), day, asked, stopped=row.asked_no_more_at is not None)
        if months is not None and ends_store.ask(row, months, now):
            count += _write(row)
        db.session.commit()
    return count


def question_of(row: Meeting, now: datetime) -> Question | None:
    """The question of this meeting; None where nobody was hired."""
    hired = hired_at(ends_store.steps(row))
    if hired is None:
        return None
    stopped = row.asked_no_more_at is not None
    months = None if stopped else standing(day_of(hired), day_of(now))
    had = ends_store.questions(row).get(months) if months is not None else None
    name = organisations.names_of([row.organisation]).get(row.organisation, "")
    answered = had is not None and had.answered_at is not None
    return Question(row.ref, common.asked_terms(row).title, name, months, answered, stopped)


def _stop(row: Meeting, now: datetime) -> bool:
    if row.asked_no_more_at is not None:
        return False
    row.asked_no_more_at = now
    return True


def _write(row: Meeting) -> bool:
    account = row.profile.account or ""
    person = directory.living([account]).get(account)
    if person is None or person.email is None:
        return False
    page = f"/{person.locale}/my-meetings/{row.ref}/after"
    stop = f"/{person.locale}/stop-asking/{row.ref}.{blind(PURPOSE, row.ref)}"
    return mail.enqueue(person.email, "work_follow_up", person.locale, {"path": page, "stop": stop})
