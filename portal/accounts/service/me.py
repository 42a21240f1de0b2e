"""One's own account: what it holds, its name and language, and leaving."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import cast

from portal.accounts import personal, store
from portal.accounts.models import Account
from portal.accounts.results import Done, MyAccount
from portal.accounts.rules.actor import SYSTEM, Actor
from portal.accounts.rules.refusals import Refusal, Refused
from portal.accounts.rules.sessions import UNCONFIRMED_LIFE
from portal.accounts.service import letters
from portal.accounts.service.checks import own_account, read_full_name, wrong_password
from portal.accounts.service.leaving import DELETION
from portal.accounts.service.transaction import act
from portal.audit import service as audit
from portal.shared.locales import Locale
from portal.shared.problems import BadInput, Problem
from portal.storage.tombstones import Kind, bury, declare

ACCOUNT = "account"
"""What tombstones call an account."""


@act
def my_account(actor: Actor) -> MyAccount | Refused:
    """What the account page shows to its owner."""
    account = own_account(actor, "account.read")
    if isinstance(account, Refused):
        return account
    return MyAccount(
        ref=account.ref,
        kind=account.kind,  # type: ignore[arg-type]
        roles=store.roles_of(account),
        email=personal.email_of(account),
        phone=personal.phone_of(account),
        name=personal.name_of(account),
        locale=cast(Locale, account.locale),
        created=account.created_at,
        password_changed=account.password_changed_at,
        codes_left=store.codes_left(account),
        codes_sheet=account.codes_version,
        second_step=account.totp is not None and account.totp.confirmed_at is not None,
        email_waiting=personal.pending_of(account),
    )


@act
def change_details(actor: Actor, name: str, locale: Locale) -> Done | Refused:
    """Change one's name and the language of letters. Raises BadInput (field name)."""
    account = own_account(actor, "account.change")
    if isinstance(account, Refused):
        return account
    problems: list[Problem] = []
    full_name = read_full_name(name, "name", problems)
    if problems:
        raise BadInput(problems)
    personal.set_name(account, full_name)
    account.locale = locale
    audit.record(
        "account.details_changed", actor=actor.ref, role=actor.role, object_kind="account", object_ref=actor.ref
    )
    return Done()


@act
def delete_account(actor: Actor, password: str, now: datetime) -> Done | Refused:
    """Leave: hidden at once, every personal field and every means of proof removed; the address may sign up anew.

    The row with its opaque ref and the roles it had stay, so that the log still adds up. Rooms above hide what is theirs
    by the account's state.
    """
    account = own_account(actor, "account.delete")
    if isinstance(account, Refused):
        return account
    if refused := wrong_password(account, password, now) or is_last_admin(account):
        return refused
    leave(account, actor, now)
    return Done()


def erase_again(ref: str, now: datetime) -> None:
    """Delete an account that an older backup brought back, in the caller's transaction: as its owner did, without a letter."""
    _erase(store.get_account(ref), SYSTEM, now)


declare(Kind(ACCOUNT, store.refs_there, erase_again))


def sign_everybody_out() -> None:
    """End every session, link and code, in the caller's transaction: a restored backup must not bring ended ones back."""
    store.forget_all_entrances()


@act
def sweep(now: datetime) -> int:
    """Remove sign-ups never confirmed, and links and sessions long over (`flask work`); returns how many sign-ups."""
    return store.sweep(now, UNCONFIRMED_LIFE)


def leave(account: Account, actor: Actor, now: datetime) -> None:
    """The account is deleted by this actor, in the caller's transaction, and its holder is written to a last time."""
    _erase(account, actor, now, letters.account_deleted)


def _erase(account: Account, actor: Actor, now: datetime, tell: Callable[[Account], object] | None = None) -> None:
    """Other rooms do their part while the account can still be read."""
    DELETION.tell(account.ref, now)
    if tell is not None:
        tell(account)
    account.state, account.deleted_at = "deleted", now
    account.rights_version += 1
    account.credentials_version += 1
    personal.shred(account)
    store.end_roles(account, actor.ref, now)
    store.forget_means(account)
    bury(ACCOUNT, account.ref, now)
    audit.record("account.deleted", actor=actor.ref, role=actor.role, object_kind="account", object_ref=account.ref)


def is_last_admin(account: Account) -> Refused | None:
    """Refused where nobody could administer the site without this account."""
    if "admin" not in store.roles_of(account) or account.state != "active":
        return None
    return Refused(Refusal.LAST_ADMIN) if store.count_active_admins() <= 1 else None
