"""What a reader asked of the list of firms, its counts by state, and the ways out of each filter."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _

from portal.firms import service
from portal.firms.rules.countries import COUNTRIES
from portal.firms.wording import STATUSES
from portal.shared.messages import Message, message
from portal.web.firms import presenters
from portal.web.shell.narrowing import Chip, Tab, Wanted, typed, understood
from portal.web.shell.wording import say

NAMES = ("q", "province", "market", "state", "sort")
SORTS: Mapping[str, Message] = {
    "name": message("Theo tên riêng"),
    "number": message("Theo số giấy phép"),
    "issued": message("Giấy phép mới cấp trước"),
}
_UNKNOWN: Mapping[str, Message] = {
    "province": message("Không có tỉnh, thành phố nào tên như vậy, nay hay trước đây"),
    "market": message("Đây không phải mã nước hai chữ (ISO 3166)"),
    "state": message("Không có tình trạng nào như vậy"),
    "sort": message("Không có cách xếp nào như vậy"),
}


def asked() -> Wanted:
    """The filters of this address. One that cannot be understood does not hold, and is told."""
    said = typed(NAMES)
    known = {
        "province": presenters.province_slug(said["province"]),
        "market": said["market"].lower() if said["market"].upper() in COUNTRIES else "",
        "state": said["state"] if said["state"] in service.STATES else "",
        "sort": said["sort"] if said["sort"] in service.SORTS else "",
    }
    return understood("firms.register", said, known, _UNKNOWN, service.SORTS[0])


def found(wanted: Wanted, page: int, size: int) -> service.FirmPage:
    """A page of the list with the filters that hold."""
    held = wanted.held
    return service.find_firms(
        text=held["q"], province=held["province"], market=held["market"], state=held["state"], sort=held["sort"],
        page=page, size=size,
    )  # fmt: skip


def tabs(wanted: Wanted, states: Mapping[str, int]) -> list[Tab]:
    """Every listed firm, then each state that has any, or that was asked for."""
    listed = sum(count for state, count in states.items() if state != "unlisted")
    shown = [state for state in service.STATES if states[state] or state == wanted.held["state"]]
    every = wanted.tab("state", "", _("Mọi tình trạng"), listed)
    return [every, *(wanted.tab("state", state, say(STATUSES[state]), states[state]) for state in shown)]


def chips(wanted: Wanted) -> list[Chip]:
    """The filters that hold beside the state, which has its tabs."""
    held = wanted.held
    provinces = dict(presenters.province_choices())
    market = presenters.market_name(held["market"].upper())
    return wanted.chips({"q": f"“{held['q']}”", "province": provinces.get(held["province"], ""), "market": market})


def sort_choices() -> presenters.Choices:
    """How the list may be sorted."""
    return [(name, say(SORTS[name])) for name in service.SORTS]
