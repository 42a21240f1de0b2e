"""What is said around appeals and the work list."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from portal.moderation.rules import feedback
from portal.moderation.rules.appeals import CHANGED, LONGEST, SHORTEST, STANDS
from portal.shared.messages import Message, message

OUTCOMES: Mapping[str, Message] = MappingProxyType(
    {STANDS: message("Giữ nguyên quyết định"), CHANGED: message("Đã đổi quyết định")}
)
WRITE = message("Hãy viết từ %(least)s đến %(most)s ký tự.", least=SHORTEST, most=LONGEST)
CHOOSE = message("Hãy chọn giữ nguyên hay đã đổi.")
CHANGE_FIRST = message("Quyết định cũ vẫn đang có hiệu lực. Hãy đổi ở trang xét trước, rồi chọn “đã đổi”.")
WORK: Mapping[str, Message] = MappingProxyType(
    {
        "meetings": message("Lời hỏi bị báo"),
        "persons": message("Người bị nơi tuyển báo"),
        "alerts": message("Nơi tuyển có dấu hiệu gom thông tin người"),
        "enquiries": message("Thư hỏi công ty bị báo"),
        "feedback": message("Tin báo chờ trả lời"),
        "appeals": message("Khiếu nại chờ trả lời"),
        "organisations": message("Tổ chức chờ duyệt"),
        "vacancies": message("Tin tuyển dụng chờ duyệt"),
    }
)
"""What waits, the most urgent first."""
ABOUT: Mapping[str, Message] = MappingProxyType(
    {
        "scam": message("Một mánh lừa tôi gặp"),
        "firm": message("Một công ty hoặc người môi giới"),
        "job": message("Một tin tuyển dụng hoặc đơn hàng"),
        "page": message("Chỗ sai hoặc cũ trên trang này"),
        "account": message("Tài khoản của tôi bị tạm khóa"),
        "other": message("Điều khác"),
    }
)
"""What a visitor may tell of."""
FEEDBACK_OUTCOMES: Mapping[str, Message] = MappingProxyType(
    {
        feedback.MENDED: message("Đã sửa hoặc đã thêm trên trang"),
        feedback.PASSED_ON: message("Đã chuyển tới nơi có thẩm quyền"),
        feedback.NOT_OURS: message("Nơi khác giải quyết, xem trả lời"),
        feedback.NO_CAUSE: message("Đã xem, không thấy sai"),
    }
)
CHOOSE_ABOUT = message("Hãy chọn điều bạn muốn báo.")
CHOOSE_OUTCOME = message("Hãy chọn kết quả.")
WRITE_FEEDBACK = message("Hãy viết từ %(least)s đến %(most)s ký tự.", least=feedback.SHORTEST, most=feedback.LONGEST)
NO_CODE = message("Mã có 12 chữ và số. Xem lại mã bạn đã chép: không có số 0, số 1, chữ I, L, O, U.")
NOT_KEPT = message("Không có tin nào với mã này. Xem lại từng chữ; tin đã trả lời được xóa sau 180 ngày.")
