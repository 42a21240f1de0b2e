"""On which day a meeting and what was written in it are removed: days of Vietnam, from the beginning of which it is gone.

Law 91/2025/QH15, Art. 25: who was not hired has their data deleted unless they agreed to be kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from portal.meetings.rules.follow_up import LAST, months_later

NOT_HIRED = timedelta(days=30)
"""After the vacancy is over."""
KEPT = timedelta(days=365)
"""After the vacancy is over, where the person agreed to be kept."""
AFTER_LAST_QUESTION = timedelta(days=30)
"""After the last question to somebody who was hired."""


@dataclass(frozen=True)
class Facts:
    """`over_on`: the first day on which the job is no longer to be had, None while it is. `hired_on`: the day on which the
    employer said “hired” and the person did not contradict. `keeps`: they agreed to be kept. `reported`: a moderator has still
    to look at it."""

    over_on: date | None
    hired_on: date | None
    keeps: bool
    reported: bool


def goes_on(facts: Facts) -> date | None:
    """The day on which it is removed; None while no clock runs."""
    if facts.reported:
        return None
    if facts.hired_on is not None:
        return months_later(facts.hired_on, LAST) + AFTER_LAST_QUESTION
    if facts.over_on is None:
        return None
    return facts.over_on + (KEPT if facts.keeps else NOT_HIRED)


def is_gone(facts: Facts, day: date) -> bool:
    """Whether it is to be seen by nobody on this day any more."""
    last = goes_on(facts)
    return last is not None and day >= last
