"""Who acts for my organisation: members, invitations, leaving."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from portal.organisations import wording
from portal.organisations.rules.refusals import Refused
from portal.organisations.service import members, mine
from portal.shared.clock import now
from portal.shared.problems import BadInput
from portal.web.organisations.blueprint import blueprint, got, hidden, refuse_page, shown_again
from portal.web.organisations.notices import done
from portal.web.shell.forms import errors_of, listed, read_form
from portal.web.shell.guards import guard
from portal.web.shell.next_page import see_other
from portal.web.shell.session import current_actor


@blueprint.get("/organisation/members", endpoint="members")
@guard("organisation.members")
def list_members() -> ResponseReturnValue:
    """The members, and for who manages them the invitations."""
    return _page({}, "", None)


@blueprint.post("/organisation/members")
@guard("organisation.members")
def invite() -> ResponseReturnValue:
    """An invitation: the same answer whether or not an account has the address."""
    form = read_form({"email"})
    try:
        answer = members.invite(current_actor(), form["email"], now())
    except BadInput as bad:
        return shown_again(_page(errors_of(bad), form["email"], None), None)
    return _after(answer, form["email"], "invited")


@blueprint.post("/organisation/invitations/<ref>/take-back")
@guard("organisation.members")
def take_back(ref: str) -> ResponseReturnValue:
    """An invitation, taken back."""
    read_form(frozenset())
    return _after(members.take_back(current_actor(), ref, now()), "", "taken-back")


@blueprint.post("/organisation/members/<ref>/remove")
@guard("organisation.members")
def remove_member(ref: str) -> ResponseReturnValue:
    """A member, removed; or oneself, leaving."""
    read_form(frozenset())
    found = got(mine.my_organisation(current_actor(), now()))
    leaving = any(line.ref == ref and line.me for line in found.organisation.members)
    answer = members.remove(current_actor(), ref, now())
    if leaving and not isinstance(answer, Refused):
        return see_other(url_for("organisations.mine", done="left"))
    return _after(answer, "", "member-removed")


def _after(answer: object, typed: str, said: str) -> ResponseReturnValue:
    if isinstance(answer, Refused):
        return refuse_page(answer) if hidden(answer) else shown_again(_page({}, typed, answer), answer)
    return see_other(url_for("organisations.members", done=said))


def _page(errors: dict[str, str], typed: str, refused: Refused | None) -> str:
    return render_template(
        "organisations/members.html",
        mine=got(mine.my_organisation(current_actor(), now())),
        errors=errors,
        mistakes=listed(errors),
        typed=typed,
        refused=wording.say(refused) if refused is not None else None,
        notice=done(),
    )
