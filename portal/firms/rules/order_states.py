"""In which state is an order on a day, by the law of which day is its fee sheet judged, and may it be shown?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.firms.rules.licences import order_is_closed, order_is_registered

BLOCKING = frozenset({"above", "forbidden"})
"""Verdicts on a line with which an order is not published (gold format, “Recruitment orders import”)."""
GOOD = frozenset({"within", "refundable_deposit"})
"""Verdicts of a sheet in which every charge was judged, and none is too much."""
WORST_FIRST = ("forbidden", "above", "cannot_tell", "market_price", "refundable_deposit", "within")


@dataclass(frozen=True)
class OrderDates:
    """What the state of an order rests on. `confirmed`: somebody other than the firm said that the approval is true."""

    approval_no: str | None
    approved_on: date | None
    opens_on: date | None
    closes_on: date | None
    confirmed: bool = True
    published: bool = True


def state_on(order: OrderDates, day: date) -> str:
    """`registered`, `closed` or `not_registered`. An order that is not published, or that only its firm vouches for, is not registered."""
    approved = order_is_registered(order.approval_no, order.approved_on, day)
    if not (approved and order.confirmed and order.published):
        return "not_registered"
    return "closed" if order_is_closed(order.closes_on, day) else "registered"


def is_open(order: OrderDates, day: date) -> bool:
    """Whether it takes applications on this day: registered, begun (its first day included), not over."""
    return state_on(order, day) == "registered" and (order.opens_on is None or order.opens_on <= day)


def judged_on(opens_on: date | None, closes_on: date | None, today: date) -> date:
    """The day whose law judges the fee sheet: today, or the nearest day on which the order takes people."""
    if opens_on and today < opens_on:
        return opens_on
    return closes_on if closes_on and today > closes_on else today


def may_publish(verdicts: Iterable[str]) -> bool:
    """No line is above or forbidden; what cannot be told is shown and does not block."""
    return not BLOCKING & set(verdicts)


def worst(verdicts: Iterable[str]) -> str | None:
    """The verdict that decides; None where there is no line."""
    found = set(verdicts)
    return next((verdict for verdict in WORST_FIRST if verdict in found), None)
