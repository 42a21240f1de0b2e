"""What the log's entries say to the person who acted: a sentence for each action, no codes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from portal.accounts.rules.actor import Actor
from portal.accounts.wording import LOOK_REASONS
from portal.audit import service as audit
from portal.audit.rules.entries import Entry
from portal.organisations.service import directory as organisations
from portal.organisations.service import mine
from portal.organisations.wording import REASONS as ORGANISATION_REASONS
from portal.shared.messages import Message, message
from portal.web.accounts.account_words import NO_ROLE, ROLE_NAMES
from portal.web.accounts.log_words_meetings import MEETINGS
from portal.web.accounts.staff_words import reason_words

MINE, THEIRS = 50, 20
"""How many entries are shown of what somebody did and staff did to them, and of what strangers tried."""
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
        "account.email_change_asked": message("Đã yêu cầu đổi e-mail"),
        "account.email_changed": message("Đã đổi e-mail"),
        "account.phone_changed": message("Đã thêm, đổi hoặc bỏ số điện thoại"),
        "account.looked_at": message("Đã xem tài khoản của một người"),
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
_ORDERS: Mapping[str, Message] = MappingProxyType(
    {
        "firms.imported": message("Đã nhập danh sách công ty"),
        "firms.import_undone": message("Đã rút lại một lần nhập danh sách công ty"),
        "orders.imported": message("Đã nhập một danh sách đơn hàng"),
        "orders.import_undone": message("Đã rút lại một lần nhập danh sách đơn hàng"),
        "orders.rejudged": message("Đã xét lại giá các đơn hàng theo quy định hiện hành"),
        "firm_record.added": message("Đã ghi một quyết định vào trang công ty"),
        "firm_record.ended": message("Đã ghi ngày kết thúc của một quyết định trên trang công ty"),
        "firm_record.struck": message("Đã đánh dấu một điều ghi nhầm trên trang công ty"),
        "order.entered": message("Đã đăng hoặc sửa một đơn hàng"),
        "order.confirmed": message("Đã xác nhận văn bản chấp thuận của một đơn hàng"),
        "order.declined": message("Đã bác văn bản chấp thuận của một đơn hàng"),
        "correction.proposed": message("Đã đề nghị sửa trang công ty"),
        "correction.accepted": message("Đã nhận một đề nghị sửa trang công ty"),
        "correction.refused": message("Đã không nhận một đề nghị sửa trang công ty"),
    }
)
_ENQUIRIES: Mapping[str, Message] = MappingProxyType(
    {
        "consent.given": message("Đã đồng ý một việc với dữ liệu của mình"),
        "consent.withdrawn": message("Đã rút lại điều đã đồng ý"),
        "profile.begun": message("Đã bắt đầu hồ sơ tìm việc"),
        "profile.paused": message("Đã tạm nghỉ tìm việc"),
        "profile.resumed": message("Đã tìm việc trở lại"),
        "enquiry.sent": message("Đã gửi thư hỏi một công ty"),
        "enquiry.withdrawn": message("Đã rút một thư hỏi công ty"),
        "enquiry.reported": message("Đã báo một thư hỏi cho người kiểm duyệt"),
        "enquiry.read": message("Đã mở thư hỏi của một người lao động"),
        "enquiry.answered": message("Đã trả lời thư hỏi của một người lao động"),
        "enquiry.looked_at": message("Đã xem một thư hỏi bị báo"),
        "enquiry.settled": message("Đã xem xong một thư hỏi bị báo"),
    }
)
_VACANCIES: Mapping[str, Message] = MappingProxyType(
    {
        "vacancy.saved": message("Đã lưu một tin tuyển dụng"),
        "vacancy.submitted": message("Đã gửi duyệt một tin tuyển dụng"),
        "vacancy.withdrawn": message("Đã rút một tin tuyển dụng về bản nháp"),
        "vacancy.paused": message("Đã tạm dừng một tin tuyển dụng"),
        "vacancy.resumed": message("Đã cho một tin tuyển dụng hiện lại"),
        "vacancy.confirmed": message("Đã xác nhận một tin tuyển dụng vẫn còn tuyển"),
        "vacancy.closed": message("Đã đóng một tin tuyển dụng"),
        "vacancy.published": message("Đã cho đăng một tin tuyển dụng"),
        "vacancy.returned": message("Đã trả lại một tin tuyển dụng để sửa"),
        "vacancy.refused": message("Đã không nhận một tin tuyển dụng"),
        "vacancy.stopped": message("Đã gỡ một tin tuyển dụng"),
        "vacancy.closed_by_silence": message("Đã tự đóng tin tuyển dụng vì không trả lời người ứng tuyển"),
    }
)
_PRIVACY: Mapping[str, Message] = MappingProxyType(
    {
        "privacy.exported": message("Đã tải tất cả dữ liệu của mình"),
        "privacy.requested": message("Đã gửi một yêu cầu về dữ liệu của mình"),
        "privacy.looked_at": message("Đã mở một yêu cầu về dữ liệu"),
        "privacy.answered": message("Đã trả lời một yêu cầu về dữ liệu"),
        "privacy.extended": message("Đã xin thêm thời gian cho một yêu cầu về dữ liệu"),
        "privacy.done": message("Đã làm xong một yêu cầu về dữ liệu"),
        "privacy.refused": message("Đã không nhận một yêu cầu về dữ liệu"),
        "breach.opened": message("Đã ghi một sự cố dữ liệu"),
        "breach.told": message("Đã ghi rằng cơ quan được báo về một sự cố"),
        "breach.people_told": message("Đã ghi rằng những người trong một sự cố được báo"),
        "breach.closed": message("Đã khép lại một sự cố"),
        "breach.measures": message("Đã ghi việc đã làm về một sự cố"),
        "breach.list_asked": message("Đã xin danh sách những người trong một sự cố"),
        "breach.list_approved": message("Đã duyệt danh sách những người trong một sự cố"),
        "breach.list_taken": message("Đã lấy danh sách những người trong một sự cố"),
    }
)
ACTIONS: Mapping[str, Message] = MappingProxyType(
    {**_PRIVACY, **_VACANCIES, **_ACCOUNTS, **_ORGANISATIONS, **_ORDERS, **_ENQUIRIES, **MEETINGS}
)
OTHER = message("Một việc khác của tài khoản này")
BY_STAFF: Mapping[str, Message] = MappingProxyType(
    {
        "account.looked_at": message("Nhân viên Bến Về đã xem tài khoản của bạn"),
        "account.suspended": message("Nhân viên Bến Về đã tạm khóa tài khoản của bạn"),
        "account.reinstated": message("Nhân viên Bến Về đã mở khóa tài khoản của bạn"),
        "privacy.looked_at": message("Nhân viên Bến Về đã mở yêu cầu của bạn về dữ liệu"),
        "privacy.answered": message("Nhân viên Bến Về đã trả lời yêu cầu của bạn về dữ liệu"),
        "privacy.extended": message("Nhân viên Bến Về đã xin thêm thời gian cho yêu cầu của bạn"),
        "privacy.done": message("Nhân viên Bến Về đã làm xong yêu cầu của bạn"),
        "privacy.refused": message("Nhân viên Bến Về đã không nhận yêu cầu của bạn"),
        "privacy.absence_told": message("Hệ thống đã báo rằng lâu bạn không đăng nhập"),
        "staff.invited": message("Bạn được mời làm nhân viên"),
        "staff.role_changed": message("Vai trò của bạn đã được đổi"),
        "staff.role_ended": message("Vai trò của bạn đã được kết thúc"),
        "staff.second_step_reset": message("Bước xác minh thứ hai của bạn đã được cho cài lại"),
    }
)
"""What staff do to an account, as its holder reads it."""
BY_FIRM: Mapping[str, Message] = MappingProxyType(
    {
        "meeting.asked": message("Một nhà tuyển dụng đã hỏi bạn về một việc"),
        "meeting.taken_back": message("Nhà tuyển dụng đã rút lời hỏi hoặc kết thúc nói chuyện"),
        "meeting.contact_seen": message("Nhà tuyển dụng đã xem cách liên hệ mà bạn cho xem"),
        "meeting.written_to": message("Nhà tuyển dụng đã viết thư cho bạn"),
        "meeting.stepped": message("Nhà tuyển dụng đã ghi một bước mới trong một cuộc nói chuyện"),
        "meeting.times_offered": message("Nhà tuyển dụng đã đưa giờ phỏng vấn khác"),
        "meeting.removed": message(
            "Đã xóa một cuộc nói chuyện: tin đã đóng và bạn không được nhận, hoặc đã hết thời gian giữ"
        ),
        "meeting.settled": message("Nhân viên Bến Về đã xem xong một lời hỏi mà bạn báo"),
        "enquiry.read": message("Công ty đã mở thư hỏi của bạn"),
        "enquiry.answered": message("Công ty đã trả lời thư hỏi của bạn"),
        "enquiry.reported": message("Công ty đã báo thư hỏi của bạn cho người kiểm duyệt"),
        "enquiry.closed": message("Thư hỏi của bạn đã được đóng: công ty không còn được nhận thư"),
        "enquiry.worker_gone": message("Thư hỏi của bạn đã được đóng vì tài khoản của bạn bị tạm khóa"),
        "enquiry.looked_at": message("Nhân viên Bến Về đã xem một thư hỏi bị báo của bạn"),
        "enquiry.settled": message("Nhân viên Bến Về đã xem xong một thư hỏi bị báo của bạn"),
    }
)
"""What became of a question to a firm, or of an employer's, as the worker reads it."""
TO_ORGANISATION: Mapping[str, Message] = MappingProxyType(
    {
        "organisation.opened": message("Nhân viên Bến Về đã xem hồ sơ tổ chức của bạn"),
        "organisation.evidence_read": message("Nhân viên Bến Về đã mở một giấy tờ của tổ chức bạn"),
        "organisation.verified": message("Tổ chức của bạn đã được xác minh"),
        "organisation.returned": message("Tổ chức của bạn được đề nghị bổ sung hồ sơ"),
        "organisation.refused": message("Tổ chức của bạn không được xác minh"),
        "organisation.suspended": message("Tổ chức của bạn đã bị tạm dừng"),
        "organisation.reinstated": message("Tổ chức của bạn đã được hoạt động lại"),
    }
)
"""What staff do to an organisation, as its members read it."""
BY_UNKNOWN: Mapping[str, Message] = MappingProxyType(
    {
        "account.sign_in_failed": message("Có người nhập sai mật khẩu của bạn"),
        "account.sign_in_barred": message("Có người đăng nhập đúng mật khẩu khi tài khoản đang bị khóa"),
        "account.reset_asked": message("Có người xin đặt lại mật khẩu của bạn"),
        "account.password_reset": message("Mật khẩu của bạn đã được đặt lại bằng đường dẫn hoặc mã"),
    }
)
"""What was done to an account by somebody who was not signed in, the holder or another."""
_NOBODY: Mapping[str, Message] = MappingProxyType(
    {"anonymous": message("Người chưa đăng nhập"), "system": message("Hệ thống")}
)


