"""The period of a statistic in words: a year, part of a year, a point in time, all until then."""

from __future__ import annotations

import re

from flask_babel import gettext as _

from portal.content.rules import UNKNOWN
from portal.web.shell.evidence import Node, say_since
from portal.web.shell.wording import day

_MONTHS = re.compile(r"(\d{1,2})m")
_YEARS = re.compile(r"(\d{4})-(\d{4})")
_QUARTER = re.compile(r"Q([1-4])")


def is_whole_year(node: Node) -> bool:
    """Whether the statistic counts a whole calendar year."""
    return bool(node["period"] == "year")


def say_period(node: Node) -> str:
    """`10 tháng đầu năm 2025`, `quý 1/2025`, `tháng 10/2025`, `2023`; a period of another shape stays as it is written."""
    period, year = str(node["period"]), str(node["year"])
    if period in _WORDS:
        return str(_WORDS[period](year))
    if match := _MONTHS.fullmatch(period):
        return str(_("%(months)s tháng đầu năm %(year)s", months=match[1], year=year))
    if match := _QUARTER.fullmatch(period):
        return str(_("quý %(quarter)s/%(year)s", quarter=match[1], year=year))
    if match := _YEARS.fullmatch(period):
        return f"{match[1]}–{match[2]}"
    if period.startswith("to_"):
        return str(_("từ đầu đến %(month)s", month=say_since(period.removeprefix("to_"))))
    said = say_since(period) if period != UNKNOWN else year
    return day(said)


_WORDS = {
    "year": lambda year: year,
    "point": lambda year: _("một thời điểm năm %(year)s", year=year),
    "H1": lambda year: _("6 tháng đầu năm %(year)s", year=year),
    "end": lambda year: _("cuối năm %(year)s", year=year),
    "cumulative": lambda year: _("từ đầu đến năm %(year)s", year=year),
    "per_year": lambda year: _("mỗi năm, nói năm %(year)s", year=year),
}
