"""One's e-mail address and phone number, as pages: asked for with the password."""

from __future__ import annotations

from flask import Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.results import MyAccount
from portal.accounts.service import contact, me
from portal.shared.clock import now
from portal.web.accounts.desk_answers import answer_form, granted
from portal.web.shell.forms import listed, read_form
from portal.web.shell.guards import guard
from portal.web.shell.next_page import see_other
from portal.web.shell.session import current_actor, keep, origin

Errors = dict[str, str]


@guard("account.change")
def email() -> ResponseReturnValue:
    """Another e-mail address: a letter goes there, and its link is what counts."""
    if request.method != "POST":
        if "sent" in request.args:
            return render_template("accounts/desk/email_sent.html", mine=_mine())
        return _page("email", {}, "")
    form = read_form({"email", "password"})
    answer = answer_form(
        lambda: contact.ask_email(current_actor(), form["email"], form["password"], now()),
        lambda errors: _page("email", errors, form["email"]),
        "password",
    )
    return answer if isinstance(answer, Response) else see_other(url_for("desk.email", sent=1))


@guard("account.change")
def phone() -> ResponseReturnValue:
    """A phone number: one more name to sign in with. Staff have none."""
    mine = _mine()
    if mine.kind != "person":
        abort(404)
    if request.method != "POST":
        return _page("phone", {}, mine.phone or "")
    form = read_form({"phone", "password"})
    answer = answer_form(
        lambda: contact.set_phone(current_actor(), form["phone"], form["password"], origin(), now()),
        lambda errors: _page("phone", errors, form["phone"]),
        "password",
    )
    return answer if isinstance(answer, Response) else keep(see_other(url_for("desk.account", done="phone")), answer)


def _mine() -> MyAccount:
    return granted(me.my_account(current_actor()))


def _page(name: str, errors: Errors, typed: str) -> str:
    return render_template(
        f"accounts/desk/{name}.html", mine=_mine(), typed=typed, errors=errors, mistakes=listed(errors)
    )
