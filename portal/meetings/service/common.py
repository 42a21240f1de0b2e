"""What every act on a meeting asks alike: whose is it, what holds around it at this moment, who is to be told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from portal.accounts.rules.actor import Actor
from portal.accounts.rules.permissions import ObjectFacts, decide
from portal.accounts.service import directory
from portal.accounts.tokens import new_ref
from portal.audit import service as audit
from portal.jobs.cards import vacancy_is_shown
from portal.jobs.matching.readings import employer_key
from portal.jobs.models import Profile, Vacancy
from portal.jobs.posting.patterns import lures
from portal.jobs.posting.rules.screening import passages
from portal.jobs.store import profile_of
from portal.mail import service as mail
from portal.meetings import store, wording
from portal.meetings.models import Look, Meeting, Words
from portal.meetings.results import Said as Told
from portal.meetings.results import Terms
from portal.meetings.rules.contact import CLOSED, CONTACT, LIVE, PERSON, Around, Said, is_stale
from portal.meetings.rules.reports import is_unread
from portal.meetings.service import retention
from portal.organisations.models import Organisation
from portal.organisations.rules.refusals import Refused
from portal.organisations.service import directory as organisations
from portal.organisations.service.common import own as own_organisation
from portal.shared.clock import today
from portal.shared.contact_details import MASK, masked, masked_together
from portal.shared.messages import Message
from portal.shared.problems import BadInput, Problem
from portal.storage.db import db

ASK, OWN, SETTLE = "meeting.ask", "meeting.own", "meeting.settle"
TOGETHER = 15
"""Messages of one side that are read together: more than a number has figures."""


def said_of(row: Meeting) -> Said:
    """What both sides did."""
    taken_back = row.taken_back_at is not None
    return Said(row.opened_by, row.state, row.shares, row.asked_at, row.accepted_at, taken_back)


def around(row: Meeting) -> Around:
    """What holds around it now, asked of the database itself."""
    return arounds([row])[row.id]


def arounds(rows: Sequence[Meeting]) -> dict[int, Around]:
    """The same for many, by id, with two questions for all of them."""
    active = directory.active({row.profile.account for row in rows if row.profile.account is not None})
    verified = organisations.verified({row.organisation for row in rows})
    return {
        row.id: Around(
            verified=row.organisation in verified,
            active=row.profile.account in active and row.profile.active,
            hidden=hides(row.profile, row.vacancy.employer),
            offered=is_offered(row.vacancy),
        )
        for row in rows
    }


def going_on(profile: Profile, vacancy: Vacancy, now: datetime) -> Meeting | None:
    """What these two have that is not over by time; what is, is closed first, so that they may begin anew."""
    for row in store.between(profile, vacancy):
        if row.state not in LIVE:
            continue
        if not is_stale(said_of(row), now):
            return row
        store.move(row, LIVE, state=CLOSED, ended_at=now, ended_for="expired")
    return None


def hides(profile: Profile, employer: str) -> bool:
    """Whether this person hides from this employer."""
    return employer_key(employer) in {employer_key(name) for name in profile.hidden_employers}


def is_offered(vacancy: Vacancy) -> bool:
    """Whether the job is still to be had today, as everybody may see it."""
    return vacancy_is_shown(vacancy, today())


def own_profile(actor: Actor) -> Profile | None:
    """The actor's profile; None where they have none or are no returnee."""
    if not decide(actor, OWN, ObjectFacts(owner=actor.ref)):
        return None
    return profile_of(actor.ref)


def of_person(actor: Actor, ref: str, now: datetime) -> Meeting | None:
    """A meeting of the actor's own profile. Absent, another's and one that is removed by now are one answer."""
    row = store.find(ref)
    mine = row is not None and row.profile.account is not None
    theirs = row if mine and row and decide(actor, OWN, ObjectFacts(owner=row.profile.account or "")) else None
    return None if theirs is None or retention.gone([theirs], retention.day_of(now)) else theirs


def of_employer(actor: Actor, ref: str, now: datetime) -> Meeting | None:
    """A meeting of the actor's verified organisation. Absent, another's and one that is removed by now are one answer."""
    organisation = acting(actor)
    row = store.find(ref) if organisation is not None else None
    theirs = row if row is not None and organisation is not None and row.organisation == organisation.ref else None
    return None if theirs is None or retention.gone([theirs], retention.day_of(now), for_employer=True) else theirs


