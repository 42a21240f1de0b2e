"""How an account's personal fields are sealed, read and found: the only place that sees them in clear."""

from __future__ import annotations

from portal.accounts.models import Account, Totp
from portal.accounts.rules.names import LoginName, email_key
from portal.storage.encryption import blind, blinds, context, seal, unseal
from portal.storage.rotation import SealedColumn, declare

EMAIL, PHONE = "account e-mail", "account phone"

declare(
    SealedColumn("account", "email_sealed", "ref", blind="email_index", purpose=EMAIL, normal=email_key),
    SealedColumn("account", "phone_sealed", "ref", blind="phone_index", purpose=PHONE),
    SealedColumn("account", "name_sealed", "ref"),
    SealedColumn("account", "pending_email_sealed", "ref"),
    SealedColumn("totp", "secret_sealed", "ref"),
)


def set_login(account: Account, name: LoginName) -> None:
    """Seal the login name into the account and index it."""
    if name.kind == "email":
        account.email_sealed = seal(context("account", "email_sealed", account.ref), name.written)
        account.email_index = blind(EMAIL, name.key)
    else:
        account.phone_sealed = seal(context("account", "phone_sealed", account.ref), name.written)
        account.phone_index = blind(PHONE, name.key)


def set_pending(account: Account, written: str | None) -> None:
    """Seal the address that waits for its link, or forget it."""
    place = context("account", "pending_email_sealed", account.ref)
    account.pending_email_sealed = seal(place, written) if written else None


def pending_of(account: Account) -> str | None:
    """The address that waits for its link, or None."""
    if account.pending_email_sealed is None:
        return None
    return unseal(context("account", "pending_email_sealed", account.ref), account.pending_email_sealed)


def forget_phone(account: Account) -> None:
    """The account has no phone number any more."""
    account.phone_sealed = account.phone_index = None


def indexes(name: LoginName) -> tuple[str, ...]:
    """What the index column may hold for this login name (more than one while keys rotate)."""
    return blinds(EMAIL if name.kind == "email" else PHONE, name.key)


def email_of(account: Account) -> str | None:
    """The e-mail address as it was typed, or None."""
    return email_in(account.ref, account.email_sealed) if account.email_sealed is not None else None


def email_in(ref: str, sealed: str) -> str:
    """The e-mail address in the sealed column of this account."""
    return unseal(context("account", "email_sealed", ref), sealed)


def phone_of(account: Account) -> str | None:
    """The phone number in E.164, or None."""
    if account.phone_sealed is None:
        return None
    return unseal(context("account", "phone_sealed", account.ref), account.phone_sealed)


def set_name(account: Account, name: str) -> None:
    """Seal the full name; an empty one is none."""
    account.name_sealed = seal(context("account", "name_sealed", account.ref), name) if name else None


def name_of(account: Account) -> str | None:
    """The full name, or None."""
    if account.name_sealed is None:
        return None
    return unseal(context("account", "name_sealed", account.ref), account.name_sealed)


def seal_secret(account_ref: str, secret: str) -> str:
    """A TOTP secret as it is stored."""
    return seal(context("totp", "secret_sealed", account_ref), secret)


def secret_of(totp: Totp) -> str:
    """The TOTP secret in base32."""
    return unseal(context("totp", "secret_sealed", totp.ref), totp.secret_sealed)


def shred(account: Account) -> None:
    """Forget who it was. The opaque ref stays, so that the log still says that somebody acted."""
    account.name_sealed = account.email_sealed = account.email_index = None
    account.phone_sealed = account.phone_index = account.password_hash = None
    account.pending_email_sealed = account.suspended_for = None
