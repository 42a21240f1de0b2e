"""The doors: signing in, up and out; the second step and the links of letters are hung in here too."""

from __future__ import annotations

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.results import MailSent
from portal.accounts.rules.actor import PERSON_ROLES
from portal.accounts.rules.refusals import Refused
from portal.accounts.service import sessions
from portal.accounts.service.sign_in import sign_in as signing_in
from portal.accounts.service.sign_up import SignUp
from portal.accounts.service.sign_up import sign_up as signing_up
from portal.accounts.wording import MAIL_SENT
from portal.accounts.wording import say as say_refusal
from portal.mail.service import texts_go_out
from portal.shared.clock import now
from portal.shared.problems import BadInput
from portal.web.accounts import door_links, door_steps
from portal.web.accounts.door_entering import CARRIED, LONGEST, Carried, carried, enter
from portal.web.accounts.door_words import ROLES
from portal.web.shell.blueprints import page_blueprint
from portal.web.shell.forms import UNPROCESSABLE, errors_of, listed, read_form, refuse
from portal.web.shell.guards import SIGNED_OUT, SignInNeeded, guard
from portal.web.shell.locale import current_locale
from portal.web.shell.next_page import see_other
from portal.web.shell.session import current_cookie, forget, origin
from portal.web.shell.wording import say

blueprint = page_blueprint("accounts", __name__)
UNAUTHORISED = 401
_BOTH = ("GET", "POST")
blueprint.add_url_rule("/second-step", "second_step", door_steps.second_step, methods=_BOTH)
blueprint.add_url_rule("/recovery-code", "recovery_code", door_steps.recovery_code, methods=_BOTH)
blueprint.add_url_rule("/setup-second-step", "setup", door_steps.setup, methods=_BOTH)
blueprint.add_url_rule("/reset", "reset", door_links.reset, methods=_BOTH)
blueprint.add_url_rule("/reset/code", "reset_code", door_links.reset_with_code, methods=_BOTH)
blueprint.add_url_rule("/account/confirm/<token>", "confirm", door_links.confirm, methods=_BOTH)
blueprint.add_url_rule("/account/reset/<token>", "new_password", door_links.new_password, methods=_BOTH)
blueprint.add_url_rule("/account/email/<token>", "email_change", door_links.email_change, methods=_BOTH)
blueprint.add_url_rule("/account/invitation/<token>", "invitation", door_links.invitation, methods=_BOTH)


@blueprint.route("/sign-in", methods=_BOTH)
@guard(SIGNED_OUT)
def sign_in() -> ResponseReturnValue:
    """Sign in with an e-mail address or a phone number."""
    if request.method != "POST":
        return _sign_in_page(carried(), done=request.args.get("done", ""))
    form = read_form({"login", "password"} | CARRIED, longest=LONGEST)
    along = carried(form)
    answer = signing_in(form["login"], form["password"], origin(), now())
    if isinstance(answer, Refused):
        page = _sign_in_page(along, login=form["login"], error=say(say_refusal(answer)))
        return refuse(page, answer)
    return enter(answer, along)


@blueprint.app_errorhandler(SignInNeeded)
def sign_in_again(needed: SignInNeeded) -> ResponseReturnValue:
    """A form was sent by somebody who is not signed in (any more): sign in first, what was typed is not lost."""
    return _sign_in_page(Carried(needed.back, needed.kept), over=True), UNAUTHORISED


def _sign_in_page(along: Carried, *, login: str = "", error: str = "", over: bool = False, done: str = "") -> str:
    mistakes = listed({"login": error} if error else {})
    return render_template(
        "accounts/door/sign_in.html",
        along=along,
        login=login[:254],
        error=error,
        mistakes=mistakes,
        over=over,
        done=done,
    )


@blueprint.route("/sign-up", methods=_BOTH)
@guard(SIGNED_OUT)
def sign_up() -> ResponseReturnValue:
    """Sign up: by e-mail a letter follows, by phone the codes to print. The answer tells nothing of who is here already."""
    if request.method != "POST":
        if "sent" in request.args:
            return render_template("accounts/door/sent.html", said=MAIL_SENT, resend=url_for("accounts.sign_up"))
        return _sign_up_page({}, {})
    form = read_form({"login", "password", "role", "name"})
    try:
        answer = signing_up(
            SignUp(form["login"], form["password"], form["role"], form["name"], current_locale()), origin(), now()
        )
    except BadInput as error:
        return _sign_up_page(form, errors_of(error)), UNPROCESSABLE
    if isinstance(answer, MailSent):
        return see_other(url_for("accounts.sign_up", sent=1))
    if isinstance(answer, Refused):
        return refuse(_sign_up_page(form, {"login": say(say_refusal(answer))}), answer)
    return enter(answer, Carried())


def _sign_up_page(typed: dict[str, str], errors: dict[str, str]) -> str:
    roles = [(role, *ROLES[role]) for role in PERSON_ROLES]
    return render_template(
        "accounts/door/sign_up.html",
        typed=typed,
        errors=errors,
        mistakes=listed(errors),
        roles=roles,
        texts=texts_go_out(),
    )


@blueprint.post("/sign-out")
@guard("account.sign_in")
def sign_out() -> Response:
    """End this session, in whatever stage it is."""
    read_form(frozenset())
    sessions.sign_out(current_cookie(), now())
    return forget(see_other(url_for("home.front")))
