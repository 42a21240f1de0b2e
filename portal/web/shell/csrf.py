"""Whether a form was sent from a page of ours: its token belongs to the reader's cookie, and the browser names this site.

Signed in, the token belongs to the session cookie, so it changes whenever that does. Signed out, a cookie of its own is
set by the pages that hold a form, and by no other. The JSON side is stateless and reads no cookie.
"""

from __future__ import annotations

import hmac
import secrets
from datetime import timedelta
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, request

from portal.storage.encryption import blind, blinds
from portal.web.shell.blueprints import API_PREFIX
from portal.web.shell.refusals import ForeignForm
from portal.web.shell.session import cookie_name, current_cookie, current_found, keep_private

FIELD = "csrf_token"
SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
FORM_AGE = timedelta(hours=4)
"""How long a form of a signed-out page stays good; looking at one again begins anew."""
_ISSUED = "benve.form"
_OWN_SITES = ("same-origin", "none")


def form_cookie_name() -> str:
    """The cookie that a signed-out form belongs to."""
    return "__Host-benve-form" if cookie_name().startswith("__Host-") else "benve-form"


def csrf_token() -> str:
    """The token to print into a form of this answer (macro `ui.csrf()`); makes the answer private."""
    keep_private()
    if current_found() is not None:
        return token_for(current_cookie())
    if _ISSUED not in request.environ:
        request.environ[_ISSUED] = _kept() or secrets.token_urlsafe(16)
    return token_for(request.environ[_ISSUED])


def token_for(cookie: str) -> str:
    """The token that goes with this cookie value."""
    return blind("form token", cookie)


def is_unsafe() -> bool:
    """Whether this request may change something and comes from a browser's page."""
    return request.method not in SAFE and not request.path.startswith(API_PREFIX + "/")


def check_origin() -> None:
    """Raise ForeignForm where the browser says that another site sent this."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in _OWN_SITES:
        raise ForeignForm
    sender = request.headers.get("Origin")
    if sender is not None and sender != "null" and not _is_own(sender):  # null: a sandbox; the token decides
        raise ForeignForm


def check_token() -> None:
    """Raise ForeignForm where the form's token does not belong to a cookie of this reader."""
    given = [value.encode() for value in request.form.getlist(FIELD)]
    found = current_found()
    cookies = [current_cookie(), "" if found is not None and found.stage == "full" else _kept()]
    good = [token.encode() for cookie in cookies if cookie for token in blinds("form token", cookie)]
    if len(given) != 1 or not any(hmac.compare_digest(token, given[0]) for token in good):
        raise ForeignForm


def is_proven_own() -> bool:
    """Whether the browser itself says that a page of ours sent this, so that what was typed may be kept without a token."""
    sender = request.headers.get("Origin")
    if sender is not None and sender != "null":
        return _is_own(sender)
    return request.headers.get("Sec-Fetch-Site") == "same-origin"


def issue_cookies(app: Flask) -> None:
    """Set the form cookie on answers that printed a token for it."""

    @app.after_request
    def _issue(response: Response) -> Response:
        if issued := request.environ.get(_ISSUED):
            secure = current_app.extensions["settings"].https
            response.set_cookie(
                form_cookie_name(), issued, max_age=FORM_AGE, path="/", secure=secure, httponly=True, samesite="Lax"
            )
        return response


def _kept() -> str:
    value = request.cookies.get(form_cookie_name(), "")
    return value if 16 <= len(value) <= 64 else ""


def _is_own(sender: str) -> bool:
    try:
        parts = urlsplit(sender)
    except ValueError:
        return False
    https = current_app.extensions["settings"].https
    return parts.netloc == request.host and parts.scheme in (("https",) if https else ("http", "https"))
