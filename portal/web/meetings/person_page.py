"""The page of one meeting as the person reads it, for every form on it."""

from __future__ import annotations

from collections.abc import Mapping

from flask import abort, render_template, request, url_for

from portal.jobs.consents import TEXTS
from portal.meetings import ends_wording
from portal.meetings.results import PersonView
from portal.meetings.service import answering, looks, progress
from portal.meetings.wording import FOUND, LONGEST, PERSON_SEES, REPORTED_FOR
from portal.shared.clock import now
from portal.web.meetings.blueprint import REPORT
from portal.web.shell.forms import listed
from portal.web.shell.session import current_actor
from portal.web.shell.wages import offered

ANSWER = frozenset({"shares", "text", "mark", "agreed"})
"""The fields of an answer."""


def found_of(ref: str) -> PersonView:
    """One of the reader's, or the page of what does not exist."""
    found = answering.look(current_actor(), ref, now())
    if found is None:
        abort(404)
    return found


def show(found: PersonView, form: Mapping[str, str], errors: Mapping[str, str], *, moved: bool = False) -> str:
    """The page; `form` and `errors` of whichever form was sent, `moved`: the job changed while it was open."""
    ahead = progress.of_person(current_actor(), found.line.ref, now())
    return render_template(
        "meetings/one.html",
        found=found,
        ahead=ahead,
        form=dict.fromkeys(ANSWER | REPORT | {"reason", "choice"}, "") | dict(form),
        errors=errors,
        mistakes=listed(errors),
        moved=moved,
        done=request.args.get("done", ""),
        states=PERSON_SEES,
        texts=TEXTS,
        longest=LONGEST,
        wage=offered,
        words=ends_wording,
        reported_for=REPORTED_FOR,
        settled_as=FOUND,
        help=_help(found, ahead.refused) if ahead is not None and ahead.refused else "",
        own=looks.own_card(current_actor()) if found.may_answer else None,
    )


def _help(found: PersonView, reason: str) -> str:
    """Where what would help stands: trying out one change, the profile, the papers, or other jobs."""
    if reason in ("language", "skills") and found.vacancy_open:
        return url_for("jobs.my_pair", vacancy_ref=found.line.vacancy)
    if reason in ("experience", "distance", "start"):
        return url_for("profiles.mine")
    return url_for({"papers": "taxonomy.certificates", "wage": "jobs.vacancies"}.get(reason, "jobs.my_matches"))
