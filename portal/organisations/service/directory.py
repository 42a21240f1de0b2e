"""What other rooms may know of organisations that they name by ref: which firms are verified, what they are called, who to write to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

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


@dataclass(frozen=True)
class Known:
    """What anybody who deals with an organisation may know of it. `verified_at`: since when it is verified; None where it is
    not, at this moment."""

    ref: str
    legal_name: str
    tax_code: str
    address: str
    licence_no: str | None
    verified_at: datetime | None


def about(refs: Iterable[str]) -> dict[str, Known]:
    """What may be known of these organisations, by ref."""
    rows = db.session.scalars(select(Organisation).where(Organisation.ref.in_(list(refs))))
    return {
        row.ref: Known(
            row.ref, row.legal_name, row.tax_code, row.address, row.licence_no,
            row.decided_at if row.state == "verified" else None,
        )
        for row in rows
    }  # fmt: skip


def verified_firms() -> list[VerifiedFirm]:
    """Every one of them, as it stands at this moment."""
    query = select(Organisation).where(
        Organisation.kind == "firm", Organisation.state == "verified", Organisation.licence_no.is_not(None)
    )
    return [VerifiedFirm(row.ref, row.legal_name, row.licence_no or "") for row in db.session.scalars(query)]


def is_verified(ref: str) -> bool:
    """Whether this organisation is verified and not suspended now, asked of the database itself."""
    return ref in verified([ref])


def verified(refs: Iterable[str]) -> set[str]:
    """Those of these organisations that are verified and not suspended now, asked of the database itself."""
    wanted = select(Organisation.ref).where(Organisation.ref.in_(list(refs)), Organisation.state == "verified")
    return set(db.session.scalars(wanted))


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
