"""What is said of how a meeting goes on and ends: steps, reasons in kind words and what would help, times, questions long after."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from portal.meetings.rules.slots import LONGEST_PLACE
from portal.meetings.rules.steps import Deed, Stage
from portal.shared.messages import Message, message

STAGES: Mapping[Stage, Message] = MappingProxyType(
    {
        Stage.TALKING: message("Đang nói chuyện"),
        Stage.INTERVIEW: message("Mời phỏng vấn"),
        Stage.OFFERED: message("Mời nhận việc"),
        Stage.HIRED: message("Đã nhận vào làm"),
        Stage.CONFIRMED: message("Đã nhận vào làm, hai bên cùng xác nhận"),
        Stage.CONTRADICTED: message("Người lao động nói chưa được nhận"),
        Stage.REFUSED: message("Không nhận lần này"),
    }
)
TONES: Mapping[Stage, str] = MappingProxyType(
    {
        Stage.TALKING: "none", Stage.INTERVIEW: "own", Stage.OFFERED: "own", Stage.HIRED: "good", Stage.CONFIRMED: "good",
        Stage.CONTRADICTED: "warn", Stage.REFUSED: "none",
    }
)  # fmt: skip
HISTORY: Mapping[Deed, Message] = MappingProxyType(
    {
        Deed.INTERVIEW: message("Nơi tuyển mời phỏng vấn"),
        Deed.OFFER: message("Nơi tuyển mời nhận việc"),
        Deed.HIRE: message("Nơi tuyển ghi: đã nhận vào làm"),
        Deed.REFUSE: message("Nơi tuyển ghi: không nhận lần này"),
        Deed.CONFIRM: message("Người lao động xác nhận đã được nhận"),
        Deed.CONTRADICT: message("Người lao động nói chưa được nhận"),
    }
)
DEEDS: Mapping[Deed, Message] = MappingProxyType(
    {
        Deed.INTERVIEW: message("Mời phỏng vấn"),
        Deed.OFFER: message("Mời nhận việc"),
        Deed.HIRE: message("Đã nhận vào làm"),
        Deed.REFUSE: message("Không nhận"),
        Deed.CONFIRM: message("Đúng, tôi được nhận"),
        Deed.CONTRADICT: message("Chưa đúng, tôi chưa được nhận"),
    }
)
REFUSALS: Mapping[str, Message] = MappingProxyType(
    {
        "filled": message("Đã đủ người"),
        "language": message("Ngoại ngữ chưa đủ cho việc này"),
        "skills": message("Còn thiếu kỹ năng chính"),
        "experience": message("Còn ít kinh nghiệm đúng việc này"),
        "wage": message("Chưa gặp nhau về lương"),
        "distance": message("Nơi ở quá xa chỗ làm"),
        "start": message("Ngày đi làm không khớp"),
        "papers": message("Còn thiếu giấy tờ"),
        "other": message("Lý do khác"),
    }
)
"""As the employer chooses them."""
KIND: Mapping[str, Message] = MappingProxyType(
    {
        "filled": message("Chỗ này vừa có người khác nhận. Điều đó không nói gì về tay nghề của bạn."),
        "language": message("Việc này cần ngoại ngữ cao hơn bậc bạn đang ghi."),
        "skills": message("Việc này cần thêm một kỹ năng mà hồ sơ của bạn chưa ghi."),
        "experience": message("Họ cần người đã làm đúng việc này lâu hơn."),
        "wage": message("Mức lương hai bên mong muốn chưa gặp nhau."),
        "distance": message("Chỗ làm xa nơi bạn ở, họ sợ bạn đi lại khó."),
        "start": message("Họ cần người đi làm vào ngày khác với ngày bạn đi làm được."),
        "papers": message("Còn thiếu một giấy tờ mà việc này cần."),
        "other": message("Họ chọn người khác lần này, và không nói thêm vì sao."),
    }
)
"""As the person reads them."""
HELP: Mapping[str, Message] = MappingProxyType(
    {
        "filled": message("Hãy xem việc khác hợp với bạn."),
        "language": message("Xem thử: có thêm một bậc ngoại ngữ thì bạn hợp thêm những việc nào."),
        "skills": message("Xem thử: thêm kỹ năng nào thì bạn hợp thêm nhiều việc nhất."),
        "experience": message("Kể đủ từng việc đã làm ở nước ngoài trong hồ sơ; việc gần nghề cũng được tính."),
        "wage": message("Xem các việc khác cùng nghề trả bao nhiêu, rồi chọn mức mong muốn."),
        "distance": message("Thêm tỉnh bạn muốn làm, hoặc ghi sẵn sàng chuyển chỗ ở."),
        "start": message("Sửa ngày đi làm được trong hồ sơ nếu đã đổi."),
        "papers": message("Xem giấy bạn mang về được hiểu thế nào ở Việt Nam."),
        "other": message("Hãy xem việc khác hợp với bạn."),
    }
)
"""What would help, as the text of a link."""
REASONS: Mapping[str, Message] = MappingProxyType(
    {
        "wage": message("Lương chưa đủ"),
        "distance": message("Chỗ làm xa quá"),
        "hours": message("Giờ làm không hợp"),
        "start": message("Ngày đi làm không hợp"),
        "have_job": message("Đã có việc"),
        "not_my_trade": message("Không phải nghề muốn làm"),
        "other": message("Lý do khác"),
    }
)
"""Why a person says no, if they want it known; both sides read the same words."""
ANSWERS: Mapping[str, Message] = MappingProxyType(
    {
        "still": message("Vẫn làm việc này"),
        "other": message("Đang làm việc khác"),
        "none": message("Đang không có việc"),
        "unsaid": message("Không muốn nói"),
    }
)
HELD: Mapping[str, Message] = MappingProxyType({"place": message("Gặp trực tiếp"), "phone": message("Qua điện thoại")})
CHOOSE = message("Hãy chọn một câu trả lời.")
CHOOSE_REASON = message("Hãy chọn một lý do.")
CHOOSE_TIME = message("Hãy chọn một giờ, hoặc chọn “Không giờ nào hợp”.")
TIME_PAST = message("Giờ này đã qua. Hãy chọn giờ khác.")
TIME_TAKEN = message("Giờ này trùng với một buổi phỏng vấn khác mà bạn đã nhận.")
REPLACED = message("Nơi tuyển vừa đưa ra giờ mới. Hãy xem lại rồi chọn.")
NO_TIME = message("Hãy ghi ít nhất một giờ.")
NO_DAY = message("Hãy ghi ngày, ví dụ 15/01/2027.")
NO_HOUR = message("Hãy ghi giờ, ví dụ 14:00.")
CHOOSE_LENGTH = message("Hãy chọn buổi phỏng vấn dài bao lâu.")
CHOOSE_WAY = message("Hãy chọn gặp trực tiếp hay qua điện thoại.")
NO_PLACE = message("Hãy ghi địa chỉ nơi phỏng vấn.")
LONG_PLACE = message("Dài quá %(n)s ký tự. Hãy viết ngắn lại.", n=LONGEST_PLACE)
WRONG_TIMES: Mapping[str, Message] = MappingProxyType(
    {
        "past": message("Giờ này đã qua."),
        "soon": message("Hãy cho người ta ít nhất hai giờ để chuẩn bị."),
        "far": message("Giờ này xa quá 60 ngày."),
        "overlap": message("Giờ này trùng với một giờ khác bạn vừa ghi."),
    }
)
