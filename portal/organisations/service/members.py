"""Who acts for an organisation: asked by e-mail address, accepting or declining, leaving, removed.

An invitation stands under the address whether or not an account has it, and nothing of what is shown or how long it takes
says which. Somebody is a member only after they accepted in their own session.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from portal.accounts.rules.actor import Actor
from portal.accounts.rules.names import BadName, LoginName, email
from portal.accounts.rules.permissions import decide
from portal.accounts.service import directory
from portal.accounts.service.transaction import act
from portal.accounts.tokens import new_ref
from portal.mail import service as mail
from portal.organisations import sealed, store, wording
from portal.organisations.models import Invitation, Membership
from portal.organisations.results import Done, Offer
from portal.organisations.rules.membership import INVITATION_LIFE, MOST_INVITED
from portal.organisations.rules.refusals import Refusal, Refused
from portal.organisations.service.common import log, managed, own, seats_of
from portal.organisations.service.mine import kind_for
from portal.shared.problems import BadInput, Problem
from portal.storage.db import db


@act
def invite(actor: Actor, address: str, now: datetime) -> Done | Refused:
    """Ask an e-mail address to join; asking again renews the invitation. Raises BadInput (field email)."""
    organisation = managed(actor)
    if isinstance(organisation, Refused):
        return organisation
    login = _read(address)
    indexes = sealed.invited_indexes(login.key)
    waiting = store.open_invitations(organisation, now)
    again = next((row for row in waiting if row.email_index in indexes), None)
    if again is not None:
        again.expires_at = now + INVITATION_LIFE
    elif len(waiting) >= MOST_INVITED:
        return Refused(Refusal.TOO_MANY_INVITED)
    else:
        invitation = Invitation(
            ref=new_ref(),
            organisation_id=organisation.id,
            invited_by=actor.ref,
            invited_at=now,
            expires_at=now + INVITATION_LIFE,
        )
        sealed.set_invited(invitation, login)
        db.session.add(invitation)
        db.session.flush()
    # Always, and in the inviter's language: whether the address has an account here shows nowhere.
    mail.enqueue(login.written, "organisation_invited", actor.locale, {"path": f"/{actor.locale}/organisation"})
    log(actor, "member_invited", organisation)
    return Done()


@act
def take_back(actor: Actor, ref: str, now: datetime) -> Done | Refused:
    """Take an invitation back."""
    organisation = managed(actor)
    if isinstance(organisation, Refused):
        return organisation
    invitation = next((row for row in store.open_invitations(organisation, now) if row.ref == ref), None)
    if invitation is None:
        return Refused(Refusal.NO_INVITATION)
    store.end_invitation(invitation, now)
    log(actor, "invitation_taken_back", organisation)
    return Done()


@act
def offers(actor: Actor, now: datetime) -> tuple[Offer, ...]:
    """The invitations to the actor's address, of organisations of their kind."""
    return tuple(
        Offer(row.ref, row.organisation.kind, row.organisation.legal_name, row.expires_at)
        for row in _invitations_to(actor, now)
    )


@act
def accept(actor: Actor, ref: str, now: datetime) -> Done | Refused:
    """Join. ALREADY_MEMBER where the actor acts for another organisation: they leave that one first."""
    invitation = next((row for row in _invitations_to(actor, now) if row.ref == ref), None)
    if invitation is None:
        return Refused(Refusal.NO_INVITATION)
    if store.current_membership(actor.ref) is not None:
        return Refused(Refusal.ALREADY_MEMBER)
    if not store.end_invitation(invitation, now):
        return Refused(Refusal.NO_INVITATION)
    organisation = invitation.organisation
    joined = Membership(ref=new_ref(), organisation_id=organisation.id, account_ref=actor.ref, role="member", since=now)
    try:
        with db.session.begin_nested():
            db.session.add(joined)
    except IntegrityError:  # two invitations accepted at one moment
        return Refused(Refusal.ALREADY_MEMBER)
    log(actor, "member_joined", organisation)
    return Done()


@act
def decline(actor: Actor, ref: str, now: datetime) -> Done | Refused:
    """Say no. The organisation sees what it would see had nobody answered."""
    invitation = next((row for row in _invitations_to(actor, now) if row.ref == ref), None)
    if invitation is None:
        return Refused(Refusal.NO_INVITATION)
    store.decline_invitation(invitation, now)
    log(actor, "invitation_declined", invitation.organisation)
    return Done()


@act
def remove(actor: Actor, ref: str, now: datetime) -> Done | Refused:
    """Remove a member, or leave: everybody may end their own membership, only who manages may end another's."""
    organisation = own(actor, "organisation.members")
    if isinstance(organisation, Refused):
        return organisation
    membership = next((row for row in seats_of(organisation) if row.ref == ref), None)
    if membership is None:
        return Refused(Refusal.NO_SUCH)
    leaving = membership.account_ref == actor.ref
    if not leaving and isinstance(managed(actor), Refused):
        return Refused(Refusal.NOT_ALLOWED)
    if not store.end_membership(membership, actor.ref, now):
        return Refused(Refusal.NO_SUCH)
    log(actor, "member_left" if leaving else "member_removed", organisation, {"account": membership.account_ref})
    return Done()


def _read(address: str) -> LoginName:
    try:
        return email(address)
    except BadName:
        raise BadInput([Problem("email", wording.BAD_EMAIL)]) from None


def _invitations_to(actor: Actor, now: datetime) -> list[Invitation]:
    if not decide(actor, "organisation.join"):
        return []
    key = directory.address_of(actor)
    rows = store.invitations_to(sealed.invited_indexes(key), now) if key is not None else []
    return [row for row in rows if row.organisation.kind == kind_for(actor)]
