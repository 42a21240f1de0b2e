"""What an employer does with its vacancies: drafts at any time, towards the public only while its organisation is verified.

Every act asks anew whose the vacancy is and how the organisation stands, so a suspension holds from the next request on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from portal.accounts.rules.actor import Actor
from portal.accounts.service.transaction import act
from portal.accounts.tokens import new_ref
from portal.jobs.cards import vacancy_facts
from portal.jobs.facts import VacancyFacts
from portal.jobs.models import Vacancy
from portal.jobs.places import province_id
from portal.jobs.posting import store, wording
from portal.jobs.posting.common import changed, find_own, log, look, place_of, set_facts
from portal.jobs.posting.judging import judge
from portal.jobs.posting.results import Desk, Looked, Mine, Saved
from portal.jobs.posting.rules.states import AFTER, DRAFT, EDITABLE, PUBLIC_DEEDS, Deed, after_edit
from portal.jobs.posting.typed import Typed, texts_of
from portal.jobs.store import begin_changes
from portal.organisations.rules.refusals import Refusal, Refused
from portal.shared.clock import today
from portal.shared.problems import BadInput, Problem
from portal.storage.db import db
from portal.storage.installation import is_demo

MOST = 500
"""Vacancies of one organisation that are not closed."""


@act
def my_vacancies(actor: Actor) -> Desk | Refused:
    """Every vacancy of the actor's organisation."""
    place = place_of(actor)
    if place is None:
        return Refused(Refusal.NO_SUCH)
    ref, name, may = place
    return Desk(name, may, [look(row, today()) for row in store.of_organisation(ref)])


@act
def read(actor: Actor, ref: str) -> Mine | Refused:
    """One of them; another employer's looks like none."""
    row = _own(actor, ref)
    return row if isinstance(row, Refused) else look(row, today())


@act
def preview(actor: Actor, typed: Typed) -> Looked | Refused:
    """What was typed, judged; nothing is kept."""
    place = place_of(actor)
    if place is None:
        return Refused(Refusal.NO_SUCH)
    facts = replace(typed.facts, employer=place[1])
    return Looked(facts, judge(facts, typed.lawful_reason, today()))


@act
def save(actor: Actor, ref: str, typed: Typed, version: str, now: datetime, *, submit: bool) -> Saved | Refused:
    """Keep what was typed: a new draft (`ref` ""), or changes of an own vacancy that is not closed.

    `version`: of the vacancy as it was shown; CHANGED where somebody saved meanwhile. Raises BadInput where something typed
    cannot be read; with `submit`, or where it is public or waits already, also where it may not be published. NOT_ALLOWED:
    towards the public while the organisation is not verified.
    """
    place = place_of(actor)
    if place is None:
        return Refused(Refusal.NO_SUCH)
    begin_changes()
    organisation, name, may = place
    row = find_own(organisation, ref) if ref else _new(organisation, now)
    if row is None:
        return Refused(Refusal.NO_SUCH)
    if row.state not in EDITABLE or (not ref and _too_many(organisation)):
        return Refused(Refusal.NOT_POSSIBLE)
    if ref and version != str(row.version):
        return Refused(Refusal.CHANGED)
    public = submit or row.state != DRAFT
    _check(typed, public=public)
    if public and not may:
        return Refused(Refusal.NOT_ALLOWED)
    again = _keep(row, replace(typed.facts, employer=name), typed.lawful_reason, now, submit=submit)
    log(actor, "submitted" if row.state == "pending" else "saved", row)
    return Saved(row.ref, again)


@act
def do(actor: Actor, ref: str, deed: Deed, now: datetime) -> Saved | Refused:
    """Send, take back, pause, go on, confirm, close. NOT_POSSIBLE in this state; NOT_ALLOWED towards the public while the
    organisation is not verified. Raises BadInput where it may not be published as it is.
    """
    begin_changes()
    row = _own(actor, ref)
    if isinstance(row, Refused):
        return row
    to = AFTER.get((deed, row.state))
    if to is None:
        return Refused(Refusal.NOT_POSSIBLE)
    place = place_of(actor)
    if deed in PUBLIC_DEEDS and (place is None or not place[2]):
        return Refused(Refusal.NOT_ALLOWED)
    if deed in PUBLIC_DEEDS:
        problems = judge(vacancy_facts(row), row.lawful_reason or "", today()).problems
        if problems:
            raise BadInput(problems)
    row.state = to
    row.version += 1
    if deed is Deed.SUBMIT:
        row.submitted_at = now
    if deed in (Deed.CONFIRM, Deed.RESUME):
        row.confirmed_at = now
    changed(row, now)
    log(actor, _PAST[deed], row)
    return Saved(row.ref)


@act
def bring(actor: Actor, found: Sequence[VacancyFacts], now: datetime) -> int | Refused:
    """Keep vacancies of a file as drafts, all or none: how many. Raises BadInput where they would be too many."""
    place = place_of(actor)
    if place is None:
        return Refused(Refusal.NO_SUCH)
    begin_changes()
    organisation, name, _may = place
    if _too_many(organisation, len(found)):
        return Refused(Refusal.NOT_POSSIBLE)
    for facts in found:
        row = _new(organisation, now)
        _keep(row, replace(facts, employer=name), "", now, submit=False)
        log(actor, "saved", row)
    return len(found)


_PAST = {
    Deed.SUBMIT: "submitted",
    Deed.WITHDRAW: "withdrawn",
    Deed.PAUSE: "paused",
    Deed.RESUME: "resumed",
    Deed.CONFIRM: "confirmed",
    Deed.CLOSE: "closed",
}


def _own(actor: Actor, ref: str) -> Vacancy | Refused:
    place = place_of(actor)
    row = find_own(place[0], ref) if place is not None else None
    return row if row is not None else Refused(Refusal.NO_SUCH)


def _new(organisation: str, now: datetime) -> Vacancy:
    return Vacancy(
        ref=new_ref(), organisation=organisation, state=DRAFT, version=0, posted_at=now, illustrative=is_demo()
    )


def _too_many(organisation: str, more: int = 1) -> bool:
    return sum(row.state != "closed" for row in store.of_organisation(organisation)) + more > MOST


def _check(typed: Typed, *, public: bool) -> None:
    problems = list(typed.problems)
    if public:
        known = {problem.field for problem in problems}
        found = judge(typed.facts, typed.lawful_reason, today()).problems
        problems += [problem for problem in found if problem.field not in known]
    elif not typed.facts.title and not any(problem.field == "title" for problem in problems):
        problems.append(Problem("title", wording.MISSING["title"]))
    if problems:
        raise BadInput(problems)


def _keep(row: Vacancy, facts: VacancyFacts, lawful_reason: str, now: datetime, *, submit: bool) -> bool:
    """Write it; whether it left the public because its words changed."""
    before = None if row.id is None else (texts_of(vacancy_facts(row)), row.province_id, row.lawful_reason or "")
    set_facts(row, facts, lawful_reason, province_id(facts.province) if facts.province else None)
    row.employer = facts.employer
    now_said = (texts_of(facts), row.province_id, lawful_reason)
    to = after_edit(row.state, texts_changed=before != now_said)
    again = to != row.state
    if again or (submit and row.state == DRAFT):
        row.state, row.submitted_at = "pending", now
    row.version += 1
    if row.id is None:
        db.session.add(row)
    changed(row, now)
    return again
