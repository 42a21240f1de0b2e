"""What visitors told, and the answer to it."""

from __future__ import annotations

from collections.abc import Mapping

from flask import abort, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.moderation import wording
from portal.moderation.rules.feedback import LONGEST
from portal.moderation.service import feedback
from portal.shared.clock import now
from portal.shared.problems import BadInput
from portal.web.moderation.blueprint import blueprint
from portal.web.shell.forms import UNPROCESSABLE, errors_of, listed, read_form
from portal.web.shell.guards import guard
from portal.web.shell.next_page import see_other
from portal.web.shell.session import current_actor

_ANSWER = frozenset({"outcome", "text"})


@blueprint.get("/desk/feedback")
@guard("feedback.read")
def feedback_waiting() -> ResponseReturnValue:
    """What waits for an answer, the oldest first."""
    found = feedback.waiting(current_actor())
    if found is None:
        abort(404)
    return render_template(
        "moderation/feedback_waiting.html", found=found, abouts=wording.ABOUT, done=request.args.get("done", "")
    )


@blueprint.get("/desk/feedback/<ref>")
@guard("feedback.read")
def one_feedback(ref: str) -> ResponseReturnValue:
    """One of them."""
    return _page(ref, dict.fromkeys(_ANSWER, ""), {})


@blueprint.post("/desk/feedback/<ref>")
@guard("feedback.answer")
def answer_feedback(ref: str) -> ResponseReturnValue:
    """The answer; where something is missing nothing is written, and what was typed stays."""
    form = read_form(_ANSWER)
    try:
        done = feedback.answer(current_actor(), ref, form["outcome"], form["text"], now())
    except BadInput as error:
        return make_response(_page(ref, form, errors_of(error)), UNPROCESSABLE)
    if done is None:
        abort(404)
    return see_other(url_for("moderation.feedback_waiting", done="answered" if done else "late"))


def _page(ref: str, form: Mapping[str, str], errors: Mapping[str, str]) -> str:
    found = feedback.one(current_actor(), ref)
    if found is None:
        abort(404)
    return render_template(
        "moderation/feedback_one.html", found=found, form=form, errors=errors, mistakes=listed(errors),
        abouts=wording.ABOUT, outcomes=wording.FEEDBACK_OUTCOMES, longest=LONGEST,
    )  # fmt: skip
