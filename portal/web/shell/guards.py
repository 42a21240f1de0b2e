"""Who may open a route: every view declares its guard, and a route without one is refused at run time.

Later guards (signed in, verified organisation, staff) join this list; the route × role table in `tests/web` names each.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, abort, current_app, request

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC = "public"
"""Anyone, without an account. The view shows public data only."""
ILLUSTRATIVE = "illustrative"
"""Anyone, but the view serves invented persons only and answers 404 for every other."""
DEVELOPMENT = "development"
"""Anyone on a development installation; 404 in production."""

GUARDS = (PUBLIC, ILLUSTRATIVE, DEVELOPMENT)
_DECLARED_BY_FLASK = {"static": PUBLIC}


def guard(name: str) -> Callable[[View], View]:
    """Declare the guard of a view; stands below the route decorator."""
    if name not in GUARDS:
        raise ValueError(f"unknown guard {name!r}")

    def declare(view: View) -> View:
        view.__guard__ = name  # type: ignore[attr-defined]
        return view

    return declare


def guard_of(app: Flask, endpoint: str) -> str | None:
    """The declared guard of this endpoint, or None where the view forgot it."""
    return getattr(app.view_functions[endpoint], "__guard__", None) or _DECLARED_BY_FLASK.get(endpoint)


def protect(app: Flask) -> None:
    """Deny by default: a route whose guard is missing answers 403, a development page answers 404 in production."""

    @app.before_request
    def _check() -> None:
        if request.endpoint is None:  # no route: the error handler answers
            return
        name = guard_of(app, request.endpoint)
        if name is None:
            current_app.logger.error("route without guard", extra={"route": request.endpoint})
            abort(403)
        if name == DEVELOPMENT and app.extensions["settings"].production:
            abort(404)
