"""A firm's account proposes corrections to its page, an editor decides, everybody sees what was changed."""

from __future__ import annotations

from flask import abort, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.firms import corrections, service
from portal.organisations.rules.refusals import Refused
from portal.shared.clock import now
from portal.shared.problems import BadInput
from portal.web.orders.blueprint import blueprint
from portal.web.shell.forms import errors_of, listed, read_form
from portal.web.shell.guards import PUBLIC, guard
from portal.web.shell.next_page import see_other
from portal.web.shell.session import current_actor
from portal.web.shell.wording import say

UNPROCESSABLE = 422
_FIELDS = frozenset({"field", "after", "why"})


@blueprint.get("/my-firm/corrections")
@guard("correction.propose")
def my_corrections() -> ResponseReturnValue:
    """What my firm proposed, and the form for more."""
    return _mine(dict.fromkeys(_FIELDS, ""), {})


@blueprint.post("/my-firm/corrections")
@guard("correction.propose")
def propose() -> ResponseReturnValue:
    """One more proposal."""
    form = read_form(_FIELDS)
    try:
        answer = corrections.propose(current_actor(), form["field"], form["after"], form["why"], now())
    except BadInput as error:
        return make_response(_mine(form, errors_of(error)), UNPROCESSABLE)
    if isinstance(answer, Refused):
        abort(404)
    return see_other(url_for("orders.my_corrections", done="sent"))


@blueprint.get("/corrections")
@guard("correction.decide")
def to_decide() -> ResponseReturnValue:
    """What waits for an editor."""
    return _queue({})


@blueprint.post("/corrections/<ref>")
@guard("correction.decide")
def decide(ref: str) -> ResponseReturnValue:
    """A decision, with the words that go with it."""
    form = read_form(frozenset({"answer", "verdict"}))
    if form["verdict"] not in ("accept", "refuse"):
        abort(UNPROCESSABLE)
    try:
        done = corrections.decide(current_actor(), ref, form["answer"], now(), accept=form["verdict"] == "accept")
    except BadInput as error:
        return make_response(_queue(errors_of(error), ref), UNPROCESSABLE)
    if isinstance(done, Refused) or not done:
        abort(404)
    return see_other(url_for("orders.to_decide", done="decided"))


@blueprint.get("/firms/<ref>/corrections")
@guard(PUBLIC)
def of_firm(ref: str) -> ResponseReturnValue:
    """The accepted corrections of one firm: old value beside new."""
    try:
        firm = service.get_firm(ref).card
    except service.NoSuchFirm:
        abort(404)
    return render_template("orders/corrections.html", firm=firm, lines=corrections.accepted_of(ref))


def _mine(form: dict[str, str], errors: dict[str, str]) -> str:
    lines = corrections.mine(current_actor())
    if isinstance(lines, Refused):
        abort(404)
    fields = [("", _("Chọn mục cần sửa")), *((name, say(text)) for name, text in corrections.FIELDS.items())]
    return render_template(
        "orders/my_corrections.html",
        lines=lines,
        form=form,
        errors=errors,
        mistakes=listed(errors),
        fields=fields,
        done="done" in request.args,
    )


def _queue(errors: dict[str, str], wrong: str = "") -> str:
    lines = corrections.queue(current_actor())
    if isinstance(lines, Refused):
        abort(404)
    mistakes = [{"field": f"answer-{wrong}", "message": text} for text in errors.values()]
    there = any(line.ref == wrong for line in lines)
    return render_template(
        "orders/to_decide.html",
        lines=lines,
        errors=errors,
        wrong=wrong,
        mistakes=mistakes if there else [],
        done="done" in request.args,
    )
