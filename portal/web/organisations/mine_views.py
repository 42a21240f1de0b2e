"""One's own organisation: where it stands, what to do next, and its details."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from portal.organisations import wording
from portal.organisations.details import Details
from portal.organisations.results import OrganisationView
from portal.organisations.rules.refusals import Refusal, Refused
from portal.organisations.service import members, mine
from portal.shared.clock import now
from portal.shared.problems import BadInput
from portal.web.organisations.blueprint import blueprint, got, hidden, refuse_page, shown_again
from portal.web.organisations.notices import done
from portal.web.shell.forms import errors_of, listed, read_form
from portal.web.shell.guards import guard
from portal.web.shell.next_page import see_other
from portal.web.shell.session import current_actor

_FIELDS = frozenset({"legal_name", "tax_code", "licence_no", "address", "contact", "phone"})
_NOTHING = dict.fromkeys(_FIELDS, "")


@blueprint.get("/organisation", endpoint="mine")
@guard("organisation.mine")
def my_organisation() -> ResponseReturnValue:
    """My organisation, or how to get one."""
    return _page(None)


@blueprint.get("/organisation/new")
@guard("organisation.create")
def new() -> ResponseReturnValue:
    """The form of a new organisation."""
    if not isinstance(mine.my_organisation(current_actor(), now()), Refused):
        return see_other(url_for("organisations.mine"))
    return _form({}, _NOTHING, None)


@blueprint.post("/organisation/new")
@guard("organisation.create")
def create() -> ResponseReturnValue:
    """A new organisation, made."""
    form = read_form(_FIELDS)
    try:
        answer = mine.create(current_actor(), Details(**form), now())
    except BadInput as bad:
        return shown_again(_form(errors_of(bad), form, None), None)
    if isinstance(answer, Refused) and answer.why is Refusal.ALREADY_MEMBER:  # sent twice: there it is
        return see_other(url_for("organisations.mine"))
    got(answer)
    return see_other(url_for("organisations.mine", done="created"))


@blueprint.get("/organisation/details")
@guard("organisation.change")
def details() -> ResponseReturnValue:
    """The form with what is known."""
    view = got(mine.my_organisation(current_actor(), now())).organisation
    return _form({}, _typed(view), view)


@blueprint.post("/organisation/details")
@guard("organisation.change")
def change_details() -> ResponseReturnValue:
    """The details, changed."""
    form = read_form(_FIELDS)
    view = got(mine.my_organisation(current_actor(), now())).organisation
    try:
        answer = mine.change_details(current_actor(), Details(**form), now())
    except BadInput as bad:
        return shown_again(_form(errors_of(bad), form, view), None)
    if isinstance(answer, Refused):
        return refuse_page(answer) if hidden(answer) else shown_again(_form({}, form, view, answer), answer)
    return see_other(url_for("organisations.mine", done="details"))


@blueprint.post("/organisation/submit")
@guard("organisation.change")
def submit() -> ResponseReturnValue:
    """The papers, sent to the moderators."""
    read_form(frozenset())
    return _after(mine.submit(current_actor(), now()), "submitted")


@blueprint.post("/organisation/withdraw")
@guard("organisation.change")
def withdraw() -> ResponseReturnValue:
    """The papers, taken back."""
    read_form(frozenset())
    return _after(mine.withdraw(current_actor()), "withdrawn")


@blueprint.post("/organisation/offers/<ref>/accept")
@guard("organisation.join")
def accept(ref: str) -> ResponseReturnValue:
    """An invitation, accepted."""
    read_form(frozenset())
    return _after(members.accept(current_actor(), ref, now()), "joined")


@blueprint.post("/organisation/offers/<ref>/decline")
@guard("organisation.join")
def decline(ref: str) -> ResponseReturnValue:
    """An invitation, declined."""
    read_form(frozenset())
    return _after(members.decline(current_actor(), ref, now()), "declined")


def _after(answer: object, said: str) -> ResponseReturnValue:
    if isinstance(answer, Refused):
        return refuse_page(answer) if hidden(answer) else shown_again(_page(answer), answer)
    return see_other(url_for("organisations.mine", done=said))


def _page(refused: Refused | None) -> str:
    actor, moment = current_actor(), now()
    found = mine.my_organisation(actor, moment)
    return render_template(
        "organisations/mine.html",
        mine=None if isinstance(found, Refused) else found,
        offers=members.offers(actor, moment),
        kind=mine.kind_for(actor),
        refused=wording.say(refused) if refused is not None else None,
        notice=done(),
        wording=wording,
    )


def _form(
    errors: dict[str, str], typed: dict[str, str], view: OrganisationView | None, refused: Refused | None = None
) -> str:
    return render_template(
        "organisations/details.html",
        errors=errors,
        mistakes=listed(errors),
        form=typed,
        view=view,
        kind=view.kind if view is not None else mine.kind_for(current_actor()),
        refused=wording.say(refused) if refused is not None else None,
    )


def _typed(view: OrganisationView) -> dict[str, str]:
    return {
        "legal_name": view.legal_name,
        "tax_code": view.tax_code,
        "licence_no": view.licence_no or "",
        "address": view.address,
        "contact": view.contact,
        "phone": view.phone,
    }
