"""Which warnings stand beside a market, a charge or the answer of the firm check, and whom to tell."""

from __future__ import annotations

from collections.abc import Iterable

from portal.content.editions import library
from portal.content.item import Item
from portal.content.rules import AWAITING, WITHHELD

SCAM, CHANNEL = "scam", "report_channel"
EVERY_MARKET = "*"


def all_shown() -> tuple[Item, ...]:
    """Every warning that has a page: the sourced ones, the most common tricks first."""
    return tuple(item for item in library().items(SCAM).values() if _shown(item))


def waiting() -> tuple[Item, ...]:
    """Warnings that nobody has verified: only their name may be said."""
    return tuple(item for item in library().items(SCAM).values() if item.data["state"] == AWAITING)


def for_market(code: str) -> tuple[Item, ...]:
    """Warnings about this market (ISO 3166), its own before those about every market."""
    return _own_first(all_shown(), code)


def for_charge(kind: str, verdict: str, market: str | None) -> tuple[Item, ...]:
    """Warnings that concern a charge of this kind with this verdict of the price check, in this market (None: any).

    A warning that names other markets only is left out. Kinds and verdicts are those of the price check.
    """
    concerned = [item for item in all_shown() if verdict in item.data["concerns"].get("charges", {}).get(kind, ())]
    return _own_first(concerned, market) if market else tuple(concerned)


def for_firm_state(verdict: str) -> tuple[Item, ...]:
    """Warnings that concern this answer of the firm check (`look_alike`, `not_found`, …)."""
    return tuple(item for item in all_shown() if verdict in item.data["concerns"].get("firm", ()))


def channels(purpose: str | None = None, market: str | None = None) -> tuple[Item, ...]:
    """Whom to tell: for a purpose (`fraud`, `firm`, `charge`, `abroad`; None: all), and in a market where they differ.

    Without a market, only channels that serve everywhere.
    """
    return tuple(
        item
        for item in library().items(CHANNEL).values()
        if _shown(item)
        and (purpose is None or purpose in item.data["purpose"])
        and ("markets" not in item.data or market in item.data["markets"])
    )


def _shown(item: Item) -> bool:
    return item.data["state"] not in (AWAITING, WITHHELD)


def _own_first(items: Iterable[Item], code: str) -> tuple[Item, ...]:
    known = tuple(items)
    own = [item for item in known if code in item.data["markets"]]
    return (*own, *(item for item in known if EVERY_MARKET in item.data["markets"] and item not in own))
