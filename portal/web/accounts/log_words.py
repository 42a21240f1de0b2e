"""What the log's entries say to the person who acted: a sentence for each action, no codes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from portal.audit.rules.entries import Entry
from portal.shared.messages import Message, message
from portal.web.accounts.account_words import NO_ROLE, ROLE_NAMES
from portal.web.accounts.staff_words import reason_words

ACTIONS: Mapping[str, Message] = MappingProxyType(
    {
        "account.signed_up": message("Đã mở tài khoản"),
        "account.confirmed": message("Đã xác nhận tài khoản bằng đường dẫn trong thư"),
        "account.signed_in": message("Đã đăng nhập"),
        "account.second_step_set": message("Đã cài bước xác minh thứ hai"),
        "account.second_step_failed": message("Nhập sai mã xác minh sau khi đã nhập đúng mật khẩu"),
        "account.recovery_code_used": message("Đã dùng một mã khôi phục để đăng nhập"),
        "account.details_changed": message("Đã sửa họ tên hoặc ngôn ngữ nhận thư"),
        "account.password_changed": message("Đã đổi mật khẩu"),
        "account.codes_renewed": message("Đã tạo tờ mã khôi phục mới"),
        "session.ended": message("Đã kết thúc một phiên đăng nhập"),
        "session.signed_out": message("Đã đăng xuất"),
        "session.signed_out_everywhere": message("Đã đăng xuất khỏi mọi nơi"),
        "staff.invited": message("Đã mời một nhân viên"),
        "staff.role_changed": message("Đã đổi vai trò của một nhân viên"),
        "staff.role_ended": message("Đã kết thúc vai trò của một nhân viên"),
        "staff.second_step_reset": message("Đã cho một nhân viên cài lại bước xác minh thứ hai"),
        "account.suspended": message("Đã tạm khoá một tài khoản"),
        "account.reinstated": message("Đã mở khoá một tài khoản"),
    }
)
OTHER = message("Một việc khác của tài khoản này")


@dataclass(frozen=True)
class LogLine:
    """One entry as its actor reads it. `about` is the account acted on, if it is not their own."""

    at: datetime
    what: Message
    detail: Message | None
    role: Message
    about: str


def log_line(entry: Entry) -> LogLine:
    """The entry in words."""
    about = entry.object_ref if entry.object_kind == "account" and entry.object_ref != entry.actor else ""
    what = ACTIONS.get(entry.action, OTHER)
    return LogLine(entry.at, what, _detail(entry), ROLE_NAMES.get(entry.role, NO_ROLE), about)


def _detail(entry: Entry) -> Message | None:
    """What the facts add, where they have words."""
    facts = json.loads(entry.facts or "{}")
    if (role := facts.get("role")) in ROLE_NAMES:
        return message("Vai trò: %(role)s", role=ROLE_NAMES[role])
    if entry.action == "account.suspended":
        return message("Lý do: %(reason)s", reason=reason_words(str(facts.get("reason", ""))))
    if isinstance(sessions := facts.get("sessions"), int):
        return message("Số phiên đã kết thúc: %(n)s", n=sessions)
    return None
