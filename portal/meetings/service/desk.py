"""What moderators look at: reported meetings, people whom employers told of, and employers who used up what they may ask or see.

They never see who a person is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from portal.accounts.rules.actor import Actor
from portal.accounts.rules.permissions import decide
from portal.accounts.service.transaction import act
from portal.meetings import person_report_store as person_reports
from portal.meetings import store, wording
from portal.meetings.models import Look
from portal.meetings.results import Terms
from portal.meetings.rules.reports import FOUND
from portal.meetings.service import common
from portal.organisations.service import directory as organisations
from portal.shared.problems import BadInput, Problem
from portal.storage.db import db


@dataclass(frozen=True)
class Reported:
    """A meeting that a person reported: the job, what the employer wrote, why (a code) and what the person `said`; not who
    the person is."""

    ref: str
    organisation: str
    employer: str
    terms: Terms
    words: Sequence[str]
    reported_at: datetime
    reason: str | None
    said: str


@dataclass(frozen=True)
class Spent:
    """An employer that used up a budget (`asks`, `reveals`), opened very many `cards`, or that many people `reports`."""

    number: int
    organisation: str
    employer: str
    kind: str
    at: datetime


@dataclass(frozen=True)
class PersonReported:
    """A person whom an employer told of: why, in which words, and what the person wrote there. `account` is the opaque ref under
    which the account is suspended; nothing else tells who they are."""

    ref: str
    account: str
    organisation: str
    employer: str
    words: Sequence[str] = field(repr=False)
    at: datetime
    reason: str | None
    said: str = field(repr=False)


@dataclass(frozen=True)
class Waiting:
    """All of it, the oldest first."""

    reports: Sequence[Reported]
    persons: Sequence[PersonReported]
    spent: Sequence[Spent]


@act
def waiting(actor: Actor, now: datetime) -> Waiting | None:
    """What waits. Reading a report is a look, which the person reads."""
    if not decide(actor, common.SETTLE):
        return None
    rows, alerts, persons = store.reported(), store.alerts(), person_reports.waiting()
    talks = [*rows, *(each.meeting for each in persons)]
    names = organisations.names_of({row.organisation for row in talks} | {row.organisation for row in alerts})
    for row in talks:
        look = Look(profile_id=row.profile_id, viewer=actor.ref, member=actor.ref, staff=True, what="report", at=now)
        look.vacancy, look.meeting_ref = row.vacancy.ref, row.ref
        db.session.add(look)
    return Waiting(
        [
            Reported(
                row.ref, row.organisation, names.get(row.organisation, ""), common.asked_terms(row),
                [store.text_of(words) for words in row.words if words.side == "employer"], row.reported_at or row.asked_at,
                row.reported_for, store.report_of(row),
            )
            for row in rows
        ],
        [
            PersonReported(
                each.ref, each.meeting.profile.account or "", each.meeting.organisation,
                names.get(each.meeting.organisation, ""),
                [store.text_of(words) for words in each.meeting.words if words.side == "person"], each.at, each.reason,
                person_reports.said_in(each),
            )
            for each in persons
        ],
        [Spent(row.id, row.organisation, names.get(row.organisation, ""), row.kind, row.at) for row in alerts],
    )  # fmt: skip


@act
def settle(actor: Actor, ref: str, found: str, now: datetime) -> bool | None:
    """Note that a report was looked at, and what was found (a code of `rules/reports.py`; BadInput for another); False where
    somebody was faster, None where there is none."""
    row = store.find(ref) if decide(actor, common.SETTLE) else None
    if row is None or row.reported_at is None:
        return None
    done = store.settle(row, _checked(found), now)
    if done:
        common.log(actor, "settled", row)
    return done


@act
def settle_person(actor: Actor, ref: str, found: str, now: datetime) -> bool | None:
    """The same for a report about a person."""
    row = person_reports.find(ref) if decide(actor, common.SETTLE) else None
    if row is None:
        return None
    done = person_reports.settle(row, actor.ref, _checked(found), now)
    if done:
        common.log(actor, "person_settled", row.meeting)
    return done


@act
def settle_alert(actor: Actor, number: int, found: str, now: datetime) -> bool | None:
    """The same for an alert."""
    row = store.find_alert(number) if decide(actor, common.SETTLE) else None
    if row is None:
        return None
    _checked(found)
    if row.settled_at is not None:
        return False
    row.settled_at, row.settled_by, row.settled_as = now, actor.ref, found
    return True


def _checked(found: str) -> str:
    if found not in FOUND:
        raise BadInput([Problem("found", wording.CHOOSE_FOUND)])
    return found
