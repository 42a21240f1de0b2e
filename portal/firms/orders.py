"""What people can do with recruitment orders: look through them, read one with its price judged, bring a file in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from portal.firms import order_store
from portal.firms.cards import FirmCard, OrderCard, firm_card, order_card, order_cards
from portal.firms.imports import import_orders
from portal.firms.order_import import Orders, Source
from portal.firms.order_plan import OrderPlan
from portal.firms.order_store import NEWEST, PRICES, SORTS, STATES, Wanted
from portal.firms.pricing import PricedLine, PriceSheet, judge
from portal.firms.rules.licences import order_key
from portal.shared.clock import today

__all__ = [
    "NEWEST", "PRICES", "SORTS", "STATES", "NoSuchOrder", "OrderCard", "OrderDetail", "OrderPage", "OrderPlan", "OrderTakenBack",
    "OrderWithheld",
    "PriceSheet", "PricedLine", "find_orders", "get_order", "import_orders", "order_markets", "order_programmes",
]  # fmt: skip

DEMO_FILE = "minh-hoa"


class NoSuchOrder(LookupError):
    """No published order has this reference."""


class OrderTakenBack(NoSuchOrder):
    """The order was told by an import that was taken back on `day`."""

    def __init__(self, ref: str, day: date) -> None:
        super().__init__(ref)
        self.ref, self.day = ref, day


class OrderWithheld(NoSuchOrder):
    """The order was listed, and left the lists because of its price: `found` says which line and by which rule."""

    def __init__(self, found: OrderDetail) -> None:
        super().__init__(found.card.ref)
        self.found = found


@dataclass(frozen=True)
class OrderPage:
    """A page of orders, and how many there are in all. `states`: how many there would be in each state."""

    orders: Sequence[OrderCard]
    total: int
    states: Mapping[str, int]


@dataclass(frozen=True)
class OrderDetail:
    """An order with its firm and its fee sheet, as they stand on a day."""

    card: OrderCard
    firm: FirmCard
    sheet: PriceSheet

    @property
    def green(self) -> bool:
        """Both lights: the firm is licensed, the order registered for it and open to the end of its last day."""
        return self.firm.status == "valid" and self.card.state == "registered"


def find_orders(
    *, firm: str = "", market: str = "", text: str = "", state: str = "", sort: str = NEWEST, page: int = 1,
    size: int = 20, programme: str = "", price: str = "", day: date | None = None,
) -> OrderPage:  # fmt: skip
    """Published orders: of one firm (its ref), market (ISO code), programme (id), with these words, in one state, with a price
    of `PRICES`. "" lets all pass.
    """
    day = day or today()
    wanted = Wanted(day, firm, market.upper(), text[:200], state, sort, programme, price)
    states = {name: order_store.count_orders(replace(wanted, state=name)) for name in STATES}
    total = (states.get(state, 0)) if state else sum(states.values())
    cards = order_cards(order_store.page_of_orders(wanted, (page - 1) * size, size), day)
    shown = [card for card in cards if card.published]
    return OrderPage(shown, total - len(cards) + len(shown), states)


def get_order(ref: str, day: date | None = None) -> OrderDetail:
    """One order by its name in an address or its reference, its fee sheet judged anew. NoSuchOrder where none is public:

    absent, or never listed because a line is above or forbidden. OrderWithheld where it was listed and may no longer be,
    OrderTakenBack where it was told by mistake.
    """
    day = day or today()
    key = order_key(ref)
    order = order_store.find_order(ref, key) if ref and key.isprintable() and len(ref) <= 200 else None
    if order is None:
        raise NoSuchOrder(ref)
    if order.taken_back_on is not None:
        raise OrderTakenBack(order.ref, order.taken_back_on)
    card = order_card(order, day)
    found = OrderDetail(card, firm_card(order.firm, day), judge(card, card.fees, day))
    if card.published and found.sheet.may_publish:
        return found
    if order.published or order.withheld_on:
        raise OrderWithheld(replace(found, card=replace(card, published=False, withheld_on=order.withheld_on or day)))
    raise NoSuchOrder(ref)


def order_markets() -> Sequence[str]:
    """ISO codes of the countries that published orders go to."""
    return order_store.markets()


def order_programmes() -> Sequence[str]:
    """Ids of the programmes that published orders name."""
    return order_store.programmes()


def replace_illustrative(rows: Sequence[Mapping[str, str]]) -> None:
    """Write these orders in place of the earlier illustrative ones, in the caller's transaction, by the rules of the import."""
    orders = Orders(today())
    read = orders.read(list(enumerate(rows, 2)))
    orders.remove_illustrative(read)
    orders.apply(read, Source(today(), DEMO_FILE, DEMO_FILE, illustrative=True))
