"""Incidents before staff: the 72 hours, the record, and lists of people that two must agree to."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import abort, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.privacy.rules.breaches import SCOPES
from portal.privacy.service import breaches
from portal.privacy.wording import LONGEST, UNREADABLE_MOMENT
from portal.privacy.wording import SCOPES as SCOPE_WORDS
from portal.shared.clock import now
from portal.shared.problems import BadInput, Problem
from portal.shared.working_days import VIETNAM
from portal.web.privacy.blueprint import EMPTY, blueprint
from portal.web.shell.forms import UNPROCESSABLE, errors_of, listed, read_form
from portal.web.shell.guards import guard
from portal.web.shell.next_page import see_other
from portal.web.shell.session import current_actor

_OPEN = frozenset({"detected", "what", "data", "measures"})
_DEED = frozenset({"deed", "measures", "scope", "scope_ref", "since", "until"})
_FORMATS = ("%d/%m/%Y %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M")


@blueprint.get("/desk/breaches", endpoint="breaches")
@guard("breach.keep")
def incidents() -> ResponseReturnValue:
    """Every incident, and the form for a new one."""
    return _list_page(dict.fromkeys(_OPEN, ""), {})


@blueprint.post("/desk/breaches")
@guard("breach.keep")
def open_breach() -> ResponseReturnValue:
    """A new incident: its 72 hours run."""
    form = read_form(_OPEN)
    try:
        number = breaches.open_(current_actor(), _moment(form["detected"], "detected"), form, now())
    except BadInput as bad:
        return make_response(_list_page(form, errors_of(bad)), UNPROCESSABLE)
    if number is None:
        abort(404)
    return see_other(url_for("privacy.breach", number=number))


@blueprint.get("/desk/breaches/<int:number>")
@guard("breach.keep")
def breach(number: int) -> ResponseReturnValue:
    """One incident."""
    return _page(number, dict.fromkeys(_DEED, ""), {})


@blueprint.post("/desk/breaches/<int:number>")
@guard("breach.keep")
def mark_breach(number: int) -> ResponseReturnValue:
    """Something noted, or a list of people asked for."""
    form = read_form(_DEED)
    try:
        done = _do(number, form)
    except BadInput as bad:
        return make_response(_page(number, form, errors_of(bad)), UNPROCESSABLE)
    if done is None:
        abort(404)
    return see_other(url_for("privacy.breach", number=number, done="yes" if done else "late"))


@blueprint.post("/desk/breaches/<int:number>/lists/<ref>/approve")
@guard("breach.approve")
def approve_list(number: int, ref: str) -> ResponseReturnValue:
    """A list that somebody else asked for, approved."""
    read_form(EMPTY)
    done = breaches.approve_list(current_actor(), ref, now())
    if done is None:
        abort(404)
    return see_other(url_for("privacy.breach", number=number, done="approved" if done else "late"))


def _do(number: int, form: dict[str, str]) -> bool | None:
    if form["deed"] != "list":
        return breaches.mark(current_actor(), number, form["deed"], form["measures"], now())
    since, until = _moment(form["since"], "since"), _moment(form["until"], "until")
    return breaches.ask_list(current_actor(), number, form["scope"], form["scope_ref"], since, until, now())


def _moment(typed: str, name: str) -> datetime:
    """A moment typed in Vietnam time. Raises BadInput."""
    for pattern in _FORMATS:
        try:
            return datetime.strptime(typed.strip(), pattern).replace(tzinfo=VIETNAM).astimezone(UTC)
        except (ValueError, OverflowError):
            continue
    raise BadInput([Problem(name, UNREADABLE_MOMENT)])


def _list_page(form: dict[str, str], errors: dict[str, str]) -> str:
    found = breaches.listed(current_actor(), now())
    if found is None:
        abort(404)
    return render_template(
        "privacy/breaches.html", found=found, form=form, errors=errors, mistakes=listed(errors), longest=LONGEST
    )


def _page(number: int, form: dict[str, str], errors: dict[str, str]) -> str:
    found = breaches.look(current_actor(), number, now())
    if found is None:
        abort(404)
    return render_template(
        "privacy/breach.html",
        found=found,
        form=form,
        errors=errors,
        mistakes=listed(errors),
        done=request.args.get("done", ""),
        scopes=[(code, SCOPE_WORDS[code]) for code in SCOPES],
        scope_words=SCOPE_WORDS,
        longest=LONGEST,
    )
