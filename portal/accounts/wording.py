"""What the accounts room says: why a field or an act is refused, and the words that are the same for known and unknown names."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from portal.accounts.rules.names import BadName, NameFault
from portal.accounts.rules.passwords import LONGEST, SHORTEST, PasswordFault
from portal.accounts.rules.refusals import Refusal, Refused
from portal.shared.messages import Message, message

MAIL_SENT = message(
    "Chúng tôi vừa gửi thư tới địa chỉ bạn đã nhập. Hãy mở thư và làm theo hướng dẫn. Nếu sau 10 phút chưa thấy thư, hãy xem mục thư rác."
)
RESET_SENT = message(
    "Nếu bạn nhập e-mail, hãy mở thư chúng tôi vừa gửi và làm theo hướng dẫn. Nếu bạn nhập số điện thoại, hãy dùng mã khôi phục đã in."
)
NO_ROLE = message("Hãy chọn bạn là người lao động, nhà tuyển dụng hay công ty dịch vụ.")
NAME_TOO_LONG = message("Họ tên dài quá 120 ký tự.")
NO_NAME = message("Hãy nhập họ tên.")
WRONG_RESET_CODE = message("Mã không đúng, đã dùng rồi hoặc đã hết hạn. Hãy gõ lại từng ký tự.")
NO_REASON = message("Hãy chọn một lý do.")
NO_PASSWORD_BY_PHONE = message(
    "Chưa có e-mail thì số điện thoại là cách đăng nhập duy nhất. Hãy thêm e-mail trước khi bỏ số này."
)
SAME_ADDRESS = message("Đây là địa chỉ bạn đang dùng.")
SAME_NUMBER = message("Đây là số bạn đang dùng.")
WHOM = message("Hãy nhập đúng cả e-mail, số điện thoại hoặc mã tài khoản.")
REASONS: Mapping[str, Message] = MappingProxyType(
    {
        "asked": message("Người giữ tài khoản yêu cầu"),
        "fraud": message("Có dấu hiệu lừa đảo"),
        "false_details": message("Thông tin khai không đúng"),
        "harassment": message("Quấy rối hoặc đe dọa người khác"),
        "spam": message("Gửi thư hoặc tin hàng loạt"),
        "stolen": message("Nghi tài khoản bị người khác chiếm"),
        "lost_device": message("Mất máy hoặc nghi lộ mật khẩu"),
        "misuse": message("Dùng quyền sai việc"),
        "away": message("Nghỉ việc lâu ngày"),
        "under_review": message("Đang làm rõ một vụ việc"),
    }
)
"""Why an account is suspended (rules/reasons.py); the letter says the same in texts.yaml."""
LOOK_REASONS: Mapping[str, Message] = MappingProxyType(
    {
        "reported": message("Có người báo về tài khoản này"),
        "suspicious": message("Có dấu hiệu bất thường"),
        "asked_for_help": message("Người đó nhờ giúp"),
        "authority": message("Cơ quan có thẩm quyền yêu cầu bằng văn bản"),
    }
)
"""Why staff look at a person's account."""

