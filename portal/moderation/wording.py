"""What is said around appeals and the work list."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

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
        "alerts": message("Nơi tuyển có dấu hiệu gom thông tin người"),
        "enquiries": message("Thư hỏi công ty bị báo"),
        "appeals": message("Khiếu nại chờ trả lời"),
        "organisations": message("Tổ chức chờ duyệt"),
        "vacancies": message("Tin tuyển dụng chờ duyệt"),
    }
)
"""What waits, the most urgent first."""
