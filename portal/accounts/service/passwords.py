"""New passwords: changed with the old one, reset by a one-use link, or by a printed code where there is no e-mail."""

from __future__ import annotations

from datetime import datetime

from portal.accounts import hashing, personal, store
from portal.accounts.models import Account
from portal.accounts.results import Codes, Done, MailSent, SignedIn
from portal.accounts.rules.actor import Actor
from portal.accounts.rules.names import BadName, LoginName, login_name
from portal.accounts.rules.origin import Origin, network, one_address
from portal.accounts.rules.refusals import Refusal, Refused
from portal.accounts.service import letters, links, phone_codes
from portal.accounts.service.checks import check_password, own_account, wrong_password
from portal.accounts.service.sessions import end_all, open_full
from portal.accounts.service.transaction import act
from portal.accounts.tokens import code_hash, new_codes
from portal.accounts.wording import say_name
from portal.audit import service as audit
from portal.mail import service as mail
from portal.shared.locales import Locale
from portal.shared.problems import BadInput, Problem


@act
def change_password(actor: Actor, old: str, new: str, origin: Origin, now: datetime) -> SignedIn | Refused:
    """Change it, end every session and go on in a new one. Raises BadInput (field new)."""
    account = own_account(actor, "account.change")
    if isinstance(account, Refused):
        return account
    _check_new(account, new, "new")
    if refused := wrong_password(account, old, now):
        return refused
    _set_password(account, new, now)
    letters.password_changed(account)
    signed_in = open_full(account, origin, now)
    audit.record(
        "account.password_changed", actor=actor.ref, role=actor.role, object_kind="account", object_ref=actor.ref
    )
    return signed_in


@act
def request_reset(name: str, locale: Locale, origin: Origin, now: datetime) -> MailSent | Refused:
    """Ask for a link to a new password. Known or not, one link is made and one letter is written.

    A phone number gets a code where this installation reaches phones, else nothing, and the same answer. Raises BadInput (field login).
    """
    try:
        login = login_name(name)
    except BadName as bad:
        raise BadInput([Problem("login", say_name(bad))]) from None
    to_phone = login.kind == "phone" and mail.texts_go_out()
    counted = links.door_hits("reset", login.key, origin) + (phone_codes.hits(login, origin) if to_phone else [])
    if refused := links.slowed(counted, now):
        return refused
    if to_phone:
        phone_codes.send(login, locale, now)
        return MailSent()
    owner = _owner(login)
    token, _ = letters.new_link("reset", owner.id if owner else None, now)
    if owner is not None and owner.email_sealed is not None:  # to the address on file, not to another spelling of it
        letters.reset(personal.email_in(owner.ref, owner.email_sealed), locale, token)
    elif login.kind == "email":
        letters.reset_unknown(login.written, locale)
    ref = owner.ref if owner else ""
    audit.record("account.reset_asked", actor="anonymous", role="anonymous", object_kind="account", object_ref=ref)
    return MailSent()


@act
def look_at_reset(token: str, now: datetime) -> Refused | None:
    """Whether this link still opens: None, or why not. Changes nothing."""
    return links.refusal_of(token, "reset", _may_reset, now)


@act
def reset(token: str, new: str, origin: Origin, now: datetime) -> Done | Refused:
    """Set a new password with the link; every session ends, the next step is to sign in. Raises BadInput (field new)."""
    opened = links.follow(token, "reset", _may_reset, origin, now)
    if isinstance(opened, Refused):
        return opened
    link, account = opened
    _check_new(account, new, "new")
    if not store.use_link(link, now):
        return Refused(Refusal.LINK_USED)
    _set_password(account, new, now)
    letters.password_changed(account)
    audit.record(
        "account.password_reset", actor="anonymous", role="anonymous", object_kind="account", object_ref=account.ref
    )
    return Done()


@act
def reset_with_code(name: str, code: str, new: str, origin: Origin, now: datetime) -> Done | Refused:
    """Set a new password with a printed code, which is used up. Not for staff: their codes replace the second step only.

    The code may also be one that was sent to the phone. Raises BadInput (field new).
    """
    problems: list[Problem] = []
    check_password(new, [name], "new", problems)
    if problems:
        raise BadInput(problems)
    try:
        login: LoginName | None = login_name(name)
    except BadName:
        login = None
    key = login.key if login is not None else name[:100]
    hits = [("recovery.account_network", f"{key}|{network(origin.address)}"), ("recovery.account", key)]
    if refused := links.slowed([*hits, ("reset.address", one_address(origin.address))], now):
        return refused
    candidates = store.login_candidates(login, personal.indexes(login)) if login is not None else []
    for account in [store.get_account(each.ref) for each in candidates if each.kind == "person"]:
        if store.use_code(account, code_hash(account.ref, code), now) or phone_codes.use(account, code, now):
            _set_password(account, new, now)
            letters.password_changed(account)
            audit.record(
                "account.password_reset",
                actor="anonymous",
                role="anonymous",
                object_kind="account",
                object_ref=account.ref,
            )
            return Done()
    return Refused(Refusal.WRONG_CODE)


@act
def renew_codes(actor: Actor, password: str, now: datetime) -> Codes | Refused:
    """Print a new sheet of recovery codes; the old ones no longer open."""
    account = own_account(actor, "account.change")
    if isinstance(account, Refused):
        return account
    if refused := wrong_password(account, password, now):
        return refused
    codes = new_codes()
    sheet = store.replace_codes(account, [code_hash(account.ref, each) for each in codes], now)
    audit.record("account.codes_renewed", actor=actor.ref, role=actor.role, object_kind="account", object_ref=actor.ref)
    return Codes(tuple(codes), sheet)


def _check_new(account: Account, new: str, field: str) -> None:
    problems: list[Problem] = []
    names = [personal.email_of(account), personal.phone_of(account), personal.name_of(account)]
    check_password(new, [name for name in names if name], field, problems)
    if problems:
        raise BadInput(problems)


def _set_password(account: Account, new: str, now: datetime) -> None:
    """The new hash; older sessions, links and trusted browsers end with the old password."""
    account.password_hash = hashing.hashed(new)
    account.password_changed_at = now
    store.end_links(account, "reset", now)
    store.end_links(account, "email_change", now)
    personal.set_pending(account, None)
    end_all(account, now)


def _owner(login: LoginName) -> store.Candidate | None:
    """The account that a letter may go to: by e-mail only."""
    found = store.login_candidates(login, personal.indexes(login))
    return found[0] if found and login.kind == "email" else None


def _may_reset(account: Account) -> bool:
    return account.state in ("active", "suspended")
