"""What is said around a meeting of a returnee and an employer: refusals, states, what was seen."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from babel import Locale

from portal.content import service as content
from portal.jobs.sector_words import SECTORS
from portal.meetings.results import Tone
from portal.meetings.rules.budgets import CARDS, OPEN_ASKS, REPORTERS, REVEALS
from portal.meetings.rules.contact import Sees, Stands
from portal.shared.locales import LOCALES, Text
from portal.shared.messages import Message, message

CEFR = ("", "A1", "A2", "B1", "B2", "C1", "C2")
"""Levels of the Common European Framework by rank."""

LONGEST = 1_000
EMPLOYER_SEES: dict[Sees, Message] = {
    Sees.WAITING: message("Đang chờ trả lời"),
    Sees.TALKING: message("Đã đồng ý nói chuyện"),
    Sees.OVER: message("Đã hết hạn"),
}
PERSON_SEES: dict[Stands, Message] = {
    Stands.NEW: message("Chờ bạn trả lời"),
    Stands.MESSAGES: message("Đang nói chuyện qua thư trên trang"),
    Stands.CONTACT: message("Họ đang xem được cách liên hệ của bạn"),
    Stands.DECLINED: message("Bạn đã từ chối"),
    Stands.WITHDRAWN: message("Bạn đã rút lại"),
    Stands.EXPIRED: message("Đã hết hạn"),
    Stands.CLOSED: message("Đã đóng"),
    Stands.UNVERIFIED: message("Đã đóng: nhà tuyển dụng không còn được xác minh"),
    Stands.PAUSED: message("Bạn đang ẩn với nhà tuyển dụng này: họ không xem được gì"),
}
NO_PROFILE = message("Hãy lập hồ sơ trước, rồi ứng tuyển.")
PAUSED = message("Bạn đang tạm dừng hồ sơ. Hãy bật lại rồi ứng tuyển.")
HIDDEN = message("Bạn đã ẩn hồ sơ với nhà tuyển dụng này. Hãy bỏ ẩn rồi ứng tuyển.")
NO_CONTACT = message(
    "Tài khoản của bạn chưa có họ tên và số điện thoại. Hãy thêm ở trang tài khoản, hoặc chọn nói chuyện qua thư."
)
CHOOSE = message("Hãy chọn một cách trả lời.")
AGREE = message("Muốn đồng ý thì hãy đánh dấu vào ô này.")
ALERTS: dict[str, Message] = {
    "asks": message("Hỏi nhiều người nhất có thể cùng lúc"),
    "reveals": message("Xem liên hệ của nhiều người nhất có thể trong 7 ngày"),
    "cards": message("Mở thẻ của ít nhất %(n)s người trong một ngày", n=CARDS),
    "reports": message("Bị ít nhất %(n)s người báo trong 30 ngày", n=REPORTERS),
}
EMPTY = message("Hãy viết vài lời.")
REASON = message("Hãy chọn một lý do trong danh sách, hoặc để trống.")
REPORTED_FOR: dict[str, Message] = {
    "money": message("Đòi tiền, đòi đặt cọc"),
    "papers": message("Đòi giữ giấy tờ gốc"),
    "abroad": message("Rủ đi làm ở nước ngoài"),
    "off_site": message("Ép liên hệ ngoài trang này"),
    "not_who": message("Không phải nơi như họ nói"),
    "insult": message("Đe dọa, xúc phạm"),
    "other": message("Chuyện khác"),
}
"""Why a meeting is reported, by the codes of `rules/reports.py`."""
CHOOSE_FOUND = message("Hãy chọn một kết luận cho tin này.")
FOUND: dict[str, Message] = {
    "acted": message("Có sai phạm, đã xử lý"),
    "nothing_wrong": message("Không thấy sai phạm"),
    "too_little": message("Chưa đủ căn cứ"),
}
"""What moderators found, by the codes of `rules/reports.py`."""
PERSON_REPORTED_FOR: dict[str, Message] = {
    "money": message("Đòi tiền"),
    "not_who": message("Không phải người như hồ sơ nói"),
    "off_site": message("Ép liên hệ ngoài trang này"),
    "insult": message("Đe dọa, xúc phạm"),
    "other": message("Chuyện khác"),
}
"""Why an employer reports a person."""
TOO_LONG = message("Dài quá %(n)s ký tự. Hãy viết ngắn lại.", n=LONGEST)
BUDGET_ASKS = message(
    "Bạn đang có %(n)s lời hỏi chờ trả lời, là mức cao nhất. Hãy chờ người ta trả lời; lời hỏi hết hạn sau 14 ngày.",
    n=OPEN_ASKS,
)
BUDGET_REVEALS = message(
    "Trong 7 ngày qua bạn đã xem cách liên hệ của %(n)s người, là mức cao nhất. Hãy quay lại sau.", n=REVEALS
)
LOOKED: dict[str, Message] = {
    "listed": message("Thấy bạn trong danh sách người hợp việc"),
    "card": message("Mở thẻ hồ sơ không tên của bạn"),
    "asked": message("Gửi lời hỏi cho bạn"),
    "contact": message("Xem cách liên hệ mà bạn đã đồng ý cho xem"),
    "report": message("Nhân viên Bến Về đọc lời hỏi mà bạn đã báo"),
}
TERMS: tuple[tuple[str, dict[Tone, Message]], ...] = (
    ("experience", {
        "met": message("Đủ số năm kinh nghiệm bạn cần"),
        "some": message("Chưa đủ số năm kinh nghiệm bạn cần"),
        "missing": message("Chưa ghi kinh nghiệm đúng việc này"),
    }),
    ("place", {
        "met": message("Muốn làm ở nơi này"),
        "some": message("Sẵn sàng chuyển đến nơi này"),
        "missing": message("Chưa chọn làm ở nơi này"),
    }),
    ("wage", {
        "met": message("Mức lương mong muốn nằm trong mức bạn trả"),
        "some": message("Mong lương cao hơn mức bạn trả"),
        "missing": message("Mong lương cao hơn nhiều so với mức bạn trả"),
    }),
    ("start", {
        "met": message("Đi làm kịp ngày bạn cần"),
        "some": message("Đi làm được muộn hơn ngày bạn cần"),
        "missing": message("Đi làm được muộn hơn nhiều so với ngày bạn cần"),
    }),
)  # fmt: skip


def asked(text: str) -> Message:
    """What the vacancy requires, in the employer's words."""
    return message("Bạn cần: “%(what)s”", what=text)


