"""What stands in the forms of the cost pages: labels, choices, and the mistakes by the input where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from portal.costs import store
from portal.costs.asked import OWN, PREFERENTIAL, STANDARD, shares_of
from portal.fees.loans import loan_terms
from portal.shared.messages import message
from portal.shared.problems import Problem
from portal.web.shell.wording import pick, say

LABELS = {
    "market": message("Nước đến"),
    "programme": message("Chương trình"),
    "occupation": message("Nghề"),
    "months": message("Thời hạn hợp đồng"),
    "signed_on": message("Ngày ký hợp đồng"),
    "wage_low": message("Lương thấp, một tháng"),
    "wage_mid": message("Lương vừa, một tháng"),
    "wage_high": message("Lương cao, một tháng"),
    "wage": message("Lương một tháng"),
    "tax": message("Thuế và bảo hiểm, phần trăm của lương"),
    "living": message("Ăn, ở một tháng"),
    "rate_day": message("Tỷ giá của ngày"),
    "share": message("Phần phải vay, phần trăm của tổng chi"),
    "yearly": message("Lãi suất một năm, phần trăm"),
    "rate_of": message("Lãi suất trên là của"),
    "waiting": message("Vay bao nhiêu tháng thì có lương đầu tiên"),
    "name": message("Tên gọi"),
    "service": message("Tiền dịch vụ công ty hỏi"),
    "deposit": message("Tiền ký quỹ công ty hỏi"),
    "rest": message("Mọi khoản khác phải trả trước khi đi"),
    "amount": message("Số tiền vay"),
    "costs": message("Tổng chi phí trước khi đi"),
    "term": message("Vay trong bao lâu"),
    "method": message("Cách trả gốc"),
    "contract": message("Thời hạn hợp đồng"),
}
_GROUPS = {
    OWN: message("khoản vay của bạn"),
    STANDARD: message("hộ nghèo; bạn vay theo mức chung"),
    PREFERENTIAL: message("hộ nghèo; bạn vay theo mức ưu đãi"),
}


def label_of(name: str, titles: Mapping[str, str]) -> str:
    """The name of an input; `titles` names the items of a sheet. In a comparison its column is told: market_2."""
    if name in titles:
        return titles[name]
    base, _, column = name.rpartition("_")
    if base == "rate" and column.isupper():
        return say(message("Một %(currency)s bằng bao nhiêu đồng?", currency=column))
    if column.isdigit():
        return say(message("Cột %(n)s, %(label)s", n=int(column), label=LABELS[base]))
    return say(LABELS[name])


def errors_of(problems: Iterable[Problem]) -> dict[str, str]:
    """What to mend by input, the first mistake of each."""
    found: dict[str, str] = {}
    for problem in problems:
        found.setdefault(problem.field, say(problem.message))
    return found


def listed(errors: Mapping[str, str], titles: Mapping[str, str]) -> list[dict[str, str]]:
    """The mistakes for the list above the form."""
    return [{"field": name, "message": f"{label_of(name, titles)}: {text}"} for name, text in errors.items()]


def programmes(market: str) -> list[tuple[str, str]]:
    """The programmes of a market as choices."""
    return [(node["id"], pick(node["name"])) for node in store.programmes(market)]


def markets() -> list[tuple[str, str]]:
    """The markets as choices."""
    return [(node["id"], pick(node["name"])) for node in store.markets()]


def groups(day: date) -> list[tuple[str, str]]:
    """Whose interest was typed, as choices; only groups whose share of the rate is sourced for that day."""
    return [(group, say(_GROUPS[group])) for group in shares_of(loan_terms(day))]
