"""What a reader sees when something went wrong: a page in their language that says what to do, or problem+json."""

from __future__ import annotations

from flask import Flask, Response, current_app, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError, ServiceUnavailable

from portal.storage.turns import is_busy
from portal.web.shell.blueprints import API_PREFIX
from portal.web.shell.catch_all import plain_page
from portal.web.shell.moved import moved
from portal.web.shell.problems import problem

BUSY_SECONDS = 5
"""After so long it is worth trying again where the database was busy."""


def explain(status: int) -> tuple[str, str]:
    """What happened, and what the reader can do about it."""
    known = {
        400: (
            _("Yêu cầu không đọc được"),
            _("Địa chỉ hoặc nội dung gửi lên bị hỏng. Hãy quay lại trang trước và thử lại."),
        ),
        403: (
            _("Bạn không được mở trang này"),
            _("Trang này dành cho người khác. Nếu bạn nghĩ đây là nhầm lẫn, hãy báo cho chúng tôi."),
        ),
        404: (
            _("Không có trang này"),
            _("Có thể địa chỉ gõ thiếu chữ, hoặc trang đã chuyển chỗ. Hãy thử tìm kiếm hoặc về trang chủ."),
        ),
        405: (_("Không dùng được cách gửi này"), _("Trang này chỉ để xem. Hãy quay lại trang trước và bấm lại.")),
        413: (
            _("Nội dung gửi lên quá lớn"),
            _("Hãy bớt nội dung rồi gửi lại. Những gì bạn đã gõ vẫn còn ở trang trước."),
        ),
        429: (_("Bạn gửi hơi nhanh"), _("Hãy đợi một phút rồi thử lại. Không có gì bị mất.")),
    }
    known[503] = (
        _("Đang quá bận, chưa ghi được gì"),
        _("Chưa có gì thay đổi. Hãy quay lại trang trước, nơi điều bạn gõ vẫn còn, đợi vài giây rồi gửi lại."),
    )
    sorry = (_("Máy chủ gặp lỗi"), _("Lỗi thuộc về chúng tôi và đã được ghi lại. Hãy thử lại sau ít phút."))
    if status in known:
        return known[status]
    if status >= 500:
        return sorry
    return known[400]


def answer_errors(app: Flask) -> None:
    """Handle every HTTP error and every exception that a view lets through."""

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> ResponseReturnValue:
        if error.code is None or error.code < 400:
            return error.get_response()
        if error.code == 404 and (elsewhere := moved()) is not None:
            return elsewhere
        return _say(error.code, error)

    @app.errorhandler(Exception)
    def _unforeseen(error: Exception) -> ResponseReturnValue:
        if is_busy(error):
            current_app.logger.warning("the database was busy: %s", type(error).__name__)
            return _say(503, ServiceUnavailable(retry_after=BUSY_SECONDS))
        current_app.logger.error("unforeseen error", exc_info=error)
        return _say(500, InternalServerError())


def _say(status: int, error: HTTPException) -> Response:
    heading, advice = explain(status)
    if request.path.startswith(API_PREFIX):
        response = problem(status, f"{heading}. {advice}")
    elif isinstance(error, SecurityError):  # a foreign Host: no address can be made from it, so no template either
        english = "The request could not be read: this site does not answer to that name."
        response = make_response(plain_page(heading, advice, english), status)
    else:
        response = make_response(
            render_template("shell/error.html", heading=heading, advice=advice, status=status), status
        )
    kept = {"Allow", "Retry-After"}
    for name, value in error.get_headers(None):
        if name in kept:
            response.headers[name] = value
    return response
