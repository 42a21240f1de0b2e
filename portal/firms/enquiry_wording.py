"""What is said around a worker's question to a firm: the sentence agreed to, why it was closed, what is wrong with a form."""

from __future__ import annotations

from portal.firms.rules.enquiries import (
    LONGEST,
    NO_LICENCE,
    NO_ORGANISATION,
    REPORTED,
    SHORTEST,
    WITHDRAWN,
    WORKER_GONE,
)
from portal.shared.messages import Message, message

CONSENT = message(
    "Tôi đồng ý để công ty này xem đúng những điều ở trên, chỉ để trả lời tôi, trong 90 ngày. Tôi rút lại lúc nào cũng được."
)
"""Version `rules.enquiries.CONSENT`."""
CLOSED: dict[str, Message] = {
    WITHDRAWN: message("Bạn đã rút thư lại. Công ty không xem được gì nữa."),
    NO_LICENCE: message(
        "Giấy phép của công ty không còn hiệu lực, nên thư được đóng ngay. Công ty không xem được gì nữa."
    ),
    NO_ORGANISATION: message(
        "Tài khoản của công ty trên trang này không còn được xác minh, nên thư được đóng ngay. Công ty không xem được gì nữa."
    ),
    REPORTED: message("Bạn đã báo cho người kiểm duyệt và thư được đóng. Công ty không xem được gì nữa."),
    WORKER_GONE: message(
        "Thư được đóng khi tài khoản của bạn bị tạm khóa, và không mở lại. Công ty không xem được gì nữa. Muốn hỏi tiếp, hãy gửi thư mới."
    ),
}
"""Why an enquiry is over, as its worker reads it."""
GONE_FOR_FIRM = message(
    "Tài khoản của người hỏi không còn hoạt động, nên thư này đã đóng và không mở lại. Công ty không cần trả lời nữa."
)
"""The same as the firm reads it; that the account was suspended, and why, is the worker's affair."""
TOO_SHORT = message("Hãy viết ít nhất %(n)s ký tự.", n=SHORTEST)
TOO_LONG = message("Dài quá %(n)s ký tự. Hãy viết ngắn lại.", n=LONGEST)
NO_PHONE = message("Số điện thoại này không đúng. Hãy sửa, hoặc bỏ dấu ở ô cho xem cách liên hệ.")
NO_NAME = message("Tài khoản của bạn chưa có họ tên. Hãy ghi họ tên ở trang tài khoản, hoặc bỏ dấu ở ô này.")
AGREE = message("Muốn gửi thì hãy đánh dấu vào ô đồng ý.")
