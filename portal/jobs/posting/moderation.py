"""The moderators' desk: which vacancies wait, what was caught in each, and the decision with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from portal.accounts.rules.actor import Actor
from portal.accounts.rules.permissions import ObjectFacts, decide
from portal.accounts.service.transaction import act
from portal.jobs.cards import vacancy_facts
from portal.jobs.models import Vacancy, VacancyDecision
from portal.jobs.posting import store, wording
from portal.jobs.posting.common import MODERATE, changed, decisions, log, may_moderate
from portal.jobs.posting.judging import judge
from portal.jobs.posting.results import Case, QueueLine
from portal.jobs.posting.rules.states import (
    APPEALED,
    DECIDED,
    DRAFT,
    LONGEST_REASON,
    REASONS,
    SHORTEST_REASON,
    Verdict,
    verdicts,
)
from portal.jobs.rules import CLOSED
from portal.jobs.store import begin_changes, find_vacancy
from portal.mail import service as mail
from portal.organisations.rules.refusals import Refusal, Refused
from portal.organisations.service import directory
from portal.shared.clock import today
from portal.shared.problems import BadInput, Problem
from portal.shared.text import nfc
from portal.storage.db import db


@dataclass(frozen=True)
class Ruling:
    """What a moderator typed. `choice` is `verdict:reason`, `version` that of the vacancy as it was shown."""

    choice: str
    explanation: str
    version: str


@act
def queue(actor: Actor, page: int, size: int) -> tuple[Sequence[QueueLine], int] | Refused:
    """A page of what waits, the longest waiting first, and how many wait in all."""
    if not decide(actor, MODERATE, ObjectFacts(kind="organisation")):
        return Refused(Refusal.NOT_ALLOWED)
    rows, total = store.waiting(page, size)
    return [_line(row) for row in rows], total


@act
def open_case(actor: Actor, ref: str) -> Case | Refused:
    """One vacancy with what was caught in it. One of an own organisation looks like none."""
    row = find_vacancy(ref)
    if row is None or row.state == "draft" or not may_moderate(actor, row):
        return Refused(Refusal.NO_SUCH)
    facts = vacancy_facts(row)
    return Case(
        facts=facts,
        lawful_reason=row.lawful_reason or "",
        state=row.state,
        version=row.version,
        organisation=row.organisation or "",
        organisation_state=row.organisation_state or "",
        submitted_at=row.submitted_at,
        judged=judge(facts, row.lawful_reason or "", today()),
        verdicts=verdicts(row.state),
        decisions=decisions(row),
        illustrative=row.illustrative,
    )


@act
def rule(actor: Actor, ref: str, ruling: Ruling, now: datetime) -> bool | Refused:
    """Decide. CHANGED where the vacancy is no longer what the moderator saw; NOT_POSSIBLE in this state, or to publish while
    its organisation is not verified. Raises BadInput (choice, explanation), also to publish what may not be published.
    """
    begin_changes()
    row = find_vacancy(ref)
    if row is None or row.state == "draft" or not may_moderate(actor, row):
        return Refused(Refusal.NO_SUCH)
    verdict, reason, explanation = _read(ruling)
    if ruling.version != str(row.version):
        return Refused(Refusal.CHANGED)
    to = DECIDED.get((verdict, row.state))
    if to is None:
        return Refused(Refusal.NOT_POSSIBLE)
    if verdict is Verdict.PUBLISH:
        if row.organisation and row.organisation_state != "verified":
            return Refused(Refusal.NOT_POSSIBLE)
        _refuse_unfit(row)
        row.posted_at = now
        row.confirmed_at = now if row.organisation else None
    _write_down(row, (verdict, reason, explanation), actor, now)
    row.state = to
    row.version += 1
    changed(row, now)
    _write_to_members(row)
    log(actor, verdict.value, row, {"reason": reason})
    return True


def give_back(actor: Actor, ref: str, now: datetime) -> None:
    """Undo a refusal or a stop after an appeal, in the caller's transaction: the vacancy is its employer's draft again."""
    begin_changes()
    row = find_vacancy(ref)
    if row is None or row.state != CLOSED:
        return
    _write_down(row, (Verdict.RETURN, APPEALED, ""), actor, now)
    row.state, row.version = DRAFT, row.version + 1
    changed(row, now)
    log(actor, Verdict.RETURN.value, row, {"reason": APPEALED})


def _read(ruling: Ruling) -> tuple[Verdict, str, str]:
    problems = []
    name, _, reason = ruling.choice.partition(":")
    verdict = next((known for known in Verdict if known == name and reason in REASONS[known]), None)
    if verdict is None:
        problems.append(Problem("choice", wording.NO_CHOICE))
    explanation = nfc(ruling.explanation)
    needed = verdict is not Verdict.PUBLISH or bool(explanation)
    if needed and not SHORTEST_REASON <= len(explanation) <= LONGEST_REASON:
        problems.append(Problem("explanation", wording.EXPLAIN))
    if problems or verdict is None:
        raise BadInput(problems)
    return verdict, reason, explanation


def _refuse_unfit(row: Vacancy) -> None:
    """What nobody may publish, a moderator may not either: rules and days may have changed since it was sent."""
    problems = judge(vacancy_facts(row), row.lawful_reason or "", today()).problems
    if row.organisation and problems:
        raise BadInput([Problem("choice", problem.message) for problem in problems])


def _write_down(row: Vacancy, ruling: tuple[Verdict, str, str], actor: Actor, now: datetime) -> None:
    verdict, reason, explanation = ruling
    db.session.add(
        VacancyDecision(
            vacancy_id=row.id,
            version=row.version,
            decision=verdict.value,
            reason=reason,
            explanation=explanation or None,
            decided_by=actor.ref,
            decided_at=now,
        )
    )


def _write_to_members(row: Vacancy) -> None:
    """Tell its members that there is something to read; not what, for mail is open."""
    for person in directory.members_of(row.organisation) if row.organisation else []:
        if person.email is not None:
            path = f"/{person.locale}/my-vacancies/{row.ref}"
            mail.enqueue(person.email, "vacancy_decided", person.locale, {"path": path})


def _line(row: Vacancy) -> QueueLine:
    judged = judge(vacancy_facts(row), row.lawful_reason or "", today())
    caught = sum(len(found) for found in judged.marked.values())
    return QueueLine(row.ref, row.title, row.employer, row.submitted_at or row.posted_at, caught)
