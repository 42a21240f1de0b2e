"""What a person can know of others knowing them: who saw what when, what they agreed to, what a card says of them now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from portal.accounts.rules.actor import Actor
from portal.accounts.service.transaction import act
from portal.jobs import consents
from portal.meetings import store
from portal.meetings.service import common
from portal.meetings.service.candidates import outline_of_own
from portal.organisations.service import directory as organisations
from portal.shared.messages import Message


@dataclass(frozen=True)
class Looked:
    """Somebody saw something: an organisation by its name, or a staff member (`staff`)."""

    who: str
    staff: bool
    what: str
    vacancy: str | None
    at: datetime


@dataclass(frozen=True)
class Known:
    """Everything of it, newest first; `card`: what a card says of them today."""

    looks: Sequence[Looked]
    ledger: Sequence[consents.Entry]
    card: Sequence[Message]
    widened: bool


@act
def of_own(actor: Actor) -> Known | None:
    """Who saw what of the actor, and what they agreed to; None where they have no profile."""
    profile = common.own_profile(actor)
    if profile is None:
        return None
    rows = store.looks_at(profile)
    names = organisations.names_of({row.viewer for row in rows if not row.staff})
    looks = [Looked(names.get(row.viewer, ""), row.staff, row.what, row.vacancy, row.at) for row in rows]
    card, widened = outline_of_own(profile)
    return Known(looks, consents.ledger(actor.ref), card, widened)


@act
def own_card(actor: Actor) -> tuple[Sequence[Message], bool] | None:
    """What a card says of the actor now, and whether it had to be widened; None where they have no profile."""
    profile = common.own_profile(actor)
    return None if profile is None else outline_of_own(profile)
