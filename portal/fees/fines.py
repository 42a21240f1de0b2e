"""Which fines threaten which act, by the day of the act: the decree of that day counts, an old act stays under the old one."""

from __future__ import annotations

from datetime import date

from portal.content import service as content
from portal.content.item import Item

PENALTY = "penalty"


def fines_on(day: date) -> tuple[Item, ...]:
    """The fines that hold for an act of this day (the day it ended), companies’ and workers’; decided cases are left out.

    Decree 12/2022 until 9 September 2026, Decree 283/2026 from the day after. What is awaited or withheld is left out.
    """
    return tuple(item for item in content.all_of(PENALTY, day) if _is_rule(item))


def fines_for(act: str, day: date) -> tuple[Item, ...]:
    """The fines for one act of that day: `service_fee.above`, `brokerage.forbidden`, `worker_deposit.above`, `refund.withheld`,
    `waiting.broken`, `no_licence` …: the kind of a charge and its verdict, or an act of its own. Empty where none is sourced."""
    return tuple(item for item in fines_on(day) if act in item.data.get("acts", ()))


def cases() -> tuple[Item, ...]:
    """Single published decisions: what was done and what it cost; they are no rules."""
    return tuple(item for item in content.all_of(PENALTY) if item.data.get("case"))


def _is_rule(item: Item) -> bool:
    return not item.data.get("case") and item.data["state"] in ("sourced", "verified")
