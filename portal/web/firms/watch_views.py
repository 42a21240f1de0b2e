"""Watch a firm or an order by letter: the form, the answer that is the same for all, and the page that a letter's link opens."""

from __future__ import annotations

from flask import Response, abort, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.rules.refusals import Refused
from portal.accounts.wording import say as say_refusal
from portal.firms import orders, service, watches
from portal.shared.clock import now
from portal.shared.problems import BadInput
from portal.web.shell.blueprints import page_blueprint
from portal.web.shell.forms import UNPROCESSABLE, errors_of, listed, read_form, refuse
from portal.web.shell.guards import PUBLIC, guard
from portal.web.shell.locale import current_locale
from portal.web.shell.next_page import see_other
from portal.web.shell.session import keep_private, origin
from portal.web.shell.wording import say

blueprint = page_blueprint("watch", __name__)
_BOTH = ("GET", "POST")
NOT_FOUND = 404
ONE_CLICK = "List-Unsubscribe"
"""The field that mail programs send when somebody taps “unsubscribe” in them (RFC 8058)."""


@blueprint.route("/firms/<ref>/watch", methods=_BOTH)
@guard(PUBLIC, keeps_nothing=True)
def firm(ref: str) -> ResponseReturnValue:
    """Watch a firm. Whoever may type an address may send this form from anywhere, so limits guard it and no token does."""
    try:
        card = service.get_firm(ref).card
    except service.NoSuchFirm:
        abort(404)
    return _ask(watches.FIRM, ref, card.name_vi, url_for("firms.firm", ref=ref))


@blueprint.route("/orders/<ref>/watch", methods=_BOTH)
@guard(PUBLIC, keeps_nothing=True)
def order(ref: str) -> ResponseReturnValue:
    """Watch an order."""
    try:
        card = orders.get_order(ref).card
    except orders.OrderWithheld as withheld:
        card = withheld.found.card
    except orders.NoSuchOrder:
        abort(404)
    return _ask(watches.ORDER, card.slug, card.ref, url_for("orders.order", ref=card.slug))


@blueprint.route("/watch/<token>", methods=_BOTH)
@guard(PUBLIC, keeps_nothing=True)
def link(token: str) -> ResponseReturnValue:
    """What a letter's link opens: agree to the letters, or stop them. Looking changes nothing; the buttons do.

    The link itself proves who may; stopping what is over already is answered like stopping.
    """
    keep_private()
    if request.method == "POST":
        form = read_form({"way", ONE_CLICK})
        if form["way"] == "stop" or form[ONE_CLICK]:
            watches.end(token)
            return render_template("firms/watch_over.html", ended=True)
        if form["way"] != "agree":
            abort(UNPROCESSABLE)
        watched = watches.confirm(token, now())
    else:
        watched = watches.look(token)
    if watched is None:
        return make_response(render_template("firms/watch_over.html", ended=False), NOT_FOUND)
    page = f"/{current_locale()}{watched.page}"
    agreed = request.method == "POST"
    return render_template("firms/watch_link.html", watched=watched, page=page, token=token, agreed=agreed)


def _ask(kind: watches.Kind, ref: str, name: str, page: str) -> ResponseReturnValue:
    if request.method != "POST":
        return _form(kind, ref, name, page, {}, "")
    typed = read_form({"email"})["email"]
    try:
        answer = watches.ask(kind, ref, typed, current_locale(), origin(), now())
    except BadInput as error:
        return make_response(_form(kind, ref, name, page, errors_of(error), typed), UNPROCESSABLE)
    except LookupError:
        abort(404)
    if isinstance(answer, Refused):
        errors = {"email": say(say_refusal(answer))}
        response: Response = refuse(_form(kind, ref, name, page, errors, typed), answer)
        return response
    return see_other(url_for(f"watch.{kind}", ref=ref, sent=1))


def _form(kind: watches.Kind, ref: str, name: str, page: str, errors: dict[str, str], typed: str) -> str:
    return render_template(
        "firms/watch.html",
        kind=kind,
        action=url_for(f"watch.{kind}", ref=ref),
        name=name,
        page=page,
        errors=errors,
        mistakes=listed(errors),
        typed=typed,
        sent="sent" in request.args,
    )
