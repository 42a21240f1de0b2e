"""The moderators' pages: which vacancies wait, one of them with what was caught in it, and the decision."""

from __future__ import annotations

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.jobs.posting import moderation, wording
from portal.jobs.posting.results import Case
from portal.jobs.posting.rules.states import LONGEST_REASON, REASONS
from portal.organisations.rules.refusals import Refused
from portal.shared.clock import now
from portal.shared.problems import BadInput
from portal.web.posting import presenters
from portal.web.posting.blueprint import blueprint, done, got, shown_again, why
from portal.web.shell.forms import errors_of, listed, read_form
from portal.web.shell.guards import guard
from portal.web.shell.next_page import see_other
from portal.web.shell.pagination import Pages, asked_page
from portal.web.shell.session import current_actor
from portal.web.shell.wording import say

PAGE = 20


@blueprint.get("/vacancies-to-review")
@guard("vacancy.moderate")
def queue() -> ResponseReturnValue:
    """What waits, the longest waiting first."""
    page = asked_page()
    lines, total = got(moderation.queue(current_actor(), page, PAGE))
    pages = Pages(page=page, size=PAGE, total=total)
    if page > pages.last:
        abort(404)
    return render_template("posting/queue.html", lines=lines, pages=pages, notice=done())


@blueprint.get("/vacancies-to-review/<ref>")
@guard("vacancy.moderate")
def case(ref: str) -> ResponseReturnValue:
    """One vacancy with what was caught in it."""
    return _page(got(moderation.open_case(current_actor(), ref)), {"choice": "", "explanation": ""}, {}, "")


@blueprint.post("/vacancies-to-review/<ref>")
@guard("vacancy.moderate")
def rule(ref: str) -> ResponseReturnValue:
    """The decision. Where the employer changed it meanwhile nothing is written, and what was typed stays."""
    form = read_form({"choice", "explanation", "version"})
    ruling = moderation.Ruling(form["choice"], form["explanation"], form["version"])
    try:
        answer = moderation.rule(current_actor(), ref, ruling, now())
    except BadInput as bad:
        return shown_again(_page(got(moderation.open_case(current_actor(), ref)), form, errors_of(bad), ""))
    if isinstance(answer, Refused):
        said = why(answer)
        return shown_again(_page(got(moderation.open_case(current_actor(), ref)), form, {}, said), answer)
    return see_other(url_for("posting.queue", done="decided"))


def _page(found: Case, form: dict[str, str], errors: dict[str, str], refused: str) -> str:
    groups = [
        (
            say(wording.VERDICTS[verdict]),
            [(f"{verdict}:{reason}", say(wording.REASONS[reason])) for reason in REASONS[verdict]],
        )
        for verdict in found.verdicts
    ]
    return render_template(
        "posting/case.html",
        it=found,
        groups=groups,
        form=form,
        errors=errors,
        mistakes=listed(errors),
        refused=refused,
        longest=LONGEST_REASON,
        wording=wording,
        state_words=presenters.state_words,
        look=presenters.look(found.facts, found.judged, found.lawful_reason),
    )
