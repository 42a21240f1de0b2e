"""What is said of an employer's vacancy: states, decisions, reasons, and what must be mended."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from portal.jobs.posting.rules.states import Deed, Verdict
from portal.shared.locales import Text
from portal.shared.messages import Message, message


def _of(texts: dict[str, Message]) -> Mapping[str, Message]:
    return MappingProxyType(texts)


STATES = _of(
    {
        "draft": message("Bản nháp"),
        "pending": message("Chờ duyệt"),
        "open": message("Đang tuyển"),
        "paused": message("Tạm dừng"),
        "closed": message("Đã đóng"),
        "expired": message("Hết hạn nộp hồ sơ"),
        "unconfirmed": message("Chưa xác nhận còn tuyển, nên không hiện"),
        "behind": message("Đang tuyển, nhưng có người chờ trả lời nên xếp cuối"),
        "silent": message("Đã tự đóng vì không trả lời người ứng tuyển"),
    }
)
TONES: Mapping[str, str] = MappingProxyType(
    {"draft": "none", "pending": "own", "open": "good", "paused": "warn", "closed": "none", "expired": "warn", "unconfirmed": "warn",
     "behind": "warn", "silent": "warn"}
)  # fmt: skip
DEEDS = _of(
    {
        Deed.SUBMIT: message("Gửi duyệt"),
        Deed.WITHDRAW: message("Rút lại để sửa"),
        Deed.PAUSE: message("Tạm dừng"),
        Deed.RESUME: message("Tuyển tiếp"),
        Deed.CONFIRM: message("Vẫn còn tuyển"),
        Deed.CLOSE: message("Đóng tin này"),
    }
)
DONE = _of(
    {
        "saved": message("Đã lưu."),
        "again": message("Đã lưu. Chữ trong tin đã đổi nên tin chờ duyệt lại, trong lúc đó không hiện."),
        Deed.SUBMIT: message("Đã gửi duyệt."),
        Deed.WITHDRAW: message("Đã rút tin về bản nháp."),
        Deed.PAUSE: message("Đã tạm dừng: tin không còn hiện."),
        Deed.RESUME: message("Tin hiện lại như trước."),
        Deed.CONFIRM: message("Cảm ơn. Tin hiện tiếp 30 ngày nữa."),
        Deed.CLOSE: message("Đã đóng tin."),
        "brought": message("Đã nhận các tin trong tệp thành bản nháp. Hãy xem từng tin rồi gửi duyệt."),
        "decided": message("Đã ghi quyết định và gửi thư cho nhà tuyển dụng."),
    }
)
VERDICTS = _of(
    {
        Verdict.PUBLISH: message("Cho đăng"),
        Verdict.RETURN: message("Trả lại để sửa"),
        Verdict.REFUSE: message("Không nhận"),
        Verdict.STOP: message("Gỡ tin"),
    }
)
DECIDED = _of(
    {
        Verdict.PUBLISH: message("Đã cho đăng"),
        Verdict.RETURN: message("Đã trả lại để sửa"),
        Verdict.REFUSE: message("Không được nhận"),
        Verdict.STOP: message("Đã bị gỡ"),
    }
)
REASONS = _of(
    {
        "checked": message("đã đọc, không thấy điều gì sai"),
        "reason_lawful": message("lý do theo luật đã ghi là đúng"),
        "unclear": message("nội dung chưa rõ"),
        "contact": message("có cách liên hệ hoặc đường dẫn trong tin"),
        "requirement": message("có điều kiện không được đòi"),
        "wage": message("lương chưa rõ hoặc thấp hơn mức tối thiểu"),
        "reason_not_lawful": message("lý do theo luật đã ghi không đúng"),
        "lure": message("tin có dấu hiệu lừa"),
        "fee": message("thu tiền của người tìm việc"),
        "abroad": message("việc ở nước ngoài"),
        "not_real": message("không có việc như vậy"),
        "complaint": message("bị phản ánh"),
        "filled": message("đã đủ người"),
        "appealed": message("khiếu nại được chấp nhận"),
    }
)
MISSING = _of(
    {
        "title": message("Còn thiếu tên việc."),
        "province": message("Còn thiếu nơi làm."),
        "description": message("Còn thiếu mô tả công việc."),
    }
)
NO_WAGE = message("Hãy ghi lương: tin không ghi lương không được đăng.")
NOT_OFFERED = message("Hãy chọn trong danh sách.")
NO_LANGUAGE = message("Có trình độ mà chưa chọn tiếng nào.")
LANGUAGE_TWICE = message("Tiếng này đã chọn ở dòng trên.")
WAGES_CROSSED = message("Lương từ đang cao hơn lương đến.")
NOT_A_DAY = message("Không đọc được ngày này. Hãy ghi như 15/01/2027.")
DEADLINE_PAST = message("Hạn nộp hồ sơ phải từ hôm nay trở đi.")
DEADLINE_FAR = message("Hạn nộp hồ sơ xa quá một năm.")
NO_POSITIONS = message("Hãy ghi số người cần, ví dụ 5.")
NO_YEARS = message("Hãy ghi số năm, ví dụ 2 hoặc 1,5. Không cần kinh nghiệm thì ghi 0.")
EXPLAIN = message("Hãy giải thích bằng một câu, từ 10 đến 1.000 ký tự.")
NO_CHOICE = message("Hãy chọn một quyết định kèm lý do.")
BELOW = message("Thấp hơn lương tối thiểu của mọi vùng. Không đăng được.")
FILE_ENDING = message("Hãy chọn tệp có tên kết thúc bằng .csv hoặc .jsonl.")
FILE_LARGE = message("Tệp lớn quá. Nhiều nhất 1 MB.")
FILE_EMPTY = message("Tệp không có tin nào.")
FILE_MANY = message("Nhiều nhất 200 tin mỗi tệp.")
WAGES = _of(
    {
        "number": message("Không đọc được số tiền này. Hãy ghi như 12 triệu hoặc 12.000.000."),
        "range": message("Số tiền này quá lớn, hoặc là số âm."),
        "unit": message("Bạn muốn nói bao nhiêu? Hãy ghi như 12 triệu hoặc 12.000.000."),
        "whole": message("Số tiền phải là số đồng chẵn."),
    }
)


def too_long(most: int) -> Message:
    """More characters than a field takes."""
    return message("Dài quá %(most)s ký tự.", most=most)


def too_many_lines(lines: int, characters: int) -> Message:
    """More lines than a list takes, or a line that is too long."""
    return message(
        "Nhiều nhất %(lines)s dòng, mỗi dòng dài nhất %(characters)s ký tự.", lines=lines, characters=characters
    )


def not_lawful(text: str, name: Text, legal: Text | None, *, excusable: bool) -> Message:
    """A requirement that may not stand there; `legal` is None where it is this site's own rule."""
    said = (
        message("“%(text)s”: không được đòi về %(name)s (%(legal)s).", text=text, name=_small(name), legal=legal)
        if legal
        else message("“%(text)s”: trang này không nhận tin đòi về %(name)s.", text=text, name=_small(name))
    )
    if not excusable:
        return said
    return message("%(said)s Nếu luật cho phép với việc này, hãy ghi lý do ở ô cuối.", said=said)


def abroad(text: str) -> Message:
    """Work abroad, which only licensed firms recruit for."""
    return message(
        "“%(text)s”: việc ở nước ngoài không đăng ở đây. Việc đó chỉ công ty có giấy phép mới được tuyển, ở mục các đơn hàng.",
        text=text,
    )


def contact_here(text: str) -> Message:
    """A way to reach somebody."""
    return message(
        "“%(text)s”: không ghi cách liên hệ hay đường dẫn. Người hợp việc trả lời ngay trên trang này.", text=text
    )


def lure(text: str, name: Text) -> Message:
    """A passage that is refused."""
    return message("“%(text)s”: không được ghi (%(name)s).", text=text, name=_small(name))


def _small(name: Text) -> Text:
    return {locale: text[:1].lower() + text[1:] if not text[:2].isupper() else text for locale, text in name.items()}
