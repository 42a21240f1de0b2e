"""Who is asking: the session behind the cookie, found once a request, and the cookies that name it.

A page without a session cookie asks the database nothing. Whoever looks here makes the answer private (`caching`).
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Response, current_app, request

from portal.accounts.results import Found, SecondStepNeeded, SetupNeeded, SignedIn
from portal.accounts.rules.actor import ANONYMOUS, STAFF_ROLES, Actor
from portal.accounts.rules.origin import Origin
from portal.accounts.service import sessions
from portal.shared.clock import now

DEVICE = "benve-device"
DEVICE_AGE = timedelta(days=180)
_FOUND, _COOKIE, _PRIVATE = "benve.found", "benve.cookie", "benve.private"

AnySession = SignedIn | SecondStepNeeded | SetupNeeded


def cookie_name() -> str:
    """`__Host-benve` where the site is https: a browser then takes it from this very host only."""
    return "__Host-benve" if _https() else "benve"


def current_cookie() -> str:
    """The value of the session cookie: as it came, or as this answer sets it. "" where there is none."""
    return str(request.environ.get(_COOKIE, request.cookies.get(cookie_name(), "")))


def current_found() -> Found | None:
    """The session of this request, in whatever stage; None where there is none or it is over."""
    if _FOUND not in request.environ:  # not in g: a test's app context may outlive a request
        cookie = current_cookie()
        request.environ[_FOUND] = sessions.find_session(cookie, now()) if cookie else None
    found: Found | None = request.environ[_FOUND]
    return found


def current_actor() -> Actor:
    """Who acts in this request; ANONYMOUS until a session is full."""
    found = current_found()
    return found.actor if found is not None else ANONYMOUS


def origin() -> Origin:
    """Where this request comes from, as limits and session lists need it."""
    agent = request.headers.get("User-Agent", "")[:512]
    return Origin(request.remote_addr or "", agent, request.cookies.get(DEVICE, ""))


def adopt(entered: AnySession) -> None:
    """Go on in this session in what is still printed of this answer (header link, form tokens). Call before rendering."""
    request.environ[_COOKIE] = entered.cookie
    request.environ.pop(_FOUND, None)


def keep(response: Response, entered: AnySession) -> Response:
    """Set the cookies of a session that was just opened.

    A person's stays as long as the session may last; one of staff, or one that waits for its second step, goes with the
    browser. The device cookie tells the limits that somebody signed in from this browser before.
    """
    staff = not isinstance(entered, SignedIn) or bool(entered.actor.roles & set(STAFF_ROLES))
    age = None if staff else max(int((entered.expires - now()).total_seconds()), 0)
    response.set_cookie(cookie_name(), entered.cookie, max_age=age, **_flags())
    if isinstance(entered, SignedIn):
        response.set_cookie(DEVICE, entered.device, max_age=DEVICE_AGE, **_flags())
    return response


def forget(response: Response) -> Response:
    """Delete the session cookie; the device cookie stays."""
    response.delete_cookie(cookie_name(), **_flags())
    return response


def keep_private() -> None:
    """This answer holds what belongs to one reader: it must not be stored anywhere."""
    request.environ[_PRIVATE] = True


def was_private() -> bool:
    """Whether this request looked at a session, opened one, or printed what belongs to one reader."""
    return any(name in request.environ for name in (_FOUND, _COOKIE, _PRIVATE))


def _flags() -> dict[str, Any]:
    return {"path": "/", "secure": _https(), "httponly": True, "samesite": "Lax"}


def _https() -> bool:
    return bool(current_app.extensions["settings"].https)
