"""One's e-mail address and phone number, changed: each with the password, each ending every session elsewhere."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from sqlalchemy.exc import IntegrityError

from portal.accounts import personal, store
from portal.accounts.models import Account
from portal.accounts.results import Done, MailSent, SignedIn
from portal.accounts.rules.actor import Actor
from portal.accounts.rules.names import BadName, LoginName, email, phone
from portal.accounts.rules.origin import Origin
from portal.accounts.rules.refusals import Refusal, Refused
from portal.accounts.service import letters, links
from portal.accounts.service.checks import own_account, wrong_password
from portal.accounts.service.sessions import end_all, open_full
from portal.accounts.service.transaction import act
from portal.accounts.wording import NO_PASSWORD_BY_PHONE, SAME_ADDRESS, SAME_NUMBER, say_name
from portal.audit import service as audit
from portal.shared.locales import Locale
from portal.shared.problems import BadInput, Problem
from portal.storage.db import db


@act
def ask_email(actor: Actor, address: str, password: str, now: datetime) -> MailSent | Refused:
    """Ask for another e-mail address: it counts once the link sent there is opened. The same answer for one that is taken.

    Raises BadInput (field email).
    """
    account = own_account(actor, "account.change")
    if isinstance(account, Refused):
        return account
    login = _new_address(account, address)
    if refused := wrong_password(account, password, now):
        return refused
    if refused := links.slowed([("email_change.account", account.ref)], now):
        return refused
    taken = bool(store.login_candidates(login, personal.indexes(login)))
    locale = cast(Locale, account.locale)
    store.end_links(account, "email_change", now)
    token, _ = letters.new_link("email_change", account.id, now)
    personal.set_pending(account, login.written)
    if taken:
        letters.email_taken(login.written, locale)
    else:
        letters.email_change(login.written, locale, token)
    letters.email_change_asked(account)
    _log(actor, "account.email_change_asked")
    return MailSent()


@act
def look_at_email_change(token: str, now: datetime) -> Refused | None:
    """Whether this link still brings a new address in: None, or why not. Changes nothing."""
    return links.refusal_of(token, "email_change", _waits, now)


@act
def confirm_email(token: str, password: str, origin: Origin, now: datetime) -> SignedIn | Done | Refused:
    """Take the new address, end every session, go on in a new one (staff: Done, for they sign in with both steps).

    The password is asked for again: a link sent to a stranger must not tie their address to somebody else's account.
    """
    opened = links.follow(token, "email_change", _waits, origin, now)
    if isinstance(opened, Refused):
        return opened
    link, account = opened
    if refused := wrong_password(account, password, now):
        return refused
    old = personal.email_of(account)
    try:
        if not store.use_link(link, now):
            return Refused(Refusal.LINK_USED)
        personal.set_login(account, email(personal.pending_of(account) or ""))
        personal.set_pending(account, None)
        db.session.flush()
    except IntegrityError:  # somebody confirmed this address meanwhile
        db.session.rollback()
        return Refused(Refusal.LINK_USED)
    store.end_links(account, "reset", now)
    end_all(account, now)
    if old is not None:
        letters.email_changed(old, cast(Locale, account.locale))
    answer = open_full(account, origin, now) if account.kind == "person" else Done()
    _log(Actor(account.ref, store.roles_of(account)), "account.email_changed")
    return answer


@act
def set_phone(actor: Actor, number: str, password: str, origin: Origin, now: datetime) -> SignedIn | Refused:
    """Add, change or (with an empty number) remove one's phone number, as one more name to sign in with. Not for staff.

    Raises BadInput (field phone).
    """
    account = own_account(actor, "account.change")
    if isinstance(account, Refused):
        return account
    if account.kind != "person":
        return Refused(Refusal.NOT_ALLOWED)
    login = _new_number(account, number.strip())
    if refused := wrong_password(account, password, now):
        return refused
    if login is None:
        personal.forget_phone(account)
    else:
        personal.set_login(account, login)
    end_all(account, now)
    letters.phone_changed(account)
    signed_in = open_full(account, origin, now)
    _log(actor, "account.phone_changed")
    return signed_in


def _new_address(account: Account, typed: str) -> LoginName:
    try:
        login = email(typed)
    except BadName as bad:
        raise BadInput([Problem("email", say_name(bad))]) from None
    old = personal.email_of(account)
    if old is not None and email(old).key == login.key:
        raise BadInput([Problem("email", SAME_ADDRESS)])
    return login


def _new_number(account: Account, typed: str) -> LoginName | None:
    """The number, or None where it is to be removed."""
    old = personal.phone_of(account)
    if not typed and old is not None:
        if account.email_sealed is None:
            raise BadInput([Problem("phone", NO_PASSWORD_BY_PHONE)])
        return None
    try:
        login = phone(typed)
    except BadName as bad:
        raise BadInput([Problem("phone", say_name(bad))]) from None
    if old == login.written:
        raise BadInput([Problem("phone", SAME_NUMBER)])
    return login


def _waits(account: Account) -> bool:
    return account.state == "active" and account.pending_email_sealed is not None


def _log(actor: Actor, action: str) -> None:
    audit.record(action, actor=actor.ref, role=actor.role, object_kind="account", object_ref=actor.ref)
