"""Smaller answers for slow networks: text is sent gzipped to a browser that takes it, and not again when unchanged.

Public answers only carry no secret, so the known attacks on compressed secrets (BREACH) have nothing to find; answers
that must not be stored are sent as they are.
"""

from __future__ import annotations

import gzip

from flask import Flask, Response, request

from portal.web.shell.page_cache import is_ready, keep_page

_TEXT = (
    "text/", "application/json", "application/problem+json", "image/svg+xml", "application/atom+xml", "application/xml",
    "application/manifest+json",
)  # fmt: skip
_WORTH_IT = 800


def compress(app: Flask) -> None:
    """Add an ETag to public answers, answer 304 where the reader has it already, gzip the rest."""

    @app.after_request
    def _compress(response: Response) -> Response:
        if is_ready():
            response.make_conditional(request)
            return response
        if response.status_code != 200 or "no-store" in response.headers.get("Cache-Control", ""):
            return response
        if not (response.mimetype or "").startswith(_TEXT):
            return response
        body = _whole(response)
        if request.method in ("GET", "HEAD"):
            response.add_etag()
        if len(body) >= _WORTH_IT:
            response.vary.add("Accept-Encoding")
            if request.accept_encodings["gzip"] > 0:
                packed = gzip.compress(body, 6, mtime=0)
                keep_page(response, packed)
                response.set_data(packed)
                response.headers["Content-Encoding"] = "gzip"
                response.headers["Content-Length"] = str(len(response.get_data()))
                _weaken(response)
        if request.method in ("GET", "HEAD"):
            response.make_conditional(request)
        return response


def _whole(response: Response) -> bytes:
    """The body in memory; a file behind it is closed at once."""
    streamed = response.response
    response.direct_passthrough = False
    body = response.get_data()
    if close := getattr(streamed, "close", None):
        close()
    return body


def _weaken(response: Response) -> None:
    tag, _weak = response.get_etag()
    if tag:
        response.set_etag(tag, weak=True)
