"""Keeping a search without an account: by a letter to an address, or by a feed; and the page that ends letters by their link.

Nobody is asked who they are. What may be typed from anywhere is guarded by limits, what a letter's link does by the link.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, abort, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.rules.refusals import Refused
from portal.accounts.wording import say as say_refusal
from portal.jobs import service
from portal.jobs.alerts import by_address, stopping, typed
from portal.shared.clock import now
from portal.shared.problems import BadInput
from portal.web.jobs import forms
from portal.web.jobs.alert_views import row_of
from portal.web.jobs.blueprint import blueprint
from portal.web.jobs.machine import feed_path
from portal.web.jobs.search_fields import choices, typed_of
from portal.web.shell.forms import UNPROCESSABLE, errors_of, listed, read_form, refuse
from portal.web.shell.guards import PUBLIC, guard
from portal.web.shell.locale import current_locale
from portal.web.shell.next_page import see_other
from portal.web.shell.session import keep_private, origin
from portal.web.shell.wording import say

ONE_CLICK = "List-Unsubscribe"
"""The field that mail programs send when somebody taps “unsubscribe” in them (RFC 8058)."""


@blueprint.route("/jobs/keep", methods=["GET", "POST"])
@guard(PUBLIC, keeps_nothing=True)
def keep() -> ResponseReturnValue:
    """The ways to keep a search: in the account, by letters to an address, by a feed."""
    if request.method != "POST":
        return _ways(typed_of(request.args) | {"email": ""}, {})
    form = read_form({"email", *typed.FILTERS})
    try:
        answer = by_address.ask(form, current_locale(), origin(), now())
    except BadInput as error:
        return make_response(_ways(form, errors_of(error)), UNPROCESSABLE)
    if isinstance(answer, Refused):
        refused: Response = refuse(_ways(form, {"email": say(say_refusal(answer))}), answer)
        return refused
    asked: dict[str, Any] = {name: form[name] for name in typed.FILTERS if form[name]}
    return see_other(url_for("jobs.keep", **asked, sent=1))


@blueprint.route("/letters/<token>", methods=["GET", "POST"])
@guard(PUBLIC, keeps_nothing=True)
def letters(token: str) -> ResponseReturnValue:
    """What a letter's link opens: stop the letters, or agree to a search of this address. Looking changes nothing; the buttons
    do. A link that leads nowhere looks like one that does, and stopping what is over already is answered like stopping."""
    keep_private()
    done = ""
    if request.method == "POST":
        form = read_form({"way", "search", ONE_CLICK})
        if form["way"] == "stop" or form[ONE_CLICK]:
            stopping.stop(token, now())
            return render_template("jobs/letters_over.html")
        done = _deed(form, token)
    page = by_address.look(token, now())
    return render_template("jobs/letters.html", token=token, rows=[row_of(one) for one in page.searches], done=done)


def _deed(form: Mapping[str, str], token: str) -> str:
    if form["way"] == "agree":
        return "agreed" if by_address.agree(token, form["search"], now()) else "over"
    if form["way"] != "delete":
        abort(UNPROCESSABLE)
    by_address.delete(token, form["search"])
    return "deleted"


def _ways(form: Mapping[str, str], errors: Mapping[str, str]) -> str:
    provinces, sectors = {id for id, _name in service.provinces()}, service.sectors()
    asked = forms.address_of(forms.wanted(form, provinces, set(sectors)))
    return render_template(
        "jobs/keep.html",
        form=form,
        errors=errors,
        mistakes=listed(errors),
        asked=asked,
        feed=feed_path(current_locale(), asked),
        sent="sent" in request.args and request.method == "GET",
        **choices(),
    )
