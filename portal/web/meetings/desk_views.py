"""The moderators' side: questions that were reported, and employers who used up what they may ask or see."""

from __future__ import annotations

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.meetings.service import desk
from portal.meetings.wording import ALERTS, PERSON_REPORTED_FOR, REPORTED_FOR
from portal.shared.clock import now
from portal.web.meetings.blueprint import EMPTY, blueprint
from portal.web.shell.forms import read_form
from portal.web.shell.guards import guard
from portal.web.shell.next_page import see_other
from portal.web.shell.session import current_actor


@blueprint.get("/desk/meetings")
@guard("meeting.settle")
def reports() -> ResponseReturnValue:
    """What waits for a moderator."""
    found = desk.waiting(current_actor(), now())
    if found is None:
        abort(404)
    return render_template(
        "meetings/desk.html", found=found, reported_for=REPORTED_FOR, persons_for=PERSON_REPORTED_FOR, alerts=ALERTS
    )


@blueprint.post("/desk/meetings/<ref>/settle")
@guard("meeting.settle")
def settle(ref: str) -> ResponseReturnValue:
    """A report that was looked at."""
    read_form(EMPTY)
    if desk.settle(current_actor(), ref, now()) is None:
        abort(404)
    return see_other(url_for("meetings.reports"))


@blueprint.post("/desk/meetings/persons/<ref>/settle")
@guard("meeting.settle")
def settle_person(ref: str) -> ResponseReturnValue:
    """A report about a person that was looked at."""
    read_form(EMPTY)
    if desk.settle_person(current_actor(), ref, now()) is None:
        abort(404)
    return see_other(url_for("meetings.reports"))


@blueprint.post("/desk/meetings/alerts/<int:number>/settle")
@guard("meeting.settle")
def settle_alert(number: int) -> ResponseReturnValue:
    """An alert that was looked at."""
    read_form(EMPTY)
    if desk.settle_alert(current_actor(), number, now()) is None:
        abort(404)
    return see_other(url_for("meetings.reports"))
