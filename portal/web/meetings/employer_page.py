"""The page of one meeting as the employer reads it, for every form on it."""

from __future__ import annotations

from collections.abc import Mapping

from flask import abort, render_template, request

from portal.meetings import ends_wording
from portal.meetings.results import Contact, EmployerView
from portal.meetings.rules.reports import LONGEST as LONGEST_REPORT
from portal.meetings.service import asking, progress
from portal.meetings.wording import EMPLOYER_SEES, LONGEST, PERSON_REPORTED_FOR
from portal.shared.clock import now
from portal.web.shell.forms import listed
from portal.web.shell.session import current_actor


def found_of(ref: str) -> EmployerView:
    """One of the reader's organisation, or the page of what does not exist."""
    found = asking.look(current_actor(), ref, now())
    if found is None:
        abort(404)
    return found


def show(found: EmployerView, form: Mapping[str, str], errors: Mapping[str, str], seen: Contact | None = None) -> str:
    """The page; `form` and `errors` of whichever form was sent, `seen`: the contact, on the answer to its form only."""
    return render_template(
        "meetings/talk.html",
        found=found,
        ahead=progress.of_employer(current_actor(), found.line.ref, now()),
        form={"text": "", "reason": "", "why": "", "report": ""} | dict(form),
        errors=errors,
        mistakes=listed(errors),
        seen=seen,
        states=EMPLOYER_SEES,
        longest=LONGEST,
        words=ends_wording,
        reported_for=PERSON_REPORTED_FOR,
        longest_report=LONGEST_REPORT,
        done=request.args.get("done", ""),
    )
