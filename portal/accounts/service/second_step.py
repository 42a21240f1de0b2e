"""The second step of staff: codes of an authenticator app, printed recovery codes, and setting both up."""

from __future__ import annotations

from datetime import datetime

from portal.accounts import personal, store
from portal.accounts.models import Account, LoginSession, Totp
from portal.accounts.results import Secret, SignedIn
from portal.accounts.rules import totp
from portal.accounts.rules.actor import Actor
from portal.accounts.rules.origin import Origin, network
from portal.accounts.rules.refusals import Refusal, Refused
from portal.accounts.service.sessions import live_session, open_full, tell_of_new_device
from portal.accounts.service.transaction import act
from portal.accounts.tokens import code_hash, new_codes, new_secret
from portal.audit import service as audit
from portal.limits import service as limits
from portal.storage.db import db


@act
def second_step(cookie: str, code: str, origin: Origin, now: datetime) -> SignedIn | Refused:
    """Finish signing in with the code that the app shows; the session gets a new value. A code opens once."""
    session = live_session(cookie, "second_step", now)
    if isinstance(session, Refused):
        return session
    account = session.account
    verdict = limits.hit("second_step.account", account.ref, now)
    if not verdict.allowed:
        return Refused(Refusal.TOO_MANY, verdict.retry_after)
    if refused := _take_code(account, code, now):
        _log(account, "account.second_step_failed")
        return refused
    limits.take_back(verdict, now, join=True)
    return _finish(session, origin, now)


@act
def recovery_code(cookie: str, code: str, origin: Origin, now: datetime) -> SignedIn | Refused:
    """Finish signing in with a printed code instead. It is used up."""
    session = live_session(cookie, "second_step", now)
    if isinstance(session, Refused):
        return session
    account = session.account
    where = f"{account.ref}|{network(origin.address)}"
    verdict = limits.hit_all([("recovery.account_network", where), ("recovery.account", account.ref)], now)
    if not verdict.allowed:
        return Refused(Refusal.TOO_MANY, verdict.retry_after)
    if not store.use_code(account, code_hash(account.ref, code), now):
        _log(account, "account.second_step_failed")
        return Refused(Refusal.WRONG_CODE)
    _log(account, "account.recovery_code_used")
    return _finish(session, origin, now)


@act
def begin_setup(cookie: str, now: datetime) -> Secret | Refused:
    """The secret to put into the app; the same one until it is proven, so that a reloaded page shows the same QR code."""
    session = live_session(cookie, "setup", now)
    if isinstance(session, Refused):
        return session
    account = session.account
    if account.totp is None:
        secret = new_secret()
        account.totp = Totp(ref=account.ref, secret_sealed=personal.seal_secret(account.ref, secret), last_step=0)
    secret = personal.secret_of(account.totp)
    return Secret(secret, totp.provisioning_uri(secret, personal.email_of(account) or account.ref))


@act
def finish_setup(cookie: str, code: str, origin: Origin, now: datetime) -> SignedIn | Refused:
    """Prove the app with its first code: signs in, and gives the recovery codes to print."""
    session = live_session(cookie, "setup", now)
    if isinstance(session, Refused):
        return session
    account = session.account
    if account.totp is None:
        return Refused(Refusal.SESSION_OVER)
    verdict = limits.hit("second_step.account", account.ref, now)
    if not verdict.allowed:
        return Refused(Refusal.TOO_MANY, verdict.retry_after)
    if refused := _take_code(account, code, now):
        return refused
    limits.take_back(verdict, now, join=True)
    account.totp.confirmed_at = now
    codes = new_codes()
    store.replace_codes(account, [code_hash(account.ref, each) for each in codes], now)
    _log(account, "account.second_step_set")
    return _finish(session, origin, now, tuple(codes))


def _take_code(account: Account, code: str, now: datetime) -> Refused | None:
    """Accept the code's step for good, or say why not. Two requests with one code: the database lets one through."""
    if account.totp is None:
        return Refused(Refusal.WRONG_CODE)
    step = totp.check(personal.secret_of(account.totp), code, now, account.totp.last_step)
    if isinstance(step, Refusal):
        return Refused(step)
    return None if store.take_step(account, step) else Refused(Refusal.CODE_USED)


def _finish(session: LoginSession, origin: Origin, now: datetime, codes: tuple[str, ...] = ()) -> SignedIn | Refused:
    """End the session of the password, open the full one, log the sign-in."""
    account = session.account
    if not store.revoke(session, now):
        db.session.rollback()
        return Refused(Refusal.SESSION_OVER)
    tell_of_new_device(account, origin, now)
    signed_in = open_full(account, origin, now, codes)
    _log(account, "account.signed_in")
    return signed_in


def _log(account: Account, action: str) -> None:
    role = Actor(account.ref, store.roles_of(account)).role
    audit.record(action, actor=account.ref, role=role, object_kind="account", object_ref=account.ref)
