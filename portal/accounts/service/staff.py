"""Staff: invited by a link, given one role, changed, ended; and accounts suspended. Every change ends the sessions from before."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, cast

from portal.accounts import personal, store
from portal.accounts.models import Account, AccountRole
from portal.accounts.results import Done, Invited, StaffLine
from portal.accounts.rules.actor import STAFF_ROLES, Actor
from portal.accounts.rules.names import BadName, LoginName, email
from portal.accounts.rules.permissions import decide
from portal.accounts.rules.reasons import suspend_reasons
from portal.accounts.rules.refusals import Refusal, Refused
from portal.accounts.service import letters
from portal.accounts.service.checks import facts_of
from portal.accounts.service.leaving import SUSPENSION
from portal.accounts.service.me import is_last_admin
from portal.accounts.service.sessions import change_rights
from portal.accounts.service.transaction import act
from portal.accounts.tokens import new_ref
from portal.accounts.wording import NO_REASON, no_staff_role, say_name
from portal.audit import service as audit
from portal.shared.locales import SOURCE, Locale
from portal.shared.problems import BadInput, Problem
from portal.storage.db import db


@act
def staff_list(actor: Actor) -> list[StaffLine] | Refused:
    """Every staff account, newest first."""
    if not decide(actor, "staff.list"):
        return Refused(Refusal.NOT_ALLOWED)
    return [_line(account) for account in store.all_staff()]


@act
def invite(
    actor: Actor, address: str, role: str, now: datetime, *, by_mail: bool = True, locale: Locale = SOURCE
) -> Invited | Refused:
    """Invite somebody to the staff; again, where they have not accepted: the older link opens no more.

    ALREADY_SO where they are staff in this role. Raises BadInput (fields email, role).
    """
    login = _checked(address, role)
    if not decide(actor, "staff.invite"):
        return Refused(Refusal.NOT_ALLOWED)
    indexes = personal.indexes(login)
    account = store.staff_with_email(indexes)
    if account is None and store.login_candidates(login, indexes):
        return Refused(Refusal.HAS_PERSON_ACCOUNT)
    if account is not None and account.confirmed_at is not None:
        return Refused(Refusal.ALREADY_SO)
    if account is None:
        account = _new_staff(login, locale, now)
    _set_role(account, role, actor, now)
    store.end_links(account, "invitation", now)
    token, link = letters.new_link("invitation", account.id, now)
    if by_mail:
        letters.invitation(login.written, locale, token)
    _log(actor, "staff.invited", account, role=role)
    return Invited(account.ref, token, link.expires_at)


@act
def has_role(address: str, role: str) -> bool:
    """Whether this address is staff in this role. For commands: it tells what exists."""
    account = store.staff_with_email(personal.indexes(email(address)))
    return account is not None and role in store.roles_of(account)


@act
def change_role(actor: Actor, ref: str, role: str, now: datetime) -> Done | Refused:
    """Give a staff member another role instead of theirs; also how an ended one comes back. Raises BadInput (field role)."""
    if role not in STAFF_ROLES:
        raise BadInput([Problem("role", no_staff_role(role[:40]))])
    account = _staff(actor, "staff.change", ref)
    if isinstance(account, Refused):
        return account
    if store.roles_of(account) == {role}:
        return Refused(Refusal.ALREADY_SO)
    if refused := is_last_admin(account):
        return refused
    _set_role(account, role, actor, now)
    change_rights(account, now)
    if account.confirmed_at is not None:  # who has not accepted yet reads it in the invitation
        letters.role_changed(account, role)
    _log(actor, "staff.role_changed", account, role=role)
    return Done()


@act
def end_role(actor: Actor, ref: str, now: datetime) -> Done | Refused:
    """End a staff member's role: signed out at once, and no sign-in until a role is given again."""
    account = _staff(actor, "staff.end", ref)
    if isinstance(account, Refused):
        return account
    if not store.roles_of(account):
        return Refused(Refusal.ALREADY_SO)
    if refused := is_last_admin(account):
        return refused
    store.end_roles(account, actor.ref, now)
    store.end_links(account, "invitation", now)
    change_rights(account, now)
    if account.confirmed_at is not None:
        letters.role_ended(account)
    _log(actor, "staff.role_ended", account)
    return Done()


