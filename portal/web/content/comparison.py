"""The markets side by side: the main figures of each, with the evidence they share said once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portal.content import service as content
from portal.web.content.counts import Count, last_year
from portal.web.content.figures import Fact, wage_fact, wages_on
from portal.web.shell.evidence import Common, Evidence, Node, SourceLink, common_of
from portal.web.shell.wording import pick


@dataclass(frozen=True)
class Row:
    """One market: its main minimum wage and the last whole year of departures, each possibly missing."""

    code: str
    name: str
    summary: str
    suspended: bool
    limited: bool
    wage: Fact | None
    newer_awaits: bool
    people: Count | None


@dataclass(frozen=True)
class Comparison:
    """All rows, and what the evidence of every figure in them has in common."""

    rows: tuple[Row, ...]
    common: Common | None
    sources: tuple[SourceLink, ...]


def present_comparison(today: date) -> Comparison:
    """The markets as of today, in the order of the content."""
    nodes = [node for item in content.all_of("market") if (node := content.shown(item)) is not None]
    rows = tuple(_row(node, today) for node in nodes)
    evidence = [part for row in rows for part in _evidence(row)]
    return Comparison(
        rows,
        common_of(evidence),
        tuple(dict.fromkeys(source for part in evidence for source in part.sources)),
    )


def _row(node: Node, today: date) -> Row:
    wages = wages_on(node, today)
    return Row(
        code=node["id"],
        name=pick(node["name"]),
        summary=pick(node["summary"]),
        suspended=bool(node.get("suspended")),
        limited="notice" in node and not node.get("suspended"),
        wage=wage_fact(wages.held[0]) if wages.held else None,
        newer_awaits=wages.newer_awaits,
        people=last_year(node["id"]),
    )


def _evidence(row: Row) -> list[Evidence]:
    people = [side.evidence for side in row.people.sides] if row.people else []
    return [part for part in (row.wage.evidence if row.wage else None, *people) if part is not None]
