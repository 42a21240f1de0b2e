"""How the pages of one's account and of the staff answer an act: the form again with its mistakes, or nobody's page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeVar

from flask import Response, abort, make_response, request

from portal.accounts import wording
from portal.accounts.rules.refusals import Refusal, Refused
from portal.shared.locales import Locale, as_locale
from portal.shared.messages import Message, message
from portal.shared.problems import BadInput, Problem
from portal.web.shell.forms import UNPROCESSABLE, errors_of, refuse
from portal.web.shell.guards import SignInNeeded
from portal.web.shell.kept import keep_form
from portal.web.shell.next_page import asked_page
from portal.web.shell.wording import say

T = TypeVar("T")
Show = Callable[[dict[str, str]], str]
"""Makes the page of a form; the errors are given by field."""

_NOT_THEIRS = (Refusal.NOT_ALLOWED, Refusal.NO_SUCH_ACCOUNT)
_NOTICES: Mapping[str, Message] = MappingProxyType(
    {
        "details": message("Đã lưu họ tên và ngôn ngữ."),
        "password": message("Đã đổi mật khẩu. Mọi nơi khác đã bị đăng xuất."),
        "phone": message("Đã lưu số điện thoại. Mọi nơi khác đã bị đăng xuất."),
        "email": message("Đã đổi e-mail. Mọi nơi khác đã bị đăng xuất."),
        "person_suspend": message("Đã tạm khóa tài khoản đó. Người giữ tài khoản được báo qua thư, nếu có e-mail."),
        "person_reinstate": message("Đã mở khóa tài khoản đó. Người giữ tài khoản được báo qua thư, nếu có e-mail."),
        "session": message("Đã kết thúc phiên đăng nhập đó."),
        "invite_again": message("Đã ghi lời mời. Thư sẽ tới trong vài phút."),
        "role": message("Đã đổi vai trò."),
        "end": message("Đã kết thúc vai trò hoặc lời mời."),
        "second_step": message("Đã xóa bước xác minh cũ. Người đó cài lại ở lần đăng nhập sau."),
        "suspend": message("Đã tạm khóa."),
        "reinstate": message("Đã mở khóa."),
        "already": message("Việc này đã được làm rồi, không có gì thay đổi."),
        "stale": message(
            "Chưa làm gì thêm: tình trạng của người này vừa thay đổi, có thể do bạn bấm hai lần. Hãy xem lại bên dưới."
        ),
    }
)
_NO_LANGUAGE = message("Hãy chọn tiếng Việt hoặc tiếng Anh.")


def granted(answer: T | Refused) -> T:
    """The answer of a service that was not refused; else the sign-in page, or the page of what does not exist."""
    if isinstance(answer, Refused):
        _turn_away(answer)
        abort(404)
    return answer


def answer_form(act: Callable[[], T | Refused], show: Show, field: str, already: Message | None = None) -> T | Response:
    """What the act answers; or its form once more, with what is wrong.

    `field` is where a refusal is shown; `already` says better than the room that it was so before.
    """
    try:
        answer = act()
    except BadInput as bad:
        return make_response(show(errors_of(bad)), UNPROCESSABLE)
    if not isinstance(answer, Refused):
        return answer
    _turn_away(answer)
    said = already if already and answer.why is Refusal.ALREADY_SO else wording.say(answer)
    return refuse(show({field: say(said)}), answer)


def notice() -> Message | None:
    """What was done just before this page, as its address says; None for any other word."""
    return _NOTICES.get(request.args.get("done", ""))


def read_language(form: Mapping[str, str]) -> Locale:
    """The language chosen in a form. Raises BadInput (field locale)."""
    locale = as_locale(form["locale"])
    if locale is None:
        raise BadInput([Problem("locale", _NO_LANGUAGE)])
    return locale


def _turn_away(refused: Refused) -> None:
    """Raise for whoever has no business here: signed out meanwhile, or asking for what is not theirs."""
    if refused.why is Refusal.SESSION_OVER:
        raise SignInNeeded(keep_form(), asked_page())
    if refused.why in _NOT_THEIRS:
        abort(404)