@act
def reset_second_step(actor: Actor, ref: str, now: datetime) -> Done | Refused:
    """For somebody who lost phone and codes: at the next sign-in they set the second step up anew."""
    account = _staff(actor, "staff.reset_second_step", ref)
    if isinstance(account, Refused):
        return account
    if account.totp is None:
        return Refused(Refusal.ALREADY_SO)
    db.session.delete(account.totp)
    store.replace_codes(account, [], now)
    change_rights(account, now)
    _log(actor, "staff.second_step_reset", account)
    return Done()


@act
def suspend(actor: Actor, ref: str, reason: str, now: datetime) -> Done | Refused:
    """Suspend an account: its next request is refused, its holder is told why, and what stands on it elsewhere is closed.

    `reason`: one of rules/reasons.py. Raises BadInput (field reason).
    """
    account = _found(actor, "account.suspend", ref)
    if isinstance(account, Refused):
        return account
    if reason not in suspend_reasons(account.kind):
        raise BadInput([Problem("reason", NO_REASON)])
    if account.state != "active":
        return Refused(Refusal.ALREADY_SO)
    if refused := is_last_admin(account):
        return refused
    account.state, account.suspended_at, account.suspended_for = "suspended", now, reason
    change_rights(account, now)
    SUSPENSION.tell(account.ref, now)
    letters.suspended(account, reason)
    _log(actor, "account.suspended", account, reason=reason)
    return Done()


@act
def reinstate(actor: Actor, ref: str, now: datetime) -> Done | Refused:
    """Lift a suspension; the person signs in anew."""
    account = _found(actor, "account.reinstate", ref)
    if isinstance(account, Refused):
        return account
    if account.state != "suspended":
        return Refused(Refusal.ALREADY_SO)
    account.state, account.suspended_at, account.suspended_for = "active", None, None
    change_rights(account, now)
    letters.reinstated(account)
    _log(actor, "account.reinstated", account)
    return Done()


def _checked(address: str, role: str) -> LoginName:
    problems: list[Problem] = []
    if role not in STAFF_ROLES:
        problems.append(Problem("role", no_staff_role(role[:40])))
    try:
        login = email(address)
    except BadName as bad:
        raise BadInput([Problem("email", say_name(bad)), *problems]) from None
    if problems:
        raise BadInput(problems)
    return login


def _found(actor: Actor, action: str, ref: str) -> Account | Refused:
    """The account to act on. Somebody without the right learns nothing of what exists."""
    account = store.find_account(ref)
    if account is None or account.state == "deleted":
        return Refused(
            Refusal.NO_SUCH_ACCOUNT if "admin" in actor.roles or "system" in actor.roles else Refusal.NOT_ALLOWED
        )
    return account if decide(actor, action, facts_of(account)) else Refused(Refusal.NOT_ALLOWED)


def _staff(actor: Actor, action: str, ref: str) -> Account | Refused:
    account = _found(actor, action, ref)
    if isinstance(account, Account) and account.kind != "staff":
        return Refused(Refusal.NO_SUCH_ACCOUNT)
    return account


def _new_staff(login: LoginName, locale: Locale, now: datetime) -> Account:
    account = Account(
        ref=new_ref(),
        kind="staff",
        state="unconfirmed",
        locale=locale,
        created_at=now,
        rights_version=1,
        credentials_version=1,
    )
    personal.set_login(account, login)
    db.session.add(account)
    db.session.flush()
    return account


def _set_role(account: Account, role: str, actor: Actor, now: datetime) -> None:
    if store.roles_of(account) == {role}:
        return
    store.end_roles(account, actor.ref, now)
    db.session.add(AccountRole(account_id=account.id, role=role, granted_by=actor.ref, granted_at=now))
    db.session.flush()


def _line(account: Account) -> StaffLine:
    role = next(iter(sorted(store.roles_of(account))), None)
    state = "invited" if account.state == "unconfirmed" else account.state if role else "ended"
    return StaffLine(
        ref=account.ref,
        email=personal.email_of(account),
        name=personal.name_of(account),
        role=role,
        state=cast(Literal["invited", "active", "suspended", "ended"], state),
        second_step=account.totp is not None and account.totp.confirmed_at is not None,
        last_signed_in=account.last_signed_in_at,
    )


def _log(actor: Actor, action: str, account: Account, **facts: str) -> None:
    audit.record(
        action, actor=actor.ref, role=actor.role, object_kind="account", object_ref=account.ref, facts=dict(facts)
    )
