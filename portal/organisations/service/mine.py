"""One's own organisation: made, described, sent to the moderators, taken back; and whether one may act for it now."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from portal.accounts.rules.actor import Actor
from portal.accounts.rules.permissions import decide
from portal.accounts.service.transaction import act
from portal.accounts.tokens import new_ref
from portal.organisations import details as reading
from portal.organisations import sealed, store
from portal.organisations.details import Details
from portal.organisations.models import DecisionRow, Membership, Organisation
from portal.organisations.results import Acting, Created, Done, InvitationLine, Mine, Place
from portal.organisations.rules.papers import KINDS, complete
from portal.organisations.rules.refusals import Refusal, Refused
from portal.organisations.rules.states import CHANGED, EDITABLE, Review, State
from portal.organisations.service import listeners
from portal.organisations.service.common import log, look_at, managed, own, standing_of
from portal.storage.db import db


def kind_for(actor: Actor) -> str | None:
    """Which kind of organisation this account may make or join: that of its role."""
    return next((kind for kind in KINDS if kind in actor.roles), None)


@act
def my_organisation(actor: Actor, now: datetime) -> Mine | Refused:
    """What a member sees of the organisation they act for. NO_SUCH where they act for none."""
    organisation = own(actor, "organisation.read")
    if isinstance(organisation, Refused):
        return organisation
    manages = not isinstance(managed(actor), Refused)
    invitations = store.open_invitations(organisation, now) if manages else []
    invited = tuple(InvitationLine(row.ref, sealed.invited_of(row), row.expires_at) for row in invitations)
    return Mine(look_at(organisation, actor), manages, invited)


@act
def my_place(actor: Actor) -> Place | None:
    """The organisation the actor is a member of now, for what is shown of it in their own log."""
    membership = store.current_membership(actor.ref) if actor.signed_in else None
    return Place(membership.organisation.ref, membership.since) if membership is not None else None


@act
def acting_for(actor: Actor) -> Acting | None:
    """The organisation the actor may act for at this moment: verified, not suspended, and they are a member."""
    organisation = own(actor, "organisation.act")
    if isinstance(organisation, Refused):
        return None
    return Acting(organisation.ref, organisation.kind, organisation.legal_name)


@act
def create(actor: Actor, typed: Details, now: datetime) -> Created | Refused:
    """Make an organisation of the kind of one's role, with oneself as owner. ALREADY_MEMBER where one has another.

    Raises BadInput (fields as in Details).
    """
    kind = kind_for(actor)
    if kind is None or not decide(actor, "organisation.create"):
        return Refused(Refusal.NOT_ALLOWED)
    if store.current_membership(actor.ref) is not None:
        return Refused(Refusal.ALREADY_MEMBER)
    details = reading.read(kind, typed)
    organisation = Organisation(ref=new_ref(), kind=kind, created_at=now, state="unverified", review="open", version=1)
    _describe(organisation, details)
    organisation.memberships.append(Membership(ref=new_ref(), account_ref=actor.ref, role="owner", since=now))
    try:
        with db.session.begin_nested():
            db.session.add(organisation)
    except IntegrityError:  # the same form sent twice at one moment
        return Refused(Refusal.ALREADY_MEMBER)
    log(actor, "created", organisation, {"kind": kind})
    return Created(organisation.ref)


@act
def change_details(actor: Actor, typed: Details, now: datetime) -> Done | Refused:
    """Change the details. Who to ask for may always change; the rest only while the papers are with the members,
    or at the price of being verified anew. LOCKED while they wait or the organisation is suspended. Raises BadInput.
    """
    organisation = own(actor, "organisation.change")
    if isinstance(organisation, Refused):
        return organisation
    details = reading.read(organisation.kind, typed)
    standing = standing_of(organisation)
    if not _changes_identity(organisation, details):
        sealed.set_contact(organisation, details.contact, details.phone)
        log(actor, "contact_changed", organisation)
        return Done()
    if standing.state is State.SUSPENDED or standing.review is Review.WAITING:
        return Refused(Refusal.LOCKED)
    if not store.claim(organisation, organisation.version, state="unverified", review=_open_again(standing.review)):
        return Refused(Refusal.CHANGED)
    _describe(organisation, details)
    if standing.state is State.VERIFIED:
        db.session.add(
            DecisionRow(
                organisation_id=organisation.id,
                decision="change",
                from_state="verified",
                to_state="unverified",
                reason=CHANGED,
                decided_by=actor.ref,
                decided_at=now,
            )
        )
    listeners.tell(organisation.ref)
    log(actor, "details_changed", organisation, {"was": standing.state.value})
    return Done()


@act
def submit(actor: Actor, now: datetime) -> Done | Refused:
    """Send the papers to the moderators. INCOMPLETE where something required is missing; Done where they wait already."""
    organisation = own(actor, "organisation.change")
    if isinstance(organisation, Refused):
        return organisation
    standing = standing_of(organisation)
    if standing.state is State.UNVERIFIED and standing.review is Review.WAITING:
        return Done()
    if not standing.editable:
        return Refused(Refusal.LOCKED)
    if not complete(organisation.kind, [paper.kind for paper in store.papers_of(organisation)]):
        return Refused(Refusal.INCOMPLETE)
    if not store.claim(organisation, organisation.version, review="waiting", submitted_at=now):
        return Refused(Refusal.CHANGED)
    log(actor, "submitted", organisation)
    return Done()


@act
def withdraw(actor: Actor) -> Done | Refused:
    """Take the papers back to mend something; Done where they do not wait."""
    organisation = own(actor, "organisation.change")
    if isinstance(organisation, Refused):
        return organisation
    standing = standing_of(organisation)
    if standing.state is not State.UNVERIFIED or standing.review is not Review.WAITING:
        return Done()
    if not store.claim(organisation, organisation.version, review="open"):
        return Refused(Refusal.CHANGED)
    log(actor, "withdrawn", organisation)
    return Done()


def _open_again(review: Review) -> str:
    """Returned and refused papers stay so until they are sent again: the moderator's words keep standing there."""
    return review.value if review in EDITABLE else Review.OPEN.value


def _changes_identity(organisation: Organisation, details: Details) -> bool:
    before = (organisation.legal_name, organisation.tax_code, organisation.licence_no or "", organisation.address)
    return before != (details.legal_name, details.tax_code, details.licence_no, details.address)


def _describe(organisation: Organisation, details: Details) -> None:
    organisation.legal_name = details.legal_name
    organisation.tax_code = details.tax_code
    organisation.licence_no = details.licence_no or None
    organisation.address = details.address
    organisation.searched = details.searched
    sealed.set_contact(organisation, details.contact, details.phone)
