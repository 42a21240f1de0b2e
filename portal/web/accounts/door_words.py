"""What the roles mean that somebody may sign up in, in words."""

from __future__ import annotations

from portal.shared.messages import Message, message

ROLES: dict[str, tuple[Message, Message]] = {
    "returnee": (
        message("Người lao động"),
        message("Tôi đã hoặc sắp đi làm việc ở nước ngoài, hoặc vừa trở về."),
    ),
    "employer": (
        message("Nhà tuyển dụng ở Việt Nam"),
        message("Tôi tìm người biết nghề, biết tiếng cho nơi làm việc trong nước."),
    ),
    "firm": (
        message("Công ty dịch vụ có giấy phép"),
        message("Công ty tôi đưa người lao động đi làm việc ở nước ngoài theo hợp đồng."),
    ),
}
"""Role -> its name and one sentence about who takes it."""
