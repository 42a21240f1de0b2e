"""What every act on an organisation does alike: whose is it, may the actor, what does it look like, what goes into the log."""

from __future__ import annotations

from collections.abc import Mapping

from portal.accounts.rules.actor import Actor
from portal.accounts.rules.permissions import ObjectFacts, decide
from portal.accounts.service import directory
from portal.audit import service as audit
from portal.organisations import sealed, store
from portal.organisations.models import Evidence, Membership, Organisation
from portal.organisations.results import DecisionLine, EvidenceLine, MemberLine, OrganisationView
from portal.organisations.rules.membership import Seat, owners
from portal.organisations.rules.papers import tasks
from portal.organisations.rules.refusals import Refusal, Refused
from portal.organisations.rules.states import Review, Standing, State

FactValue = str | int | bool


def standing_of(organisation: Organisation) -> Standing:
    """State and review."""
    return Standing(State(organisation.state), Review(organisation.review))


def seats_of(organisation: Organisation) -> list[Membership]:
    """The current memberships of accounts that still exist."""
    rows = store.current_memberships(organisation)
    there = directory.living(row.account_ref for row in rows)
    return [row for row in rows if row.account_ref in there]


def facts_of(organisation: Organisation) -> ObjectFacts:
    """What a decision on this organisation needs to know: asked anew in every request, so a suspension acts at once."""
    members = frozenset(seat.account_ref for seat in seats_of(organisation))
    return ObjectFacts(kind="organisation", members=members, state=organisation.state)


def owner_facts(organisation: Organisation) -> ObjectFacts:
    """The same for acts on its members, in which only those who manage it act for it."""
    seats = [Seat(row.account_ref, row.role) for row in seats_of(organisation)]
    return ObjectFacts(kind="organisation", members=owners(seats), state=organisation.state)


def own(actor: Actor, action: str) -> Organisation | Refused:
    """The organisation the actor acts for, if they may do this to it."""
    membership = store.current_membership(actor.ref) if actor.signed_in else None
    if membership is None:
        return Refused(Refusal.NO_SUCH)
    organisation = membership.organisation
    return organisation if decide(actor, action, facts_of(organisation)) else Refused(Refusal.NOT_ALLOWED)


def managed(actor: Actor) -> Organisation | Refused:
    """The organisation whose members the actor manages."""
    organisation = own(actor, "organisation.members")
    if isinstance(organisation, Refused):
        return organisation
    allowed = decide(actor, "organisation.members", owner_facts(organisation))
    return organisation if allowed else Refused(Refusal.NOT_ALLOWED)


def found(actor: Actor, ref: str, action: str) -> Organisation | Refused:
    """The organisation with this ref. Absent and none of the actor's business are one answer."""
    organisation = store.find_organisation(ref)
    if organisation is None or not decide(actor, action, facts_of(organisation)):
        return Refused(Refusal.NO_SUCH)
    return organisation


def look_at(organisation: Organisation, actor: Actor) -> OrganisationView:
    """What may be shown of an organisation to those who may read it."""
    papers = store.papers_of(organisation)
    return OrganisationView(
        ref=organisation.ref,
        kind=organisation.kind,
        legal_name=organisation.legal_name,
        tax_code=organisation.tax_code,
        licence_no=organisation.licence_no,
        address=organisation.address,
        contact=sealed.contact_of(organisation),
        phone=sealed.phone_of(organisation),
        standing=standing_of(organisation),
        version=organisation.version,
        created=organisation.created_at,
        submitted=organisation.submitted_at,
        members=_members(organisation, actor),
        evidence=tuple(_paper(paper) for paper in papers),
        decisions=_decisions(organisation),
        tasks=tasks(organisation.kind, [paper.kind for paper in papers]),
    )


def log(actor: Actor, action: str, organisation: Organisation, facts: Mapping[str, FactValue] | None = None) -> None:
    """One row of the log: the last thing of an act."""
    audit.record(
        f"organisation.{action}",
        actor=actor.ref,
        role=actor.role,
        object_kind="organisation",
        object_ref=organisation.ref,
        facts=dict(facts or {}),
    )


def _members(organisation: Organisation, actor: Actor) -> tuple[MemberLine, ...]:
    rows = seats_of(organisation)
    there = directory.living(row.account_ref for row in rows)
    managing = owners([Seat(row.account_ref, row.role) for row in rows])
    return tuple(
        MemberLine(
            ref=row.ref,
            name=there[row.account_ref].name,
            email=there[row.account_ref].email,
            owner=row.account_ref in managing,
            since=row.since,
            me=row.account_ref == actor.ref,
        )
        for row in rows
    )


def _paper(paper: Evidence) -> EvidenceLine:
    return EvidenceLine(paper.ref, paper.kind, paper.media_type, paper.size, paper.uploaded_at)


def _decisions(organisation: Organisation) -> tuple[DecisionLine, ...]:
    return tuple(
        DecisionLine(row.decision, row.from_state, row.to_state, row.reason, row.explanation, row.decided_at)
        for row in store.decisions_of(organisation)
    )