_REFUSALS: Mapping[Refusal, Message] = MappingProxyType(
    {
        Refusal.WRONG_CREDENTIALS: message(
            "Tên đăng nhập hoặc mật khẩu không đúng, hoặc tài khoản chưa được xác nhận qua thư. Hãy thử lại hoặc đặt lại mật khẩu."
        ),
        Refusal.SUSPENDED: message(
            "Tài khoản này đang bị tạm khóa. Nếu bạn thấy không đúng, hãy nói ở “Báo cho Bến Về” (cuối trang này)."
        ),
        Refusal.LINK_UNKNOWN: message("Đường dẫn này không đúng. Hãy mở lại từ thư, hoặc yêu cầu gửi thư mới."),
        Refusal.LINK_USED: message(
            "Đường dẫn này đã được dùng. Nếu chính bạn đã dùng, hãy đăng nhập; nếu không, hãy yêu cầu thư mới."
        ),
        Refusal.LINK_EXPIRED: message("Đường dẫn này đã hết hạn. Hãy yêu cầu gửi thư mới."),
        Refusal.WRONG_PASSWORD: message("Mật khẩu không đúng. Hãy nhập lại."),
        Refusal.WRONG_CODE: message(
            "Mã không đúng hoặc đã hết hạn. Hãy nhập mã đang hiện trong ứng dụng, hoặc một mã khôi phục chưa dùng."
        ),
        Refusal.CODE_USED: message("Mã này vừa được dùng. Hãy chờ ứng dụng hiện mã mới rồi nhập lại."),
        Refusal.SESSION_OVER: message("Phiên đăng nhập đã kết thúc. Hãy đăng nhập lại."),
        Refusal.NOT_ALLOWED: message("Bạn không có quyền làm việc này."),
        Refusal.NO_SUCH_ACCOUNT: message("Không tìm thấy tài khoản này."),
        Refusal.NO_SUCH_SESSION: message("Phiên đăng nhập này đã kết thúc."),
        Refusal.HAS_PERSON_ACCOUNT: message(
            "Địa chỉ này đang dùng cho một tài khoản cá nhân. Hãy dùng địa chỉ khác cho tài khoản nhân viên."
        ),
        Refusal.ALREADY_SO: message("Việc này đã được làm rồi, không có gì thay đổi."),
        Refusal.LAST_ADMIN: message("Đây là người quản trị cuối cùng. Hãy thêm một người quản trị khác trước."),
    }
)
_PASSWORDS: Mapping[PasswordFault, Message] = MappingProxyType(
    {
        PasswordFault.TOO_SHORT: message(
            "Mật khẩu cần ít nhất %(n)s ký tự. Vài từ ghép lại vừa dài vừa dễ nhớ.", n=SHORTEST
        ),
        PasswordFault.TOO_LONG: message("Mật khẩu dài quá %(n)s ký tự.", n=LONGEST),
        PasswordFault.COMMON: message("Nhiều người dùng mật khẩu này nên rất dễ bị đoán ra. Hãy chọn mật khẩu khác."),
        PasswordFault.LIKE_NAME: message(
            "Mật khẩu trùng với tên, e-mail hoặc số điện thoại của bạn. Hãy chọn mật khẩu khác."
        ),
    }
)
_NAMES: Mapping[NameFault, Message] = MappingProxyType(
    {
        NameFault.EMPTY: message("Hãy nhập e-mail hoặc số điện thoại."),
        NameFault.NOT_EMAIL: message("Đây không phải là địa chỉ e-mail. Hãy viết theo mẫu ten@vidu.vn."),
        NameFault.NOT_PHONE: message(
            "Đây không phải là số điện thoại. Hãy viết theo mẫu 0912 345 678 hoặc +81 90 1234 5678."
        ),
    }
)


def say(refused: Refused) -> Message:
    """Why the act was refused, in words."""
    if refused.why is Refusal.TOO_MANY:
        if refused.retry_after < 120:
            return message("Bạn thử quá nhanh. Hãy chờ %(n)s giây rồi thử lại.", n=max(refused.retry_after, 2))
        return message("Bạn thử quá nhanh. Hãy chờ %(n)s phút rồi thử lại.", n=-(-refused.retry_after // 60))
    if refused.why is Refusal.SUSPENDED and refused.reason in REASONS:
        return message(
            "Tài khoản này đang bị tạm khóa. Lý do: %(reason)s. Nếu bạn thấy không đúng, hãy nói ở “Báo cho Bến Về” (cuối trang này).",
            reason=REASONS[refused.reason],
        )
    return _REFUSALS[refused.why]


def say_password(fault: PasswordFault) -> Message:
    """What is wrong with a new password."""
    return _PASSWORDS[fault]


def say_name(bad: BadName) -> Message:
    """What is wrong with a login name; names the letter that does not belong there."""
    if bad.fault is NameFault.STRANGE_LETTER:
        return message(
            "Địa chỉ e-mail có ký tự lạ “%(letter)s”: nhìn thì quen nhưng là chữ khác. Hãy gõ lại bằng bàn phím không dấu.",
            letter=bad.letter,
        )
    return _NAMES[bad.fault]


def no_staff_role(role: str) -> Message:
    """The role is none that staff may have."""
    return message(
        "Không có vai trò “%(role)s”. Hãy chọn: biên tập (editor), thẩm định (reviewer), kiểm duyệt (moderator), "
        "cán bộ (officer) hoặc quản trị (admin).",
        role=role,
    )
