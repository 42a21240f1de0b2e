"""Ask a firm: how it can be reached, the question and what the firm will see of it, and one's own questions with their answers."""

from __future__ import annotations

from flask import Response, abort, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.rules.refusals import Refused
from portal.accounts.wording import say as say_refusal
from portal.firms import enquiries, enquiry_wording, service
from portal.firms.cards import FirmDetail
from portal.firms.enquiries import Preview, Sent, Typed
from portal.firms.rules.enquiries import LONGEST
from portal.shared.clock import now
from portal.shared.problems import BadInput
from portal.web.firms import enquiry_desk_views, presenters
from portal.web.firms.enquiry_blueprint import blueprint
from portal.web.shell.forms import UNPROCESSABLE, errors_of, listed, read_form, refuse
from portal.web.shell.guards import PUBLIC, guard
from portal.web.shell.next_page import see_other
from portal.web.shell.session import current_actor
from portal.web.shell.wording import say

PARTS = (enquiry_desk_views,)
"""Importing them puts their routes on the blueprint."""
_FIELDS = frozenset({"text", "phone", "show_name", "show_contact", "order", "agreed", "seen", "way"})


@blueprint.get("/firms/<ref>/contact")
@guard(PUBLIC)
def contact(ref: str) -> ResponseReturnValue:
    """How to reach this firm: through the site where it has a verified account, and by what the register says of it."""
    firm = _firm(ref)
    return render_template(
        "firms/contact.html",
        firm=firm,
        phones=presenters.phones(firm.phone or ""),
        asked=enquiries.can_be_asked(ref),
        order=request.args.get("order", "")[:200],
        origin=service.provenance(),
    )


@blueprint.get("/firms/<ref>/enquiry")
@guard("enquiry.send")
def write(ref: str) -> ResponseReturnValue:
    """The empty form: nothing is ticked."""
    firm = _firm(ref)
    if not enquiries.can_be_asked(ref):
        return see_other(url_for("enquiries.contact", ref=ref))
    _name, number = enquiries.own_contact(current_actor())
    form = dict.fromkeys(_FIELDS, "") | {"phone": number or "", "order": request.args.get("order", "")[:200]}
    return _form(firm, form, {})


@blueprint.post("/firms/<ref>/enquiry")
@guard("enquiry.send")
def send(ref: str) -> ResponseReturnValue:
    """First what the firm will see; then, agreed to, the sending. Going back keeps what was typed."""
    firm = _firm(ref)
    form = read_form(_FIELDS)
    if form["way"] == "edit":
        return _form(firm, form, {})
    typed = Typed(
        form["text"], form["phone"], bool(form["show_name"]), bool(form["show_contact"]), form["order"],
        bool(form["agreed"]), form["seen"],
    )  # fmt: skip
    try:
        if form["way"] != "send":
            return _seen(firm, form, enquiries.preview(current_actor(), ref, typed), {})
        answer = enquiries.send(current_actor(), ref, typed, now())
    except BadInput as error:
        return make_response(_again(firm, form, typed, errors_of(error)), UNPROCESSABLE)
    if isinstance(answer, Refused):
        return refuse(_again(firm, form, typed, {"agreed": say(say_refusal(answer))}), answer)
    if isinstance(answer, Sent):
        return see_other(url_for("enquiries.one", ref=answer.ref, done="before" if answer.before else "sent"))
    return _seen(firm, form, answer, {})


@blueprint.get("/my-enquiries")
@guard("enquiry.own")
def mine() -> ResponseReturnValue:
    """What I asked."""
    return render_template("firms/my_enquiries.html", lines=enquiries.mine(current_actor()))


@blueprint.get("/my-enquiries/<ref>")
@guard("enquiry.own")
def one(ref: str) -> ResponseReturnValue:
    """One question of mine: what the firm sees, how often it looked, what it answered."""
    found = enquiries.look(current_actor(), ref)
    if found is None:
        abort(404)
    return render_template("firms/my_enquiry.html", mine=found, done=request.args.get("done", ""))


@blueprint.post("/my-enquiries/<ref>/withdraw")
@guard("enquiry.own")
def withdraw(ref: str) -> ResponseReturnValue:
    """Taken back."""
    read_form(frozenset())
    if enquiries.withdraw(current_actor(), ref, now()) is None:
        abort(404)
    return see_other(url_for("enquiries.one", ref=ref))


@blueprint.post("/my-enquiries/<ref>/report")
@guard("enquiry.own")
def report(ref: str) -> ResponseReturnValue:
    """Told to the moderators, in one tap."""
    read_form(frozenset())
    if enquiries.report(current_actor(), ref, now()) is None:
        abort(404)
    return see_other(url_for("enquiries.one", ref=ref))


def _firm(ref: str) -> FirmDetail:
    try:
        return service.get_firm(ref)
    except service.NoSuchFirm:
        abort(404)


def _form(firm: FirmDetail, form: dict[str, str], errors: dict[str, str]) -> str:
    name, _number = enquiries.own_contact(current_actor())
    return render_template(
        "firms/enquiry.html",
        firm=firm,
        form=form,
        name=name,
        errors=errors,
        mistakes=listed(errors),
        longest=LONGEST,
    )


def _seen(firm: FirmDetail, form: dict[str, str], found: Preview | None, errors: dict[str, str]) -> Response:
    if found is None:
        return see_other(url_for("enquiries.contact", ref=firm.card.ref))
    page = render_template(
        "firms/enquiry_seen.html",
        firm=firm,
        form=form,
        found=found,
        consent=enquiry_wording.CONSENT,
        errors=errors,
        mistakes=listed(errors),
    )
    return make_response(page)


def _again(firm: FirmDetail, form: dict[str, str], typed: Typed, errors: dict[str, str]) -> str:
    """The page on which the mistake was made, with everything that was typed."""
    if "agreed" not in errors:
        return _form(firm, form, errors)
    try:
        found = enquiries.preview(current_actor(), firm.card.ref, typed)
    except BadInput as error:
        return _form(firm, form, errors_of(error))
    return _seen(firm, form, found, errors).get_data(as_text=True)
