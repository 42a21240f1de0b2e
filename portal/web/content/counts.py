"""Counts of people by period as a page shows them: a chart where there are enough years, and a table with every source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from portal.content.rules import AWAITING
from portal.web.content.evidence import Evidence, Node, evidence_of, say_since
from portal.web.shell.wording import number

ENOUGH_FOR_A_CHART = 3
_COMPARABLE = ("year", "point")


@dataclass(frozen=True)
class Count:
    """How many people in one period; `disputed` where another source says otherwise."""

    period: str
    value: int
    text: str
    disputed: bool
    evidence: Evidence


@dataclass(frozen=True)
class Counts:
    """Every published count, and the bars of those that can be compared (empty below three)."""

    rows: tuple[Count, ...]
    bars: tuple[tuple[str, int], ...]

    @property
    def disputed(self) -> bool:
        """Whether two sources disagree on any of them."""
        return any(row.disputed for row in self.rows)


def counts_of(nodes: Iterable[Node]) -> Counts:
    """The counts of these nodes; parts of a year never stand in a chart beside whole years."""
    known = [node for node in nodes if node["state"] != AWAITING]
    bars = tuple((_period(node), node["value"]) for node in known if node["period"] in _COMPARABLE)
    return Counts(
        tuple(_count(node) for node in known),
        bars if len(bars) >= ENOUGH_FOR_A_CHART else (),
    )


def last_year(nodes: Iterable[Node]) -> Count | None:
    """The newest count of a whole year."""
    whole = [node for node in nodes if node["state"] != AWAITING and node["period"] == "year"]
    return _count(max(whole, key=lambda node: str(node["year"]))) if whole else None


def _count(node: Node) -> Count:
    value = number(node["value"])
    text = _("khoảng %(number)s", number=value) if node.get("approx") else value
    return Count(_period(node), node["value"], text, bool(node.get("conflict")), evidence_of(node, dated=False))


def _period(node: Node) -> str:
    period, year = node["period"], str(node["year"])
    if period == "year":
        return year
    if period == "point":
        return say_since(year)
    return str(_("%(months)s tháng %(year)s", months=period.removesuffix("m"), year=year))
