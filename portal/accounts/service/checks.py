"""What every act checks alike: may the actor, is it their password, are the typed fields good."""

from __future__ import annotations

from datetime import datetime

from portal.accounts import hashing, store
from portal.accounts.common import common_passwords
from portal.accounts.models import Account
from portal.accounts.rules.actor import Actor
from portal.accounts.rules.names import BadName, LoginName, login_name
from portal.accounts.rules.passwords import find_fault
from portal.accounts.rules.permissions import ObjectFacts, decide
from portal.accounts.rules.refusals import Refusal, Refused
from portal.accounts.wording import NAME_TOO_LONG, say_name, say_password
from portal.limits import service as limits
from portal.shared.problems import Problem
from portal.shared.text import nfc

LONGEST_NAME = 120


def facts_of(account: Account) -> ObjectFacts:
    """What a decision on this account needs to know."""
    return ObjectFacts(kind=account.kind, owner=account.ref, state=account.state)


def own_account(actor: Actor, action: str) -> Account | Refused:
    """The actor's own account, if they may do this to it and it is still active."""
    account = store.find_account(actor.ref) if actor.signed_in else None
    if account is None or account.state != "active":
        return Refused(Refusal.SESSION_OVER)
    return account if decide(actor, action, facts_of(account)) else Refused(Refusal.NOT_ALLOWED)


def wrong_password(account: Account, password: str, now: datetime) -> Refused | None:
    """Ask for the password again before a grave act; slowed down by account. None where it is right."""
    verdict = limits.hit("password_again.account", account.ref, now)
    if not verdict.allowed:
        return Refused(Refusal.TOO_MANY, verdict.retry_after)
    if not hashing.proves(password, account.password_hash):
        return Refused(Refusal.WRONG_PASSWORD)
    limits.take_back(verdict, now)
    return None


def read_login(text: str, field: str, problems: list[Problem]) -> LoginName | None:
    """The login name, or None with the problem noted."""
    try:
        return login_name(text)
    except BadName as bad:
        problems.append(Problem(field, say_name(bad)))
        return None


def read_full_name(text: str, field: str, problems: list[Problem]) -> str:
    """The full name in NFC, or the problem noted."""
    name = nfc(text[: LONGEST_NAME * 4])
    if len(name) > LONGEST_NAME:
        problems.append(Problem(field, NAME_TOO_LONG))
    return name


def check_password(password: str, names: list[str], field: str, problems: list[Problem]) -> None:
    """Note what is wrong with a new password. `names` must not be the password."""
    fault = find_fault(password, [name for name in names if name], common_passwords())
    if fault is not None:
        problems.append(Problem(field, say_password(fault)))
