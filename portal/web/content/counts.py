"""Counts by period as a page shows them: bars for whole years with a gap where no source speaks, and a table with every source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flask_babel import gettext as _

from portal.content import service as content
from portal.content.rules import AWAITING
from portal.web.content.periods import is_whole_year, say_period
from portal.web.shell.evidence import Common, Evidence, Node, common_of, evidence_of
from portal.web.shell.wording import number, pick

ENOUGH_FOR_A_CHART = 3
_RANGE_ENDS = 2


@dataclass(frozen=True)
class Side:
    """What one source says: the number in words, and where it was read."""

    text: str
    low: Decimal
    high: Decimal
    rounded: bool
    note: str
    evidence: Evidence


@dataclass(frozen=True)
class Count:
    """All that is known of one period; `disputed` where sources contradict each other, then all sides stand here."""

    id: str
    year: int
    period: str
    whole: bool
    disputed: bool
    sides: tuple[Side, ...]

    @property
    def low(self) -> Decimal:
        """The lowest number that a source gives."""
        return min(side.low for side in self.sides)

    @property
    def high(self) -> Decimal:
        """The highest number that a source gives."""
        return max(side.high for side in self.sides)

    @property
    def text(self) -> str:
        """The number, or the range from the lowest to the highest."""
        if len(self.sides) == 1:
            return self.sides[0].text
        return f"{number(self.low)}–{number(self.high)}"


@dataclass(frozen=True)
class Bar:
    """One year of a chart; a year of which no source speaks has no count and stays empty."""

    label: str
    count: Count | None


@dataclass(frozen=True)
class ChartRow:
    """One bar: its label, what stands at its end (empty: no source), and from where to where it goes."""

    label: str
    text: str = ""
    low: float = 0
    high: float = 0


@dataclass(frozen=True)
class Counts:
    """Counts of one thing in one place; bars (none below three whole years) and every count as a row of the table."""

    bars: tuple[Bar, ...]
    rows: tuple[Count, ...]
    common: Common | None

    def __bool__(self) -> bool:
        return bool(self.rows)

    @property
    def note(self) -> str:
        """What is to be known of every one of them, to be said once; empty where they differ."""
        notes = {side.note for row in self.rows for side in row.sides}
        return notes.pop() if len(notes) == 1 else ""

    @property
    def chart(self) -> list[ChartRow]:
        """The bars as the chart draws them."""
        return [
            ChartRow(bar.label, bar.count.text, float(bar.count.low), float(bar.count.high))
            if bar.count
            else ChartRow(bar.label)
            for bar in self.bars
        ]

    @property
    def disputed(self) -> bool:
        """Whether sources contradict each other on any of them."""
        return any(row.disputed for row in self.rows)

    @property
    def most(self) -> Decimal:
        """The length that the longest bar stands for."""
        return max((bar.count.high for bar in self.bars if bar.count), default=Decimal(1))


def items_of(indicator: str, market: str, until: date | None = None) -> list[Node]:
    """The statistics of one thing in one place as they may be shown, oldest first; until the year of `until`."""
    found = [
        node
        for item in content.all_of("statistic")
        if (item.data["indicator"], item.data["market"]) == (indicator, market)
        and (until is None or int(item.data["year"]) <= until.year)
        and (node := content.shown(item)) is not None
    ]
    return sorted(found, key=lambda node: str(node["year"]))


def counts_of(nodes: Iterable[Node]) -> Counts:
    """These statistics; parts of a year and points in time never stand in a chart beside whole years."""
    rows = tuple(count for node in nodes if (count := count_of(node)) is not None)
    common = common_of(side.evidence for row in rows for side in row.sides)
    whole = {row.year: row for row in rows if row.whole}
    if len(whole) < ENOUGH_FOR_A_CHART:
        return Counts((), rows, common)
    bars = tuple(Bar(str(year), whole.get(year)) for year in range(min(whole), max(whole) + 1))
    return Counts(bars, rows, common)


def awaiting_of(nodes: Iterable[Node]) -> tuple[str, ...]:
    """The periods of which only a number that nobody has verified is known."""
    return tuple(
        say_period(node)
        for node in nodes
        if node["values"] and all(value["state"] == AWAITING for value in node["values"])
    )


def last_year(market: str) -> Count | None:
    """The newest whole year of people sent to this market that one source or more tells."""
    counts = [count for node in items_of("deployed", market) if (count := count_of(node)) is not None and count.whole]
    return counts[-1] if counts else None


def count_of(node: Node) -> Count | None:
    """What sources say of this period, None where nothing of it is verified."""
    known = [value for value in node["values"] if value["state"] != AWAITING]
    if not known:
        return None
    bounds = {value.get("bound"): value for value in known}
    if len(known) == _RANGE_ENDS and {"low", "high"} <= bounds.keys():  # one source that itself gives a range
        known = [{**bounds["low"], "bound": None, "value_to": bounds["high"]["value"]}]
    return Count(
        id=node["id"],
        year=int(node["year"]),
        period=say_period(node),
        whole=is_whole_year(node),
        disputed=any(value.get("conflict") for value in known),
        sides=tuple(side_of(value) for value in known),
    )


def side_of(value: Node) -> Side:
    """What one source says, in words."""
    low = Decimal(str(value["value"]))
    high = Decimal(str(value.get("value_to") or low))
    rounded = bool(value.get("approx"))
    said = number(low) if high == low else f"{number(low)}–{number(high)}"
    if value.get("bound") == "at_least":
        said = str(_("trên %(number)s", number=said))
    elif rounded:
        said = str(_("khoảng %(number)s", number=said))
    return Side(said, low, high, rounded, pick(value.get("note")), evidence_of(value, dated=False))
