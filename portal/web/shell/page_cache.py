"""Public pages made of content alone, kept ready by the process: they change with an edition or a new day, never with a reader.

Only what `caching` calls content gets here: guard PUBLIC, no query, no question to the database, no session, no cookie.
Firms, vacancies and search are made anew each time. In development nothing is kept, so that a template shows its change.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass

from flask import Flask, Response, current_app, g, request

from portal.content.editions import library
from portal.shared.clock import today
from portal.web.shell.caching import is_content, is_private
from portal.web.shell.guards import PUBLIC, guard_of
from portal.web.shell.navigation import shows_demo

MOST = 2000
"""Pages. Content has some hundreds; what is asked for beyond them is made anew."""
_SHELF = "page shelf"
Key = tuple[str, tuple[str, str], bool]


@dataclass(frozen=True)
class Kept:
    """A page as it is sent: gzipped, with its type and its ETag."""

    packed: bytes
    mimetype: str
    tag: str


def lend_pages(app: Flask) -> None:
    """Answer from the shelf where this very page was made before today. Register after guards and `caching`."""
    app.extensions[_SHELF] = {}

    @app.before_request
    def _lend() -> Response | None:
        if not _may_be_kept():
            return None
        kept: Kept | None = current_app.extensions[_SHELF].get(_key())
        if kept is None:
            return None
        g.page_ready = True
        packed = request.accept_encodings["gzip"] > 0
        response = Response(kept.packed if packed else gzip.decompress(kept.packed), mimetype=kept.mimetype)
        response.vary.add("Accept-Encoding")
        response.set_etag(kept.tag, weak=packed)
        if packed:
            response.headers["Content-Encoding"] = "gzip"
        return response


def is_ready() -> bool:
    """Whether this answer came from the shelf, packed and tagged."""
    return bool(g.get("page_ready"))


def keep_page(response: Response, packed: bytes) -> None:
    """Put this answer on the shelf if it is content; `packed` is what it says, gzipped."""
    shelf: dict[Key, Kept] = current_app.extensions.get(_SHELF, {})
    tag, _weak = response.get_etag()
    if tag and _may_be_kept() and is_content() and not is_private(response) and len(shelf) < MOST:
        for old in [key for key in shelf if key[1] != _key()[1]]:  # another day, another edition
            shelf.pop(old, None)
        shelf[_key()] = Kept(packed, response.mimetype or "text/html", tag)


def _may_be_kept() -> bool:
    return (
        request.method in ("GET", "HEAD")
        and not request.query_string
        and request.endpoint is not None
        and request.endpoint != "static"
        and guard_of(current_app, request.endpoint) == PUBLIC
        and bool(current_app.extensions["settings"].production)
    )


def _key() -> Key:
    return request.path, (today().isoformat(), library().token), shows_demo()
