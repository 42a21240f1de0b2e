"""Counts how often pages of the content are asked for: the page and the month, nothing of who asked."""

from __future__ import annotations

from flask import Flask, Response, current_app, g, request

from portal.content.visits import Counting
from portal.shared.clock import today
from portal.shared.locales import as_locale

_COUNTING = "visits"
SEEN = (200, 304)


def count_visits(app: Flask) -> None:
    """Count every page that was read, and add up in the database now and then, after the answer was made."""
    app.extensions[_COUNTING] = Counting()

    @app.after_request
    def _count(response: Response) -> Response:
        code, _slash, path = request.path.strip("/").partition("/")
        if request.method == "GET" and response.status_code in SEEN and as_locale(code) and not g.get("drawn"):
            current_app.extensions[_COUNTING].count(path, today())
        return response

    @app.teardown_request
    def _write(_error: BaseException | None) -> None:
        current_app.extensions[_COUNTING].write_when_due()