def acting(actor: Actor) -> Organisation | None:
    """The verified organisation that the actor acts for."""
    organisation = own_organisation(actor, ASK)
    return None if isinstance(organisation, Refused) else organisation


def terms_of(vacancy: Vacancy) -> Terms:
    """The job as it stands now."""
    return Terms(vacancy.title, vacancy.province, vacancy.wage_min, vacancy.wage_max)


def asked_terms(row: Meeting) -> Terms:
    """The job as it was asked for."""
    return Terms(**row.terms)


def read_words(text: str, name: str, *, needed: bool = False, covered: bool = True) -> str:
    """A message, its ways to reach somebody covered unless contact is shared anyway. Raises BadInput."""
    said = "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").strip().split("\n"))
    wrong: Message | None = wording.TOO_LONG if len(said) > wording.LONGEST else None
    if needed and not said:
        wrong = wording.EMPTY
    if wrong is not None:
        raise BadInput([Problem(name, wrong)])
    return masked(said) if covered else said


def read_further(row: Meeting, side: str, text: str) -> str:
    """A further message. As long as only messages were agreed to, ways to reach somebody are covered, also one that is spread
    over several messages: in those that were written before too. Raises BadInput."""
    said = read_words(text, "text", needed=True, covered=row.shares != CONTACT)
    if row.shares == CONTACT:
        return said
    earlier = [words for words in row.words if words.side == side][-TOGETHER:]
    before = [store.text_of(words) for words in earlier]
    *seen, further = masked_together([*before, said])
    for words, was, now in zip(earlier, before, seen, strict=True):
        if now != was:
            store.say_again(words, now)
    goes_on = before[-1:] == [MASK] and not any(char.isalpha() for char in said)
    return MASK if goes_on else further  # what is left of a number whose beginning is covered


def said(words: Words, reader: str) -> Told:
    """A message as this side reads it; what the other one wrote is looked through for what people are cheated with."""
    text, mine = store.text_of(words), words.side == reader
    return Told(mine, text, words.at, not mine and bool(passages(text, lures())))


def has_unread(row: Meeting, side: str) -> bool:
    """Whether the other side has not read what this side wrote last; a letter told of it then."""
    at = row.employer_read_at if side == PERSON else row.person_read_at
    return is_unread(store.last_written([row], side).get(row.id), at)


def looked(
    actor: Actor, row: Profile, what: str, viewer: str, now: datetime, vacancy: str, meeting: str | None
) -> None:
    """Write down that a member of this organisation saw something of this person: one row, which the person reads."""
    db.session.add(
        Look(
            profile_id=row.id, viewer=viewer, member=actor.ref, what=what, vacancy=vacancy, meeting_ref=meeting, at=now
        )
    )


def add_words(row: Meeting, side: str, actor: Actor, text: str, now: datetime) -> None:
    """Keep what one side wrote; nothing where nothing was written."""
    if text:
        row.words.append(store.said_by(new_ref(), side, actor.ref, text, now))


def write_to_person(row: Meeting, kind: str) -> None:
    """A letter that says only that there is something to read."""
    person = directory.living([row.profile.account or ""]).get(row.profile.account or "")
    if person is not None and person.email is not None:
        mail.enqueue(person.email, kind, person.locale, {"path": f"/{person.locale}/my-meetings/{row.ref}"})


def write_to_employer(row: Meeting, kind: str) -> None:
    """The same to everybody who acts for the organisation."""
    for person in organisations.members_of(row.organisation):
        if person.email is not None:
            mail.enqueue(person.email, kind, person.locale, {"path": f"/{person.locale}/meetings/{row.ref}"})


def log(actor: Actor, deed: str, row: Meeting, **facts: str) -> None:
    """About the person's account, so that it stands in their own log."""
    audit.record(
        f"meeting.{deed}",
        actor=actor.ref,
        role=actor.role,
        object_kind="account",
        object_ref=cast(str, row.profile.account),
        facts={"organisation": row.organisation, "meeting": row.ref, **facts},
    )
