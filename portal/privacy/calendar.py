"""The public holidays that stop a clock: those that are certain in content/public_holidays.yaml, and no others."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import yaml

from portal.config import ROOT

FILE = ROOT / "content" / "public_holidays.yaml"
CERTAIN, UNVERIFIED = "certain", "unverified"


@cache
def holidays(year: int) -> frozenset[date]:
    """The certain holidays of this year. A day that nobody verified is none: it counts as a working day."""
    told = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    fixed = {date(year, row["month"], row["day"]) for row in told["fixed"] if row["state"] == CERTAIN}
    dated = {day for row in told["dated"] if row["state"] == CERTAIN for day in _days(row["from"], row["to"])}
    return frozenset(fixed | {day for day in dated if day.year == year})


def holidays_around(day: date) -> frozenset[date]:
    """The certain holidays of this year and the next: a term may run over New Year."""
    return holidays(day.year) | holidays(day.year + 1)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
