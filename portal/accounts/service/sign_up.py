"""Signing up: by e-mail with a link to confirm, or by phone with printed recovery codes.

Everybody's sign-up takes the same way, whether the name is known or not: a new unconfirmed account, one link, one letter.
Only what the letter says differs, and only the owner of the address reads it. The link asks for the password again: so
nobody can confirm a password that somebody else chose for their address. A phone number cannot be proven without SMS; it
may therefore belong to several accounts, and what finds one among them is the password.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from portal.accounts import hashing, personal, store
from portal.accounts.models import Account, AccountRole
from portal.accounts.results import MailSent, SignedIn
from portal.accounts.rules.actor import PERSON_ROLES
from portal.accounts.rules.names import LoginName, email
from portal.accounts.rules.origin import Origin
from portal.accounts.rules.refusals import Refusal, Refused
from portal.accounts.rules.sessions import POSTED_TWICE
from portal.accounts.service import letters, links
from portal.accounts.service.checks import check_password, read_full_name, read_login, wrong_password
from portal.accounts.service.sessions import open_full
from portal.accounts.service.sign_in import PHONE_TRIES
from portal.accounts.service.transaction import act
from portal.accounts.tokens import code_hash, new_codes, new_ref
from portal.accounts.wording import NO_ROLE
from portal.audit import service as audit
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
    if refused := links.slowed(links.door_hits("sign_up", login.key, origin), now):
        return refused
    if login.kind == "phone":
        return _by_phone(form, login, name, origin, now)
    known = bool(store.login_candidates(login, personal.indexes(login)))
    account = _new_account(form, hashing.hashed(form.password), login, name, now)
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
    return links.refusal_of(token, "confirm", _waits, now)


@act
def confirm(token: str, password: str, origin: Origin, now: datetime) -> SignedIn | Refused:
    """Confirm a sign-up with its link and its password, and sign in."""
    opened = links.follow(token, "confirm", _waits, origin, now)
    if isinstance(opened, Refused):
        return opened
    link, account = opened
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
    _log("account.confirmed", account, role)
    _log("account.signed_in", account, role)
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


def _new_account(form: SignUp, proof: str, login: LoginName, name: str, now: datetime) -> Account:
    account = Account(
        ref=new_ref(),
        kind="person",
        state="unconfirmed",
        locale=form.locale,
        password_hash=proof,
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


def _by_phone(form: SignUp, login: LoginName, name: str, origin: Origin, now: datetime) -> SignedIn | Refused:
    """A phone account is active at once: there is nothing to wait for.

    A form sent twice at one moment must not make two: who holds number and password of an account is its owner, and goes
    on in it. As many passwords are verified whether the number is known or not; only one who signs up writes at a time.
    """
    indexes = personal.indexes(login)
    before = store.login_candidates(login, indexes)[::-1]  # the newest first: the one that was just made
    place = hashing.find_proven(form.password, [each.password_hash for each in before], PHONE_TRIES)
    proof = hashing.hashed(form.password)
    store.hold_phone(indexes[0])
    own = (
        before[place].ref if place is not None else _made_meanwhile(form.password, login, {each.ref for each in before})
    )
    if own is not None:
        return _again(store.get_account(own), origin, now)
    account = _new_account(form, proof, login, name, now)
    account.state, account.confirmed_at = "active", now
    codes = _new_sheet(account, now)
    signed_in = open_full(account, origin, now, codes)
    _log("account.signed_up", account, form.role)
    _log("account.signed_in", account, form.role)
    return signed_in


def _made_meanwhile(password: str, login: LoginName, known: set[str]) -> str | None:
    """The account with this password that another request made while this one was verifying."""
    late = [each for each in store.login_candidates(login, personal.indexes(login)) if each.ref not in known]
    return next((each.ref for each in late if hashing.proves(password, each.password_hash)), None)


def _again(account: Account, origin: Origin, now: datetime) -> SignedIn | Refused:
    """On in the account that is there. The codes of a form sent twice are made anew: the browser shows the last answer only."""
    roles = store.roles_of(account)
    if account.kind != "person" or account.state != "active" or not roles:
        return Refused(Refusal.SUSPENDED, reason=account.suspended_for or "")
    codes = _new_sheet(account, now) if now - account.created_at < POSTED_TWICE else ()
    signed_in = open_full(account, origin, now, codes)
    _log("account.signed_in", account, signed_in.actor.role)
    return signed_in


def _new_sheet(account: Account, now: datetime) -> tuple[str, ...]:
    codes = new_codes()
    store.replace_codes(account, [code_hash(account.ref, code) for code in codes], now)
    return tuple(codes)


def _log(action: str, account: Account, role: str) -> None:
    audit.record(action, actor=account.ref, role=role, object_kind="account", object_ref=account.ref)


def _waits(account: Account) -> bool:
    """Not confirmed yet, and its address not confirmed by another sign-up."""
    written = personal.email_of(account) if account.state == "unconfirmed" else None
    if written is None:
        return False
    login = email(written)
    return not store.login_candidates(login, personal.indexes(login))
