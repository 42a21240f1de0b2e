"""How long what is kept, read off the very rules that remove it, so that the page cannot say something else."""

from __future__ import annotations

from datetime import timedelta

from portal.accounts.rules.sessions import LINK_LIFE, LONGEST, UNCONFIRMED_LIFE
from portal.firms.rules.enquiries import LIFE as ENQUIRY_LIFE
from portal.mail.rules.delivery import GIVE_UP_AFTER
from portal.meetings.rules.contact import ASK_LIFE, SHARED_FOR
from portal.organisations.rules.membership import INVITATION_LIFE
from portal.privacy.results import Kept
from portal.privacy.rules.erasing import GONE_WITHIN, HIDDEN_WITHIN
from portal.privacy.rules.retention import FIRST, OVER, SECOND
from portal.shared.messages import Message, message

_SELF = message("Bạn xóa được bất cứ lúc nào.")


def kept() -> list[Kept]:
    """Every kind of thing, in the order in which a person meets it."""
    return [*_of_accounts(), *_of_meetings(), *_after()]


def _of_accounts() -> list[Kept]:
    return [
        Kept(
            message("Đăng ký mà chưa xác nhận"), _days(UNCONFIRMED_LIFE), message("Sau đó mọi thứ đã nhập bị xóa.")
        ),
        Kept(
            message("Tài khoản: họ tên, e-mail, số điện thoại"),
            message("đến khi bạn xóa, hoặc %(n)s tháng không đăng nhập", n=OVER),
            message("Tháng thứ %(first)s và %(second)s có thư báo trước.", first=FIRST, second=SECOND),
        ),
        Kept(
            message("Phiên đăng nhập"),
            message("dùng được nhiều nhất %(n)s ngày", n=LONGEST["person"].days),
            message("Bạn kết thúc được từng phiên."),
        ),
        Kept(
            message("Đường dẫn trong thư (xác nhận, đặt lại mật khẩu)"),
            message("dùng được nhiều nhất %(n)s giờ", n=_hours(max(LINK_LIFE["confirm"], LINK_LIFE["reset"]))),
            message("Chỉ giữ dấu của đường dẫn, không giữ đường dẫn."),
        ),
    ]  # fmt: skip


def _of_meetings() -> list[Kept]:
    return [
        Kept(message("Hồ sơ tìm việc, điều đã đồng ý, ai đã xem bạn"), message("như tài khoản"), _SELF),
        Kept(
            message("Lời hỏi của nhà tuyển dụng chờ bạn trả lời"), _days(ASK_LIFE),
            message("Không trả lời thì họ không biết gì thêm về bạn."),
        ),
        Kept(
            message("Cách liên hệ mà bạn cho một nhà tuyển dụng xem"), _days(SHARED_FOR),
            message("Bạn rút lại được ngay; họ không xem được nữa."),
        ),
        Kept(message("Thư bạn hỏi công ty"), _days(ENQUIRY_LIFE), message("Rút lại thì tên và số điện thoại đi ngay.")),
        Kept(message("Lời mời vào một tổ chức"), _days(INVITATION_LIFE), message("Từ chối thì lời mời biến mất với bạn.")),
        Kept(
            message("Thư chờ gửi cho bạn"), message("đến khi gửi xong, nhiều nhất %(n)s giờ", n=_hours(GIVE_UP_AFTER)),
            message("Gửi xong thì thư không còn ở đây."),
        ),
    ]  # fmt: skip


def _after() -> list[Kept]:
    return [
        Kept(
            message("Sau khi bạn xóa tài khoản"),
            message(
                "ẩn ngay, khỏi mọi danh sách trong %(n)s giây, khỏi mọi tệp trong %(hours)s giờ",
                n=int(HIDDEN_WITHIN.total_seconds()), hours=_hours(GONE_WITHIN),
            ),
            message("Còn lại: một mã ngẫu nhiên không dẫn tới ai."),
        ),
        Kept(
            message("Nhật ký việc đã làm"), message("không xóa"),
            message("Chỉ có mã, không có tên, số hay lời ai viết; để chứng minh không ai sửa trộm."),
        ),
    ]  # fmt: skip


def _days(span: timedelta) -> Message:
    return message("%(n)s ngày", n=span.days)


def _hours(span: timedelta) -> int:
    return int(span.total_seconds() // 3600)
