"""How long an account that nobody uses is kept: two letters, then it is deleted. This site's own rule, in calendar months.

Law 91/2025 wants personal data kept no longer than its purpose needs; how long that is, a site says itself. Months are counted
in Vietnam. Whoever signs in begins anew. A letter that went out late moves the day of deletion: nobody is deleted within four
weeks of the second letter.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from portal.shared.working_days import VIETNAM

FIRST, SECOND, OVER = 22, 23, 24
"""Months without signing in: the first letter, the second one, the end."""
BETWEEN = timedelta(days=28)
"""At least so long from each letter to what comes next: no month is shorter."""


class Step(StrEnum):
    """What is due now."""

    NOTHING = "nothing"
    FIRST = "first"
    SECOND = "second"
    DELETE = "delete"


@dataclass(frozen=True)
class Notices:
    """When the letters about this very absence went out; None where they did not."""

    first: datetime | None = None
    second: datetime | None = None


def after_months(moment: datetime, months: int) -> datetime:
    """So many months later at the same time of day in Vietnam; on the last day of a month that is too short."""
    here = moment.astimezone(VIETNAM)
    year, month = divmod(here.year * 12 + here.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return here.replace(year=year, month=month + 1, day=min(here.day, last)).astimezone(moment.tzinfo)


def ends_at(seen: datetime, notices: Notices, now: datetime) -> datetime:
    """When the account is deleted if nobody signs in: after 24 months, and four weeks after a second letter sent by then."""
    first = notices.first or max(now, after_months(seen, FIRST))
    second = notices.second or max(first + BETWEEN, after_months(seen, SECOND))
    return max(after_months(seen, OVER), second + BETWEEN)


def step(seen: datetime, notices: Notices, now: datetime) -> Step:
    """What is due for an account last used at `seen`."""
    if notices.first is None:
        return Step.FIRST if now >= after_months(seen, FIRST) else Step.NOTHING
    if notices.second is None:
        due = max(after_months(seen, SECOND), notices.first + BETWEEN)
        return Step.SECOND if now >= due else Step.NOTHING
    return Step.DELETE if now >= ends_at(seen, notices, now) else Step.NOTHING
