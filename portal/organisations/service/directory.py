"""What other rooms may know of organisations that they name by ref: which firms are verified, what they are called, who to write to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from portal.accounts.service import directory
from portal.accounts.service.directory import Person
from portal.organisations import store
from portal.organisations.models import Organisation
from portal.organisations.service.common import seats_of
from portal.storage.db import db


@dataclass(frozen=True)
class VerifiedFirm:
    """A firm's organisation that is verified and not suspended, with the licence number that it gave."""

    ref: str
    legal_name: str
    licence_no: str


def verified_firms() -> list[VerifiedFirm]:
    """Every one of them, as it stands at this moment."""
    query = select(Organisation).where(
        Organisation.kind == "firm", Organisation.state == "verified", Organisation.licence_no.is_not(None)
    )
    return [VerifiedFirm(row.ref, row.legal_name, row.licence_no or "") for row in db.session.scalars(query)]


def is_verified(ref: str) -> bool:
    """Whether this organisation is verified and not suspended now, asked of the database itself."""
    return db.session.scalar(select(Organisation.state).where(Organisation.ref == ref)) == "verified"


def names_of(refs: Iterable[str]) -> dict[str, str]:
    """What these organisations are called, by ref."""
    query = select(Organisation.ref, Organisation.legal_name).where(Organisation.ref.in_(list(refs)))
    return {row[0]: row[1] for row in db.session.execute(query)}


def members_of(ref: str) -> list[Person]:
    """Who acts for this organisation now."""
    organisation = store.find_organisation(ref)
    if organisation is None:
        return []
    return list(directory.living(seat.account_ref for seat in seats_of(organisation)).values())
