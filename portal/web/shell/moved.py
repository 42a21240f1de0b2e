"""Where a page stands now whose address was once another: no address that was published dies."""

from __future__ import annotations

from flask import Response, make_response, request

from portal.content import service as content
from portal.content.places import moved_to
from portal.shared.locales import as_locale

FOR_EVER = 308


def moved() -> Response | None:
    """The way to the new address of the page asked for, its query kept; None where nothing of this name ever was."""
    code, _slash, path = request.path.strip("/").partition("/")
    if not as_locale(code) or request.method not in ("GET", "HEAD"):
        return None
    listed = content.find("redirect", path)
    named = str(listed.data["to"]) if listed is not None else ""
    to = moved_to(named or path) or named
    if not to:
        return None
    query = request.query_string.decode("latin-1")
    response = make_response(b"", FOR_EVER)
    response.headers["Location"] = f"/{code}/{to}" + (f"?{query}" if query else "")
    return response
