"""What this room needs to know of accounts: who is still there, how to write to them, which address an account has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import cast

from portal.accounts import personal, store
from portal.accounts.rules.actor import Actor
from portal.accounts.rules.names import email_key
from portal.shared.locales import Locale


@dataclass(frozen=True)
class Person:
    """An account that is not deleted."""

    ref: str
    name: str | None = field(repr=False)
    email: str | None = field(repr=False)
    locale: Locale


def living(refs: Iterable[str]) -> dict[str, Person]:
    """Those of these accounts that were not deleted."""
    found = {}
    for ref in refs:
        account = store.find_account(ref)
        if account is not None and account.state != "deleted":
            name, email = personal.name_of(account), personal.email_of(account)
            found[ref] = Person(ref, name, email, cast(Locale, account.locale))
    return found


def address_of(actor: Actor) -> str | None:
    """The look-up form of the actor's e-mail address; None where they signed up by phone."""
    account = store.find_account(actor.ref) if actor.signed_in else None
    written = personal.email_of(account) if account is not None and account.state == "active" else None
    return email_key(written) if written else None
