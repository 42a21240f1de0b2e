"""A request that is refused as a whole: which page says so, in words. Raised by the shell before or instead of a view."""

from __future__ import annotations

from flask import Flask, Response, make_response, render_template
from flask_babel import gettext as _


class Unreadable(Exception):
    """A form that no page of ours sends: unknown, doubled or endless fields (400)."""


class ForeignForm(Exception):
    """A form sent from another site, or from a page that is older than the session (400)."""


def answer_refusals(app: Flask) -> None:
    """Show the page of each."""

    @app.errorhandler(Unreadable)
    def _unreadable(_error: Unreadable) -> Response:
        return _page(
            _("Yêu cầu không đọc được"),
            _("Biểu mẫu gửi lên thiếu, thừa hoặc lặp ô. Không có gì thay đổi. Hãy mở lại trang và nhập lại."),
        )

    @app.errorhandler(ForeignForm)
    def _foreign(_error: ForeignForm) -> Response:
        return _page(
            _("Biểu mẫu này đã cũ"),
            _(
                "Bạn đã đăng nhập, đăng xuất hoặc mở trang này từ lâu, nên chưa có gì được gửi. Hãy mở lại trang rồi gửi lại."
            ),
        )


def _page(heading: str, advice: str) -> Response:
    return make_response(render_template("shell/error.html", heading=heading, advice=advice, status=400), 400)
