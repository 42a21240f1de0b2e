"""Which letters the accounts room sends, and what each must say; the mail room writes and sends them."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from portal.accounts import personal
from portal.accounts.models import Account, OneUseLink
from portal.accounts.rules.links import link_path
from portal.accounts.rules.sessions import LINK_LIFE
from portal.accounts.tokens import new_token, token_hash
from portal.mail import service as mail
from portal.shared.locales import Locale
from portal.storage.db import db


def new_link(purpose: str, account_id: int | None, now: datetime) -> tuple[str, OneUseLink]:
    """A one-use link, in the caller's transaction: its token, which is stored nowhere, and the row."""
    token = new_token()
    link = OneUseLink(
        purpose=purpose,
        token_hash=token_hash(token),
        account_id=account_id,
        created_at=now,
        expires_at=now + LINK_LIFE[purpose],
    )
    db.session.add(link)
    db.session.flush()
    return token, link


def confirm(recipient: str, locale: Locale, token: str) -> None:
    """Welcome: open the link and give your password once more."""
    mail.enqueue(recipient, "confirm", locale, {"path": link_path("confirm", locale, token)})


def already_registered(recipient: str, locale: Locale) -> None:
    """Somebody signed up with your address; you have an account: sign in, or ask for a new password."""
    mail.enqueue(recipient, "already_registered", locale, {})


def reset(recipient: str, locale: Locale, token: str) -> None:
    """Open the link and choose a new password; if it was not you, do nothing."""
    mail.enqueue(recipient, "reset", locale, {"path": link_path("reset", locale, token)})


def reset_unknown(recipient: str, locale: Locale) -> None:
    """Somebody asked for a new password for your address, but it has no account here."""
    mail.enqueue(recipient, "reset_unknown", locale, {})


def invitation(recipient: str, locale: Locale, token: str) -> None:
    """You are to join the staff: open the link, choose a password, set up the second step."""
    mail.enqueue(recipient, "invitation", locale, {"path": link_path("invitation", locale, token)})


def password_changed(account: Account) -> None:
    """Your password was changed; if it was not you, reset it now."""
    _to(account, "password_changed")


def new_sign_in(account: Account, agent: str, now: datetime) -> None:
    """Somebody signed in on a browser that is not remembered."""
    _to(account, "new_sign_in", when=now.isoformat(), device=agent, path=f"/{account.locale}/account/sessions")


def email_change(recipient: str, locale: Locale, token: str) -> None:
    """Somebody wants this address for their account: open the link if it was you."""
    mail.enqueue(recipient, "email_change", locale, {"path": link_path("email_change", locale, token)})


def email_taken(recipient: str, locale: Locale) -> None:
    """Somebody wants this address for their account, but it is yours; nothing has changed."""
    mail.enqueue(recipient, "email_taken", locale, {})


def email_change_asked(account: Account) -> None:
    """To the address that still counts: another was asked for."""
    _to(account, "email_change_asked", path=f"/{account.locale}/account/password")


def email_changed(recipient: str, locale: Locale) -> None:
    """To the address that counts no more."""
    mail.enqueue(recipient, "email_changed", locale, {})


def phone_changed(account: Account) -> None:
    """The phone number was added, changed or removed."""
    _to(account, "phone_changed", path=f"/{account.locale}/account/password")


def suspended(account: Account, reason: str) -> None:
    """You cannot sign in for now, and why."""
    _to(account, "account_suspended", reason=reason, path=f"/{account.locale}/feedback")


def reinstated(account: Account) -> None:
    """You can sign in again."""
    _to(account, "account_reinstated", path=f"/{account.locale}/sign-in")


def role_changed(account: Account, role: str) -> None:
    """To staff: you have another role now."""
    _to(account, "staff_role_changed", role=role, path=f"/{account.locale}/sign-in")


def role_ended(account: Account) -> None:
    """To staff: you have no role any more."""
    _to(account, "staff_role_ended")


def account_deleted(account: Account) -> None:
    """Your account is gone; the last letter. Before the address is forgotten."""
    _to(account, "account_deleted")


def _to(account: Account, kind: str, **values: str) -> None:
    """To the account's address, in its language; who has none gets no letter."""
    if (recipient := personal.email_of(account)) is not None:
        mail.enqueue(recipient, kind, cast(Locale, account.locale), values)
