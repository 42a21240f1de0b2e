"""Which six digits open the second step, and for which 30 seconds (RFC 6238)."""

from __future__ import annotations

import hmac
import re
from datetime import datetime

import pyotp

from portal.accounts.rules.refusals import Refusal

STEP_SECONDS = 30
WINDOW = 1
"""Steps before and after that are accepted: clocks of phones are wrong by up to half a minute."""
_CODE = re.compile(r"[0-9]{6}")


def step_at(moment: datetime) -> int:
    """The number of the 30-second step that this moment lies in."""
    return int(moment.timestamp()) // STEP_SECONDS


def check(secret: str, code: str, now: datetime, last_step: int) -> int | Refusal:
    """The step that the code belongs to, or why it is refused. A step up to `last_step` was used before: a replay."""
    typed = re.sub(r"\s", "", code[:32])
    if not _CODE.fullmatch(typed):
        return Refusal.WRONG_CODE
    totp = pyotp.TOTP(secret, interval=STEP_SECONDS)
    present = step_at(now)
    matching = [
        step
        for step in range(present - WINDOW, present + WINDOW + 1)
        if hmac.compare_digest(totp.generate_otp(step), typed)
    ]
    if not matching:
        return Refusal.WRONG_CODE
    return next((step for step in matching if step > last_step), Refusal.CODE_USED)


def provisioning_uri(secret: str, label: str) -> str:
    """What the QR code says to the authenticator app."""
    return pyotp.TOTP(secret, interval=STEP_SECONDS).provisioning_uri(name=label, issuer_name="Bến Về")
