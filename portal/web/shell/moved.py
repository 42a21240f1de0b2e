"""Where a page stands now whose address was once another: no address that was published dies."""

from __future__ import annotations

from flask import Response, make_response, request

from portal.content import service as content
from portal.shared.locales import as_locale

FOR_EVER = 308


def moved() -> Response | None:
    """The way to the new address of the page asked for, its query kept; None where nothing of this name ever was."""
    code, _slash, path = request.path.strip("/").partition("/")
    known = content.find("redirect", path) if as_locale(code) and request.method in ("GET", "HEAD") else None
    if known is None:
        return None
    query = request.query_string.decode("latin-1")
    response = make_response(b"", FOR_EVER)
    response.headers["Location"] = f"/{code}/{known.data['to']}" + (f"?{query}" if query else "")
    return response
