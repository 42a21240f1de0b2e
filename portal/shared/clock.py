"""What time it is: the only place that reads the clock. Rules get dates as arguments and never look here."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Today's date in Vietnam, by which laws take effect and posts expire."""
    return datetime.now(VIETNAM).date()
