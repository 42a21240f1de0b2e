"""A person as staff see them: found by exact e-mail, phone or reference only, for a reason, each look in the person's own log."""

from __future__ import annotations

import re
from datetime import datetime

from portal.accounts import personal, store
from portal.accounts.models import Account
from portal.accounts.results import PersonView
from portal.accounts.rules.actor import Actor
from portal.accounts.rules.names import BadName, email, login_name, masked, phone
from portal.accounts.rules.permissions import decide, may_ever
from portal.accounts.rules.reasons import LOOK_REASONS
from portal.accounts.rules.refusals import Refusal, Refused
from portal.accounts.service import links
from portal.accounts.service.checks import facts_of
from portal.accounts.service.transaction import act
from portal.accounts.wording import NO_REASON, WHOM
from portal.audit import service as audit
from portal.shared.problems import BadInput, Problem

_REF = re.compile(r"[A-Za-z0-9_-]{22}")


@act
def look_for(actor: Actor, who: str, reason: str, now: datetime) -> tuple[PersonView, ...] | Refused:
    """The persons of this exact e-mail, phone number or reference: one row in the log for each, which the person sees.

    NO_SUCH_ACCOUNT where there is none (staff are none). Slowed down by staff account: nobody reads people in bulk.
    Raises BadInput (fields who, reason).
    """
    if not may_ever(actor, "account.look_at"):
        return Refused(Refusal.NOT_ALLOWED)
    problems = [Problem("reason", NO_REASON)] if reason not in LOOK_REASONS else []
    if not _is_exact(who):
        problems.insert(0, Problem("who", WHOM))
    if problems:
        raise BadInput(problems)
    if refused := links.slowed([("look_at.staff", actor.ref)], now):
        return refused
    found = [_view(actor, account, reason) for account in _accounts(who.strip()) if _may_look(actor, account)]
    return tuple(found) or Refused(Refusal.NO_SUCH_ACCOUNT)


@act
def look_at(actor: Actor, ref: str, reason: str) -> PersonView | Refused:
    """One person, by reference, for a room that shows them to staff: one row in the log. `reason`: one of LOOK_REASONS.

    Absent and not theirs to see are one answer.
    """
    account = store.find_account(ref)
    if account is None or reason not in LOOK_REASONS or not _may_look(actor, account):
        return Refused(Refusal.NO_SUCH_ACCOUNT)
    return _view(actor, account, reason)


@act
def is_staff(ref: str) -> bool:
    """Whether this account is staff's: the pages for persons do not touch it."""
    account = store.find_account(ref)
    return account is not None and account.kind == "staff"


def _is_exact(who: str) -> bool:
    typed = who.strip()
    if _REF.fullmatch(typed):
        return True
    try:
        login_name(typed)
    except BadName:
        return False
    return True


def _accounts(who: str) -> list[Account]:
    if _REF.fullmatch(who) and (account := store.find_account(who)) is not None:
        return [account]
    try:
        name = login_name(who)
    except BadName:
        return []
    return list(store.persons_found(name, personal.indexes(name)))


def _may_look(actor: Actor, account: Account) -> bool:
    return account.state in ("active", "suspended") and decide(actor, "account.look_at", facts_of(account))


def _view(actor: Actor, account: Account, reason: str) -> PersonView:
    """What is shown; the log says who looked and why."""
    written, number = personal.email_of(account), personal.phone_of(account)
    view = PersonView(
        ref=account.ref,
        roles=store.roles_of(account),
        state="suspended" if account.state == "suspended" else "active",
        name=personal.name_of(account),
        email=masked(email(written)) if written else None,
        phone=masked(phone(number)) if number else None,
        created=account.created_at,
        last_signed_in=account.last_signed_in_at,
        suspended=account.suspended_at,
        suspended_for=account.suspended_for,
    )
    audit.record(
        "account.looked_at",
        actor=actor.ref,
        role=actor.role,
        object_kind="account",
        object_ref=account.ref,
        facts={"reason": reason},
    )
    return view
