"""What is said about requests, incidents and how long things are kept."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from portal.privacy.rules.clocks import ANSWERED, DONE, OPEN, REFUSED
from portal.shared.messages import Message, message

LONGEST = 2_000
TOO_LONG = message("Dài quá %(n)s ký tự. Hãy viết ngắn lại.", n=LONGEST)
EMPTY = message("Hãy viết vài lời.")
CHOOSE_FORM = message("Hãy chọn kiểu tệp.")
CHOOSE_KIND = message("Hãy chọn bạn muốn điều gì.")
CHOOSE_REASON = message("Hãy chọn một lý do.")
CHOOSE_SCOPE = message("Hãy chọn dữ liệu của ai.")
NO_SUCH_VIEWER = message("Không có tổ chức hoặc nhân viên nào mang mã này.")
ENDS_BEFORE = message("Ngày cuối phải sau ngày đầu.")
NOT_YET = message("Lúc phát hiện không thể ở tương lai.")
UNREADABLE_MOMENT = message("Không đọc được ngày giờ. Hãy viết như ví dụ.")

KINDS: Mapping[str, Message] = MappingProxyType(
    {
        "access": message("Xem dữ liệu của tôi"),
        "rectify": message("Sửa dữ liệu của tôi"),
        "provide": message("Nhận một bản dữ liệu của tôi"),
        "withdraw": message("Rút lại sự đồng ý"),
        "restrict": message("Tạm ngừng dùng dữ liệu của tôi"),
        "object": message("Phản đối việc dùng dữ liệu của tôi"),
        "delete": message("Xóa dữ liệu của tôi"),
    }
)
STATES: Mapping[str, Message] = MappingProxyType(
    {
        OPEN: message("Đã nhận, chưa trả lời"),
        ANSWERED: message("Đã trả lời, đang làm"),
        DONE: message("Đã làm xong"),
        REFUSED: message("Không làm được"),
    }
)
EXTENDED: Mapping[str, Message] = MappingProxyType(
    {
        "many_requests": message("đang có nhiều yêu cầu cùng lúc"),
        "hard_to_find": message("dữ liệu nằm ở nhiều nơi, cần thêm thời gian để tìm đủ"),
        "asked_back": message("cần bạn nói rõ thêm trước khi làm"),
    }
)
REFUSED_FOR: Mapping[str, Message] = MappingProxyType(
    {
        "not_yours": message("dữ liệu đó là của người khác"),
        "law_keeps": message("pháp luật buộc phải giữ dữ liệu đó"),
        "not_held": message("ở đây không có dữ liệu đó"),
        "already_done": message("việc này đã được làm rồi"),
    }
)
SCOPES: Mapping[str, Message] = MappingProxyType(
    {
        "everyone": message("Mọi người có tài khoản"),
        "organisation": message("Những người mà một tổ chức đã xem"),
        "staff": message("Những người mà một nhân viên đã xem"),
    }
)
STEPS: Mapping[str, Message] = MappingProxyType(
    {
        "answer": message("Trả lời"),
        "extend": message("Xin thêm thời gian"),
        "finish": message("Đã làm xong"),
        "refuse": message("Không làm được"),
    }
)
