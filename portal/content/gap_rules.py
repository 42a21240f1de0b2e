"""What a worker asks of every market and programme and no source has told us: listed for editors, shown as missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from portal.content.item import Item
from portal.content.rules import AWAITING, WITHHELD

Node = Mapping[str, Any]

OF_MARKETS = ("minimum_wage", "hours", "language", "age", "typical_wage", "customs")
"""The fields of a market; `customs` holds what to do and not to do there."""
OF_PROGRAMMES = ("wage", "contract", "language", "age", "sending")
"""What the claims of a programme should be about."""


def missing_of_market(node: Node) -> tuple[str, ...]:
    """The fields that this market lacks altogether; one that awaits verification is not missing, it waits."""
    said = ("wage_note",) if "wage_note" in node else ()  # a market without a minimum wage says so there
    return tuple(key for key in OF_MARKETS if not node.get(key) and not (key == "minimum_wage" and said))


def missing_of_programme(node: Node) -> tuple[str, ...]:
    """What no claim of this programme is about, not even one that awaits verification."""
    about = {claim["about"] for claim in node.get("claims", ()) if claim.get("state") != WITHHELD}
    return tuple(key for key in OF_PROGRAMMES if key not in about)


def gaps(library: Mapping[str, Mapping[str, Item]]) -> Iterator[tuple[Item, tuple[str, ...]]]:
    """Every market and programme with what it lacks or what waits in it: nothing to mend before publishing, but work to do."""
    for kind, missing in (("market", missing_of_market), ("programme", missing_of_programme)):
        for item in library.get(kind, {}).values():
            found = missing(item.data)
            if found or item.data.get("state") == AWAITING:
                yield item, found
