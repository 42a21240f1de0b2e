"""The last net, outside the framework: what even the error handlers could not answer gets a plain page and every header."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterable
from typing import TYPE_CHECKING

from portal.web.shell.headers import header_set

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_PAGE = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{heading} – Bến Về</title></head>
<body><main><h1>{heading}</h1><p>{advice}</p><p><a href="/">Về trang chủ</a></p><p lang="en">{english}</p></main></body></html>
"""
_CRASH = {
    "heading": "Máy chủ gặp lỗi",
    "advice": "Lỗi thuộc về chúng tôi và đã được ghi lại. Hãy thử lại sau ít phút.",
    "english": "The server met an error. It is our fault and has been recorded. Please try again in a few minutes.",
}
_PROBLEM = '{"type":"about:blank","title":"Internal Server Error","status":500,"detail":"Máy chủ gặp lỗi. Hãy thử lại sau ít phút."}'


def plain_page(heading: str, advice: str, english: str) -> str:
    """A page that needs no template, no address and no database. The texts are ours, never a client's."""
    return _PAGE.format(heading=heading, advice=advice, english=english)


class CatchAll:
    """Wraps a WSGI app: an exception that escapes it becomes a 500 with words, headers and a request id in the log."""

    def __init__(self, app: WSGIApplication, logger: logging.Logger, https: bool) -> None:
        self.app = app
        self.logger = logger
        self.headers = header_set(https)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        try:
            return self.app(environ, start_response)
        except Exception as error:
            ident = secrets.token_hex(8)
            self.logger.error("error outside the framework, request %s", ident, exc_info=error)
            return self._answer(environ, start_response, ident)

    def _answer(self, environ: WSGIEnvironment, start_response: StartResponse, ident: str) -> Iterable[bytes]:
        as_json = str(environ.get("PATH_INFO", "")).startswith("/api/")
        body = (_PROBLEM if as_json else plain_page(**_CRASH)).encode()
        kind = "application/problem+json" if as_json else "text/html; charset=utf-8"
        own = {
            "Content-Type": kind,
            "Content-Length": str(len(body)),
            "Cache-Control": "no-store",
            "X-Request-Id": ident,
        }
        start_response("500 Internal Server Error", list((self.headers | own).items()))
        return [] if environ.get("REQUEST_METHOD") == "HEAD" else [body]
