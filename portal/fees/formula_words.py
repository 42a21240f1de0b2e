"""What a rule allows, in a few words: its formula or its figures said without a contract."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from portal.shared.messages import Message, message
from portal.shared.money import Money

Data = Mapping[str, Any]
ZERO = message("0 đồng")
FARE = message("giá một lượt vé máy bay hạng phổ thông về Việt Nam")
REFUND = message("phần của thời gian chưa làm, cộng tiền lãi")
FREE = message("hai bên tự thỏa thuận")
WHOLE_COST = message("toàn bộ chi phí phải trả trước khi đi")


def say_formula(data: Data) -> Message | None:
    """The ceiling in words; None for a formula without words."""
    kind = data["type"]
    plain = {
        "zero": ZERO,
        "one_way_fare": FARE,
        "pro_rata_refund": REFUND,
        "market_price": FREE,
        "loan_share": WHOLE_COST,
    }
    if kind in plain:
        return plain[kind]
    if kind == "wage_per_year":
        return _per_year(data)
    if kind == "wage_total":
        return message("%(months)s tháng lương", months=Decimal(data["months"]))
    if kind == "fixed":
        return Message("%(amount)s", {"amount": _money(data["amount"], data)})
    if kind == "fixed_per_year":
        return message("%(amount)s mỗi năm", amount=_money(data["amount"], data))
    if kind == "wage_share_monthly":
        return message("%(percent)s %% lương mỗi tháng", percent=Decimal(data["share"]) * 100)
    if kind == "monthly_by_year":
        first, second, later = (_money(amount, data) for amount in data["amounts"])
        return message(
            "mỗi tháng %(first)s năm thứ nhất, %(second)s năm thứ hai, %(later)s từ năm thứ ba",
            first=first,
            second=second,
            later=later,
        )
    return None


def _per_year(data: Data) -> Message:
    months = Decimal(data["months"])
    if "at_most" not in data:
        return message("%(months)s tháng lương cho mỗi 12 tháng hợp đồng", months=months)
    most = Decimal(data["at_most"])
    if not data["at_most_from"]:
        return message(
            "%(months)s tháng lương cho mỗi 12 tháng hợp đồng, không quá %(most)s tháng lương", months=months, most=most
        )
    return message(
        "%(months)s tháng lương cho mỗi 12 tháng hợp đồng; từ %(from)s tháng trở lên không quá %(most)s tháng lương",
        **{"months": months, "most": most, "from": data["at_most_from"]},
    )


def say_range(data: Data) -> Message:
    """Money that somebody receives or pays: from … to …, each month where the data says so."""
    high = _money(data["to"], data)
    low = _money(data["from"], data) if "from" in data else None
    if data.get("per") == "month":
        return message("%(amount)s mỗi tháng", amount=high)
    if low == high:
        return Message("%(amount)s", {"amount": high})
    if low is None:
        return message("tới %(high)s", high=high)
    return message("từ %(low)s đến %(high)s", low=low, high=high)


def _money(amount: str, data: Data) -> Money:
    return Money(Decimal(amount), data["currency"])
