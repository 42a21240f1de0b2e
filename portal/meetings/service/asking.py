"""An employer's side of a meeting: ask a person for one vacancy, write, see the contact that was agreed to.

Whether account, organisation, vacancy and person still allow it is asked anew each time; absent, hidden and another's look
the same, and so do a question that was declined, ignored or taken back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime

from portal.accounts.rules.actor import Actor
from portal.accounts.rules.refusals import Refusal, Refused
from portal.accounts.service import directory
from portal.accounts.service.transaction import act
from portal.accounts.tokens import new_ref
from portal.jobs.models import Profile, Vacancy
from portal.meetings import person_report_store as person_reports
from portal.meetings import store, wording
from portal.meetings.ends_store import steps_of
from portal.meetings.models import Meeting
from portal.meetings.results import Contact, Done, EmployerLine, EmployerView, Settled, Told
from portal.meetings.rules import budgets
from portal.meetings.rules.contact import (
    ASKED,
    CLOSED,
    EMPLOYER,
    LIVE,
    PERSON,
    SHARED_FOR,
    Around,
    Sees,
    contact_reachable,
    employer_sees,
    may_talk,
)
from portal.meetings.rules.reports import LONGEST, OF_PERSONS, is_reason, is_unread
from portal.meetings.rules.steps import stage_of
from portal.meetings.service import common, outcomes, people, replying, retention
from portal.shared.problems import BadInput, Problem
from portal.storage.pseudonyms import pseudonym
from portal.storage.turns import take_turn


@act
def ask(actor: Actor, vacancy_ref: str, alias: str, text: str, now: datetime) -> Done | Refused | None:
    """Ask this person for this vacancy; the letter to them says only that somebody asks.

    None where there is no such vacancy of theirs or no such person to be asked; Done with `before` where they asked already;
    Refused TOO_MANY where as many questions wait as may. Raises BadInput (text).
    """
    found = people.one(actor, vacancy_ref, alias)
    if found is None:
        return None
    organisation, vacancy, profile = found
    said = common.read_words(text, "text")
    take_turn(f"meetings of {organisation.ref}")
    had = common.going_on(profile, vacancy, now) or store.asked_before(profile, vacancy)
    if had is not None:
        return Done(had.ref, before=True)
    if not budgets.may_ask(store.asks_waiting(organisation.ref, now - budgets.ASK_WINDOW)):
        store.raise_alert(organisation.ref, "asks", now)
        return Refused(Refusal.TOO_MANY)
    row = _new(actor, profile, vacancy, organisation.ref, now)
    common.add_words(row, EMPLOYER, actor, said, now)
    if not store.add(row):
        return None
    outcomes.begin(row, outcomes.ASKED, now)
    common.looked(actor, profile, "asked", organisation.ref, now, vacancy.ref, row.ref)
    common.write_to_person(row, "meeting_asked")
    common.log(actor, "asked", row)
    return Done(row.ref)


@act
def mine(actor: Actor, now: datetime, vacancy: str = "") -> Sequence[EmployerLine] | None:
    """What the actor's verified organisation asked and was applied for, the last stirred first; None where they act for none."""
    organisation = common.acting(actor)
    if organisation is None:
        return None
    rows = store.of_organisation(organisation.ref, vacancy)
    over = retention.gone(rows, retention.day_of(now), for_employer=True)
    rows = [row for row in rows if row.id not in over]
    around, wrote, steps = common.arounds(rows), store.last_written(rows, PERSON), steps_of(row.id for row in rows)
    lines = []
    for row in rows:
        line = line_of(row, around[row.id], now)
        if line is not None and line.sees is Sees.TALKING:
            unread = is_unread(wrote.get(row.id), row.employer_read_at)
            line = replace(line, unread=unread, stage=stage_of(steps.get(row.id, [])))
        lines.append(line)
    return [line for line in lines if line is not None]


@act
def look(actor: Actor, ref: str, now: datetime) -> EmployerView | None:
    """One of them. What the person wrote is there only while they talk: then it is a look, which the person reads."""
    row = common.of_employer(actor, ref, now)
    if row is None:
        return None
    said, around = common.said_of(row), common.around(row)
    line = line_of(row, around, now)
    if line is None:
        return None
    talks = may_talk(said, around, now)
    if talks:
        common.looked(actor, row.profile, "card", row.organisation, now, row.vacancy.ref, row.ref)
    words = [common.said(w, EMPLOYER) for w in row.words if talks or w.side == EMPLOYER]
    if talks and common.has_unread(row, PERSON):
        store.read(row, EMPLOYER, now)
    return EmployerView(
        line=line,
        words=words,
        may_write=talks,
        may_see_contact=contact_reachable(said, around, now),
        until=row.accepted_at + SHARED_FOR if talks and row.accepted_at else None,
    )


