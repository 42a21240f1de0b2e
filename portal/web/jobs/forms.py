"""What may be asked of the list of vacancies: anything unreadable means “any”."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

from portal.jobs.matching.shelves import SHELVES, Shelf
from portal.jobs.rules import LEAST_WAGES
from portal.jobs.service import Wanted
from portal.shared.text import nfc

LONGEST_TEXT = 200
WAGES = LEAST_WAGES
"""Least wages that can be chosen, in millions of VND a month."""


def wanted(args: Mapping[str, str], provinces: Container[str], sectors: Container[str]) -> Wanted:
    """What the address asks for."""
    province, sector, wage = args.get("province", ""), nfc(args.get("sector", "")), args.get("wage", "")
    return Wanted(
        text=nfc(args.get("q", ""))[:LONGEST_TEXT],
        province_id=province if province in provinces else "",
        sector=sector if sector in sectors else "",
        wage=int(wage) * 1_000_000 if wage in {str(w) for w in WAGES} else None,
    )


def feed_wanted(args: Mapping[str, str], provinces: Container[str]) -> Wanted:
    """The same for a feed, whose address stands for years: a sector that nobody offers today finds nothing, not everything."""
    sector = nfc(args.get("sector", ""))[:LONGEST_TEXT]
    return wanted(args, provinces, {sector} if sector else ())


def shelf(args: Mapping[str, str]) -> Shelf:
    """The shelf that the address names; one that is none means the first."""
    return next((name for name in SHELVES if name == args.get("shelf")), SHELVES[0])


def address_of(wanted: Wanted) -> dict[str, Any]:
    """The same as the parameters of an address: only what is narrowed."""
    wage = str(wanted.wage // 1_000_000) if wanted.wage is not None else ""
    asked = {"q": wanted.text, "province": wanted.province_id, "sector": wanted.sector, "wage": wage}
    return {name: text for name, text in asked.items() if text}