def wished(text: str) -> Message:
    """What the vacancy would like, in the employer's words."""
    return message("Bạn ưu tiên: “%(what)s”", what=text)


def asked_language(code: str, quote: str, required: bool) -> Message:
    """A language that the vacancy asks for, in the employer's words."""
    if required:
        return message("Bạn cần %(language)s: “%(what)s”", language=_language(code), what=quote)
    return message("Bạn ưu tiên %(language)s: “%(what)s”", language=_language(code), what=quote)


def occupation(label: Text) -> Message:
    """The trade."""
    return message("Nghề: %(what)s", what=label)


def same_trade(sector: str) -> Message:
    """The trade, widened to its sector."""
    return message("Ngành: %(what)s", what=SECTORS[sector])


def worked_in(country: str) -> Message:
    """The country worked in."""
    return message("Từng làm việc ở %(country)s", country=_country(country))


def worked_abroad() -> Message:
    """The country worked in, widened."""
    return message("Từng làm việc ở nước ngoài")


def speaks(language: str, rank: int | None) -> Message:
    """A language, at least at a level of the Common European Framework where one is known."""
    name = _language(language)
    if rank:
        return message("%(language)s: từ bậc %(level)s trở lên", language=name, level=CEFR[rank])
    return message("Biết %(language)s", language=name)


def also(label: Text) -> Message:
    """A further skill."""
    return message("Biết thêm: %(what)s", what=label)


def _language(code: str) -> Text:
    """The name of a language; the code itself where the content has none."""
    known = content.find("language", code)
    return known.data["name"] if known is not None else {"vi": code, "en": code}


@lru_cache(maxsize=256)
def _country(code: str) -> Text:
    """The name of a country of ISO 3166, as CLDR has it; the code itself where it has none."""
    return {locale: Locale(locale).territories.get(code, code) for locale in LOCALES}


def at_once() -> Message:
    """They can begin now."""
    return message("Đi làm được ngay")


def from_month(day: date) -> Message:
    """They can begin in a month."""
    return message("Đi làm được từ tháng %(month)s/%(year)s", month=day.month, year=str(day.year))
