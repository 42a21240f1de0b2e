"""How what somebody agreed to is kept and found."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, func, select

from portal.jobs.models import Consent
from portal.storage.db import db


def newest_consent(account: str, purpose: str, matter: str) -> Consent | None:
    """What this account last said of one purpose."""
    said = select(Consent).where(Consent.account == account, Consent.purpose == purpose, Consent.matter == matter)
    return db.session.scalar(said.order_by(Consent.id.desc()).limit(1))


def consents_of(account: str) -> Sequence[Consent]:
    """Everything this account agreed to and took back, newest first."""
    return db.session.scalars(select(Consent).where(Consent.account == account).order_by(Consent.id.desc())).all()


def forget_consents(account: str) -> None:
    """Remove everything this account agreed to and took back."""
    db.session.execute(delete(Consent).where(Consent.account == account))


def standing() -> Sequence[Consent]:
    """The newest word of each account on each matter, where it is yes."""
    newest = select(func.max(Consent.id)).group_by(Consent.account, Consent.purpose, Consent.matter)
    return db.session.scalars(select(Consent).where(Consent.id.in_(newest), Consent.given)).all()