@dataclass(frozen=True)
class LogLine:
    """One entry as its actor reads it. `about` is the account acted on, if it is not their own."""

    at: datetime
    what: Message
    detail: Message | None
    role: Message
    about: str
    firm: str = ""
    """The firm that a question went to."""


def log_line(entry: Entry, reader: str = "") -> LogLine:
    """The entry in words; `reader` is whose log it stands in, where somebody else acted."""
    role = ROLE_NAMES.get(entry.role) or _NOBODY.get(entry.role, NO_ROLE)
    firm = _firm(entry)
    if reader and entry.actor != reader:
        by_staff = TO_ORGANISATION if entry.object_kind == "organisation" else BY_STAFF
        what = (BY_UNKNOWN if entry.actor == "anonymous" else {**by_staff, **BY_FIRM}).get(entry.action, OTHER)
        return LogLine(entry.at, what, _detail(entry), role, "", firm)
    others = entry.object_kind == "account" and entry.object_ref != entry.actor and entry.action not in BY_FIRM
    about = entry.object_ref if others else ""
    return LogLine(entry.at, ACTIONS.get(entry.action, OTHER), _detail(entry), role, about, firm)


def my_entries(actor: Actor) -> list[Entry]:
    """What this account did, what was done to it and, while they are a member, to their organisation; newest first.

    Strangers' tries never push out what staff did.
    """
    done_by = audit.of_actor(actor.ref, MINE)
    done_to = (
        *audit.of_object(actor.ref, MINE, {**BY_STAFF, **BY_FIRM}),
        *audit.of_object(actor.ref, THEIRS, BY_UNKNOWN),
    )
    found = {entry.seq: entry for entry in (*done_by, *done_to, *_to_my_organisation(actor))}
    return sorted(found.values(), key=lambda entry: entry.seq, reverse=True)


