"""How costs are said: mistakes in a form, what an answer takes for granted, and how a plan ends, in plain Vietnamese."""

from __future__ import annotations

from decimal import Decimal

from portal.costs.rules.payback import INTEREST_EATS, LATE, NEVER, NO_NET, WITHIN
from portal.shared.messages import Message, message
from portal.shared.money import Money

NOT_MONEY = message("Không đọc được số tiền này. Hãy ghi như “4.500 USD”, “120 triệu” hoặc “170.000 yên”.")
NOT_A_RATE = message("Hãy ghi bao nhiêu đồng, ví dụ 26.000.")
NOT_A_PERCENTAGE = message("Hãy ghi một tỷ lệ phần trăm, ví dụ 10 hoặc 8,4 %.")
NOT_MONTHS = message("Hãy ghi số tháng hoặc số năm, ví dụ 36 hoặc “3 năm”.")
NOT_A_DAY = message("Không đọc được ngày. Hãy ghi như 01/05/2026.")
TOO_FAR = message("Ngày này quá xa. Chưa ký thì ghi ngày hôm nay.")
NOT_A_CHOICE = message("Hãy chọn trong danh sách.")
NOT_A_PROGRAMME = message("Chương trình này không đi nước đó. Hãy chọn trong danh sách, hoặc để “Chưa biết”.")
NOT_A_MARKET = message("Hãy chọn nước trong danh sách.")
ZERO_LOAN = message("Khoản vay phải lớn hơn 0 đồng.")
LOAN_TOO_LARGE = message("Khoản vay này quá lớn. Hãy kiểm tra lại số không.")
IN_DONG = message("Hãy ghi bằng đồng, ví dụ “90 triệu”.")
INTEREST_NEEDED = message("Hãy ghi lãi suất một năm. Hỏi ngân hàng; trang này không tự đặt lãi suất.")
TERM_NEEDED = message("Hãy ghi vay trong bao lâu, ví dụ “3 năm”.")
AMOUNT_NEEDED = message("Hãy ghi số tiền vay, ví dụ “90 triệu”.")

LEVELS = {"low": message("Lương thấp"), "mid": message("Lương vừa"), "high": message("Lương cao")}
STATES = {
    WITHIN: message("Trong thời hạn hợp đồng"),
    LATE: message("Hết hợp đồng vẫn chưa xong"),
    NO_NET: message("Không bao giờ: mỗi tháng không còn đồng nào để trả"),
    INTEREST_EATS: message("Không bao giờ: tiền lãi mỗi tháng bằng hoặc hơn số còn lại của lương, nợ không giảm"),
    NEVER: message("Không xong trong 50 năm"),
}
TONES = {WITHIN: "good", LATE: "bad", NO_NET: "bad", INTEREST_EATS: "bad", NEVER: "bad"}

NO_TAX = message("chưa trừ thuế và bảo hiểm")
NO_LIVING = message("chưa trừ ăn, ở")
NO_MONTHLY_FEE = message("chưa trừ phí hằng tháng của công ty môi giới")
NO_INTEREST = message("chưa tính lãi vay")


def too_high(percent: int) -> Message:
    """A percentage beyond what can be meant."""
    return message("Nhiều nhất là %(percent)s %%.", percent=percent)


def months_between(least: int, most: int) -> Message:
    """A number of months outside of what is counted."""
    return message("Trang này tính từ %(least)s đến %(most)s tháng.", least=least, most=most)


def months(value: Decimal, *, at_least: bool) -> Message:
    """How long; `at_least` where something that costs money is not counted."""
    if at_least:
        return message("ít nhất %(months)s tháng", months=value)
    return message("%(months)s tháng", months=value)


def of_wage(months: Decimal, wage: Money, cap: Money) -> Message:
    """A ceiling in months of wage, worked out."""
    return message("%(months)s tháng lương × %(wage)s = %(cap)s", months=months, wage=wage, cap=cap)


def only_months_of_wage(months: Decimal) -> Message:
    """A ceiling in months of a wage that is not known."""
    return message("%(months)s tháng lương", months=months)
