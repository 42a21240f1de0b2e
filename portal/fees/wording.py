"""How the price check says what it found: reasons, assumptions and mistakes, in plain Vietnamese (rendered in any language)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from portal.fees.rules.judging import Doubt
from portal.shared.locales import Text
from portal.shared.messages import Message, message
from portal.shared.money import Money

KINDS = {
    "service_fee": message("Tiền dịch vụ"),
    "brokerage": message("Tiền môi giới"),
    "worker_deposit": message("Tiền ký quỹ"),
    "fund_contribution": message("Đóng Quỹ Hỗ trợ việc làm ngoài nước"),
    "training": message("Học ngoại ngữ, tay nghề, định hướng"),
    "government_fee": message("Lệ phí hộ chiếu, lý lịch tư pháp"),
    "third_party": message("Khám sức khỏe, visa, vé máy bay"),
    "service_fee_rule": message("Tiền tuyển chọn, phỏng vấn"),
    "exam_fee": message("Phí thi"),
    "insurance": message("Bảo hiểm"),
    "programme_cost": message("Chi phí của chương trình"),
    "destination_broker_fee": message("Phí của công ty môi giới ở nước đến"),
    "destination_agency_fee": message("Phí của đại lý ở nước đến"),
    "firm_deposit": message("Tiền ký quỹ của doanh nghiệp"),
    "refund": message("Tiền được trả lại"),
    "fund_support": message("Tiền Quỹ hỗ trợ"),
    "loan": message("Tiền vay"),
    "other": message("Khoản khác"),
}
VERDICTS = {
    "within": message("Trong mức"),
    "above": message("Vượt trần"),
    "forbidden": message("Bị cấm thu"),
    "refundable_deposit": message("Ký quỹ, được trả lại"),
    "market_price": message("Giá thỏa thuận"),
    "cannot_tell": message("Chưa kết luận được"),
}
TONES = {
    "within": "good",
    "above": "bad",
    "forbidden": "bad",
    "refundable_deposit": "good",
    "market_price": "warn",
    "cannot_tell": "warn",
}

MISSING = message("Chưa điền mục này.")
NOT_AN_OBJECT = message("Cần một đối tượng JSON với các mục của báo giá.")
NOT_A_TEXT = message("Mục này phải là chữ, hoặc để trống.")
TOO_LONG = message("Mục này quá dài.")
NOT_A_COUNTRY = message("Không có nước nào mang mã này. Hãy dùng mã ISO 3166 hai chữ, ví dụ JP.")
NOT_A_PROGRAMME = message("Không có chương trình nào mang mã này.")
NOT_A_CURRENCY = message("Không có loại tiền nào mang mã này. Hãy dùng mã ISO 4217, ví dụ JPY.")
NOT_A_KIND = message("Không có loại khoản nào mang tên này.")
NOT_AN_EVENT = message("Chỉ có thể là “extension”, “early_return” hoặc để trống.")
NOT_A_DATE = message("Không đọc được ngày. Hãy ghi ngày như 2026-05-01.")
NOT_MONTHS = message("Số tháng hợp đồng phải là một số nguyên từ 1 đến 600.")
NOT_A_NUMBER = message("Số tiền phải ghi bằng chữ số trong dấu ngoặc kép, ví dụ “4500” hoặc “4500.50”.")
NEGATIVE = message("Số tiền không thể âm.")
NOT_POSITIVE = message("Số này phải lớn hơn 0.")
TOO_MANY_DIGITS = message("Số này có quá nhiều chữ số: nhiều nhất 30 chữ số trước và 30 chữ số sau dấu chấm.")
TWICE = message("Mục này được ghi hai lần.")
NO_LINES = message("Cần ít nhất một khoản phải trả.")
TOO_MANY_LINES = message("Nhiều nhất là 200 khoản.")
VND_RATE = message("Tỷ giá của VND luôn là 1.")
WAGE_MISSING = message("Cần lương hợp đồng một tháng để tính mức trần của khoản này.")


def foreign_programme(market: str) -> Message:
    """The programme belongs to another market."""
    return message("Chương trình này không thuộc thị trường %(market)s.", market=market)


def rate_missing(currency: str) -> Message:
    """A rate is needed and nobody gave one."""
    return message("Cần tỷ giá: 1 %(currency)s bằng bao nhiêu đồng?", currency=currency)


def rate_question(currency: str) -> Message:
    """The question for a rate."""
    return message("1 %(currency)s bằng bao nhiêu đồng?", currency=currency)


ZERO = message("0 đồng: không thu gì.")
CHANNEL = message(
    "Chương trình này không đi qua doanh nghiệp dịch vụ, nên chưa thấy căn cứ nào để một công ty thu tiền dịch vụ. "
    "Hãy hỏi cơ quan phụ trách chương trình trước khi nộp."
)
NO_RULE = message("Chưa có quy định nào có nguồn cho khoản này vào ngày ký hợp đồng, nên chưa kết luận được.")
NOT_A_CHARGE = message("Loại này là tiền trả cho người lao động hoặc tiền vay, không phải khoản công ty được thu.")
FARE = message("Mức trần là giá một lượt vé máy bay hạng phổ thông về Việt Nam; chưa có con số đã kiểm chứng.")
PART_OR_WHOLE = message("Chưa rõ số này là của một tháng, một năm hay cả hợp đồng, nên chưa kết luận được.")
REFUND_OPEN = message("Số được trả lại tùy số tháng đã làm và tiền lãi; báo giá không cho biết hai điều đó.")
COMES_BACK = message("Khoản này được nhận lại.")
FREE = message("Quy định để hai bên tự thỏa thuận giá của khoản này.")
_DOUBTS = {
    Doubt.PROGRAMME: message(
        "Chưa biết bạn đi theo chương trình nào, mà mỗi chương trình một mức. Hãy chọn chương trình."
    ),
    Doubt.OCCUPATION: message("Chưa rõ bạn làm nghề gì hoặc làm ở đâu, mà mỗi nghề một mức. Hãy ghi rõ nghề."),
    Doubt.REGION: message("Chưa rõ nước này có thuộc vùng mà văn bản nêu tên hay không."),
    Doubt.NO_RULE: NO_RULE,
    Doubt.CHANNEL: CHANNEL,
}


def doubt(kind: Doubt) -> Message | None:
    """Why nothing is concluded, for doubts that need no further values."""
    return _DOUBTS.get(kind)


def unverified(titles: Sequence[Text]) -> Message:
    """Rules that could change the answer and that no editor has verified."""
    return message(
        "Biên tập viên còn phải đối chiếu văn bản: “%(rules)s”. Quy định này có thể làm đổi kết luận.", rules=titles
    )


def condition(text: Text) -> Message:
    """A rule that holds only under a condition which the offer does not tell."""
    return message("Có thể không được thu đồng nào, nếu %(condition)s. Báo giá không cho biết điều đó.", condition=text)


def surely_above(cap: Money) -> Message:
    """In doubt, where the doubt ends."""
    return message("Điều chắc chắn: nhiều hơn %(cap)s là vượt mức.", cap=cap)


def joint(count: int, charged: Money) -> Message:
    """Lines of one kind were added up."""
    return message(
        "%(count)s khoản cùng loại chịu chung một mức trần nên được cộng lại: %(charged)s.",
        count=count,
        charged=charged,
    )


def within(charged: Money, cap: Money) -> Message:
    """Not more than the ceiling."""
    return message("%(charged)s không vượt mức cao nhất được thu là %(cap)s.", charged=charged, cap=cap)


def above(charged: Money, cap: Money, excess: Money) -> Message:
    """More than the ceiling."""
    return message(
        "%(charged)s nhiều hơn mức cao nhất được thu là %(cap)s. Phần vượt: %(excess)s.",
        charged=charged,
        cap=cap,
        excess=excess,
    )


def in_dong(charged: Money, cap: Money) -> Message:
    """Both sides of a comparison across currencies, in VND."""
    return message("Tính bằng đồng: %(charged)s so với %(cap)s.", charged=charged, cap=cap)


def forbidden(summary: Text) -> Message:
    """Nothing may be charged; the rule says it in its own words."""
    return message("Không được thu của người lao động. %(rule)s", rule=summary)


def deposit(charged: Money, cap: Money) -> Message:
    """A lawful deposit."""
    return message(
        "%(charged)s không quá mức ký quỹ %(cap)s. Đây vẫn là tiền của bạn: được trả lại cả gốc lẫn lãi khi thanh lý hợp đồng.",
        charged=charged,
        cap=cap,
    )


def source(titles: Sequence[str]) -> Message:
    """Where it was read, for a rule without an article."""
    return message("Nguồn: %(sources)s.", sources=titles)


def sentences(parts: Sequence[Message]) -> Message:
    """Several sentences as one."""
    if len(parts) == 1:
        return parts[0]
    names = [f"p{i}" for i in range(len(parts))]
    return Message(" ".join(f"%({name})s" for name in names), dict(zip(names, parts, strict=True)))


def in_dong_each(rate: Decimal) -> Message:
    """A rate: dong for one unit, with its decimals, where an amount in dong would be rounded to whole ones."""
    return message("%(rate)s\u00a0đ", rate=rate)


def rate_given(currency: str, rate: Decimal) -> Message:
    """A rate of the person who asks."""
    return message("Tỷ giá do người hỏi đưa ra: 1 %(currency)s = %(vnd)s.", currency=currency, vnd=in_dong_each(rate))


def rate_sourced(currency: str, rate: Decimal, day: date) -> Message:
    """A rate of the content with its date."""
    return message(
        "Tỷ giá có nguồn ngày %(day)s: 1 %(currency)s = %(vnd)s.", day=day, currency=currency, vnd=in_dong_each(rate)
    )


def by_document(title: Text, day: date) -> Message:
    """A rule without a first day of its own."""
    return message("“%(rule)s” không ghi ngày riêng: tính từ ngày văn bản có hiệu lực, %(day)s.", rule=title, day=day)


def dateless(title: Text) -> Message:
    """A rule whose first day nobody knows."""
    return message("“%(rule)s” chưa rõ ngày hiệu lực: coi như áp dụng cho mọi ngày ký.", rule=title)


def months_of_wage(wage: Money) -> Message:
    """What a month of wage means in the answer."""
    return message("Số tháng lương = tổng các khoản chia cho lương hợp đồng một tháng (%(wage)s).", wage=wage)


def decided_on(day: date) -> Message:
    """Which law counts."""
    return message("Xét theo luật của ngày ký hợp đồng, %(day)s.", day=day)


def foreign_counts(paid: Money) -> Message:
    """Of the service fee a part was paid by the foreign side."""
    return message("Bên nước ngoài đã trả %(paid)s, nên công ty chỉ được thu phần còn thiếu.", paid=paid)


def foreign_paid(paid: Money) -> Message:
    """What is taken for granted of that part."""
    return message("Coi như bên nước ngoài đã trả %(paid)s tiền dịch vụ cho chính hợp đồng này.", paid=paid)


PART_OF_A_YEAR = message(
    "Số tháng lẻ được tính theo tỷ lệ tháng. Đó là cách hiểu của trang này, biên tập viên còn phải xác nhận."
)
IF_AGREED = message("Mức gia hạn chỉ áp dụng khi hợp đồng đưa đi đã thỏa thuận thu tiền cho thời gian gia hạn.")
EARLY_RETURN = message(
    "Về trước hạn không do lỗi của bạn thì công ty phải trả lại tiền dịch vụ của thời gian chưa làm; phần đó chưa trừ ở đây."
)
NOT_STAGE_3 = message("Coi như bạn không phải thực tập sinh kỹ năng số 3. Nếu phải, hãy ghi rõ ở mục nghề.")
ONE_CONTRACT = message("Mọi số tiền được hiểu là của một người cho một hợp đồng.")
