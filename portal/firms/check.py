"""Is this firm licensed, and is this order its own? The answer of `check-firm`, from the register as it is stored now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock
from typing import Literal

from portal.firms import store
from portal.firms.cards import FirmCard, OrderCard, firm_card, order_cards
from portal.firms.register_import import Provenance, provenance
from portal.firms.rules.licences import OrderState, order_key
from portal.firms.rules.likeness import Difference
from portal.firms.rules.register import Register
from portal.shared.clock import now, today

Verdict = Literal[
    "licensed", "suspended", "revoked", "expired", "handed_back", "ambiguous", "look_alike", "not_found"
]  # fmt: skip

LONGEST_ORDER = 100


@dataclass(frozen=True)
class SimilarFirm:
    """A firm the query could mean or imitates: by which of its names, and in what the query differs."""

    card: FirmCard
    name: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Check:
    """The answer to one question. Only `green` may look green."""

    verdict: Verdict
    firm: FirmCard | None
    similar: tuple[SimilarFirm, ...]
    order: OrderState
    found_order: OrderCard | None
    checked_at: datetime
    data_as_of: date | None
    typo: bool = False

    @property
    def green(self) -> bool:
        """The firm is licensed, and the order, if one was asked for, is registered for it and open."""
        return self.verdict == "licensed" and self.order in ("registered", "not_asked")


class _Kept:
    """The names of one version of the register, kept in memory until another version is stored."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._version: str | None = None
        self._register = Register([])

    def register(self, origin: Provenance | None) -> Register:
        """The names of this version, read again when it is a new one. Without a version nothing is kept."""
        if origin is None:
            return Register(store.entries())
        with self._lock:
            if self._version != origin.version:
                self._register, self._version = Register(store.entries()), origin.version
            return self._register


_kept = _Kept()


def check_firm(query: str, order: str | None = None, day: date | None = None) -> Check:
    """Ask about a firm by any of its names or numbers, and about an order by its reference or approval number.

    `day` is the day to answer for, today in Vietnam by default. Any text is answered; none raises.
    """
    day = day or today()
    origin = provenance()
    finding = _kept.register(origin).find(query)
    ids = [*([finding.firm_id] if finding.firm_id is not None else []), *(s.firm_id for s in finding.similar)]
    firms = {id: firm_card(firm, day) for id, firm in store.firms_by_id(ids).items()} if ids else {}
    firm = firms.get(finding.firm_id) if finding.firm_id is not None else None
    similar = tuple(SimilarFirm(firms[s.firm_id], s.name, s.differences) for s in finding.similar if s.firm_id in firms)
    verdict: Verdict = "not_found" if finding.outcome == "found" else finding.outcome
    if firm is not None:
        verdict, firm, similar = _judge(firm)
    state, found = _check_order(order, firm, day)
    return Check(
        verdict=verdict,
        firm=firm,
        similar=similar,
        order=state,
        found_order=found,
        checked_at=now(),
        data_as_of=origin.as_of if origin else None,
        typo=finding.typo,
    )


def _judge(firm: FirmCard) -> tuple[Verdict, FirmCard | None, tuple[SimilarFirm, ...]]:
    """The verdict by the licence's status. A licence not yet in force is no licence: the firm is only named beside it."""
    if firm.status == "valid":
        return "licensed", firm, ()
    if firm.status == "not_yet" or firm.status == "unlisted":
        return "not_found", None, (SimilarFirm(firm, firm.name_vi, ()),)
    return firm.status, firm, ()


def _check_order(order: str | None, firm: FirmCard | None, day: date) -> tuple[OrderState, OrderCard | None]:
    if order is None or not order.strip():
        return "not_asked", None
    key = order_key(order)
    if firm is None or not key or len(order) > LONGEST_ORDER or not key.isprintable():
        return "not_registered", None
    orders = store.orders_by_key(key)
    own = order_cards([found for found in orders if found.firm_id == firm.id], day)
    return _best(own) if own or not orders else ("other_firm", None)


def _best(own: Sequence[OrderCard]) -> tuple[OrderState, OrderCard | None]:
    """Several orders may share an approval: one that is open counts before one that is closed."""
    states: tuple[OrderState, ...] = ("registered", "closed", "not_registered")
    for state in states:
        if card := next((card for card in own if card.state == state), None):
            return state, card
    return "not_registered", None
