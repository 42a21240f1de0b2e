"""The moderators' desk: which organisations wait, what each gave, and the decision with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from portal.accounts.rules.actor import Actor
from portal.accounts.rules.permissions import decide as allowed
from portal.accounts.service import directory
from portal.accounts.service.transaction import act
from portal.mail import service as mail
from portal.organisations import store, wording
from portal.organisations.models import DecisionRow, Organisation
from portal.organisations.results import Case, Done, QueueLine, QueuePage, Twin
from portal.organisations.rules.papers import KINDS
from portal.organisations.rules.refusals import Refusal, Refused
from portal.organisations.rules.states import (
    ACTIONS,
    LONGEST_REASON,
    REASONS,
    SHORTEST_REASON,
    Decision,
    Standing,
    State,
    after,
    possible,
)
from portal.organisations.service import listeners
from portal.organisations.service.common import facts_of, found, log, look_at, seats_of, standing_of
from portal.organisations.store import SHOWS, Wanted
from portal.shared.problems import BadInput, Problem
from portal.shared.text import nfc
from portal.storage.db import db

SHOWN = SHOWS
"""What the queue can be asked to show."""


@dataclass(frozen=True)
class Ruling:
    """What a moderator typed. `choice` is `decision:reason`, `version` that of the organisation as it was shown."""

    choice: str
    explanation: str
    version: str


@act
def queue(
    actor: Actor, *, show: str = "waiting", kind: str = "", text: str = "", page: int = 1, size: int = 20
) -> QueuePage | Refused:
    """One page of organisations, the one that waits longest first. What is asked wrongly is not asked."""
    if not allowed(actor, "organisation.queue"):
        return Refused(Refusal.NOT_ALLOWED)
    wanted = Wanted(show if show in SHOWS else "waiting", kind if kind in KINDS else "", nfc(text[:200]))
    rows, total = store.queue(wanted, page, size)
    return QueuePage(tuple(_line(organisation, papers) for organisation, papers in rows), total)


@act
def open_case(actor: Actor, ref: str) -> Case | Refused:
    """One organisation with everything it gave. Opening it leaves a row in the log: it shows who to call, and members."""
    organisation = found(actor, ref, "organisation.read")
    if isinstance(organisation, Refused):
        return organisation
    if not allowed(actor, "organisation.queue"):
        return Refused(Refusal.NO_SUCH)
    facts = facts_of(organisation)
    choices = tuple(d for d in possible(standing_of(organisation)) if allowed(actor, ACTIONS[d], facts))
    twins = tuple(Twin(twin.ref, twin.legal_name, twin.state) for twin in store.twins_of(organisation))
    case = Case(look_at(organisation, actor), choices, twins, allowed(actor, "organisation.read_evidence", facts))
    log(actor, "opened", organisation)
    return case


@act
def decide(actor: Actor, ref: str, ruling: Ruling, now: datetime) -> Done | Refused:
    """Decide. CHANGED where the organisation is no longer what the moderator saw: somebody else decided, or the members
    changed something. TAX_CODE_TAKEN where another one is verified under this tax code. Raises BadInput (choice,
    explanation).
    """
    organisation = found(actor, ref, "organisation.read")
    if isinstance(organisation, Refused):
        return organisation
    decision, reason, explanation = _read(ruling)
    if not allowed(actor, ACTIONS[decision], facts_of(organisation)):
        return Refused(Refusal.NOT_ALLOWED)
    standing = standing_of(organisation)
    if not ruling.version.isascii() or not ruling.version.isdigit() or int(ruling.version[:9]) != organisation.version:
        return Refused(Refusal.CHANGED)
    if decision not in possible(standing):
        return Refused(Refusal.NOT_POSSIBLE)
    to = after(decision, standing, _before_suspension(organisation))
    try:
        with db.session.begin_nested():
            won = store.claim(
                organisation, organisation.version, state=to.state.value, review=to.review.value, decided_at=now
            )
    except IntegrityError:
        return Refused(Refusal.TAX_CODE_TAKEN)
    if not won:
        return Refused(Refusal.CHANGED)
    _write_down(organisation, standing, to, (decision, reason, explanation), actor, now)
    _write_to_members(organisation)
    listeners.tell(organisation.ref)
    log(actor, _PAST[decision], organisation, {"reason": reason, "was": standing.state.value, "now": to.state.value})
    return Done()


_PAST = {
    Decision.VERIFY: "verified",
    Decision.ASK: "returned",
    Decision.REFUSE: "refused",
    Decision.SUSPEND: "suspended",
    Decision.REINSTATE: "reinstated",
}


def _read(ruling: Ruling) -> tuple[Decision, str, str]:
    problems = []
    name, _, reason = ruling.choice.partition(":")
    decision = next((known for known in Decision if known == name and reason in REASONS[known]), None)
    if decision is None:
        problems.append(Problem("choice", wording.NO_CHOICE))
    explanation = nfc(ruling.explanation)
    if not SHORTEST_REASON <= len(explanation) <= LONGEST_REASON:
        problems.append(Problem("explanation", wording.EXPLAIN))
    if problems or decision is None:
        raise BadInput(problems)
    return decision, reason, explanation


def _write_down(
    organisation: Organisation,
    before: Standing,
    to: Standing,
    ruling: tuple[Decision, str, str],
    actor: Actor,
    now: datetime,
) -> None:
    decision, reason, explanation = ruling
    db.session.add(
        DecisionRow(
            organisation_id=organisation.id,
            decision=decision.value,
            from_state=before.state.value,
            to_state=to.state.value,
            reason=reason,
            explanation=explanation,
            decided_by=actor.ref,
            decided_at=now,
        )
    )


def _before_suspension(organisation: Organisation) -> State:
    row = store.last_suspension(organisation)
    return State(row.from_state) if row is not None else State.UNVERIFIED


def _write_to_members(organisation: Organisation) -> None:
    """Tell every member who has an e-mail address that there is something to read; not what, for mail is open."""
    seats = seats_of(organisation)
    for person in directory.living(seat.account_ref for seat in seats).values():
        if person.email is not None:
            path = f"/{person.locale}/organisation"
            mail.enqueue(person.email, "organisation_decided", person.locale, {"path": path})


def _line(organisation: Organisation, papers: int) -> QueueLine:
    return QueueLine(
        ref=organisation.ref,
        kind=organisation.kind,
        legal_name=organisation.legal_name,
        tax_code=organisation.tax_code,
        licence_no=organisation.licence_no,
        standing=standing_of(organisation),
        since=organisation.submitted_at or organisation.created_at,
        papers=papers,
    )
