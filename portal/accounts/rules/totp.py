"""Which six digits open the second step, and for which 30 seconds (RFC 6238 over RFC 4226, SHA-1 as every app speaks it)."""

from __future__ import annotations

import base64
import hmac
import re
from datetime import datetime
from urllib.parse import quote, urlencode

from portal.accounts.rules.refusals import Refusal

STEP_SECONDS = 30
WINDOW = 1
"""Steps before and after that are accepted: clocks of phones are wrong by up to half a minute."""
DIGITS = 6
ISSUER = "Bến Về"
_CODE = re.compile(r"[0-9]{6}")


def step_at(moment: datetime) -> int:
    """The number of the 30-second step that this moment lies in."""
    return int(moment.timestamp()) // STEP_SECONDS


def code_at(secret: str, step: int) -> str:
    """The six digits of a step (RFC 4226, section 5.3). `secret` is base32."""
    digest = hmac.digest(base64.b32decode(secret, casefold=True), step.to_bytes(8, "big"), "sha1")
    place = digest[-1] & 0x0F
    number = int.from_bytes(digest[place : place + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def check(secret: str, code: str, now: datetime, last_step: int) -> int | Refusal:
    """The step that the code belongs to, or why it is refused. A step up to `last_step` was used before: a replay."""
    typed = re.sub(r"\s", "", code[:32])
    if not _CODE.fullmatch(typed):
        return Refusal.WRONG_CODE
    present = step_at(now)
    window = range(present - WINDOW, present + WINDOW + 1)
    matching = [step for step in window if hmac.compare_digest(code_at(secret, step), typed)]
    if not matching:
        return Refusal.WRONG_CODE
    return next((step for step in matching if step > last_step), Refusal.CODE_USED)


def provisioning_uri(secret: str, label: str) -> str:
    """What the QR code says to the authenticator app (segno.make(uri))."""
    return f"otpauth://totp/{quote(ISSUER)}:{quote(label)}?" + urlencode(
        {"secret": secret, "issuer": ISSUER}, quote_via=quote
    )
