"""Appeals: an employer or firm asks that a decision be looked at anew; somebody else than who took it answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from portal.accounts.rules.actor import Actor
from portal.accounts.rules.permissions import ObjectFacts
from portal.accounts.rules.permissions import decide as allowed
from portal.accounts.service import directory
from portal.accounts.service.transaction import act
from portal.accounts.tokens import new_ref
from portal.audit import service as audit
from portal.jobs.posting import store as vacancy_store
from portal.jobs.posting.common import DRAFT_ACTION, find_own
from portal.jobs.posting.moderation import give_back
from portal.jobs.store import find_vacancy
from portal.mail import service as mail
from portal.moderation import store, wording
from portal.moderation.models import Appeal
from portal.moderation.rules.appeals import CHANGED, KINDS, ORGANISATION, OUTCOMES, VACANCY, is_text, stands
from portal.organisations import store as organisation_store
from portal.organisations.models import Organisation
from portal.organisations.rules.refusals import Refused
from portal.organisations.service import directory as organisations
from portal.organisations.service.common import own
from portal.shared.problems import BadInput, Problem
from portal.shared.text import nfc

READ, DECIDE = "appeal.read", "appeal.decide"


@dataclass(frozen=True)
class Decided:
    """A decision as it may be appealed: of what (`title`), its code and reason, and the moderator's words."""

    kind: str
    about: str
    title: str
    number: int
    decision: str
    reason: str
    explanation: str
    by: str
    at: datetime
    organisation: str
    states: frozenset[str]

    @property
    def stands(self) -> bool:
        """Whether it may be appealed and still stands."""
        return stands(self.kind, self.decision, self.states)


@dataclass(frozen=True)
class View:
    """A decision and what was said against it. `said` is "" where nothing was; `may`: the reader may answer it."""

    of: Decided
    ref: str = ""
    said: str = field(default="", repr=False)
    at: datetime | None = None
    outcome: str | None = None
    answer: str = field(default="", repr=False)
    decided_at: datetime | None = None
    may: bool = False


@act
def of_own(actor: Actor, kind: str, ref: str) -> View | None:
    """The last decision about the actor's organisation, or about this vacancy of theirs; None where there is none that may be
    appealed or was."""
    found = _own_decision(actor, kind, ref)
    if found is None:
        return None
    row = store.of_decision(kind, found.number)
    return _view(found, row) if row is not None or found.stands else None


@act
def appeal(actor: Actor, kind: str, ref: str, text: str, now: datetime) -> bool | None:
    """Appeal the last decision. False where that was done; None where there is nothing to be appealed. BadInput (text)."""
    found = _own_decision(actor, kind, ref)
    if found is None or not found.stands:
        return None
    said = _read(text)
    if not is_text(said):
        raise BadInput([Problem("text", wording.WRITE)])
    new = new_ref()
    row = Appeal(
        ref=new, kind=kind, about=found.about, decision=found.number, first_decider=found.by,
        organisation=found.organisation, by=actor.ref, said_sealed=store.sealed("said_sealed", new, said), at=now,
    )  # fmt: skip
    if not store.add(row):
        return False
    _log(actor, "made", row)
    return True


@act
def waiting(actor: Actor) -> Sequence[View] | None:
    """Every appeal that waits, the oldest first; None for whoever has no part in it."""
    if not allowed(actor, READ):
        return None
    found = ((row, _decision(row.kind, row.about, row.decision)) for row in store.waiting())
    return [_view(of, row, actor) for row, of in found if of is not None]


@act
def one(actor: Actor, ref: str) -> View | None:
    """One of them, also when it is decided."""
    row = store.find(ref) if allowed(actor, READ) else None
    of = _decision(row.kind, row.about, row.decision) if row is not None else None
    if row is None or of is None:
        return None
    _log(actor, "looked_at", row)
    return _view(of, row, actor)


