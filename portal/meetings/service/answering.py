"""A person's side of a meeting: who asks, for which job; agree to contact or to messages, decline, ignore, take back; apply.

Agreeing names what is shared with whom for how long, is written down in the ledger, and is taken back by one press.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from portal.accounts.rules.actor import Actor
from portal.accounts.rules.refusals import Refusal, Refused
from portal.accounts.service import directory
from portal.accounts.service.transaction import act
from portal.accounts.tokens import new_ref
from portal.jobs import consents
from portal.jobs.consents import Purpose
from portal.jobs.models import Vacancy
from portal.jobs.store import find_vacancy
from portal.limits import service as limits
from portal.meetings import store, wording
from portal.meetings.models import Meeting
from portal.meetings.results import Done, PersonLine, PersonView, Settled
from portal.meetings.rules.contact import (
    ACCEPTED,
    ASKED,
    CONTACT,
    DECLINED,
    EMPLOYER,
    LIVE,
    MESSAGES,
    PERSON,
    SHARED_FOR,
    SHARES,
    WITHDRAWN,
    Around,
    may_answer,
    may_talk,
    person_sees,
)
from portal.meetings.rules.reports import is_unread
from portal.meetings.service import common, outcomes, replying, retention
from portal.organisations.service import directory as organisations
from portal.shared.problems import BadInput, Problem
from portal.storage.encryption import blind

PURPOSES: dict[str, Purpose] = {CONTACT: "share_contact", MESSAGES: "share_messages"}


@act
def mine(actor: Actor, now: datetime) -> Sequence[PersonLine] | None:
    """What the actor was asked and applied for, where something happened last first; None where they have no profile."""
    profile = common.own_profile(actor)
    if profile is None:
        return None
    rows = store.of_profile(profile)
    over = retention.gone(rows, retention.day_of(now))
    rows = [row for row in rows if row.id not in over]
    around, wrote = common.arounds(rows), store.last_written(rows, EMPLOYER)
    return [_line(row, around[row.id], now, is_unread(wrote.get(row.id), row.person_read_at)) for row in rows]


@act
def look(actor: Actor, ref: str, now: datetime) -> PersonView | None:
    """One of them, which is read from then on. None for another's and for none."""
    row = common.of_person(actor, ref, now)
    if row is None:
        return None
    view = _view(row, now)
    if common.has_unread(row, EMPLOYER):
        store.read(row, PERSON, now)
    return view


@act
def answer(
    actor: Actor, ref: str, shares: str, text: str, mark: str, agreed: bool, now: datetime
) -> Done | PersonView | None:
    """Say yes to contact or to messages, or no (`shares` ""). A PersonView where the job is no longer the one that was shown.

    None where there is nothing to be answered any more. BadInput (shares, agreed, text).
    """
    row = common.of_person(actor, ref, now)
    if row is None:
        return None
    if shares == "":
        return _decline(actor, row, now)
    view = _view(row, now)
    if row.state == ACCEPTED and row.shares == shares:
        return Done(row.ref, before=True)
    if not (view.may_answer or view.may_share):
        return None
    if view.mark != mark:
        return view
    said = _agreed(actor, shares, text, agreed)
    first = row.accepted_at is None
    if not store.move(row, (ASKED, ACCEPTED), state=ACCEPTED, shares=shares, accepted_at=row.accepted_at or now):
        return None
    if first:
        outcomes.note_answer(row, (retention.day_of(now) - retention.day_of(row.asked_at)).days)
    consents.give(actor, PURPOSES[shares], now, row.ref)
    common.add_words(row, PERSON, actor, said, now)
    common.write_to_employer(row, "meeting_accepted")
    common.log(actor, "accepted", row, shares=shares)
    return Done(row.ref)


@act
def take_back(actor: Actor, ref: str, now: datetime) -> bool | None:
    """Take back what was agreed to, or the application: from this moment on the employer sees nothing of it. False where it
    was over; None where it is not theirs."""
    row = common.of_person(actor, ref, now)
    if row is None:
        return None
    if not store.move(row, LIVE, state=WITHDRAWN, ended_at=now):
        return False
    replying.over(row, now)
    end_consents(actor, row, now)
    common.log(actor, "withdrawn", row)
    return True


@act
def write(actor: Actor, ref: str, text: str, now: datetime) -> bool | None:
    """Write to the employer. Ways to reach the person are covered as long as only messages were agreed to. BadInput (text)."""
    row = common.of_person(actor, ref, now)
    if row is None or not may_talk(common.said_of(row), common.around(row), now) or not store.hold(row):
        return None
    said = common.read_further(row, PERSON, text)
    news = not common.has_unread(row, PERSON)
    common.add_words(row, PERSON, actor, said, now)
    if news:
        common.write_to_employer(row, "meeting_written")
    return True


