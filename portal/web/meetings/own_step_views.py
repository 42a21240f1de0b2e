"""A person's side of how a meeting goes on: a time for an interview, whether they were hired, why they said no, what is kept."""

from __future__ import annotations

from flask import abort, make_response, url_for
from flask.typing import ResponseReturnValue

from portal.meetings.rules.steps import Deed
from portal.meetings.service import interviews, stepping
from portal.meetings.wording import AGREE
from portal.shared.clock import now
from portal.shared.problems import BadInput
from portal.web.meetings.blueprint import blueprint
from portal.web.meetings.calendar_file import calendar_file
from portal.web.meetings.person_page import found_of, show
from portal.web.shell.forms import UNPROCESSABLE, errors_of, read_form
from portal.web.shell.guards import guard
from portal.web.shell.next_page import see_other
from portal.web.shell.session import current_actor
from portal.web.shell.wording import say

_SAYS = {"yes": Deed.CONFIRM, "no": Deed.CONTRADICT}


@blueprint.post("/my-meetings/<ref>/interview")
@guard("meeting.own")
def take_time(ref: str) -> ResponseReturnValue:
    """One of the times, or none of them."""
    form = read_form(frozenset({"choice", "offer"}))
    try:
        done = interviews.choose(current_actor(), ref, form["offer"], form["choice"], now())
    except BadInput as error:
        return make_response(show(found_of(ref), form, errors_of(error)), UNPROCESSABLE)
    return _back(ref, None if done is None else True, "none" if form["choice"] == interviews.NONE else "taken")


@blueprint.get("/my-meetings/<ref>/interview.ics")
@guard("meeting.own")
def own_calendar(ref: str) -> ResponseReturnValue:
    """The time that was taken, for a calendar."""
    return calendar_file(interviews.event_for(current_actor(), ref, now(), employer=False))


@blueprint.post("/my-meetings/<ref>/hired")
@guard("meeting.own")
def whether_hired(ref: str) -> ResponseReturnValue:
    """Right, or not right."""
    form = read_form(frozenset({"said"}))
    if form["said"] not in _SAYS:
        abort(404)
    return _back(ref, stepping.say(current_actor(), ref, _SAYS[form["said"]], now()), "said")


@blueprint.post("/my-meetings/<ref>/reason")
@guard("meeting.own")
def tell_reason(ref: str) -> ResponseReturnValue:
    """One reason that the employer may know."""
    form = read_form(frozenset({"reason"}))
    try:
        done = stepping.tell(current_actor(), ref, form["reason"], now())
    except BadInput as error:
        return make_response(show(found_of(ref), form, errors_of(error)), UNPROCESSABLE)
    return _back(ref, done, "reason")


@blueprint.post("/my-meetings/<ref>/keep")
@guard("meeting.own")
def let_keep(ref: str) -> ResponseReturnValue:
    """Keep it though they were not hired, or no longer."""
    form = read_form(frozenset({"way", "agreed"}))
    on = form["way"] == "keep"
    if on and not form["agreed"]:
        return make_response(show(found_of(ref), {}, {"keep": say(AGREE)}), UNPROCESSABLE)
    return _back(ref, stepping.let_keep(current_actor(), ref, on, now()), "kept" if on else "unkept")


def _back(ref: str, done: bool | None, notice: str) -> ResponseReturnValue:
    if done is None:
        found_of(ref)
    return see_other(url_for("meetings.one", ref=ref, done="late" if done is None else notice))
