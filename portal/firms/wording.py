"""How the firm rooms' answers are said: states, differences, verdicts and what to do next."""

from __future__ import annotations

from portal.firms.rules.likeness import Difference
from portal.shared.messages import Message, message

STATUSES: dict[str, Message] = {
    "valid": message("Còn hiệu lực"),
    "suspended": message("Đang bị đình chỉ"),
    "revoked": message("Đã bị thu hồi"),
    "expired": message("Đã hết hạn"),
    "handed_back": message("Đã nộp lại"),
    "not_yet": message("Chưa có hiệu lực"),
    "unlisted": message("Không còn trong danh sách"),
}
"""The state of a licence, in two or three words."""
ORDER_STATES: dict[str, Message] = {
    "registered": message("Đã đăng ký"),
    "closed": message("Đã đóng"),
    "not_registered": message("Chưa đăng ký"),
}
"""The state of an order, in two words."""
TONES = {
    "valid": "good", "suspended": "warn", "revoked": "bad", "expired": "bad", "handed_back": "none", "not_yet": "warn",
    "unlisted": "bad", "registered": "good", "closed": "warn", "not_registered": "warn",
}  # fmt: skip
"""How a state is coloured: good | warn | bad | none. The word always stands beside the colour."""

NAME_KINDS: dict[str, Message] = {
    "en": message("Tên tiếng Anh"),
    "short": message("Tên viết tắt"),
    "former": message("Tên trước đây"),
}

RECORD_KINDS: dict[str, Message] = {
    "sanction": message("Xử phạt, cảnh cáo, kết luận thanh tra"),
    "praise": message("Khen thưởng, xếp hạng tốt"),
    "branch_allowed": message("Giao chi nhánh được tuyển người"),
    "branch_barred": message("Chi nhánh không được tuyển người"),
}
"""What an authority may have decided about a firm beside its licence."""
PERMISSIONS: dict[str, Message] = {
    "allowed": message("được tuyển người"),
    "barred": message("không được tuyển người"),
    "not_said": message(
        "danh sách không ghi có được tuyển người không: hỏi quyết định giao nhiệm vụ trước khi nộp hồ sơ ở đây"
    ),
}
PERMISSION_TONES = {"allowed": "good", "barred": "bad", "not_said": "warn"}

LINK_KINDS: dict[str, Message] = {
    "address": message("Cùng địa chỉ"),
    "person": message("Cùng họ tên"),
    "phone": message("Cùng số điện thoại"),
}
"""What two firms have literally in common."""
LINK_ROLES: dict[str, Message] = {
    "office": message("trụ sở"),
    "branch": message("chi nhánh"),
    "representative": message("người đại diện theo pháp luật"),
    "authorised": message("người được giao"),
    "phone": message("điện thoại"),
}

_DIFFERENCES: dict[str, Message] = {
    "form": message("Loại hình công ty khác"),
    "trade_added": message("Thêm chữ chỉ ngành nghề"),
    "trade_missing": message("Thiếu chữ chỉ ngành nghề"),
    "trade_changed": message("Chữ chỉ ngành nghề khác"),
    "own_added": message("Thêm chữ vào tên riêng"),
    "own_missing": message("Thiếu chữ trong tên riêng"),
    "own_changed": message("Tên riêng khác"),
    "marks": message("Dấu khác"),
    "order": message("Đảo thứ tự các chữ"),
    "spacing": message("Viết liền hoặc tách chữ khác"),
    "not_full": message("Không phải tên đầy đủ của công ty"),
    "foreign": message("Có chữ cái của bảng chữ khác, nhìn giống chữ Việt"),
    "digits": message("Có chữ số hoặc ký hiệu thay cho chữ cái"),
    "invisible": message("Có ký tự ẩn nằm giữa các chữ"),
    "number": message("Số và tên không phải của cùng một công ty"),
}


def say_difference(difference: Difference) -> Message:
    """In what the typed name differs, in words; the words themselves stand beside it."""
    return _DIFFERENCES[difference.kind]


HEADLINES: dict[str, Message] = {
    "licensed": message("Công ty này có giấy phép còn hiệu lực"),
    "licensed_closed": message("Công ty có giấy phép, nhưng đơn hàng này đã đóng"),
    "licensed_other_firm": message("Công ty có giấy phép, nhưng đơn hàng này là của công ty khác"),
    "licensed_not_registered": message("Công ty có giấy phép, nhưng đơn hàng này chưa đăng ký"),
    "suspended": message("Công ty này đang bị đình chỉ"),
    "revoked": message("Công ty này đã bị thu hồi giấy phép"),
    "expired": message("Giấy phép của công ty này đã hết hạn"),
    "handed_back": message("Công ty này đã nộp lại giấy phép"),
    "ambiguous": message("Chưa biết bạn hỏi công ty nào"),
    "look_alike": message("Coi chừng: tên này chỉ giống tên một công ty trong danh sách"),
    "not_found": message("Không thấy trong danh sách công ty có giấy phép"),
    "no_register": message("Chưa có danh sách nào để đối chiếu: trang này chưa trả lời được"),
}
"""The verdict in one sentence; for a licensed firm also by what is known of the order asked."""

ORDER_LINES: dict[str, Message] = {
    "registered": message("Đơn hàng đã đăng ký và còn nhận người"),
    "closed": message("Đơn hàng đã hết hạn nhận người"),
    "other_firm": message("Đơn hàng này đăng ký cho công ty khác"),
    "not_registered": message("Đơn hàng này không có trong danh sách của công ty"),
    "not_asked": message("Bạn chưa hỏi đơn hàng nào"),
    "withheld": message("Đơn hàng này không được đăng: có khoản thu vượt trần hoặc bị cấm"),
    "unconfirmed": message("Đơn hàng này do công ty tự khai, chưa ai đối chiếu văn bản chấp thuận"),
}
