"""In which states a vacancy stands, what can be done from each and by whom, and what a moderator may decide for which reasons."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from portal.jobs.rules import CLOSED, CONFIRMED_FOR, OPEN, PENDING, closes_on, is_sunk

DRAFT, PAUSED = "draft", "paused"
SHORTEST_REASON, LONGEST_REASON = 10, 1000
"""Characters of what a moderator says to the employer."""


class Deed(StrEnum):
    """What the employer does with a vacancy."""

    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    PAUSE = "pause"
    RESUME = "resume"
    CONFIRM = "confirm"
    CLOSE = "close"


class Verdict(StrEnum):
    """What a moderator decides; the words are those of the stored decisions."""

    PUBLISH = "published"
    RETURN = "returned"
    REFUSE = "refused"
    STOP = "stopped"


AFTER: Mapping[tuple[Deed, str], str] = MappingProxyType(
    {
        (Deed.SUBMIT, DRAFT): PENDING,
        (Deed.WITHDRAW, PENDING): DRAFT,
        (Deed.PAUSE, OPEN): PAUSED,
        (Deed.RESUME, PAUSED): OPEN,
        (Deed.CONFIRM, OPEN): OPEN,
        (Deed.CLOSE, DRAFT): CLOSED,
        (Deed.CLOSE, PENDING): CLOSED,
        (Deed.CLOSE, OPEN): CLOSED,
        (Deed.CLOSE, PAUSED): CLOSED,
    }
)
"""Every step an employer may take; what is not here cannot be done. A closed one stays closed: a new one is written instead."""
PUBLIC_DEEDS = frozenset({Deed.SUBMIT, Deed.RESUME, Deed.CONFIRM})
"""Deeds towards the public: only for members of an organisation that is verified at that moment."""
DECIDED: Mapping[tuple[Verdict, str], str] = MappingProxyType(
    {
        (Verdict.PUBLISH, PENDING): OPEN,
        (Verdict.RETURN, PENDING): DRAFT,
        (Verdict.REFUSE, PENDING): CLOSED,
        (Verdict.STOP, OPEN): CLOSED,
        (Verdict.STOP, PAUSED): CLOSED,
    }
)
REASONS: Mapping[Verdict, tuple[str, ...]] = MappingProxyType(
    {
        Verdict.PUBLISH: ("checked", "reason_lawful"),
        Verdict.RETURN: ("unclear", "contact", "requirement", "wage", "reason_not_lawful"),
        Verdict.REFUSE: ("lure", "fee", "abroad", "not_real"),
        Verdict.STOP: ("complaint", "lure", "filled"),
    }
)
APPEALED = "appealed"
"""The reason of a vacancy that came back because its employer appealed; no moderator chooses it."""
EDITABLE = frozenset({DRAFT, PENDING, OPEN, PAUSED})
LAST_DAYS = 7
"""Days before the end of a confirmation in which its employer is asked again."""


def deeds(state: str) -> tuple[Deed, ...]:
    """What its employer can do with a vacancy in this state."""
    return tuple(deed for deed in Deed if (deed, state) in AFTER)


def verdicts(state: str) -> tuple[Verdict, ...]:
    """What a moderator can decide in this state."""
    return tuple(verdict for verdict in Verdict if (verdict, state) in DECIDED)


def after_edit(state: str, *, texts_changed: bool) -> str:
    """Where an edit leaves it: what was published waits again when its words changed, a figure or a day may change as it is."""
    return PENDING if texts_changed and state in (OPEN, PAUSED) else state


def stands(
    state: str, deadline: date | None, confirmed_on: date | None, day: date, waiting_on: date | None = None
) -> str:
    """The state as it is told: an open one whose last day is over is `expired`, one that nobody confirmed `unconfirmed`, one
    that left somebody unanswered until it closed `silent`, and before that `behind` once it stands below the others."""
    if state == OPEN and deadline is not None and day > deadline:
        return "expired"
    if state == OPEN and confirmed_on is not None and day > confirmed_on + timedelta(days=CONFIRMED_FOR):
        return "unconfirmed"
    if state == OPEN and waiting_on is not None and day >= closes_on(waiting_on):
        return "silent"
    return "behind" if state == OPEN and is_sunk(waiting_on, day) else state


ASK_AFTER = CONFIRMED_FOR - LAST_DAYS + 1
"""Days after its last word from which an employer is asked by letter whether the job is still to be had."""


def is_told(waiting_since: datetime | None, told_at: datetime | None) -> bool:
    """Whether the employer was told by letter of this very wait."""
    return waiting_since is not None and told_at is not None and told_at > waiting_since


def shown_until(confirmed_on: date) -> date:
    """The last day on which an open vacancy is shown unless its employer says again that the job is to be had."""
    return confirmed_on + timedelta(days=CONFIRMED_FOR)
