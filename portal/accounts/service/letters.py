"""Which letters the accounts room sends, and what each must say; the mail room writes and sends them."""

from __future__ import annotations

from datetime import datetime

from portal.accounts.models import OneUseLink
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


def password_changed(recipient: str, locale: Locale) -> None:
    """Your password was changed; if it was not you, reset it now."""
    mail.enqueue(recipient, "password_changed", locale, {})


def account_deleted(recipient: str, locale: Locale) -> None:
    """Your account is gone; the last letter."""
    mail.enqueue(recipient, "account_deleted", locale, {})
