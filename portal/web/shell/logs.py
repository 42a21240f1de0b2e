"""What is written of each request: one JSON object a line, the route and not the address, nothing that a person typed."""

from __future__ import annotations

import json
import logging
import re
import secrets
import time
from typing import Any

from flask import Flask, Response, g, has_request_context, request

from portal.shared.clock import now

_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_PHONE = re.compile(r"(?<!\w)\+?\d[\d .()-]{7,18}\d(?!\w)")
_OWN = ("route", "method", "status", "ms", "bytes")


class JsonLines(logging.Formatter):
    """A record as one line of JSON; control characters are escaped, mail addresses and phone numbers struck out."""

    def format(self, record: logging.LogRecord) -> str:
        row: dict[str, Any] = {
            "at": now().isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": strike_out(record.getMessage()),
        }
        if has_request_context():
            row["request_id"] = request_id()
        row |= {name: getattr(record, name) for name in _OWN if hasattr(record, name)}
        if record.exc_info and record.exc_info[0]:
            row["error"] = strike_out(self.formatException(record.exc_info))
        return json.dumps(row, ensure_ascii=False)


def strike_out(text: str) -> str:
    """The text without mail addresses and phone numbers."""
    return _PHONE.sub("[phone]", _MAIL.sub("[mail]", text))


def request_id() -> str:
    """The id of this request, made here: an id sent by a client could carry anything into the log."""
    if "request_id" not in g:
        g.request_id = secrets.token_hex(8)
    return str(g.request_id)


def write_logs(app: Flask) -> None:
    """Send the app's log as JSON lines to standard error, one line for each request, and its id in a header."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    app.logger.handlers = [handler]
    app.logger.propagate = False
    app.logger.setLevel(logging.INFO)
    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # the development server would write whole addresses

    @app.before_request
    def _start() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def _write(response: Response) -> Response:
        response.headers["X-Request-Id"] = request_id()
        route = request.url_rule.rule if request.url_rule else "-"
        spent = round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000, 1)
        facts = {"route": route, "method": request.method, "status": response.status_code, "ms": spent}
        app.logger.info("request", extra=facts | {"bytes": response.calculate_content_length()})
        return response
