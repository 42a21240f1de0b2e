"""Signing up: by e-mail with a link to confirm, or by phone with printed recovery codes.

Everybody's sign-up takes the same way, whether the name is known or not: a new unconfirmed account, one link, one letter.
Only what the letter says differs, and only the owner of the address reads it. The link asks for the password again: so
nobody can confirm a password that somebody else chose for their address. A phone number cannot be proven without SMS; it
may therefore belong to several accounts, and what finds one among them is the password.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from sqlalchemy.exc import IntegrityError

from portal.accounts import hashing, personal, store
from portal.accounts.models import Account, AccountRole, OneUseLink
from portal.accounts.results import MailSent, SignedIn
from portal.accounts.rules.actor import PERSON_ROLES
from portal.accounts.rules.names import LoginName, email
from portal.accounts.rules.origin import Origin, network, one_address
from portal.accounts.rules.refusals import Refusal, Refused
from portal.accounts.rules.sessions import link_refusal
from portal.accounts.service import letters
from portal.accounts.service.checks import check_password, read_full_name, read_login, wrong_password
from portal.accounts.service.sessions import open_full
from portal.accounts.service.transaction import act
from portal.accounts.tokens import code_hash, new_codes, new_ref, token_hash
from portal.accounts.wording import NO_ROLE
from portal.audit import service as audit
from portal.limits import service as limits
from portal.shared.locales import SOURCE, Locale
from portal.shared.problems import BadInput, Problem
from portal.storage.db import db


@dataclass(frozen=True)
class SignUp:
    """What somebody typed to sign up. `login` is an e-mail address or a phone number; the field names are those of problems."""

    login: str
    password: str = field(repr=False)
    role: str
    name: str = ""
    locale: Locale = SOURCE


@act
def sign_up(form: SignUp, origin: Origin, now: datetime) -> MailSent | SignedIn | Refused:
    """Sign up. MailSent for an e-mail address, known or not; for a phone number SignedIn with the codes to print.

    Raises BadInput (fields login, password, role, name).
    """
    login, name = _checked(form)
    verdict = limits.hit_all(
        [
            ("sign_up.recipient", login.key),
            ("sign_up.address", one_address(origin.address)),
            ("sign_up.network", network(origin.address)),
            ("sign_up.all", ""),
        ],
        now,
    )
    if not verdict.allowed:
        return Refused(Refusal.TOO_MANY, verdict.retry_after)
    known = bool(store.login_candidates(login, personal.indexes(login)))
    account = _new_account(form, login, name, now)
    if login.kind == "phone":
        return _with_codes(account, form.role, origin, now)
    token, _ = letters.new_link("confirm", account.id, now)
    if known:
        letters.already_registered(login.written, form.locale)
    else:
        letters.confirm(login.written, form.locale, token)
    audit.record(
        "account.sign_up_asked", actor="anonymous", role="anonymous", object_kind="account", object_ref=account.ref
    )
    return MailSent()


@act
def look_at_confirmation(token: str, now: datetime) -> Refused | None:
    """Whether this link still confirms: None, or why not. Changes nothing (mail programs open links by themselves)."""
    link = _open_link(token, now)
    return link if isinstance(link, Refused) else None


@act
def confirm(token: str, password: str, origin: Origin, now: datetime) -> SignedIn | Refused:
    """Confirm a sign-up with its link and its password, and sign in."""
    verdict = limits.hit("link.address", one_address(origin.address), now)
    if not verdict.allowed:
        return Refused(Refusal.TOO_MANY, verdict.retry_after)
    link = _open_link(token, now)
    if isinstance(link, Refused):
        return link
    account = cast(Account, link.account)
    if refused := wrong_password(account, password, now):
        return refused
    try:
        if not store.use_link(link, now):
            return Refused(Refusal.LINK_USED)
        account.state, account.confirmed_at = "active", now
        db.session.flush()
    except IntegrityError:  # another sign-up of this address was confirmed at the same moment
        db.session.rollback()
        return Refused(Refusal.LINK_USED)
    signed_in = open_full(account, origin, now)
    role = signed_in.actor.role
    audit.record("account.confirmed", actor=account.ref, role=role, object_kind="account", object_ref=account.ref)
    audit.record("account.signed_in", actor=account.ref, role=role, object_kind="account", object_ref=account.ref)
    return signed_in


def _checked(form: SignUp) -> tuple[LoginName, str]:
    problems: list[Problem] = []
    login = read_login(form.login, "login", problems)
    name = read_full_name(form.name, "name", problems)
    check_password(form.password, [form.login, login.key if login else "", name], "password", problems)
    if form.role not in PERSON_ROLES:
        problems.append(Problem("role", NO_ROLE))
    if problems or login is None:
        raise BadInput(problems)
    return login, name


def _new_account(form: SignUp, login: LoginName, name: str, now: datetime) -> Account:
    account = Account(
        ref=new_ref(),
        kind="person",
        state="unconfirmed",
        locale=form.locale,
        password_hash=hashing.hashed(form.password),
        password_changed_at=now,
        created_at=now,
        rights_version=1,
        credentials_version=1,
    )
    personal.set_login(account, login)
    personal.set_name(account, name)
    account.roles.append(AccountRole(role=form.role, granted_by=account.ref, granted_at=now))
    db.session.add(account)
    db.session.flush()
    return account


def _with_codes(account: Account, role: str, origin: Origin, now: datetime) -> SignedIn:
    """A phone account is active at once: there is nothing to wait for."""
    account.state, account.confirmed_at = "active", now
    codes = new_codes()
    store.replace_codes(account, [code_hash(account.ref, code) for code in codes], now)
    signed_in = open_full(account, origin, now, tuple(codes))
    audit.record("account.signed_up", actor=account.ref, role=role, object_kind="account", object_ref=account.ref)
    audit.record("account.signed_in", actor=account.ref, role=role, object_kind="account", object_ref=account.ref)
    return signed_in


def _open_link(token: str, now: datetime) -> OneUseLink | Refused:
    """The link, if it is open, its account still waits and its address was not confirmed by another sign-up."""
    link = store.find_link(token_hash(token[:200]), "confirm")
    if link is None:
        return Refused(Refusal.LINK_UNKNOWN)
    if refusal := link_refusal(link.expires_at, link.used_at, now):
        return Refused(refusal)
    account = link.account
    written = personal.email_of(account) if account is not None else None
    if account is None or account.state != "unconfirmed" or written is None:
        return Refused(Refusal.LINK_USED)
    login = email(written)
    return Refused(Refusal.LINK_USED) if store.login_candidates(login, personal.indexes(login)) else link
