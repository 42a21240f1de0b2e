"""Accepting an invitation to the staff: a name, a password, and on to the second step."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from portal.accounts import hashing, personal, store
from portal.accounts.models import Account
from portal.accounts.results import SecondStepNeeded, SetupNeeded, SignedIn
from portal.accounts.rules.origin import Origin
from portal.accounts.rules.refusals import Refusal, Refused
from portal.accounts.service import links
from portal.accounts.service.checks import check_password, read_full_name
from portal.accounts.service.sign_in import enter
from portal.accounts.service.transaction import act
from portal.accounts.wording import NO_NAME
from portal.shared.problems import BadInput, Problem
from portal.storage.db import db


@act
def look_at_invitation(token: str, now: datetime) -> Refused | None:
    """Whether this link still opens: None, or why not. Changes nothing."""
    return links.refusal_of(token, "invitation", _waits, now)


@act
def accept_invitation(
    token: str, name: str, password: str, origin: Origin, now: datetime
) -> SetupNeeded | SecondStepNeeded | SignedIn | Refused:
    """Take up a staff account: always answered by SetupNeeded, for it has no second step yet. BadInput: name, password."""
    opened = links.follow(token, "invitation", _waits, origin, now)
    if isinstance(opened, Refused):
        return opened
    link, account = opened
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


def _waits(account: Account) -> bool:
    """Not accepted yet, and not withdrawn."""
    return account.state == "unconfirmed" and bool(store.roles_of(account))
