"""The staff: who they are, and the deeds of an administrator, each on a page of its own that says what follows."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.results import Done, Invited, StaffLine
from portal.accounts.rules.actor import STAFF_ROLES
from portal.accounts.rules.reasons import STAFF_REASONS
from portal.accounts.rules.refusals import Refused
from portal.accounts.rules.sessions import LINK_LIFE
from portal.accounts.service import staff
from portal.shared.clock import now
from portal.web.accounts.account_words import ROLE_NAMES
from portal.web.accounts.desk_answers import answer_form, granted, notice, read_language
from portal.web.accounts.staff_deeds import STAFF_ROLE_DUTIES, Deed, deeds_for, find_deed, seen
from portal.web.accounts.staff_words import (
    ALREADY_SO,
    ALREADY_STAFF,
    CHOOSE_ROLE,
    reason_choices,
    staff_words,
)
from portal.web.shell.forms import listed, read_form
from portal.web.shell.guards import guard
from portal.web.shell.locale import current_locale
from portal.web.shell.next_page import see_other
from portal.web.shell.session import current_actor
from portal.web.shell.wording import say

blueprint = Blueprint("staff", __name__)
"""Stands inside the desk's blueprint, which knows the locale."""
Form = dict[str, str]
Act = Callable[[StaffLine, Form], Done | Invited | Refused]
_ROLES = [(role, ROLE_NAMES[role], STAFF_ROLE_DUTIES[role]) for role in STAFF_ROLES]


@guard("staff.list")
def people() -> ResponseReturnValue:
    """Every staff member."""
    lines = granted(staff.staff_list(current_actor()))
    return render_template("accounts/desk/people.html", people=[staff_words(line) for line in lines], notice=notice())


@blueprint.get("/staff/invite")
@guard("staff.invite")
def invite() -> ResponseReturnValue:
    """The form to invite somebody."""
    return _invite_page({}, {"email": "", "role": "", "locale": current_locale()})


@blueprint.post("/staff/invite")
@guard("staff.invite")
def send_invitation() -> ResponseReturnValue:
    """An invitation, sent."""
    form = read_form({"email", "role", "locale"})
    answer = answer_form(
        lambda: _invite(form["email"], form), lambda errors: _invite_page(errors, form), "email", ALREADY_STAFF
    )
    return answer if isinstance(answer, Response) else see_other(url_for("desk.staff", done="invite_again"))


@blueprint.get("/staff/<ref>")
@guard("staff.list")
def person(ref: str) -> ResponseReturnValue:
    """One staff member."""
    line = _line(ref)
    deeds = () if ref == current_actor().ref else deeds_for(line)
    return render_template("accounts/desk/person.html", person=staff_words(line), deeds=deeds, notice=notice())


@blueprint.route("/staff/<ref>/invite", methods=["GET", "POST"])
@guard("staff.invite")
def invite_again(ref: str) -> ResponseReturnValue:
    """A new letter for who has not accepted yet."""
    return _deed(ref, "invite_again", lambda line, form: _invite(line.email or "", form))


@blueprint.route("/staff/<ref>/role", methods=["GET", "POST"])
@guard("staff.change")
def role(ref: str) -> ResponseReturnValue:
    """Another role."""
    return _deed(ref, "role", lambda line, form: staff.change_role(current_actor(), line.ref, form["role"], now()))


@blueprint.route("/staff/<ref>/end", methods=["GET", "POST"])
@guard("staff.end")
def end(ref: str) -> ResponseReturnValue:
    """No role any more."""
    return _deed(ref, "end", lambda line, _form: staff.end_role(current_actor(), line.ref, now()))


@blueprint.route("/staff/<ref>/second-step", methods=["GET", "POST"])
@guard("staff.reset_second_step")
def second_step(ref: str) -> ResponseReturnValue:
    """The second step, to be set up anew."""
    return _deed(ref, "second_step", lambda line, _form: staff.reset_second_step(current_actor(), line.ref, now()))


@blueprint.route("/staff/<ref>/suspend", methods=["GET", "POST"])
@guard("account.suspend")
def suspend(ref: str) -> ResponseReturnValue:
    """Suspended, for a reason."""
    return _deed(ref, "suspend", _suspend)


@blueprint.route("/staff/<ref>/reinstate", methods=["GET", "POST"])
@guard("account.reinstate")
def reinstate(ref: str) -> ResponseReturnValue:
    """Not suspended any more."""
    return _deed(ref, "reinstate", lambda line, _form: staff.reinstate(current_actor(), line.ref, now()))


def _deed(ref: str, endpoint: str, act: Act) -> ResponseReturnValue:
    """The page of a deed, or the deed done. What was done already, or seen otherwise, is said on the person's page."""
    line = _line(ref)
    if ref == current_actor().ref:
        abort(403)
    deed = find_deed(line, endpoint)
    if deed is None:
        return _to_person(ref, "stale" if request.method == "POST" else "already")
    if request.method != "POST":
        return _deed_page(line, deed, {}, {"role": line.role or "", "locale": current_locale(), "reason": ""})
    form = read_form({"seen", *deed.fields})
    if form["seen"] != seen(line):
        return _to_person(ref, "stale")
    field = deed.fields[0] if deed.fields else "act"
    answer = answer_form(
        lambda: act(line, form), lambda errors: _deed_page(line, deed, errors, form), field, ALREADY_SO
    )
    return answer if isinstance(answer, Response) else _to_person(ref, endpoint)


def _line(ref: str) -> StaffLine:
    """The staff member of this ref; 404 for everybody else's, and for who may not look."""
    lines = granted(staff.staff_list(current_actor()))
    return next((line for line in lines if line.ref == ref), None) or abort(404)


def _invite(address: str, form: Form) -> Invited | Refused:
    return staff.invite(current_actor(), address, form["role"], now(), locale=read_language(form))


def _suspend(line: StaffLine, form: Form) -> Done | Refused:
    return staff.suspend(current_actor(), line.ref, form["reason"], now())


def _to_person(ref: str, done: str) -> Response:
    return see_other(url_for("desk.staff.person", ref=ref, done=done))


def _in_our_words(errors: dict[str, str], form: Form) -> dict[str, str]:
    """Where none of the five roles was chosen, the page says so without naming codes."""
    return errors | {"role": say(CHOOSE_ROLE)} if "role" in errors and form["role"] not in STAFF_ROLES else errors


def _invite_page(errors: dict[str, str], form: Form) -> str:
    errors = _in_our_words(errors, form)
    hours = int(LINK_LIFE["invitation"].total_seconds()) // 3600
    return render_template(
        "accounts/desk/invite.html", form=form, errors=errors, mistakes=listed(errors), roles=_ROLES, hours=hours
    )


def _deed_page(line: StaffLine, deed: Deed, errors: dict[str, str], form: Form) -> str:
    errors = _in_our_words(errors, form)
    return render_template(
        "accounts/desk/deed.html", deed=deed, person=staff_words(line), seen=seen(line), form=form, errors=errors,
        mistakes=listed(errors), roles=_ROLES, reasons=reason_choices(STAFF_REASONS),
    )  # fmt: skip
