"""The blueprint of an employer's own vacancies and their moderation, and how a refusal of the room is answered."""

from __future__ import annotations

from typing import TypeVar

from flask import Response, abort, make_response, request
from flask_babel import gettext as _

from portal.jobs.posting import wording
from portal.organisations.rules.refusals import Refusal, Refused
from portal.web.shell.blueprints import page_blueprint
from portal.web.shell.wording import say

blueprint = page_blueprint("posting", __name__)
CONFLICT, UNPROCESSABLE = 409, 422
T = TypeVar("T")


def got(answer: T | Refused) -> T:
    """What the page needs; absent and foreign look the same."""
    if isinstance(answer, Refused):
        abort(404)
    return answer


def shown_again(page: str, refused: Refused | None = None) -> Response:
    """The page again: 409 where somebody was faster, else 422."""
    return make_response(page, CONFLICT if refused is not None and refused.why is Refusal.CHANGED else UNPROCESSABLE)


def why(refused: Refused) -> str:
    """A refusal in words; 404 where it tells nothing but that there is no such page for this reader."""
    if refused.why is Refusal.NO_SUCH:
        abort(404)
    if refused.why is Refusal.CHANGED:
        return str(
            _("Trong lúc bạn mở trang này, người khác đã sửa tin. Chưa lưu gì. Hãy mở lại trang của tin rồi sửa lại.")
        )
    if refused.why is Refusal.NOT_ALLOWED:
        return str(_("Tổ chức của bạn chưa được xác minh, hoặc đang bị tạm khóa. Tin chỉ lưu được thành bản nháp."))
    return str(_("Tin đang ở tình trạng không làm được việc này. Chưa có gì thay đổi."))


def done() -> str:
    """What was just done, said once on the page that follows."""
    asked = request.args.get("done", "")
    return say(wording.DONE[asked]) if asked in wording.DONE else ""
