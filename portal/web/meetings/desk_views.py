"""The moderators' side: questions that were reported, and employers who used up what they may ask or see."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, make_response, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.meetings.service import desk
from portal.meetings.wording import ALERTS, FOUND, PERSON_REPORTED_FOR, REPORTED_FOR
from portal.shared.clock import now
from portal.shared.problems import BadInput
from portal.web.meetings.blueprint import blueprint
from portal.web.shell.forms import UNPROCESSABLE, errors_of, read_form
from portal.web.shell.guards import guard
from portal.web.shell.next_page import see_other
from portal.web.shell.session import current_actor

_SETTLED = frozenset({"found"})
_Settle = Callable[[str], bool | None]


@blueprint.get("/desk/meetings")
@guard("meeting.settle")
def reports() -> ResponseReturnValue:
    """What waits for a moderator."""
    return _page()


@blueprint.post("/desk/meetings/<ref>/settle")
@guard("meeting.settle")
def settle(ref: str) -> ResponseReturnValue:
    """What was found of a report."""
    return _settled(lambda found: desk.settle(current_actor(), ref, found, now()))


@blueprint.post("/desk/meetings/persons/<ref>/settle")
@guard("meeting.settle")
def settle_person(ref: str) -> ResponseReturnValue:
    """What was found of a report about a person."""
    return _settled(lambda found: desk.settle_person(current_actor(), ref, found, now()))


@blueprint.post("/desk/meetings/alerts/<int:number>/settle")
@guard("meeting.settle")
def settle_alert(number: int) -> ResponseReturnValue:
    """What was found of an alert."""
    return _settled(lambda found: desk.settle_alert(current_actor(), number, found, now()))


def _settled(settle_as: _Settle) -> ResponseReturnValue:
    form = read_form(_SETTLED)
    try:
        done = settle_as(form["found"])
    except BadInput as error:
        return make_response(_page(errors_of(error)["found"]), UNPROCESSABLE)
    if done is None:
        abort(404)
    return see_other(url_for("meetings.reports"))


def _page(error: str = "") -> str:
    waiting = desk.waiting(current_actor(), now())
    if waiting is None:
        abort(404)
    return render_template(
        "meetings/desk.html", found=waiting, reported_for=REPORTED_FOR, persons_for=PERSON_REPORTED_FOR, alerts=ALERTS,
        outcomes=FOUND, error=error,
    )  # fmt: skip
