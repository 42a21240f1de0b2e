"""Codes sent to a phone, where this installation reaches phones: a way to a new password for who has no e-mail.

Who holds the phone is the owner of its number. Where several accounts name it, the one used last is meant; the others keep
their printed codes. Nothing is sent to a number that no account has, and the answer and its time are the same.
"""

from __future__ import annotations

import re
from datetime import datetime

from portal.accounts import personal, store
from portal.accounts.models import Account
from portal.accounts.rules.names import LoginName
from portal.accounts.rules.origin import Origin, one_address
from portal.accounts.rules.sessions import PHONE_CODE_LIFE, PHONE_CODE_TRIES
from portal.accounts.tokens import new_phone_code, phone_code_hash
from portal.audit import service as audit
from portal.limits import service as limits
from portal.mail import service as mail
from portal.shared.locales import Locale

_CODE = re.compile(r"[0-9]{6}")
_NEIGHBOURS = 3
"""Digits of a number that its neighbours differ in: whoever pumps messages walks through them."""


def hits(login: LoginName, origin: Origin) -> list[limits.Hit]:
    """What a message counts by, beside what every wish for a new password counts by."""
    return [
        ("sms.number", login.key),
        ("sms.prefix", login.key[:-_NEIGHBOURS]),
        ("sms.address", one_address(origin.address)),
        ("sms.all", ""),
    ]


def send(login: LoginName, locale: Locale, now: datetime) -> None:
    """Queue a code for this number, in the caller's transaction; for a number that nobody has, one that goes nowhere."""
    account = store.latest_of_phone(personal.indexes(login))
    code = new_phone_code()
    store.add_phone_code(account, phone_code_hash(account.ref if account else "", code), now, now + PHONE_CODE_LIFE)
    mail.enqueue_text(login.written, "reset_code" if account else "reset_code_unknown", locale, {"digits": code})
    ref = account.ref if account else ""
    audit.record("account.reset_asked", actor="anonymous", role="anonymous", object_kind="account", object_ref=ref)


def use(account: Account, code: str, now: datetime) -> bool:
    """Use up a code that was sent for this account; False where it is none. Five wrong ones end it."""
    typed = re.sub(r"[\s-]", "", code[:32])
    if not _CODE.fullmatch(typed):
        return False
    return store.use_phone_code(account, phone_code_hash(account.ref, typed), now, PHONE_CODE_TRIES)
