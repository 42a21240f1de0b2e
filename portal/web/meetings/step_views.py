"""An employer's side of how a meeting goes on: steps, refusals with a reason, times for an interview."""

from __future__ import annotations

from flask import abort, make_response, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.meetings import ends_wording
from portal.meetings.rules.slots import BY, LENGTHS, LONGEST_PLACE, MOST
from portal.meetings.rules.steps import Deed
from portal.meetings.service import interviews, progress, stepping
from portal.shared.clock import now
from portal.shared.problems import BadInput
from portal.web.meetings.blueprint import blueprint
from portal.web.meetings.calendar_file import calendar_file
from portal.web.meetings.employer_page import found_of, show
from portal.web.shell.forms import UNPROCESSABLE, errors_of, listed, read_form
from portal.web.shell.guards import guard
from portal.web.shell.next_page import see_other
from portal.web.shell.session import current_actor

NUMBERS = range(1, MOST + 1)
TIMES = frozenset({"minutes", "held_by", "place", *(f"day_{n}" for n in NUMBERS), *(f"time_{n}" for n in NUMBERS)})


@blueprint.post("/meetings/<ref>/step")
@guard("meeting.ask")
def take_step(ref: str) -> ResponseReturnValue:
    """An offer, hired, or a refusal with its reason."""
    form = read_form(frozenset({"step", "reason"}))
    if form["step"] not in {deed.value for deed in Deed}:
        abort(404)
    try:
        done = stepping.step(current_actor(), ref, Deed(form["step"]), form["reason"], now())
    except BadInput as error:
        return make_response(show(found_of(ref), form, errors_of(error)), UNPROCESSABLE)
    found_of(ref)
    return see_other(url_for("meetings.talk", ref=ref, done="late" if done is None else "stepped"))


@blueprint.get("/meetings/<ref>/interview")
@guard("meeting.ask")
def times(ref: str) -> ResponseReturnValue:
    """The empty form of times."""
    return _times(ref, dict.fromkeys(TIMES, ""), {})


@blueprint.post("/meetings/<ref>/interview")
@guard("meeting.ask")
def offer_times(ref: str) -> ResponseReturnValue:
    """Up to five times, offered."""
    form = read_form(TIMES)
    typed = interviews.Typed(
        [(form[f"day_{n}"], form[f"time_{n}"]) for n in NUMBERS], form["minutes"], form["held_by"], form["place"]
    )
    try:
        done = interviews.offer(current_actor(), ref, typed, now())
    except BadInput as error:
        return make_response(_times(ref, form, errors_of(error)), UNPROCESSABLE)
    found_of(ref)
    return see_other(url_for("meetings.talk", ref=ref, done="late" if done is None else "times"))


@blueprint.get("/meetings/<ref>/interview.ics")
@guard("meeting.ask")
def calendar(ref: str) -> ResponseReturnValue:
    """The time that was taken, for a calendar."""
    return calendar_file(interviews.event_for(current_actor(), ref, now(), employer=True))


def _times(ref: str, form: dict[str, str], errors: dict[str, str]) -> str:
    found, ahead = found_of(ref), progress.of_employer(current_actor(), ref, now())
    if ahead is None or not ahead.may_offer_times:
        abort(404)
    return render_template(
        "meetings/interview.html", line=found.line, form=form, errors=errors, mistakes=listed(errors), numbers=NUMBERS,
        lengths=LENGTHS, ways=[(way, ends_wording.HELD[way]) for way in BY], longest=LONGEST_PLACE,
    )  # fmt: skip
