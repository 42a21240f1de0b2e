"""Counts of people by period as a page shows them: a chart where there are enough years, and a table with every source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from portal.content.rules import AWAITING
from portal.web.shell.evidence import Common, Evidence, Node, common_of, evidence_of, say_since
from portal.web.shell.wording import number

ENOUGH_FOR_A_CHART = 3
_COMPARABLE = ("year", "point")


@dataclass(frozen=True)
class Count:
    """How many people in one period; `disputed` where another source says otherwise."""

    period: str
    value: int
    text: str
    rounded: bool
    disputed: bool
    evidence: Evidence


@dataclass(frozen=True)
class Counts:
    """Published counts: those that can be compared as bars (none below three), and all others as rows of a table."""

    bars: tuple[Count, ...]
    rows: tuple[Count, ...]
    common: Common | None

    def __bool__(self) -> bool:
        return bool(self.bars or self.rows)

    @property
    def points(self) -> list[tuple[str, int]]:
        """The bars as (period, people)."""
        return [(bar.period, bar.value) for bar in self.bars]

    @property
    def disputed(self) -> bool:
        """Whether two sources disagree on any of them."""
        return any(row.disputed for row in self.rows)


def counts_of(nodes: Iterable[Node]) -> Counts:
    """The counts of these nodes; parts of a year never stand in a chart beside whole years."""
    known = [node for node in nodes if node["state"] != AWAITING]
    whole = tuple(_count(node) for node in known if node["period"] in _COMPARABLE)
    parts = tuple(_count(node) for node in known if node["period"] not in _COMPARABLE)
    common = common_of(count.evidence for count in whole + parts)
    if len(whole) < ENOUGH_FOR_A_CHART:
        return Counts((), whole + parts, common)
    return Counts(whole, parts, common)


def last_year(nodes: Iterable[Node]) -> Count | None:
    """The newest count of a whole year."""
    whole = [node for node in nodes if node["state"] != AWAITING and node["period"] == "year"]
    return _count(max(whole, key=lambda node: str(node["year"]))) if whole else None


def _count(node: Node) -> Count:
    value, rounded = number(node["value"]), bool(node.get("approx"))
    text = _("khoảng %(number)s", number=value) if rounded else value
    disputed = bool(node.get("conflict"))
    return Count(_period(node), node["value"], text, rounded, disputed, evidence_of(node, dated=False))


def _period(node: Node) -> str:
    period, year = node["period"], str(node["year"])
    if period == "year":
        return year
    if period == "point":
        return say_since(year)
    return str(_("%(months)s tháng %(year)s", months=period.removesuffix("m"), year=year))
