"""What a reader asked of the list of orders, its counts by state, and the ways out of each filter."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _

from portal.content import service as content
from portal.firms import orders, service
from portal.firms.rules.countries import COUNTRIES
from portal.firms.wording import ORDER_STATES
from portal.shared.messages import Message, message
from portal.web.orders import presenters
from portal.web.shell.narrowing import Chip, Tab, Wanted, typed, understood
from portal.web.shell.wording import say

NAMES = ("q", "firm", "market", "programme", "state", "price", "sort")
PRICES: Mapping[str, Message] = {
    "good": presenters.GOOD_PRICE,
    "unknown": presenters.UNKNOWN_PRICE,
    "none": presenters.NO_LINES,
}
SORTS: Mapping[str, Message] = {
    "newest": message("Mới nhất"),
    "wage": message("Lương cao trước, theo từng loại tiền"),
}
_UNKNOWN: Mapping[str, Message] = {
    "firm": message("Không có công ty nào mang mã này"),
    "market": message("Đây không phải mã nước hai chữ (ISO 3166)"),
    "programme": message("Không có chương trình nào như vậy"),
    "state": message("Không có tình trạng nào như vậy"),
    "price": message("Không lọc được giá theo điều này"),
    "sort": message("Không có cách xếp nào như vậy"),
}


def asked() -> Wanted:
    """The filters of this address. One that cannot be understood does not hold, and is told."""
    said = typed(NAMES)
    programme = said["programme"].upper()
    known = {
        "firm": said["firm"] if said["firm"] and firm_name(said["firm"]) else "",
        "market": said["market"].lower() if said["market"].upper() in COUNTRIES else "",
        "programme": programme if programme and content.find("programme", programme) else "",
        "state": said["state"] if said["state"] in orders.STATES else "",
        "price": said["price"] if said["price"] in PRICES else "",
        "sort": said["sort"] if said["sort"] in SORTS else "",
    }
    return understood("orders.orders", said, known, _UNKNOWN, orders.NEWEST)


def found(wanted: Wanted, page: int, size: int) -> orders.OrderPage:
    """A page of the list with the filters that hold."""
    held = wanted.held
    return orders.find_orders(
        firm=held["firm"], market=held["market"], programme=held["programme"], text=held["q"], state=held["state"],
        price=held["price"], sort=held["sort"], page=page, size=size,
    )  # fmt: skip


def tabs(wanted: Wanted, states: Mapping[str, int]) -> list[Tab]:
    """Every published order, then each state."""
    every = wanted.tab("state", "", _("Mọi tình trạng"), sum(states.values()))
    return [every, *(wanted.tab("state", state, say(ORDER_STATES[state]), states[state]) for state in orders.STATES)]


def chips(wanted: Wanted) -> list[Chip]:
    """The filters that hold beside the state, which has its tabs."""
    held = wanted.held
    price = say(PRICES[held["price"]]) if held["price"] else ""
    said = {
        "q": f"“{held['q']}”",
        "firm": firm_name(held["firm"]) or "",
        "market": presenters.market_name(held["market"].upper()),
        "programme": presenters.programme_name(held["programme"]) or "",
        "price": price,
    }
    return wanted.chips(said, names={"firm"})


def programme_choices() -> presenters.Choices:
    """The programmes that published orders name."""
    named = [(id, f"{id} – {presenters.programme_name(id)}") for id in orders.order_programmes()]
    return [("", _("Mọi chương trình")), *named]


def price_choices() -> presenters.Choices:
    """What the price check may have said."""
    return [("", _("Mọi kết quả")), *((name, say(text)) for name, text in PRICES.items())]


def sort_choices() -> presenters.Choices:
    """How the list may be sorted."""
    return [(name, say(text)) for name, text in SORTS.items()]


def firm_name(ref: str) -> str | None:
    """The name of the firm whose orders are shown; None where all are, or it is not known."""
    try:
        return service.get_firm(ref).card.name_vi if ref else None
    except service.NoSuchFirm:
        return None
