"""How long a session and a one-use link hold."""

from __future__ import annotations

from datetime import datetime, timedelta

from portal.accounts.rules.refusals import Refusal

IDLE = {"staff": timedelta(minutes=30), "person": timedelta(hours=12)}
"""Unused for this long, a session is over."""
LONGEST = {"staff": timedelta(hours=12), "person": timedelta(days=30)}
"""However much it is used, a session is over after this long."""
UNFINISHED = timedelta(minutes=10)
"""Between the password and the second step; and to set one up."""
NOTE_EVERY = timedelta(minutes=1)
"""How often the moment last seen is written down."""

LINK_LIFE = {
    "confirm": timedelta(hours=24),
    "reset": timedelta(hours=1),
    "invitation": timedelta(hours=72),
    "email_change": timedelta(hours=24),
}
PHONE_CODE_LIFE = timedelta(minutes=10)
PHONE_CODE_TRIES = 5
POSTED_TWICE = timedelta(minutes=10)
"""A sign-up by phone that comes again within this time, with the same password, is the same one sent twice."""
UNCONFIRMED_LIFE = timedelta(days=3)
DEVICE_TRUST = timedelta(days=180)


def ends(kind: str, stage: str, started: datetime) -> datetime:
    """The moment at which a session opened now by an account of this kind is over at the latest."""
    return started + (LONGEST[kind] if stage == "full" else UNFINISHED)


def is_over(kind: str, last_seen: datetime, expires: datetime, now: datetime) -> bool:
    """Whether the session is over by time: from the last second of its limit on."""
    return now >= expires or now - last_seen >= IDLE[kind]


def link_refusal(expires: datetime, used: datetime | None, now: datetime) -> Refusal | None:
    """Why a link no longer opens, or None. A used link says so even after its time."""
    if used is not None:
        return Refusal.LINK_USED
    return Refusal.LINK_EXPIRED if now >= expires else None


def is_trusted(issued: datetime, now: datetime) -> bool:
    """Whether a browser that signed in then still counts for itself in the limits."""
    return timedelta(0) <= now - issued < DEVICE_TRUST
