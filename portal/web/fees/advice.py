"""What a person can do with the answer of the price check: what to say to the company, what to ask for, what comes next."""

from __future__ import annotations

from portal.shared.messages import Message, message
from portal.shared.money import Money

_SAY = {
    "forbidden": message("Luật không cho thu khoản này của người lao động. Xin bỏ khoản này ra khỏi báo giá và hợp đồng."),
    "above": message("Mức cao nhất được thu là %(cap)s. Xin ghi lại khoản này trong hợp đồng không quá mức đó."),
    "cannot_tell": message("Xin cho tôi xem văn bản cho phép thu khoản này, và ghi rõ khoản này trong hợp đồng."),
    "refundable_deposit": message(
        "Xin gửi tiền ký quỹ vào tài khoản phong tỏa đứng tên tôi, và ghi trong hợp đồng khi nào tôi được nhận lại."
    ),
    "market_price": message("Xin ghi rõ khoản này trong hợp đồng và đưa hóa đơn."),
    "within": message("Xin ghi đúng số này trong hợp đồng, và đưa phiếu thu mang tên công ty khi tôi nộp."),
}  # fmt: skip
SAY_SPLIT = message("Xin tách số tiền này ra từng khoản, ghi ra giấy có dấu công ty, rồi tôi mới trả lời.")
_CLAUSE = message("Điều khoản trong hợp đồng ghi đúng khoản này và số tiền này.")
_RECEIPT = message("Phiếu thu hoặc hóa đơn mang tên và dấu công ty, ghi rõ thu khoản gì.")
_APPROVAL = message("Văn bản chấp thuận đơn hàng (hợp đồng cung ứng lao động), để xem bên nước ngoài đã trả những gì.")
_BLOCKED = message("Giấy xác nhận của ngân hàng: tài khoản phong tỏa đứng tên bạn.")
_BASIS = message("Văn bản công ty dựa vào để thu, có số và ngày.")
_STRUCK = message("Bản báo giá mới đã bỏ khoản này. Đã nộp rồi thì đòi lại và giữ phiếu thu cũ.")
_ASK_FOR = {
    "forbidden": (_STRUCK,),
    "above": (_CLAUSE, _APPROVAL, _RECEIPT),
    "cannot_tell": (_BASIS, _CLAUSE, _RECEIPT),
    "refundable_deposit": (_BLOCKED, _CLAUSE),
    "market_price": (_CLAUSE, _RECEIPT),
    "within": (_CLAUSE, _RECEIPT),
}
_NEXT = {
    "forbidden": (
        message("Đừng nộp khoản bị cấm, cũng đừng ký giấy nói là bạn tự nguyện nộp."),
        message("Gửi trang này cho công ty xem và xin báo giá mới bằng giấy."),
        message("Công ty vẫn thu: giữ tin nhắn, phiếu thu, rồi báo."),
    ),
    "above": (
        message("Chưa nộp phần vượt. Xin công ty sửa số tiền trong hợp đồng trước khi ký."),
        message("Đã nộp rồi: giữ phiếu thu và đòi lại phần vượt."),
        message("Công ty không sửa: báo."),
    ),
    "cannot_tell": (
        message("Chưa nộp vội. Hỏi những câu ở trên và ghi lại câu trả lời."),
        message("Có câu trả lời rồi thì kiểm tra lại ở đây."),
    ),
    "market_price": (message("Hỏi giá ở hai nơi nữa rồi hãy chọn."), message("Lấy hóa đơn của nơi làm dịch vụ.")),
    "refundable_deposit": (
        message("Chỉ gửi tiền ký quỹ vào ngân hàng, sau khi đã ký hợp đồng."),
        message("Giữ giấy của ngân hàng để nhận lại tiền khi về."),
    ),
    "within": (
        message("So số tiền này với số trong hợp đồng trước khi ký."),
        message("Nộp xong lấy phiếu thu ngay."),
    ),
}


def say(verdict: str, cap: Money | None) -> Message:
    """A short polite sentence to read aloud or show on the phone; `cap` is the ceiling where the line is above it."""
    found = _SAY[verdict]
    return Message(found.msgid, {"cap": cap}) if verdict == "above" else found


def ask_for(verdict: str) -> tuple[Message, ...]:
    """The papers to ask for."""
    return _ASK_FOR[verdict]


def next_steps(verdict: str) -> tuple[Message, ...]:
    """What to do after reading the answer; the worst line decides."""
    return _NEXT[verdict]
