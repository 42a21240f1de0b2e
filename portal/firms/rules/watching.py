"""What is news to somebody who watches a firm or an order: what stands there now against what they were last told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

UNCONFIRMED_LIFE = timedelta(days=2)
"""How long a wish to watch waits for its link to be opened; then it is forgotten."""
UNLISTED, RELISTED, RAN_OUT = "unlisted", "relisted", "ran_out"
GONE, WITHHELD = "gone", "withheld"
"""An order that is no longer stored, and one that its price keeps off the lists."""
LICENCE_STATES = (
    "valid", "suspended", "revoked", "expired", "handed_back", "not_yet", UNLISTED, RELISTED, RAN_OUT,
)  # fmt: skip
ORDER_STATES = ("registered", "closed", "not_registered", WITHHELD, GONE)


@dataclass(frozen=True)
class FirmFacts:
    """A firm as somebody knows it. `changes`: (key, state of LICENCE_STATES) of each licence change, oldest first."""

    name: str
    changes: tuple[tuple[str, str], ...]
    listed: bool


@dataclass(frozen=True)
class OrderFacts:
    """An order as somebody knows it: its state (ORDER_STATES) and that of its firm's licence, "" where it has none."""

    state: str
    firm_state: str


Facts = FirmFacts | OrderFacts


@dataclass(frozen=True)
class News:
    """What one letter tells. `what`: licence, renamed, order, order_firm; `state`: its code, "" for a new name.

    `after` is what is known once it was told.
    """

    what: str
    state: str
    after: Facts


def news(known: Facts, now: Facts) -> Iterator[News]:
    """The letters, in order, that bring somebody from what they know to what is so; none where only a change was taken back."""
    if isinstance(known, FirmFacts) and isinstance(now, FirmFacts):
        yield from _of_firm(known, now)
    elif isinstance(known, OrderFacts) and isinstance(now, OrderFacts):
        if known.state != now.state:
            known = replace(known, state=now.state)
            yield News("order", now.state, known)
        if now.firm_state and known.firm_state != now.firm_state:
            yield News("order_firm", now.firm_state, now)


def _of_firm(known: FirmFacts, now: FirmFacts) -> Iterator[News]:
    fresh = [change for change in now.changes if change not in known.changes]
    back = now.listed and not known.listed and not fresh
    known = replace(known, listed=now.listed) if not back else known
    for change in fresh:
        known = replace(known, changes=(*known.changes, change))
        yield News("licence", change[1], known)
    if back:
        known = replace(known, listed=True)
        yield News("licence", RELISTED, known)
    if known.name != now.name:
        yield News("renamed", "", replace(known, name=now.name))
