"""When an employer may see how to reach somebody, and what each side is told of a meeting: one predicate, asked every time.

Law 91/2025/QH15 on personal data, Art. 9–10: consent is given for one purpose, can be proven, and is taken back as easily as it is
given. Here it also ends by itself, and with the standing of either side.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

ASK_LIFE = timedelta(days=14)
"""How long a question waits for its answer."""
SHARED_FOR = timedelta(days=90)
"""How long an employer sees what was agreed to, counted from the agreement."""
EMPLOYER, PERSON = "employer", "person"
ASKED, ACCEPTED, DECLINED, WITHDRAWN, CLOSED = "asked", "accepted", "declined", "withdrawn", "closed"
LIVE = (ASKED, ACCEPTED)
MESSAGES, CONTACT = "messages", "contact"
SHARES = (MESSAGES, CONTACT)


@dataclass(frozen=True)
class Said:
    """What both sides did. `shares`: what the person agreed to, None for nothing; `accepted_at` stays when it is taken back."""

    opened_by: str
    state: str
    shares: str | None
    asked_at: datetime
    accepted_at: datetime | None
    taken_back: bool = False
    """The employer took it back, whatever the person had answered."""


@dataclass(frozen=True)
class Around:
    """What holds around them at this moment.

    `verified`: the organisation is verified and not suspended. `active`: the person's account is, and they did not pause.
    `hidden`: the person hides from this employer. `offered`: the vacancy is open.
    """

    verified: bool
    active: bool
    hidden: bool
    offered: bool


class Sees(Enum):
    """What an employer is told. Declined, ignored and taken back look like a question that waits, then like one that is over."""

    WAITING = "waiting"
    TALKING = "talking"
    OVER = "over"


class Stands(Enum):
    """What the person is told."""

    NEW = "new"
    MESSAGES = "messages"
    CONTACT = "contact"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    CLOSED = "closed"
    UNVERIFIED = "unverified"
    PAUSED = "paused"


def may_talk(said: Said, around: Around, now: datetime) -> bool:
    """Whether messages pass between the two at this moment, and what was agreed to is seen."""
    agreed = said.state == ACCEPTED and said.shares in SHARES and said.accepted_at is not None
    if not agreed or said.accepted_at is None or said.taken_back:
        return False
    in_time = said.accepted_at <= now < said.accepted_at + SHARED_FOR
    return in_time and around.verified and around.active and not around.hidden


def contact_reachable(said: Said, around: Around, now: datetime) -> bool:
    """Whether the employer may see name and phone number at this moment."""
    return said.shares == CONTACT and may_talk(said, around, now)


def may_answer(said: Said, around: Around, now: datetime) -> bool:
    """Whether the person may say yes to this question now; no can always be said."""
    waits = said.state == ASKED and said.opened_by == EMPLOYER and now < said.asked_at + ASK_LIFE
    return waits and around.verified and around.active and not around.hidden and around.offered


def employer_sees(said: Said, around: Around, now: datetime) -> Sees | None:
    """What the employer is told; None where there is nothing to be seen: an application that was taken back never was."""
    if may_talk(said, around, now):
        return Sees.TALKING
    if said.opened_by == PERSON:
        return None
    return Sees.WAITING if not said.taken_back and now < said.asked_at + ASK_LIFE else Sees.OVER


def is_stale(said: Said, now: datetime) -> bool:
    """Whether it is over by time alone: a question that nobody answered, an agreement that ran out."""
    if said.state == ASKED:
        return now >= said.asked_at + ASK_LIFE
    return said.state == ACCEPTED and (said.accepted_at is None or now >= said.accepted_at + SHARED_FOR)


def person_sees(said: Said, around: Around, now: datetime) -> Stands:
    """What the person is told, with the reason where the employer sees nothing."""
    if said.state in (DECLINED, WITHDRAWN, CLOSED):
        return Stands(said.state)
    if not around.verified:
        return Stands.UNVERIFIED
    if said.state == ASKED:
        return Stands.NEW if now < said.asked_at + ASK_LIFE else Stands.EXPIRED
    if said.accepted_at is None or now >= said.accepted_at + SHARED_FOR:
        return Stands.EXPIRED
    if not around.active or around.hidden:
        return Stands.PAUSED
    return Stands.CONTACT if said.shares == CONTACT else Stands.MESSAGES
