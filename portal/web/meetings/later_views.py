"""Long after: the question to who was hired, the way to stop it, and what became of everybody, as counts."""

from __future__ import annotations

from flask import abort, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.jobs import service as jobs
from portal.jobs.sector_words import SECTORS
from portal.meetings import ends_wording
from portal.meetings.service import following, outcomes
from portal.shared.clock import now
from portal.shared.problems import BadInput
from portal.storage.installation import is_demo
from portal.web.meetings.blueprint import EMPTY, blueprint
from portal.web.shell.forms import UNPROCESSABLE, errors_of, listed, read_form
from portal.web.shell.guards import PUBLIC, guard
from portal.web.shell.next_page import see_other
from portal.web.shell.session import current_actor, keep_private
from portal.web.shell.wording import pick

ONE_CLICK = "List-Unsubscribe"
"""The field that mail programs send when somebody taps “unsubscribe” in them (RFC 8058)."""


@blueprint.get("/my-meetings/<ref>/after")
@guard("meeting.own")
def after(ref: str) -> ResponseReturnValue:
    """The question, if one stands today."""
    return _after(ref, {})


@blueprint.post("/my-meetings/<ref>/after")
@guard("meeting.own")
def answer_after(ref: str) -> ResponseReturnValue:
    """Its answer, which only a count keeps."""
    form = read_form(frozenset({"months", "said"}))
    try:
        done = following.answer(current_actor(), ref, form["months"], form["said"], now())
    except BadInput as error:
        return make_response(_after(ref, errors_of(error)), UNPROCESSABLE)
    if done is None:
        _question(ref)
    return see_other(url_for("meetings.after", ref=ref, done="late" if done is None else "thanks"))


@blueprint.post("/my-meetings/<ref>/after/stop")
@guard("meeting.own")
def stop_after(ref: str) -> ResponseReturnValue:
    """Ask no more."""
    read_form(EMPTY)
    if following.stop(current_actor(), ref, now()) is None:
        abort(404)
    return see_other(url_for("meetings.after", ref=ref))


@blueprint.route("/stop-asking/<token>", methods=("GET", "POST"))
@guard(PUBLIC, keeps_nothing=True)
def stop_asking(token: str) -> ResponseReturnValue:
    """What the link of a letter opens. Looking changes nothing, the button does; every link is answered alike."""
    keep_private()
    stopped = request.method == "POST"
    if stopped:
        read_form({"way", ONE_CLICK})
        following.stop_by_letter(token, now())
    return render_template("meetings/stop_asking.html", token=token, stopped=stopped)


@blueprint.get("/outcomes")
@guard(PUBLIC)
def what_became() -> ResponseReturnValue:
    """How many asked, applied, were answered and hired; nothing where it is too few."""
    provinces = {id: pick(name) for id, name in jobs.provinces()}
    return render_template(
        "meetings/outcomes.html", found=outcomes.public(now()), provinces=provinces, sectors=SECTORS,
        longest=outcomes.LONGEST_WAIT, answers=ends_wording.ANSWERS, illustrative=is_demo(),
    )  # fmt: skip


def _question(ref: str) -> following.Question:
    found = following.look(current_actor(), ref, now())
    if found is None:
        abort(404)
    return found


def _after(ref: str, errors: dict[str, str]) -> str:
    return render_template(
        "meetings/after.html", found=_question(ref), errors=errors, mistakes=listed(errors), answers=ends_wording.ANSWERS,
        done=request.args.get("done", ""),
    )  # fmt: skip
