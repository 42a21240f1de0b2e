"""How a person protects themselves from the page of a talk: tell the moderators, hide from this employer, and undo that."""

from __future__ import annotations

from flask import abort, make_response, url_for
from flask.typing import ResponseReturnValue

from portal.meetings.service import protecting
from portal.shared.clock import now
from portal.shared.problems import BadInput
from portal.web.meetings.blueprint import EMPTY, REPORT, blueprint
from portal.web.meetings.person_page import found_of, show
from portal.web.shell.forms import UNPROCESSABLE, errors_of, read_form
from portal.web.shell.guards import guard
from portal.web.shell.next_page import see_other
from portal.web.shell.session import current_actor


@blueprint.post("/my-meetings/<ref>/report")
@guard("meeting.own")
def report(ref: str) -> ResponseReturnValue:
    """Told to the moderators and taken back, in one tap; a reason and words may be given."""
    form = read_form(REPORT)
    try:
        told = protecting.report(current_actor(), ref, form["why"], form["report"], now())
    except BadInput as error:
        return make_response(show(found_of(ref), form, errors_of(error)), UNPROCESSABLE)
    if told is None:
        abort(404)
    return see_other(url_for("meetings.one", ref=ref, done="told"))


@blueprint.post("/my-meetings/<ref>/hide")
@guard("meeting.own")
def hide(ref: str) -> ResponseReturnValue:
    """They find me no longer and ask me nothing; all of theirs ends."""
    read_form(EMPTY)
    done = protecting.hide(current_actor(), ref, now())
    if done is None:
        abort(404)
    return see_other(url_for("meetings.one", ref=ref, done="hidden" if done else "full"))


@blueprint.post("/my-meetings/<ref>/show-again")
@guard("meeting.own")
def show_again(ref: str) -> ResponseReturnValue:
    """They may find me and ask me again."""
    read_form(EMPTY)
    if protecting.show_again(current_actor(), ref, now()) is None:
        abort(404)
    return see_other(url_for("meetings.one", ref=ref, done="shown"))
