"""Signing in: the same words, status and time for names that exist and names that do not; staff with a second step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from portal.accounts import hashing, personal, store
from portal.accounts.models import Account
from portal.accounts.results import SecondStepNeeded, SetupNeeded, SignedIn
from portal.accounts.rules.names import BadName, LoginName, login_name
from portal.accounts.rules.origin import Origin, network, one_address
from portal.accounts.rules.refusals import Refusal, Refused
from portal.accounts.service.sessions import open_full, open_session, tell_of_new_device
from portal.accounts.service.transaction import act
from portal.accounts.tokens import Device, read_device, trusts
from portal.audit import service as audit
from portal.limits import service as limits

PHONE_TRIES = 4
"""A phone number is nobody's for certain: so many accounts of one number are tried, and always as many verifications made."""

SignIn = SignedIn | SecondStepNeeded | SetupNeeded


@act
def sign_in(name: str, password: str, origin: Origin, now: datetime) -> SignIn | Refused:
    """Sign in with an e-mail address or a phone number. Every try that is let through makes the same number of verifications."""
    login = _read(name)
    device = read_device(origin.device)
    candidates = _candidates(login, device, now)
    verdict = limits.hit_all(_dimensions(login, name, candidates, device, origin, now), now)
    if not verdict.allowed:
        return Refused(Refusal.TOO_MANY, verdict.retry_after)
    tries = PHONE_TRIES if login is not None and login.kind == "phone" else 1
    place = hashing.find_proven(password, [each.password_hash for each in candidates], tries)
    if place is None:
        tried = candidates[0].ref if len(candidates) == 1 else ""
        audit.record(
            "account.sign_in_failed", actor="anonymous", role="anonymous", object_kind="account", object_ref=tried
        )
        return Refused(Refusal.WRONG_CREDENTIALS)
    account = store.get_account(candidates[place].ref)
    if account.state != "active" or not store.roles_of(account):
        audit.record(
            "account.sign_in_barred", actor="anonymous", role="anonymous", object_kind="account", object_ref=account.ref
        )
        return Refused(Refusal.SUSPENDED, reason=account.suspended_for or "")
    limits.take_back(verdict, now)
    if hashing.is_outdated(account.password_hash or ""):
        account.password_hash = hashing.hashed(password)
    return enter(account, origin, now)


def enter(account: Account, origin: Origin, now: datetime) -> SignIn:
    """Open the session that this account may have after its password, in the caller's transaction; a full one is logged."""
    if account.kind == "staff":
        ready = account.totp is not None and account.totp.confirmed_at is not None
        cookie, session = open_session(account, "second_step" if ready else "setup", origin, now)
        return (SecondStepNeeded if ready else SetupNeeded)(cookie, session.expires_at)
    tell_of_new_device(account, origin, now)
    signed_in = open_full(account, origin, now)
    role = signed_in.actor.role
    audit.record("account.signed_in", actor=account.ref, role=role, object_kind="account", object_ref=account.ref)
    return signed_in


def _read(name: str) -> LoginName | None:
    try:
        return login_name(name)
    except BadName:
        return None


def _candidates(login: LoginName | None, device: Device | None, now: datetime) -> list[store.Candidate]:
    """The accounts this name may mean: those that this browser is trusted for, then the oldest."""
    if login is None:
        return []
    found = store.login_candidates(login, personal.indexes(login))
    return sorted(found, key=lambda each: not _trusted(each, device, now))


def _trusted(candidate: store.Candidate, device: Device | None, now: datetime) -> bool:
    return trusts(device, candidate.ref, candidate.credentials_version, now)


def _dimensions(
    login: LoginName | None,
    name: str,
    candidates: Sequence[store.Candidate],
    device: Device | None,
    origin: Origin,
    now: datetime,
) -> list[limits.Hit]:
    """What this try counts by: a trusted browser for itself alone, any other by account, address, network and in all."""
    if device is not None and candidates and _trusted(candidates[0], device, now):
        return [("sign_in.device", f"{candidates[0].ref}|{device.id}")]
    key = login.key if login is not None else name[:100]
    return [
        ("sign_in.account_network", f"{key}|{network(origin.address)}"),
        ("sign_in.account", key),
        ("sign_in.address", one_address(origin.address)),
        ("sign_in.network", network(origin.address)),
        ("sign_in.all", ""),
    ]
