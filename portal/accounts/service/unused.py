"""Persons' accounts that nobody signed in to for long: found, told of to the room that decides, and deleted like by their holder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from portal.accounts import personal, store
from portal.accounts.models import Account
from portal.accounts.rules.actor import SYSTEM
from portal.accounts.service.me import leave
from portal.shared.locales import Locale
from portal.storage.turns import take_turn


@dataclass(frozen=True)
class Unused:
    """An open account of a person, and when somebody last signed in to it (or opened it)."""

    ref: str
    seen: datetime
    locale: Locale
    email: str | None = field(repr=False)
    phone: str | None = field(repr=False)


def unused_since(moment: datetime, after: str = "", most: int = 200) -> Sequence[Unused]:
    """Those last used at or before this moment, by ref; staff and suspended accounts are none of them."""
    return [_told(account) for account in store.persons_unused(moment, after, most)]


def still_unused(ref: str, seen: datetime) -> Unused | None:
    """The account, held until the transaction ends, if nobody signed in since `seen`."""
    take_turn(f"sign-in {ref}")
    account = store.hold_account(ref)
    if account is None or account.kind != "person" or account.state != "active" or store.seen_at(account) != seen:
        return None
    return _told(account)


def delete(ref: str, now: datetime) -> None:
    """Delete it in the caller's transaction, as its holder would: hidden at once, with a last letter."""
    leave(store.get_account(ref), SYSTEM, now)


def _told(account: Account) -> Unused:
    return Unused(
        account.ref,
        store.seen_at(account),
        cast(Locale, account.locale),
        personal.email_of(account),
        personal.phone_of(account),
    )
