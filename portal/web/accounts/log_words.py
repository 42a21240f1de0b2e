"""What the log's entries say to the person who acted: a sentence for each action, no codes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from portal.audit.rules.entries import Entry
from portal.organisations.wording import REASONS as ORGANISATION_REASONS
from portal.shared.messages import Message, message
from portal.web.accounts.account_words import NO_ROLE, ROLE_NAMES
from portal.web.accounts.staff_words import reason_words

_ACCOUNTS: Mapping[str, Message] = MappingProxyType(
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
        "account.suspended": message("Đã tạm khóa một tài khoản"),
        "account.reinstated": message("Đã mở khóa một tài khoản"),
    }
)
_ORGANISATIONS: Mapping[str, Message] = MappingProxyType(
    {
        "organisation.created": message("Đã khai một tổ chức"),
        "organisation.contact_changed": message("Đã sửa cách liên hệ của tổ chức"),
        "organisation.details_changed": message("Đã sửa thông tin của tổ chức"),
        "organisation.submitted": message("Đã gửi hồ sơ tổ chức để xét"),
        "organisation.withdrawn": message("Đã rút hồ sơ tổ chức về"),
        "organisation.evidence_added": message("Đã nộp một giấy tờ của tổ chức"),
        "organisation.evidence_removed": message("Đã gỡ một giấy tờ của tổ chức"),
        "organisation.evidence_read": message("Đã mở một giấy tờ của tổ chức"),
        "organisation.member_invited": message("Đã mời một người vào tổ chức"),
        "organisation.invitation_taken_back": message("Đã rút lời mời vào tổ chức"),
        "organisation.member_joined": message("Đã vào một tổ chức"),
        "organisation.invitation_declined": message("Đã từ chối lời mời vào một tổ chức"),
        "organisation.member_left": message("Đã rời tổ chức"),
        "organisation.member_removed": message("Đã đưa một người ra khỏi tổ chức"),
        "organisation.opened": message("Đã xem hồ sơ của một tổ chức"),
        "organisation.verified": message("Đã xác minh một tổ chức"),
        "organisation.returned": message("Đã đề nghị một tổ chức bổ sung hồ sơ"),
        "organisation.refused": message("Đã từ chối xác minh một tổ chức"),
        "organisation.suspended": message("Đã tạm dừng một tổ chức"),
        "organisation.reinstated": message("Đã cho một tổ chức hoạt động lại"),
    }
)
ACTIONS: Mapping[str, Message] = MappingProxyType({**_ACCOUNTS, **_ORGANISATIONS})
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
    if (reason := facts.get("reason")) in ORGANISATION_REASONS and entry.object_kind == "organisation":
        return message("Lý do: %(reason)s", reason=ORGANISATION_REASONS[reason])
    if entry.action == "account.suspended":
        return message("Lý do: %(reason)s", reason=reason_words(str(facts.get("reason", ""))))
    if isinstance(sessions := facts.get("sessions"), int):
        return message("Số phiên đã kết thúc: %(n)s", n=sessions)
    return None
