"""Accepting an invitation to the staff: a name, a password, and on to the second step."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from sqlalchemy.exc import IntegrityError

from portal.accounts import hashing, personal, store
from portal.accounts.models import Account, OneUseLink
from portal.accounts.results import SecondStepNeeded, SetupNeeded, SignedIn
from portal.accounts.rules.origin import Origin, one_address
from portal.accounts.rules.refusals import Refusal, Refused
from portal.accounts.rules.sessions import link_refusal
from portal.accounts.service.checks import check_password, read_full_name
from portal.accounts.service.sign_in import enter
from portal.accounts.service.transaction import act
from portal.accounts.tokens import token_hash
from portal.accounts.wording import NO_NAME
from portal.limits import service as limits
from portal.shared.problems import BadInput, Problem
from portal.storage.db import db


@act
def look_at_invitation(token: str, now: datetime) -> Refused | None:
    """Whether this link still opens: None, or why not. Changes nothing."""
    link = _open_link(token, now)
    return link if isinstance(link, Refused) else None


@act
def accept_invitation(
    token: str, name: str, password: str, origin: Origin, now: datetime
) -> SetupNeeded | SecondStepNeeded | SignedIn | Refused:
    """Take up a staff account: always answered by SetupNeeded, for it has no second step yet. BadInput: name, password."""
    verdict = limits.hit("link.address", one_address(origin.address), now)
    if not verdict.allowed:
        return Refused(Refusal.TOO_MANY, verdict.retry_after)
    link = _open_link(token, now)
    if isinstance(link, Refused):
        return link
    account = cast(Account, link.account)
    full_name = _checked(account, name, password)
    try:
        if not store.use_link(link, now):
            return Refused(Refusal.LINK_USED)
        account.state, account.confirmed_at = "active", now
        account.password_hash, account.password_changed_at = hashing.hashed(password), now
        personal.set_name(account, full_name)
        db.session.flush()
    except IntegrityError:  # the address was confirmed for a personal account since the invitation
        db.session.rollback()
        return Refused(Refusal.HAS_PERSON_ACCOUNT)
    return enter(account, origin, now)


def _checked(account: Account, name: str, password: str) -> str:
    problems: list[Problem] = []
    full_name = read_full_name(name, "name", problems)
    if not full_name:
        problems.append(Problem("name", NO_NAME))
    check_password(password, [personal.email_of(account) or "", full_name], "password", problems)
    if problems:
        raise BadInput(problems)
    return full_name


def _open_link(token: str, now: datetime) -> OneUseLink | Refused:
    link = store.find_link(token_hash(token[:200]), "invitation")
    if link is None:
        return Refused(Refusal.LINK_UNKNOWN)
    if refusal := link_refusal(link.expires_at, link.used_at, now):
        return Refused(refusal)
    account = link.account
    if account is None or account.state != "unconfirmed" or not store.roles_of(account):
        return Refused(Refusal.LINK_USED)
    return link
