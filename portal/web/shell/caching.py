"""How long who may keep an answer: public pages are the same for everybody and may be shared, all others are kept nowhere.

An answer is public where its guard is PUBLIC and nothing looked at a session or printed a form token on the way. Whoever
looks, makes it private, so a page that begins to greet its reader cannot leak by being forgotten here.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Flask, Response, current_app, g, request

from portal.shared.clock import VIETNAM, now
from portal.storage.asked import questions_asked
from portal.web.shell.blueprints import API_PREFIX
from portal.web.shell.guards import DEVELOPMENT, ILLUSTRATIVE, PUBLIC, guard_of
from portal.web.shell.session import cookie_name, was_private

CONTENT_AGE = 60
"""Seconds. When an amount is corrected, everybody sees it a minute later; an unchanged page is 304 then."""
LIVE = "public, no-cache"
"""What stands in the database is asked for each time; an unchanged page is 304."""
TYPED = "private, no-cache"
"""An address with a query holds what somebody typed: only their own browser keeps it."""
NOWHERE = "no-store"


def say_who_may_keep(app: Flask) -> None:
    """Set Cache-Control by guard, session, query and database; `Vary: Cookie` on what belongs to one reader."""

    @app.before_request
    def _begin() -> None:
        g.asked_before = questions_asked()

    @app.after_request
    def _say(response: Response) -> Response:
        if request.endpoint == "static":
            return response
        if is_private(response):
            response.vary.add("Cookie")
            if NOWHERE not in response.headers.get("Cache-Control", ""):
                response.headers["Cache-Control"] = NOWHERE
        elif response.status_code < 300 and "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = _age()
        return response


def is_private(response: Response) -> bool:
    """Whether this answer belongs to one reader."""
    if was_private() or "Set-Cookie" in response.headers:
        return True
    name = guard_of(current_app, request.endpoint) if request.endpoint else PUBLIC
    if name in (PUBLIC, ILLUSTRATIVE, DEVELOPMENT):
        return False
    return cookie_name() in request.cookies or not request.path.startswith(API_PREFIX + "/")


def is_content() -> bool:
    """Whether this answer was made of content alone: no query, no database."""
    name = guard_of(current_app, request.endpoint) if request.endpoint else None
    return (
        name == PUBLIC
        and request.method in ("GET", "HEAD")
        and not request.query_string
        and questions_asked() == g.get("asked_before")
    )


def _age() -> str:
    if request.method not in ("GET", "HEAD"):
        return NOWHERE
    if is_content():
        return f"public, max-age={min(CONTENT_AGE, seconds_left(now()))}, must-revalidate"
    return TYPED if request.query_string else LIVE


def seconds_left(moment: datetime) -> int:
    """Seconds until the day ends in Vietnam: laws begin and end by it, and pages say what holds today."""
    here = moment.astimezone(VIETNAM)
    midnight = (here + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return max(int((midnight - here).total_seconds()), 0)