@act
def decide(actor: Actor, ref: str, outcome: str, text: str, now: datetime) -> bool | None:
    """Answer. Of an organisation “changed” is said only once the decision is, on its own page and by its own rules; a vacancy
    is given back by saying so.

    False where somebody was faster; None where there is none that this actor may decide. BadInput (outcome, text).
    """
    row = store.find(ref)
    of = _decision(row.kind, row.about, row.decision) if row is not None else None
    if row is None or of is None or not _may(actor, row):
        return None
    said = _read(text)
    problems = [] if outcome in OUTCOMES else [Problem("outcome", wording.CHOOSE)]
    if outcome == CHANGED and of.stands and of.kind == ORGANISATION:
        problems.append(Problem("outcome", wording.CHANGE_FIRST))
    if not is_text(said):
        problems.append(Problem("text", wording.WRITE))
    if problems:
        raise BadInput(problems)
    if not store.decide(row, outcome, said, actor.ref, now):
        return False
    if outcome == CHANGED and of.kind == VACANCY:
        give_back(actor, of.about, now)
    _write(row)
    _log(actor, "decided", row)
    return True


def _read(text: str) -> str:
    """What was typed, in its lines."""
    return "\n".join(nfc(line) for line in text.splitlines()).strip()


def _may(actor: Actor, row: Appeal) -> bool:
    """Nobody answers an appeal against their own decision, or of an organisation they act for."""
    members = {person.ref for person in organisations.members_of(row.organisation)}
    return actor.ref not in members and allowed(actor, DECIDE, ObjectFacts(author=row.first_decider))


def _own_decision(actor: Actor, kind: str, ref: str) -> Decided | None:
    organisation = own(actor, "organisation.read" if kind == ORGANISATION else DRAFT_ACTION)
    if isinstance(organisation, Refused) or kind not in KINDS:
        return None
    if kind == ORGANISATION:
        return _of_organisation(organisation)
    return _of_vacancy(ref) if find_own(organisation.ref, ref) is not None else None


def _decision(kind: str, ref: str, number: int) -> Decided | None:
    """The decision with this number, beside the states of what it was about as they are now."""
    if kind == VACANCY:
        return _of_vacancy(ref, number)
    organisation = organisation_store.find_organisation(ref)
    return _of_organisation(organisation, number) if organisation is not None else None


def _of_organisation(organisation: Organisation, number: int | None = None) -> Decided | None:
    rows = [row for row in organisation.decisions if number in (None, row.id)]
    if not rows:
        return None
    row, states = rows[-1], frozenset({organisation.state, organisation.review})
    return Decided(
        ORGANISATION, organisation.ref, organisation.legal_name, row.id, row.decision, row.reason, row.explanation or "",
        row.decided_by, row.decided_at, organisation.ref, states,
    )  # fmt: skip


def _of_vacancy(ref: str, number: int | None = None) -> Decided | None:
    vacancy = find_vacancy(ref)
    rows = [row for row in vacancy_store.decisions_of(vacancy) if number in (None, row.id)] if vacancy else []
    if vacancy is None or not rows:
        return None
    row = rows[0]
    return Decided(
        VACANCY, vacancy.ref, vacancy.title, row.id, row.decision, row.reason, row.explanation or "", row.decided_by,
        row.decided_at, vacancy.organisation or "", frozenset({vacancy.state}),
    )  # fmt: skip


def _view(of: Decided, row: Appeal | None, reader: Actor | None = None) -> View:
    if row is None:
        return View(of)
    may = reader is not None and row.decided_at is None and _may(reader, row)
    return View(of, row.ref, store.said_in(row), row.at, row.outcome, store.answer_in(row), row.decided_at, may)


def _write(row: Appeal) -> None:
    """Tell who appealed that there is something to read; not what, for mail is open."""
    person = directory.living([row.by]).get(row.by)
    if person is not None and person.email is not None:
        place = "organisation" if row.kind == ORGANISATION else f"my-vacancies/{row.about}"
        mail.enqueue(person.email, "appeal_decided", person.locale, {"path": f"/{person.locale}/{place}/appeal"})


def _log(actor: Actor, deed: str, row: Appeal) -> None:
    audit.record(
        f"appeal.{deed}", actor=actor.ref, role=actor.role, object_kind="organisation", object_ref=row.organisation,
        facts={"appeal": row.ref, "kind": row.kind},
    )  # fmt: skip
