"""Dates as people type them: a whole date, a month, or only a year; None where it cannot be read."""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import date

from portal.guidance.rules.days import Span
from portal.shared.text import fold, nfc

_LEAD = re.compile(r"^(?:sinh |ngay |nam |thang )+")
_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", re.ASCII)
_DAY = re.compile(r"(\d{1,2}) ?[/.,-] ?(\d{1,2}) ?[/.,-] ?(\d{4})", re.ASCII)
_WORDS = re.compile(r"(\d{1,2}) thang (\d{1,2}),? (?:nam )?(\d{4})", re.ASCII)
_MONTH = re.compile(r"(\d{1,2}) ?(?:[/.-]|nam) ?(\d{4})", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)


def read_span(text: str) -> Span | None:
    """`12/05/1998`, `12 tháng 5 năm 1998`, `1998-05-12` → one day; `5/1998` → a month; `1998` → a year. Day before month."""
    plain = _LEAD.sub("", fold(unicodedata.normalize("NFKC", nfc(text))))
    try:
        if match := _ISO.fullmatch(plain):
            return _span(*(int(part) if part else None for part in match.groups()))
        if match := _DAY.fullmatch(plain) or _WORDS.fullmatch(plain):
            day, month, year = (int(part) for part in match.groups())
            return _span(year, month, day)
        if match := _MONTH.fullmatch(plain):
            return _span(int(match[2]), int(match[1]))
        if _YEAR.fullmatch(plain):
            return _span(int(plain))
    except ValueError:
        return None
    return None


def _span(year: int | None, month: int | None = None, day: int | None = None) -> Span:
    if year is None:
        raise ValueError
    last_month = month or 12
    last_day = day or calendar.monthrange(year, last_month)[1]
    return Span(date(year, month or 1, day or 1), date(year, last_month, last_day))
