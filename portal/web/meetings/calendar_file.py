"""An interview as a file that a calendar opens; it is one reader's and is kept nowhere."""

from __future__ import annotations

from dataclasses import replace

from flask import Response, abort
from flask_babel import gettext as _

from portal.meetings.rules.ics import Event, written
from portal.web.shell.wording import moment


def calendar_file(event: Event | None) -> Response:
    """The file in the reader's language; the page of what does not exist where there is no such interview."""
    if event is None:
        abort(404)
    said = replace(
        event,
        summary=_("Phỏng vấn: %(what)s", what=event.summary),
        note=_("Giờ Việt Nam: %(when)s. Nơi gặp xem trên trang, sau khi đăng nhập.", when=moment(event.start)),
    )
    response = Response(written(said).encode(), mimetype="text/calendar")
    response.headers["Content-Disposition"] = "attachment; filename=phong-van.ics"
    response.headers["Cache-Control"] = "private, no-store"
    return response
