"""What every act on a vacancy does alike: whose is it, what does it look like, how a change is kept and written down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from portal.accounts.rules.actor import Actor
from portal.accounts.rules.permissions import ObjectFacts, decide
from portal.audit import service as audit
from portal.jobs import bring_in, cards
from portal.jobs.facts import VacancyFacts
from portal.jobs.models import Vacancy
from portal.jobs.posting import store
from portal.jobs.posting.judging import judge
from portal.jobs.posting.results import DecisionLine, Mine
from portal.jobs.posting.rules.states import LAST_DAYS, Verdict, deeds, shown_until, stands
from portal.jobs.rules import CLOSED, KIND, OPEN
from portal.jobs.store import find_vacancy, note_changes
from portal.organisations.rules.refusals import Refused
from portal.organisations.service import directory
from portal.organisations.service.common import own
from portal.search import outbox
from portal.storage.db import db

DRAFT_ACTION, PUBLISH_ACTION, MODERATE = "vacancy.draft", "vacancy.enter", "vacancy.moderate"


def place_of(actor: Actor) -> tuple[str, str, bool] | None:
    """The ref and legal name of the actor's organisation, and whether it may publish at this moment; None without one."""
    organisation = own(actor, DRAFT_ACTION)
    if isinstance(organisation, Refused):
        return None
    return organisation.ref, organisation.legal_name, not isinstance(own(actor, PUBLISH_ACTION), Refused)


def find_own(organisation: str, ref: str) -> Vacancy | None:
    """The vacancy with this ref, if it is this organisation's."""
    row = find_vacancy(ref)
    return row if row is not None and row.organisation == organisation else None


def outside(row: Vacancy) -> ObjectFacts:
    """What a moderator's right to decide rests on: who acts for its organisation."""
    members = {person.ref for person in directory.members_of(row.organisation)} if row.organisation else set()
    return ObjectFacts(kind="organisation", members=frozenset(members), state=row.organisation_state or "")


def may_moderate(actor: Actor, row: Vacancy) -> bool:
    """Nobody decides of a vacancy of an organisation they act for."""
    return decide(actor, MODERATE, outside(row))


def look(row: Vacancy, day: date) -> Mine:
    """A vacancy as its employer sees it."""
    facts, confirmed = cards.vacancy_facts(row), cards.confirmed_on(row)
    until = shown_until(confirmed) if row.state == OPEN and confirmed is not None else None
    return Mine(
        facts=facts,
        province_id=row.province_id or "",
        lawful_reason=row.lawful_reason or "",
        state=row.state,
        stands=stands(row.state, row.deadline, confirmed, day, cards.waiting_on(row)),
        version=row.version,
        changed_at=row.changed_at,
        shown_until=until,
        waiting_on=cards.waiting_on(row),
        ask_again=until is not None and day > until - timedelta(days=LAST_DAYS),
        deeds=deeds(row.state),
        decisions=decisions(row),
        illustrative=row.illustrative,
        judged=judge(facts, row.lawful_reason or "", day),
    )


def decisions(row: Vacancy) -> tuple[DecisionLine, ...]:
    """What was decided, newest first."""
    return tuple(
        DecisionLine(Verdict(one.decision), one.reason, one.explanation or "", one.decided_at)
        for one in store.decisions_of(row)
    )


def set_facts(row: Vacancy, facts: VacancyFacts, lawful_reason: str, province_id: str | None) -> None:
    """Put what was typed into the row."""
    values = bring_in.values_of(facts)
    for name in ("ref", "closed", "employer"):
        values.pop(name)
    for name, value in values.items():
        setattr(row, name, value)
    row.province_id, row.lawful_reason = province_id, lawful_reason or None


def changed(row: Vacancy, moment: datetime) -> None:
    """Write down that the row changed, for the ranking and for the index, in the caller's transaction."""
    row.changed_at = moment
    row.closed_at = (row.closed_at or moment) if row.state == CLOSED else None
    row.folded = bring_in.folded(cards.vacancy_facts(row))
    db.session.flush()
    note_changes("vacancy", [row.id], moment)
    outbox.enqueue(KIND, [row.ref])


def log(actor: Actor, deed: str, row: Vacancy, facts: Mapping[str, str] | None = None) -> None:
    """One row of the log: the last thing of an act."""
    audit.record(
        f"vacancy.{deed}",
        actor=actor.ref,
        role=actor.role,
        object_kind="vacancy",
        object_ref=row.ref if row.organisation else "",  # one that came by file is named as its file liked
        facts={**({"organisation": row.organisation} if row.organisation else {}), **(facts or {})},
    )