@act
def contact(actor: Actor, ref: str, now: datetime) -> Contact | Refused | None:
    """Name, phone number and e-mail address, if they may be seen at this moment; each time is a row that the person reads.

    None where there is nothing to be seen; Refused TOO_MANY where as many people were seen lately as may.
    """
    row = common.of_employer(actor, ref, now)
    if row is None:
        return None
    take_turn(f"meetings of {row.organisation}")
    if not store.hold(row) or not contact_reachable(common.said_of(row), common.around(row), now):
        return None
    person = directory.living([row.profile.account or ""]).get(row.profile.account or "")
    if person is None:
        return None
    if not store.times_revealed(row.ref):
        seen = store.reveals(row.organisation, now - budgets.REVEAL_WINDOW)
        if not budgets.may_reveal(len(seen)):
            store.raise_alert(row.organisation, "reveals", now)
            return Refused(Refusal.TOO_MANY)
    common.looked(actor, row.profile, "contact", row.organisation, now, row.vacancy.ref, row.ref)
    common.log(actor, "contact_seen", row)
    return Contact(person.name or "", person.phone, person.email)


@act
def write(actor: Actor, ref: str, text: str, now: datetime) -> bool | None:
    """Write to the person; ways to reach somebody are covered. None where they do not talk now. Raises BadInput (text)."""
    row = common.of_employer(actor, ref, now)
    if row is None or not may_talk(common.said_of(row), common.around(row), now) or not store.hold(row):
        return None
    said = common.read_further(row, EMPLOYER, text)
    news = not common.has_unread(row, EMPLOYER)
    common.add_words(row, EMPLOYER, actor, said, now)
    replying.answered(row, now)
    if news:
        common.write_to_person(row, "meeting_written")
    common.log(actor, "written_to", row)
    return True


@act
def take_back(actor: Actor, ref: str, now: datetime) -> bool | None:
    """Take a question back, or end the talk, whatever the person answered. False where that was done; None where there is none."""
    row = common.of_employer(actor, ref, now)
    if row is None or line_of(row, common.around(row), now) is None:
        return None
    return _end(actor, row, now)


@act
def report(actor: Actor, ref: str, reason: str, text: str, now: datetime) -> bool | None:
    """Tell the moderators of the person, end the talk, and be shown them no more. Neither a reason nor words are needed.

    Only while they talk: then there is something to tell of. False where it was told before; None where they do not talk.
    BadInput (why, report): nothing was done. To the person it is a talk that the employer ended.
    """
    row = common.of_employer(actor, ref, now)
    if row is None or not may_talk(common.said_of(row), common.around(row), now):
        return None
    said = text.replace("\r\n", "\n").strip()
    problems = [] if is_reason(reason, OF_PERSONS) else [Problem("why", wording.REASON)]
    if len(said) > LONGEST:
        problems.append(Problem("report", wording.TOO_LONG))
    if problems:
        raise BadInput(problems)
    told = person_reports.add(row, actor.ref, reason, said, now)
    _end(actor, row, now)
    return told


def _end(actor: Actor, row: Meeting, now: datetime) -> bool:
    if not store.take_back(row, now):
        return False
    store.move(row, LIVE, state=CLOSED, ended_at=now, ended_for="employer")
    replying.over(row, now)
    common.log(actor, "taken_back", row)
    return True


def _new(actor: Actor, profile: Profile, vacancy: Vacancy, organisation: str, now: datetime) -> Meeting:
    return Meeting(
        ref=new_ref(),
        profile=profile,
        vacancy=vacancy,
        organisation=organisation,
        opened_by=EMPLOYER,
        opener=actor.ref,
        terms=asdict(common.terms_of(vacancy)),
        state=ASKED,
        asked_at=now,
    )


@act
def told(actor: Actor) -> Sequence[Told]:
    """What the actor's organisation told the moderators of people, newest first."""
    organisation = common.acting(actor)
    rows = person_reports.of_organisation(organisation.ref) if organisation else []
    return [
        Told(
            common.asked_terms(row.meeting).title, row.at,
            Settled(row.settled_at, row.settled_as) if row.settled_at else None,
        )
        for row in rows
    ]  # fmt: skip


def line_of(row: Meeting, around: Around, now: datetime) -> EmployerLine | None:
    """What the employer is told of it; None where that is nothing."""
    sees = employer_sees(common.said_of(row), around, now)
    if sees is None:
        return None
    return EmployerLine(
        ref=row.ref,
        alias=pseudonym(row.organisation, row.profile.ref),
        vacancy=row.vacancy.ref,
        title=common.asked_terms(row).title,
        sees=sees,
        applied=row.opened_by == PERSON,
        asked_at=row.asked_at,
        illustrative=row.profile.illustrative,
    )
