"""Sessions: opened at sign-in, found at every request, listed, ended; always under a new value when rights change."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from portal.accounts import store
from portal.accounts.models import Account, LoginSession
from portal.accounts.results import Done, Found, SessionLine, SignedIn, Stage
from portal.accounts.rules.actor import ANONYMOUS, Actor
from portal.accounts.rules.origin import Origin, agent_class, shown_network
from portal.accounts.rules.refusals import Refusal, Refused
from portal.accounts.rules.sessions import NOTE_EVERY, ends, is_over
from portal.accounts.service import letters
from portal.accounts.service.checks import own_account
from portal.accounts.service.transaction import act
from portal.accounts.tokens import new_ref, new_token, read_device, token_hash, trusting, trusts
from portal.audit import service as audit
from portal.shared.locales import Locale
from portal.storage.db import db

LONGEST_COOKIE = 200


@act
def find_session(cookie: str, now: datetime) -> Found | None:
    """The session of this cookie, or None where there is none, it is over, or its account's rights changed since.

    Asked at every request, so suspension and ended roles act at the next one. Notes the moment, at most once a minute.
    """
    session = _live(cookie, now)
    if session is None:
        return None
    account = session.account
    stage = cast(Stage, session.stage)
    roles = store.roles_of(account)
    locale = cast(Locale, account.locale)
    actor = Actor(account.ref, roles, session.ref, locale) if stage == "full" else ANONYMOUS
    found = Found(stage, actor, account.kind, session.ref, session.expires_at)  # type: ignore[arg-type]
    if now - session.last_seen_at >= NOTE_EVERY:
        store.note_seen(session, now)
    return found


@act
def list_sessions(actor: Actor, now: datetime) -> list[SessionLine] | Refused:
    """One's own sessions that still hold, last used first."""
    account = own_account(actor, "account.sessions")
    if isinstance(account, Refused):
        return account
    return [
        SessionLine(s.ref, s.agent, s.network, s.created_at, s.last_seen_at, current=s.ref == actor.session_ref)
        for s in store.sessions_of(account, now)
        if not is_over(account.kind, s.last_seen_at, s.expires_at, now)
    ]


@act
def revoke_session(actor: Actor, session_ref: str, now: datetime) -> Done | Refused:
    """End one of one's own sessions. Somebody else's ref answers as one that does not exist."""
    account = own_account(actor, "account.sessions")
    if isinstance(account, Refused):
        return account
    session = store.find_session_by_ref(account, session_ref)
    if session is None or not store.revoke(session, now):
        return Refused(Refusal.NO_SUCH_SESSION)
    audit.record("session.ended", actor=actor.ref, role=actor.role, object_kind="session", object_ref=session_ref)
    return Done()


@act
def sign_out(cookie: str, now: datetime) -> Done:
    """End this session, in whatever stage it is. Signing out twice is no mistake."""
    session = store.find_session(token_hash(cookie[:LONGEST_COOKIE]))
    if session is None or not store.revoke(session, now):
        return Done()
    account = session.account
    actor = Actor(account.ref, store.roles_of(account))
    audit.record("session.signed_out", actor=actor.ref, role=actor.role, object_kind="session", object_ref=session.ref)
    return Done()


@act
def sign_out_everywhere(actor: Actor, now: datetime) -> Done | Refused:
    """End all of one's sessions, this one too, and the trust in every browser."""
    account = own_account(actor, "account.sessions")
    if isinstance(account, Refused):
        return account
    ended = end_all(account, now)
    audit.record("session.signed_out_everywhere", actor=actor.ref, role=actor.role, facts={"sessions": ended})
    return Done()


def end_all(account: Account, now: datetime) -> int:
    """End every session of the account and the trust in its browsers, in the caller's transaction; returns how many."""
    account.credentials_version += 1
    db.session.flush()
    return store.revoke_all(account, now)


def change_rights(account: Account, now: datetime) -> int:
    """What follows every change of rights: no session from before holds any more."""
    account.rights_version += 1
    return end_all(account, now)


def open_session(account: Account, stage: Stage, origin: Origin, now: datetime) -> tuple[str, LoginSession]:
    """A new session, in the caller's transaction: the cookie's value, which is stored nowhere, and the row."""
    cookie = new_token()
    session = LoginSession(
        ref=new_ref(),
        cookie_hash=token_hash(cookie),
        account=account,
        stage=stage,
        rights_version=account.rights_version,
        agent=agent_class(origin.agent),
        network=shown_network(origin.address),
        created_at=now,
        last_seen_at=now,
        expires_at=ends(account.kind, stage, now),
    )
    db.session.add(session)
    db.session.flush()
    return cookie, session


def tell_of_new_device(account: Account, origin: Origin, now: datetime) -> None:
    """A letter where somebody signs in from a browser that the account does not know; not the very first time. Before `open_full`."""
    known = trusts(read_device(origin.device), account.ref, account.credentials_version, now)
    if account.last_signed_in_at is not None and not known:
        letters.new_sign_in(account, agent_class(origin.agent), now)


def open_full(account: Account, origin: Origin, now: datetime, codes: tuple[str, ...] = ()) -> SignedIn:
    """A full session, and the browser trusted from now on; in the caller's transaction."""
    cookie, session = open_session(account, "full", origin, now)
    account.last_signed_in_at = now
    device = trusting(read_device(origin.device), account.ref, account.credentials_version, now)
    actor = Actor(account.ref, store.roles_of(account), session.ref, cast(Locale, account.locale))
    return SignedIn(cookie, str(device), actor, session.expires_at, codes)


def live_session(cookie: str, stage: Stage, now: datetime) -> LoginSession | Refused:
    """The session of this cookie if it holds and is in this stage."""
    session = _live(cookie, now)
    if session is None or session.stage != stage:
        return Refused(Refusal.SESSION_OVER)
    return session


def _live(cookie: str, now: datetime) -> LoginSession | None:
    if not cookie or len(cookie) > LONGEST_COOKIE:
        return None
    session = store.find_session(token_hash(cookie))
    if session is None or session.revoked_at is not None:
        return None
    account = session.account
    if account.state != "active" or session.rights_version != account.rights_version:
        return None
    return None if is_over(account.kind, session.last_seen_at, session.expires_at, now) else session
