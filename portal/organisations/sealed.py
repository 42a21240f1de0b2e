"""How the personal fields of organisations are sealed, read and found: the only place that sees them in clear."""

from __future__ import annotations

from portal.accounts.rules.names import LoginName, email_key
from portal.organisations.models import Invitation, Organisation
from portal.storage.encryption import blind, blinds, context, seal, unseal
from portal.storage.rotation import SealedColumn, declare

INVITED = "organisation invitation"

declare(
    SealedColumn("organisation", "contact_sealed", "ref"),
    SealedColumn("organisation", "phone_sealed", "ref"),
    SealedColumn(
        "organisation_invitation", "email_sealed", "ref", blind="email_index", purpose=INVITED, normal=email_key
    ),
)


def set_contact(organisation: Organisation, person: str, phone: str) -> None:
    """Seal who to ask for, and their number in E.164."""
    organisation.contact_sealed = seal(context("organisation", "contact_sealed", organisation.ref), person)
    organisation.phone_sealed = seal(context("organisation", "phone_sealed", organisation.ref), phone)


def contact_of(organisation: Organisation) -> str:
    """Who to ask for."""
    return unseal(context("organisation", "contact_sealed", organisation.ref), organisation.contact_sealed)


def phone_of(organisation: Organisation) -> str:
    """The contact's number in E.164."""
    return unseal(context("organisation", "phone_sealed", organisation.ref), organisation.phone_sealed)


def set_invited(invitation: Invitation, address: LoginName) -> None:
    """Seal the invited address and index it."""
    invitation.email_sealed = seal(context("organisation_invitation", "email_sealed", invitation.ref), address.written)
    invitation.email_index = blind(INVITED, address.key)


def invited_of(invitation: Invitation) -> str:
    """The invited address as it was typed."""
    return unseal(context("organisation_invitation", "email_sealed", invitation.ref), invitation.email_sealed)


def invited_indexes(key: str) -> tuple[str, ...]:
    """What the index column may hold for this address (more than one while keys rotate)."""
    return blinds(INVITED, key)