def _to_my_organisation(actor: Actor) -> list[Entry]:
    place = mine.my_place(actor)
    if place is None:
        return []
    done = audit.of_object(place.organisation, MINE, TO_ORGANISATION)
    return [entry for entry in done if entry.at >= place.since]


def _firm(entry: Entry) -> str:
    """What the firm of a question is called; "" where the entry is of something else."""
    ref = (
        str(json.loads(entry.facts or "{}").get("organisation", ""))
        if entry.action.startswith(("enquiry.", "meeting."))
        else ""
    )
    return organisations.names_of([ref]).get(ref, "") if ref else ""


def _detail(entry: Entry) -> Message | None:
    """What the facts add, where they have words."""
    facts = json.loads(entry.facts or "{}")
    if (role := facts.get("role")) in ROLE_NAMES:
        return message("Vai trò: %(role)s", role=ROLE_NAMES[role])
    if (reason := facts.get("reason")) in ORGANISATION_REASONS and entry.object_kind == "organisation":
        return message("Lý do: %(reason)s", reason=ORGANISATION_REASONS[reason])
    if entry.action == "account.looked_at" and facts.get("reason") in LOOK_REASONS:
        return message("Lý do: %(reason)s", reason=LOOK_REASONS[facts["reason"]])
    if entry.action == "account.suspended":
        return message("Lý do: %(reason)s", reason=reason_words(str(facts.get("reason", ""))))
    if isinstance(sessions := facts.get("sessions"), int):
        return message("Số phiên đã kết thúc: %(n)s", n=sessions)
    return None
