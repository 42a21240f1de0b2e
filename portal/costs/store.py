"""How what is known of costs is fetched: items of a sheet, minimum wages by the month, deductions, people."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from portal.content import service as content
from portal.content.rules import AWAITING, SOURCED, VERIFIED, covers
from portal.fees.rules.terms import Amount

Node = Mapping[str, Any]
_KNOWN = (SOURCED, VERIFIED)
_FIRST_MONTHS = re.compile(r"\d{1,2}m", re.ASCII)
_WEEKS_A_YEAR, _MONTHS_A_YEAR = 52, 12


@dataclass(frozen=True)
class MonthlyWage:
    """A sourced minimum wage of one month: the amount, the figure it rests on, and the weekly hours it was counted with."""

    amount: Amount
    figure: Node
    hours: Node | None = None


def market(code: str) -> Node | None:
    """The market as it may be shown, or None."""
    item = content.find("market", code)
    return content.shown(item) if item else None


def markets() -> tuple[Node, ...]:
    """Every market in the order of the content."""
    return tuple(node for item in content.all_of("market") if (node := content.shown(item)) is not None)


def programmes(market: str) -> tuple[Node, ...]:
    """The programmes of a market."""
    return tuple(
        node
        for item in content.all_of("programme")
        if item.data["market"] == market and (node := content.shown(item)) is not None
    )


def items(market: str, programme: str | None) -> tuple[Node, ...]:
    """What may have to be paid for this market; what belongs to certain programmes only if one of them is chosen."""
    return tuple(
        item.data
        for item in content.all_of("cost_item")
        if market in item.data.get("markets", (market,))
        and (not item.data.get("programmes") or programme in item.data["programmes"])
    )


def minimum_wage(node: Node, day: date) -> MonthlyWage | None:
    """The sourced minimum wage of a month that holds on this day: as published, else by the hour × sourced weekly hours × 52 ÷ 12."""
    held = [wage for wage in node.get("minimum_wage", ()) if wage["state"] in _KNOWN and covers(wage, day)]
    for wage in held:
        if wage["per"] == "month":
            return MonthlyWage(_amount(wage), wage)
    hours = next((item.data for item in content.all_of("work_week") if item.data["market"] == node["id"]), None)
    if hours is None or hours["state"] not in _KNOWN or not held:
        return None
    hourly = _amount(held[0])
    weekly = hourly.value * Fraction(hours["hours_a_week"])
    return MonthlyWage(Amount(weekly * _WEEKS_A_YEAR / _MONTHS_A_YEAR, hourly.currency), held[0], hours)


def deductions(node: Node, day: date) -> tuple[Node, ...]:
    """Sourced monthly deductions of a market, worked out on its minimum wage."""
    return tuple(
        part
        for part in node.get("deductions", ())
        if part["state"] in _KNOWN and part["per"] == "month" and covers(part, day)
    )


def amount_of(node: Node) -> Amount:
    """The exact amount of a figure of content."""
    return _amount(node)


def _amount(node: Node) -> Amount:
    return Amount(Fraction(str(node["value"])), node["currency"])


def people(market: str) -> tuple[Node, ...]:
    """The newest whole year of people sent to this market of which a source speaks, and the first months of a later year.

    Sources that contradict each other stand in one item.
    """
    found = [
        node
        for item in content.all_of("statistic")
        if item.data["market"] == market and item.data["indicator"] == "deployed"
        if (node := content.shown(item)) is not None
        if any(value["state"] != AWAITING for value in node["values"])
    ]
    whole = [node for node in found if node["period"] == "year"]
    part = [node for node in found if _FIRST_MONTHS.fullmatch(str(node["period"]))]
    newest = max(whole, key=lambda node: str(node["year"]), default=None)
    later = [node for node in part if newest is None or str(node["year"]) > str(newest["year"])]
    last = max(later, key=lambda node: (str(node["year"]), int(str(node["period"])[:-1])), default=None)
    return tuple(node for node in (newest, last) if node is not None)
