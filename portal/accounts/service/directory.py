"""What other rooms may know of accounts that they name by ref: who is still there, how to write to them. Asked inside their acts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import cast

from sqlalchemy import select

from portal.accounts import personal, store
from portal.accounts.models import Account
from portal.accounts.rules.actor import Actor
from portal.accounts.rules.names import email_key
from portal.shared.locales import Locale
from portal.storage.db import db


@dataclass(frozen=True)
class Person:
    """An account that is not deleted."""

    ref: str
    name: str | None = field(repr=False)
    email: str | None = field(repr=False)
    locale: Locale
    phone: str | None = field(default=None, repr=False)
    """In E.164."""
    active: bool = True
    """Not suspended."""


def living(refs: Iterable[str]) -> dict[str, Person]:
    """Those of these accounts that were not deleted, by ref."""
    wanted = select(Account).where(Account.ref.in_(list(refs)), Account.state != "deleted")
    return {
        account.ref: Person(
            account.ref,
            personal.name_of(account),
            personal.email_of(account),
            cast(Locale, account.locale),
            personal.phone_of(account),
            account.state == "active",
        )
        for account in db.session.scalars(wanted)
    }


def active(refs: Iterable[str]) -> set[str]:
    """Those of these accounts that are neither deleted nor suspended; nothing of them is unsealed."""
    wanted = select(Account.ref).where(Account.ref.in_(list(refs)), Account.state == "active")
    return set(db.session.scalars(wanted))


def address_of(actor: Actor) -> str | None:
    """The look-up form of the actor's e-mail address; None where they signed up by phone, or are no longer active."""
    account = store.find_account(actor.ref) if actor.signed_in else None
    written = personal.email_of(account) if account is not None and account.state == "active" else None
    return email_key(written) if written else None
