"""Where a reader goes after signing in: a page of this site that was asked for, and nowhere else."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from flask import Response, current_app, make_response, request
from werkzeug.exceptions import HTTPException

from portal.shared.locales import LOCALES
from portal.web.shell.locale import current_locale

NEXT = "next"
LONGEST = 500
SEE_OTHER = 303
_OWN_PATH = re.compile(rf"/(?:{'|'.join(LOCALES)})/[A-Za-z0-9/_.~%?&=+,;:@!$'()*-]*")


def account_home() -> str:
    """The page everybody who is signed in has."""
    return f"/{current_locale()}/account"


def see_other(address: str) -> Response:
    """On to another page, which is then looked at (GET). The framework's redirect would write a page in English."""
    response = make_response(b"", SEE_OTHER)
    response.headers["Location"] = address
    return response


def safe_next(text: str | None) -> str:
    """The address if it is a page of ours that can be looked at, else one's own account page."""
    return text if text and is_own_page(text) else account_home()


def is_own_page(text: str) -> bool:
    """Whether this is the path of a page of this site: one slash, our languages, no other site, and a route that takes GET."""
    if len(text) > LONGEST or not _OWN_PATH.fullmatch(text) or "//" in text.partition("?")[0]:
        return False
    try:
        endpoint, _values = current_app.url_map.bind("").match(text.partition("?")[0], method="GET")
    except HTTPException:  # no such page, or one that the router would move
        return False
    return bool(endpoint)


def asked_page() -> str:
    """What to come back to: this very page, or, for a form, the page it stood on. "" where there is none."""
    if request.method in ("GET", "HEAD"):
        path = request.full_path.rstrip("?")
        return path if is_own_page(path) else ""
    try:
        referrer = urlsplit(request.referrer or "")
    except ValueError:
        return ""
    path = referrer.path + (f"?{referrer.query}" if referrer.query else "")
    return path if referrer.netloc == request.host and is_own_page(path) else ""
