"""What was just done, said once on the page that follows."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from flask import request

from portal.shared.messages import Message, message

_DONE: Mapping[str, Message] = MappingProxyType(
    {
        "created": message("Đã ghi thông tin tổ chức. Việc tiếp theo: gửi giấy tờ."),
        "details": message("Đã lưu thông tin."),
        "paper": message("Đã nhận tệp."),
        "paper-removed": message("Đã xóa tệp."),
        "submitted": message("Đã gửi hồ sơ để xét."),
        "withdrawn": message("Đã rút hồ sơ lại. Sửa xong hãy gửi lại."),
        "invited": message("Đã ghi lời mời."),
        "taken-back": message("Đã rút lời mời."),
        "joined": message("Bạn đã vào tổ chức này."),
        "declined": message("Đã từ chối lời mời."),
        "left": message("Bạn đã rời tổ chức."),
        "member-removed": message("Đã đưa thành viên ra khỏi tổ chức."),
        "decided": message("Đã ghi quyết định và gửi thư cho các thành viên."),
    }
)


def done() -> Message | None:
    """The notice that the address asks for, or None."""
    return _DONE.get(request.args.get("done", ""))
