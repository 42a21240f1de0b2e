"""Who may open a route: every view declares its guard, and a route without one is refused at run time.

A guard is a word below or an action of the permission table (`portal.accounts.rules.permissions`). It asks whether the
reader may ever do this; whether to this very object, the room decides. The route × role table in `tests/web` names each.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, Response, abort, current_app, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.rules.permissions import ACTIONS, may_ever
from portal.web.shell.csrf import check_origin, check_token, is_unsafe
from portal.web.shell.kept import keep_form
from portal.web.shell.next_page import NEXT, account_home, asked_page, safe_next, see_other
from portal.web.shell.session import cookie_name, current_actor, current_found, forget

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC = "public"
"""Anyone, without an account. The view shows public data only."""
ILLUSTRATIVE = "illustrative"
"""Anyone, but the view serves invented persons only and answers 404 for every other."""
DEVELOPMENT = "development"
"""Anyone on a development installation; 404 in production."""
SIGNED_OUT = "signed_out"
"""Whoever is not signed in yet; others are sent to their account."""
SECOND_STEP = "second_step"
"""Staff between their password and their second step."""
SETUP = "setup"
"""Staff who must set up their second step first."""

GUARDS = (PUBLIC, ILLUSTRATIVE, DEVELOPMENT, SIGNED_OUT, SECOND_STEP, SETUP)
_STAGE_PAGES = {"second_step": "accounts.second_step", "setup": "accounts.setup"}
_DECLARED_BY_FLASK = {"static": PUBLIC}


@dataclass
class SignInNeeded(Exception):
    """A form was sent by somebody who is not signed in (any more). `kept` is what they typed, sealed; `back` its page."""

    kept: str
    back: str


def guard(name: str, *, largest: int | None = None, keeps_nothing: bool = False) -> Callable[[View], View]:
    """Declare the guard of a view; stands below the route decorator.

    `largest` lets those who pass the guard send a body of so many bytes (uploads). `keeps_nothing`: the form only asks and
    changes nothing, so it needs no token and no cookie (a public check that is too long for an address); or whoever may
    send it may send it from anywhere (an address to watch a firm, guarded by limits; a letter's link, which is the proof
    itself). ValueError for an unknown name.
    """
    if name not in GUARDS and name not in ACTIONS:
        raise ValueError(f"unknown guard {name!r}")

    def declare(view: View) -> View:
        view.__guard__ = name  # type: ignore[attr-defined]
        view.__largest__ = largest  # type: ignore[attr-defined]
        view.__keeps_nothing__ = keeps_nothing  # type: ignore[attr-defined]
        return view

    return declare


def guard_of(app: Flask, endpoint: str) -> str | None:
    """The declared guard of this endpoint, or None where the view forgot it."""
    return getattr(app.view_functions[endpoint], "__guard__", None) or _DECLARED_BY_FLASK.get(endpoint)


def may_open(endpoint: str) -> bool:
    """Whether this reader passes the guard of this endpoint: what navigation asks."""
    name = guard_of(current_app, endpoint) if endpoint in current_app.view_functions else None
    return name in (PUBLIC, ILLUSTRATIVE) or (name in ACTIONS and may_ever(current_actor(), name or ""))


def protect(app: Flask) -> None:
    """Deny by default: no guard, 403. Then the origin of what changes something, the guard, and the form's token."""

    @app.before_request
    def _check() -> ResponseReturnValue | None:
        if request.endpoint is None:  # no route: the error handler answers
            return None
        name = guard_of(app, request.endpoint)
        if name is None:
            current_app.logger.error("route without guard", extra={"route": request.endpoint})
            abort(403)
        if request.method == "OPTIONS" and getattr(request.url_rule, "provide_automatic_options", False):
            return None  # answered by the framework with the methods of the route, before any view
        if is_unsafe():
            check_origin()
        refused = _admit(name)
        if refused is None and is_unsafe():
            request.max_content_length = (
                getattr(app.view_functions[request.endpoint], "__largest__", None) or app.config["MAX_CONTENT_LENGTH"]
            )
            if not getattr(app.view_functions[request.endpoint], "__keeps_nothing__", False):
                check_token()
        return refused


def _admit(name: str) -> Response | None:
    """None for a reader who may go on; else where they are sent. Raises 403, 404, SignInNeeded."""
    if name == DEVELOPMENT and current_app.extensions["settings"].production:
        abort(404)
    if name in (PUBLIC, ILLUSTRATIVE, DEVELOPMENT):
        return None
    found = current_found()
    stage = found.stage if found is not None else ""
    if name == SIGNED_OUT:
        return see_other(safe_next(request.values.get(NEXT))) if stage == "full" else None
    if name in _STAGE_PAGES:
        if stage == name:
            return None
        return see_other(account_home()) if stage == "full" else _to_sign_in(request.args.get(NEXT, ""))
    if may_ever(current_actor(), name):
        return None
    if stage == "full":
        abort(403)
    if stage in _STAGE_PAGES:
        return see_other(url_for(_STAGE_PAGES[stage], next=_next(asked_page())))
    if is_unsafe():
        raise SignInNeeded(keep_form(), asked_page())
    return _to_sign_in(asked_page())


def _to_sign_in(back: str) -> Response:
    response = see_other(url_for("accounts.sign_in", next=_next(back)))
    stale = cookie_name() in request.cookies and current_found() is None
    return forget(response) if stale and not is_unsafe() else response


def _next(back: str) -> str | None:
    return back if back and safe_next(back) == back else None
