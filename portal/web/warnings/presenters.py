"""A warning, a channel and a country’s numbers as the pages show them, in the reader’s language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from portal.content import service as content
from portal.content import warnings
from portal.content.item import Item
from portal.content.rules import AWAITING, WITHHELD
from portal.web.shell.evidence import Evidence, SourceLink, evidence_of, source_links
from portal.web.shell.wording import pick


@dataclass(frozen=True)
class Market:
    """A market with a page: its code, its name."""

    code: str
    name: str


@dataclass(frozen=True)
class Scam:
    """A trick: how to know it, what to check, a known case, where it is reported, and where it was read."""

    id: str
    name: str
    signs: tuple[str, ...]
    checks: tuple[str, ...]
    case: str
    seen: str
    everywhere: bool
    markets: tuple[Market, ...]
    evidence: Evidence
    sources: tuple[SourceLink, ...]


@dataclass(frozen=True)
class Channel:
    """Whom to tell: a body, what for, and its number or site where one is sourced. `dial` is the number for a telephone link."""

    id: str
    name: str
    use: str
    number: str
    dial: str
    website: str
    note: str
    evidence: Evidence


def scam_of(item: Item) -> Scam:
    """A warning for its page or list."""
    data = item.data
    return Scam(
        id=item.id,
        name=pick(data["name"]),
        signs=tuple(pick(text) for text in data["signs"]),
        checks=tuple(pick(text) for text in data["checks"]),
        case=pick(data.get("case")),
        seen=pick(data.get("seen")),
        everywhere=warnings.EVERY_MARKET in data["markets"],
        markets=tuple(known for code in data["markets"] if (known := market_of(code))),
        evidence=evidence_of(data),
        sources=source_links(data),
    )


def market_of(code: str) -> Market | None:
    """The market with this code, or None where it has no page."""
    item = content.find("market", code.upper())
    return Market(item.id, pick(item.data["name"])) if item else None


def markets_warned_of() -> list[tuple[str, str]]:
    """The markets that a warning of their own names, as choices of a filter."""
    named = {code for item in warnings.all_shown() for code in item.data["markets"]}
    return [(item.id.lower(), pick(item.data["name"])) for item in content.all_of("market") if item.id in named]


def channels(purpose: str | None = None, market: str | None = None) -> tuple[Channel, ...]:
    """Whom to tell, for a purpose and a market."""
    return tuple(_channel(item) for item in warnings.channels(purpose, market))


def _channel(item: Item) -> Channel:
    data = item.data
    return Channel(
        id=item.id,
        name=pick(data["name"]),
        use=pick(data["use"]),
        number=data.get("number", ""),
        dial=dial(data.get("number", "")),
        website=data.get("website", ""),
        note=pick(data.get("note")),
        evidence=evidence_of(data),
    )


def dial(number: str) -> str:
    """The digits of one number as a telephone dials them; nothing where two numbers stand together."""
    return "" if "/" in number else "".join(sign for sign in number if sign.isdigit() or sign == "+")


@dataclass(frozen=True)
class Hotline:
    """A number to call in one country."""

    name: str
    number: str
    dial: str
    evidence: Evidence


@dataclass(frozen=True)
class Country:
    """The emergency page of one market: its numbers, and how many more wait to be verified."""

    code: str
    name: str
    hotlines: tuple[Hotline, ...]
    waiting: int


def country_of(code: str) -> Country | None:
    """The emergency page of this market, or None where there is no such market."""
    item = content.find("market", code.upper())
    data = content.shown(item) if item else None
    if item is None or data is None:
        return None
    lines: Iterable[dict[str, str]] = data["hotlines"]
    found = tuple(
        Hotline(pick(node["name"]), node["number"], dial(node["number"]), evidence_of(node))
        for node in lines
        if node["state"] != AWAITING
    )
    unread = sum(node["state"] in (AWAITING, WITHHELD) for node in item.data["hotlines"])
    return Country(item.id, pick(data["name"]), found, unread)
