"""The blueprint of the organisation pages, and how a refusal of the room is answered."""

from __future__ import annotations

from typing import NoReturn, TypeVar

from flask import Response, abort, make_response, render_template
from flask_babel import gettext as _

from portal.organisations.rules.refusals import Refusal, Refused
from portal.organisations.wording import say as words
from portal.web.shell.blueprints import page_blueprint
from portal.web.shell.wording import say

blueprint = page_blueprint("organisations", __name__)
CONFLICT, GONE, UNPROCESSABLE = 409, 410, 422
T = TypeVar("T")


def got(answer: T | Refused) -> T:
    """What a page needs to be shown at all; the page of what is absent where it is refused."""
    if isinstance(answer, Refused):
        refuse_page(answer)
    return answer


def refuse_page(refused: Refused) -> NoReturn:
    """No page is left to show: absent and foreign look the same; a lost file says so."""
    if refused.why is Refusal.FILE_GONE:
        page = render_template(
            "shell/error.html", heading=_("Không có tệp này"), advice=say(words(refused)), status=GONE
        )
        abort(make_response(page, GONE))
    abort(404)


def shown_again(page: str, refused: Refused | None) -> Response:
    """The page again, with what was refused on it: 409 where somebody was faster, else 422."""
    return make_response(page, CONFLICT if refused is not None and refused.why is Refusal.CHANGED else UNPROCESSABLE)


def hidden(refused: Refused) -> bool:
    """Whether the refusal tells nothing but that there is no such page for this reader."""
    return refused.why in (Refusal.NO_SUCH, Refusal.NOT_ALLOWED)