@act
def apply(actor: Actor, vacancy_ref: str, shares: str, text: str, agreed: bool, now: datetime) -> Done | Refused | None:
    """Apply for an open vacancy of a verified organisation, with the same consent. Done with `before` where they meet already.

    None where this vacancy takes no applications here. BadInput (profile, shares, agreed, text).
    """
    vacancy = find_vacancy(vacancy_ref)
    profile = common.own_profile(actor)
    if vacancy is None or vacancy.organisation is None or not takes_applications(vacancy):
        return None
    if profile is None:
        raise BadInput([Problem("profile", wording.NO_PROFILE)])
    if profile.illustrative != vacancy.illustrative:
        return None
    if not profile.active or common.hides(profile, vacancy.employer):
        raise BadInput([Problem("profile", wording.HIDDEN if profile.active else wording.PAUSED)])
    if (had := common.going_on(profile, vacancy, now)) is not None:
        return Done(had.ref, before=True)
    said = _agreed(actor, shares, text, agreed)
    verdict = limits.hit("apply.person", actor.ref, now, join=True)
    if not verdict.allowed:
        return Refused(Refusal.TOO_MANY, verdict.retry_after)
    row = Meeting(
        ref=new_ref(), profile=profile, vacancy=vacancy, organisation=vacancy.organisation, opened_by=PERSON,
        opener=actor.ref, terms=asdict(common.terms_of(vacancy)), state=ACCEPTED, shares=shares, asked_at=now,
        accepted_at=now,
    )  # fmt: skip
    common.add_words(row, PERSON, actor, said, now)
    if not store.add(row):  # the same form sent twice at one moment
        had = common.going_on(profile, vacancy, now)
        return Done(had.ref, before=True) if had is not None else None
    replying.applied(row, now)
    consents.give(actor, PURPOSES[shares], now, row.ref)
    common.write_to_employer(row, "meeting_applied")
    common.log(actor, "applied", row, shares=shares)
    return Done(row.ref)


@act
def has_profile(actor: Actor) -> bool:
    """Whether the actor has a profile to apply with."""
    return common.own_profile(actor) is not None


@act
def may_apply(vacancy_ref: str) -> bool:
    """Whether this vacancy takes applications here: open, of an organisation that is verified now."""
    vacancy = find_vacancy(vacancy_ref)
    return vacancy is not None and takes_applications(vacancy)


def takes_applications(vacancy: Vacancy) -> bool:
    """Whether somebody may apply for it here at this moment."""
    verified = vacancy.organisation is not None and organisations.is_verified(vacancy.organisation)
    return verified and common.is_offered(vacancy)


def _agreed(actor: Actor, shares: str, text: str, agreed: bool) -> str:
    """The words, after everything that must be ticked is. BadInput."""
    problems = [] if shares in SHARES else [Problem("shares", wording.CHOOSE)]
    if shares == CONTACT and not _has_contact(actor):
        problems.append(Problem("shares", wording.NO_CONTACT))
    if not agreed:
        problems.append(Problem("agreed", wording.AGREE))
    if problems:
        raise BadInput(problems)
    return common.read_words(text, "text")


def _has_contact(actor: Actor) -> bool:
    person = directory.living([actor.ref]).get(actor.ref)
    return person is not None and bool(person.name) and bool(person.phone or person.email)


def _decline(actor: Actor, row: Meeting, now: datetime) -> Done | None:
    if row.state == DECLINED:
        return Done(row.ref, before=True)
    if not store.move(row, (ASKED,), state=DECLINED, ended_at=now):
        return None
    common.log(actor, "declined", row)
    return Done(row.ref)


def end_consents(actor: Actor, row: Meeting, now: datetime) -> None:
    """Take back in the ledger what was agreed to in this meeting."""
    for purpose in PURPOSES.values():
        consents.take_back(actor, purpose, now, row.ref)


def _no_longer(_account: str, ref: str, now: datetime) -> None:
    """See consents.when_taken_back_again."""
    row = store.find(ref)
    if row is not None:
        store.move(row, LIVE, state=WITHDRAWN, ended_at=now)


for _purpose in PURPOSES.values():
    consents.when_taken_back_again(_purpose, _no_longer)


def _line(row: Meeting, around: Around, now: datetime, unread: bool = False) -> PersonLine:
    return PersonLine(
        ref=row.ref,
        vacancy=row.vacancy.ref,
        employer=row.vacancy.employer,
        terms=common.asked_terms(row),
        stands=person_sees(common.said_of(row), around, now),
        applied=row.opened_by == PERSON,
        asked_at=row.asked_at,
        illustrative=row.vacancy.illustrative,
        unread=unread,
    )


def _view(row: Meeting, now: datetime) -> PersonView:
    said, around = common.said_of(row), common.around(row)
    terms, before = common.terms_of(row.vacancy), common.asked_terms(row)
    talks = may_talk(said, around, now)
    return PersonView(
        line=_line(row, around, now),
        organisation=organisations.about([row.organisation])[row.organisation],
        words=[common.said(w, PERSON) for w in row.words],
        now=terms,
        changed=terms != before and said.state == ASKED,
        mark=blind("meeting terms", json.dumps([row.ref, asdict(terms)], sort_keys=True)),
        may_answer=may_answer(said, around, now),
        may_share=talks and said.shares == MESSAGES,
        may_write=talks,
        until=row.accepted_at + SHARED_FOR if talks and row.accepted_at else None,
        vacancy_open=around.offered,
        reported=row.reported_at is not None,
        reveals=store.times_revealed(row.ref),
        hides=around.hidden,
        settled=Settled(row.settled_at, row.settled_as) if row.settled_at else None,
    )
