"""What an administrator can do with a staff member: each deed with its name, what follows from it, and what it asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from portal.accounts.results import StaffLine
from portal.shared.messages import Message, message

STAFF_ROLE_DUTIES: Mapping[str, Message] = MappingProxyType(
    {
        "editor": message("Viết và sửa bài, mức phí, thủ tục."),
        "reviewer": message("Đọc lại và duyệt những gì người khác viết."),
        "moderator": message("Xét hồ sơ tổ chức, xử lý nội dung xấu."),
        "officer": message("Theo dõi và làm báo cáo cho địa phương."),
        "admin": message("Mời nhân viên, trao và kết thúc vai trò."),
    }
)


@dataclass(frozen=True)
class Deed:
    """One deed; `endpoint` names its page below `desk.staff`, `fields` what its form asks for."""

    endpoint: str
    name: Message
    lead: Message
    more: Message | None = None
    fields: tuple[str, ...] = ()


_SIGNED_OUT = message("Người đó bị đăng xuất ngay trên mọi máy.")
_INVITE = Deed(
    "invite_again",
    message("Gửi lại lời mời"),
    message("Một thư mời mới được gửi tới địa chỉ này. Đường dẫn trong thư cũ không mở được nữa."),
    fields=("role", "locale"),
)
_ROLE = Deed(
    "role",
    message("Đổi vai trò"),
    message("Người đó chỉ có vai trò mới, từ lần đăng nhập sau."),
    _SIGNED_OUT,
    ("role",),
)
_GRANT = Deed(
    "role", message("Trao lại vai trò"), message("Người đó đăng nhập lại được, với vai trò bạn chọn."), fields=("role",)
)
_END = Deed(
    "end",
    message("Kết thúc vai trò"),
    message("Người đó không đăng nhập được nữa, cho tới khi được trao vai trò trở lại."),
    _SIGNED_OUT,
)
_WITHDRAW = Deed(
    "end",
    message("Rút lời mời"),
    message("Đường dẫn trong thư mời không mở được nữa. Sau này bạn vẫn mời lại được."),
)
_SECOND_STEP = Deed(
    "second_step",
    message("Cho cài lại bước xác minh thứ hai"),
    message(
        "Dùng khi người đó mất cả điện thoại lẫn mã khôi phục. Hãy gọi điện hoặc gặp mặt để chắc chắn đúng người trước khi làm."
    ),
    message(
        "Người đó bị đăng xuất ngay trên mọi máy. Mã khôi phục cũ hết hiệu lực; ở lần đăng nhập sau, họ cài lại từ đầu."
    ),
)
_SUSPEND = Deed(
    "suspend",
    message("Tạm khóa"),
    message("Người đó không đăng nhập được cho tới khi có người mở khóa. Vai trò vẫn giữ nguyên."),
    _SIGNED_OUT,
    ("reason",),
)
_REINSTATE = Deed(
    "reinstate",
    message("Mở khóa"),
    message("Người đó đăng nhập lại được như trước."),
)
_DEEDS: Mapping[str, tuple[Deed, ...]] = MappingProxyType(
    {
        "invited": (_INVITE, _ROLE, _WITHDRAW),
        "withdrawn": (_INVITE,),
        "active": (_ROLE, _SECOND_STEP, _SUSPEND, _END),
        "suspended": (_REINSTATE, _SECOND_STEP, _END),
        "ended": (_GRANT,),
    }
)
"""What makes sense in each state, the most usual first. The service decides; this spares dead ends."""


def state_of(line: StaffLine) -> str:
    """The state of a staff member; an invitation without a role was withdrawn."""
    return "withdrawn" if line.state == "invited" and line.role is None else line.state


def deeds_for(line: StaffLine) -> tuple[Deed, ...]:
    """What can be done with this staff member as things stand."""
    return tuple(deed for deed in _DEEDS[state_of(line)] if deed is not _SECOND_STEP or line.second_step)


def find_deed(line: StaffLine, endpoint: str) -> Deed | None:
    """The deed of this page, or None where it makes no sense any more."""
    return next((deed for deed in deeds_for(line) if deed.endpoint == endpoint), None)


def seen(line: StaffLine) -> str:
    """What the administrator saw when the form was made; a form that saw something else is out of date."""
    return f"{state_of(line)}.{line.role or ''}.{int(line.second_step)}"
