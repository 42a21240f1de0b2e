"""What the links of letters open, as pages: a sign-up confirmed, a new password, an invitation taken up; and how to ask for one."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.results import Done, MailSent, SignedIn
from portal.accounts.rules.refusals import Refusal, Refused
from portal.accounts.service import contact, passwords
from portal.accounts.service import invitation as invitations
from portal.accounts.service import sign_up as signing_up
from portal.accounts.wording import RESET_SENT
from portal.accounts.wording import say as say_refusal
from portal.mail.service import texts_go_out
from portal.shared.clock import now
from portal.shared.problems import BadInput
from portal.web.accounts.door_entering import Carried, enter
from portal.web.shell.forms import UNPROCESSABLE, errors_of, listed, read_form, refuse
from portal.web.shell.guards import guard
from portal.web.shell.locale import current_locale
from portal.web.shell.next_page import see_other
from portal.web.shell.session import keep, keep_private, origin
from portal.web.shell.wording import say

LINK = frozenset({Refusal.LINK_UNKNOWN, Refusal.LINK_USED, Refusal.LINK_EXPIRED, Refusal.HAS_PERSON_ACCOUNT})
NOT_FOUND, GONE = 404, 410
Errors = dict[str, str]


@guard("account.reset")
def reset() -> ResponseReturnValue:
    """Ask for a link to a new password. The answer is the same whoever asks for whomever."""
    if request.method != "POST":
        if "sent" in request.args:
            return render_template("accounts/door/sent.html", said=RESET_SENT, resend=url_for("accounts.reset"))
        return _form("reset", {})
    form = read_form({"login"})
    try:
        answer = passwords.request_reset(form["login"], current_locale(), origin(), now())
    except BadInput as error:
        return _form("reset", errors_of(error), typed=form), UNPROCESSABLE
    if isinstance(answer, MailSent):
        by_phone = texts_go_out() and "@" not in form["login"]
        return see_other(url_for("accounts.reset_code" if by_phone else "accounts.reset", sent=1))
    return refuse(_form("reset", {"login": say(say_refusal(answer))}, typed=form), answer)


@guard("account.reset")
def reset_with_code() -> ResponseReturnValue:
    """A new password with a printed code, for who has no e-mail here."""
    if request.method != "POST":
        return _form("reset_code", {})
    form = read_form({"login", "code", "new"})
    try:
        answer = passwords.reset_with_code(form["login"], form["code"], form["new"], origin(), now())
    except BadInput as error:
        return _form("reset_code", errors_of(error), typed=form), UNPROCESSABLE
    if isinstance(answer, Done):
        return _to_sign_in()
    return refuse(_form("reset_code", {"code": say(say_refusal(answer))}, typed=form), answer)


@guard("account.use_link")
def confirm(token: str) -> ResponseReturnValue:
    """Confirm a sign-up: the link proves the address, the password that the same person chose it."""
    if request.method != "POST":
        return _look("confirm", signing_up.look_at_confirmation(token, now()))
    form = read_form({"password"})
    answer = signing_up.confirm(token, form["password"], origin(), now())
    return enter(answer, Carried()) if isinstance(answer, SignedIn) else _refused("confirm", answer, "password", form)


@guard("account.use_link")
def email_change(token: str) -> ResponseReturnValue:
    """Take a new e-mail address: the link proves the address, the password that it is the holder's own account."""
    if request.method != "POST":
        return _look("email_change", contact.look_at_email_change(token, now()))
    form = read_form({"password"})
    answer = contact.confirm_email(token, form["password"], origin(), now())
    if isinstance(answer, Refused):
        return _refused("email_change", answer, "password", form)
    if isinstance(answer, Done):  # staff sign in with both steps
        return see_other(url_for("accounts.sign_in", done="email"))
    return keep(see_other(url_for("desk.account", done="email")), answer)


@guard("account.use_link")
def new_password(token: str) -> ResponseReturnValue:
    """A new password by the link of a letter."""
    if request.method != "POST":
        return _look("new_password", passwords.look_at_reset(token, now()))
    form = read_form({"new"})
    return _answered("new_password", "new", form, lambda: passwords.reset(token, form["new"], origin(), now()))


@guard("account.use_link")
def invitation(token: str) -> ResponseReturnValue:
    """Take up an invitation to the staff: a name, a password, then the second step."""
    if request.method != "POST":
        return _look("invitation", invitations.look_at_invitation(token, now()))
    form = read_form({"name", "password"})

    def act() -> object:
        return invitations.accept_invitation(token, form["name"], form["password"], origin(), now())

    return _answered("invitation", "password", form, act)


def _answered(page: str, field: str, form: Errors, act: Callable[[], object]) -> ResponseReturnValue:
    """Do it: mistakes and refusals show the form again, a link that is over its own page."""
    try:
        answer = act()
    except BadInput as error:
        return _form(page, errors_of(error), typed=form), UNPROCESSABLE
    if isinstance(answer, Refused):
        return _refused(page, answer, field, form)
    return _to_sign_in() if isinstance(answer, Done) else enter(answer, Carried())  # type: ignore[arg-type]


def _look(page: str, refused: Refused | None) -> ResponseReturnValue:
    return _form(page, {}) if refused is None else _over(refused)


def _refused(page: str, refused: Refused, field: str, form: Errors) -> Response:
    if refused.why in LINK:
        return _over(refused)
    return refuse(_form(page, {field: say(say_refusal(refused))}, typed=form), refused)


def _over(refused: Refused) -> Response:
    """The link does not open: 404 for one that never was, 410 for one that is over."""
    keep_private()
    status = NOT_FOUND if refused.why is Refusal.LINK_UNKNOWN else GONE
    return make_response(render_template("accounts/door/link_over.html", said=say_refusal(refused)), status)


def _form(page: str, errors: Errors, typed: Errors | None = None) -> str:
    return render_template(
        f"accounts/door/{page}.html",
        errors=errors,
        mistakes=listed(errors),
        typed=typed or {},
        texts=texts_go_out(),
        sent="sent" in request.args,
    )


def _to_sign_in() -> Response:
    return see_other(url_for("accounts.sign_in", done="password"))
