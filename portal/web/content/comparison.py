"""The markets side by side: the main figures of each, with the evidence they share said once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portal.content import service as content
from portal.content.rules import AWAITING
from portal.web.content.counts import Count, last_year
from portal.web.content.evidence import Evidence, Node, SourceLink, evidence_of
from portal.web.content.market_presenter import Fact, wage_fact, wages_now
from portal.web.shell.wording import pick


@dataclass(frozen=True)
class Row:
    """One market: its main minimum wage, working hours and the last whole year of departures, each possibly missing."""

    code: str
    name: str
    suspended: bool
    limited: bool
    wage: Fact | None
    hours: Fact | None
    people: Count | None


@dataclass(frozen=True)
class Comparison:
    """All rows; `state` and `last_verified` where every figure of the table has the same, else empty."""

    rows: tuple[Row, ...]
    state: str
    last_verified: str
    sources: tuple[SourceLink, ...]


def present_comparison(today: date) -> Comparison:
    """The markets as of today, in the order of the content."""
    nodes = [node for item in content.all_of("market") if (node := content.shown(item)) is not None]
    rows = tuple(_row(node, today) for node in nodes)
    evidence = [part for row in rows for part in _evidence(row)]
    states, days = {part.state for part in evidence}, {part.last_verified for part in evidence}
    return Comparison(
        rows,
        states.pop() if len(states) == 1 else "",
        days.pop() if len(days) == 1 else "",
        tuple(dict.fromkeys(source for part in evidence for source in part.sources)),
    )


def _row(node: Node, today: date) -> Row:
    wages = wages_now(node, today)
    hours = node.get("hours")
    return Row(
        code=node["id"],
        name=pick(node["name"]),
        suspended=bool(node.get("suspended")),
        limited="notice" in node and not node.get("suspended"),
        wage=wage_fact(wages[0]) if wages else None,
        hours=_hours(hours) if hours and hours["state"] != AWAITING else None,
        people=last_year(node.get("deployed", ())),
    )


def _hours(node: Node) -> Fact:
    return Fact("", pick(node["text"]), evidence_of(node))


def _evidence(row: Row) -> list[Evidence]:
    facts = [fact.evidence for fact in (row.wage, row.hours) if fact is not None and fact.evidence is not None]
    return facts + ([row.people.evidence] if row.people else [])
