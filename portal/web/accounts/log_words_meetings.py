"""What the log's entries about meetings, appeals and the content say to the person who acted."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from portal.shared.messages import Message, message

MEETINGS: Mapping[str, Message] = MappingProxyType(
    {
        "meeting.asked": message("Đã hỏi một người về một việc"),
        "meeting.taken_back": message("Đã rút lời hỏi hoặc kết thúc nói chuyện"),
        "meeting.contact_seen": message("Đã xem cách liên hệ của một người"),
        "meeting.written_to": message("Đã viết thư cho một người"),
        "meeting.accepted": message("Đã đồng ý nói chuyện với một nhà tuyển dụng"),
        "meeting.declined": message("Đã từ chối một lời hỏi"),
        "meeting.withdrawn": message("Đã rút lại điều cho nhà tuyển dụng xem"),
        "meeting.reported": message("Đã báo một lời hỏi cho người kiểm duyệt"),
        "meeting.hidden_from": message("Đã ẩn hồ sơ với một nhà tuyển dụng và kết thúc mọi cuộc nói chuyện với họ"),
        "meeting.shown_again": message("Đã bỏ ẩn hồ sơ với một nhà tuyển dụng"),
        "content.begun": message("Đã bắt đầu sửa một nội dung"),
        "content.submitted": message("Đã gửi một bản sửa nội dung để duyệt"),
        "content.given_up": message("Đã bỏ một bản nháp nội dung"),
        "content.approved": message("Đã duyệt một bản sửa nội dung"),
        "content.sent_back": message("Đã gửi lại một bản sửa nội dung"),
        "content.cancelled": message("Đã hủy hẹn một bản sửa nội dung"),
        "feedback.looked_at": message("Đã mở một tin báo"),
        "feedback.answered": message("Đã trả lời một tin báo"),
        "appeal.made": message("Đã khiếu nại một quyết định"),
        "appeal.looked_at": message("Đã mở một khiếu nại"),
        "appeal.decided": message("Đã trả lời một khiếu nại"),
        "meeting.applied": message("Đã ứng tuyển vào một việc"),
        "meeting.person_settled": message("Đã xem xong một tin báo về người"),
        "meeting.settled": message("Đã xem xong một lời hỏi bị báo"),
        "meeting.stepped": message("Đã ghi một bước mới trong một cuộc nói chuyện"),
        "meeting.told": message("Đã cho nhà tuyển dụng biết lý do từ chối"),
        "meeting.times_offered": message("Đã đưa giờ phỏng vấn khác"),
        "meeting.time_taken": message("Đã nhận một giờ phỏng vấn"),
        "meeting.no_time_fits": message("Đã báo không giờ phỏng vấn nào hợp"),
    }
)
