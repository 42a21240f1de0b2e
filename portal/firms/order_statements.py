"""A statement that an order was checked: its firm's licence, its registration and its price at a moment, signed by the site.

It holds nothing of who asked. Only orders that may be shown are stated; one that left the lists since is told so when tested.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from portal.firms import orders
from portal.firms.orders import OrderDetail
from portal.firms.register_import import provenance
from portal.firms.signing import genuine, moment_of, sign, this_minute

_PURPOSE = "order statement"
_VERSION = "1"
NO_PRICE = "none"
"""The price of an order that names no charge."""


@dataclass(frozen=True)
class OrderStatement:
    """What is said: the order, its firm's licence and its state, the order's state, the worst verdict on its charges.

    `at` to the minute (UTC); `as_of` the day of the register, "" without one; `judged` the day whose law judged the price.
    """

    ref: str
    licence_no: str
    firm_state: str
    order_state: str
    price: str
    judged: str
    at: str
    as_of: str
    code: str = ""

    @property
    def moment(self) -> datetime | None:
        """When it was checked."""
        return moment_of(self.at)

    @property
    def register_day(self) -> date | None:
        """The day the register was brought in."""
        return date.fromisoformat(self.as_of) if self.as_of else None

    @property
    def fields(self) -> dict[str, str]:
        """What an address must hold to test it."""
        return {
            "order": self.ref, "licence": self.licence_no, "firm": self.firm_state, "state": self.order_state,
            "price": self.price, "judged": self.judged, "at": self.at, "as_of": self.as_of, "code": self.code,
        }  # fmt: skip


@dataclass(frozen=True)
class OrderTested:
    """A statement that is genuine, and the order as it stands now; None where it may no longer be shown."""

    statement: OrderStatement
    now: OrderDetail | None

    @property
    def same(self) -> bool:
        """Whether everything that was said still holds."""
        said = self.statement
        if self.now is None:
            return False
        return _told(self.now) == (said.licence_no, said.firm_state, said.order_state, said.price)


def state_order(ref: str) -> tuple[OrderStatement, OrderDetail]:
    """A signed statement about this order at this moment, and the order. NoSuchOrder where none may be shown."""
    found = orders.get_order(ref)
    origin = provenance()
    as_of = origin.as_of.isoformat() if origin else ""
    said = OrderStatement(found.card.ref, *_told(found), found.sheet.day.isoformat(), this_minute(), as_of)
    return replace(said, code=sign(_PURPOSE, _parts(said))), found


def check_order_statement(said: OrderStatement) -> OrderTested | None:
    """The statement where it is this installation's own to the letter; None where it is not."""
    if said.moment is None or (written := genuine(_PURPOSE, _parts(said), said.code)) is None:
        return None
    try:
        found = orders.get_order(said.ref)
    except orders.NoSuchOrder:
        found = None
    return OrderTested(replace(said, code=written), found)


def _told(found: OrderDetail) -> tuple[str, str, str, str]:
    return found.firm.licence_no, found.firm.status, found.card.state, found.sheet.verdict or NO_PRICE


def _parts(said: OrderStatement) -> tuple[str, ...]:
    return (
        _VERSION, said.ref, said.licence_no, said.firm_state, said.order_state, said.price, said.judged, said.at,
        said.as_of,
    )  # fmt: skip
