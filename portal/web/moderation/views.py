"""Appeals from both sides, and the one list of what waits for a moderator."""

from __future__ import annotations

from collections.abc import Mapping

from flask import abort, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.jobs.posting import wording as of_vacancies
from portal.jobs.posting.rules.states import Verdict
from portal.moderation import wording
from portal.moderation.rules.appeals import LONGEST, ORGANISATION, VACANCY
from portal.moderation.service import appeals, work
from portal.moderation.service.appeals import View
from portal.organisations import wording as of_organisations
from portal.organisations.rules.states import Decision
from portal.shared.clock import now
from portal.shared.messages import Message
from portal.shared.problems import BadInput
from portal.web.moderation import feedback_desk_views, feedback_views
from portal.web.moderation.blueprint import blueprint
from portal.web.shell.forms import UNPROCESSABLE, errors_of, listed, read_form
from portal.web.shell.guards import guard
from portal.web.shell.next_page import see_other
from portal.web.shell.session import current_actor

__all__ = ["blueprint", "feedback_desk_views", "feedback_views"]
_APPEAL, _ANSWER = frozenset({"text"}), frozenset({"outcome", "text"})
PAGES = {
    "meetings": "meetings.reports",
    "persons": "meetings.reports",
    "alerts": "meetings.reports",
    "enquiries": "enquiries.reported",
    "feedback": "moderation.feedback_waiting",
    "appeals": "moderation.appeals_waiting",
    "organisations": "organisations.queue",
    "vacancies": "posting.queue",
}
"""Where each kind of work is done."""


@blueprint.get("/desk/work")
@guard("moderation.work")
def work_list() -> ResponseReturnValue:
    """What waits, the most urgent kind first."""
    lines = work.waiting(current_actor())
    if lines is None:
        abort(404)
    return render_template("moderation/work.html", lines=lines, words=wording.WORK, pages=PAGES)


@blueprint.get("/desk/appeals")
@guard("appeal.read")
def appeals_waiting() -> ResponseReturnValue:
    """Appeals that wait, the oldest first."""
    found = appeals.waiting(current_actor())
    if found is None:
        abort(404)
    return render_template("moderation/appeals.html", found=found, said=decision_said)


@blueprint.get("/desk/appeals/<ref>")
@guard("appeal.read")
def one_appeal(ref: str) -> ResponseReturnValue:
    """One of them."""
    return _desk(_one(ref), dict.fromkeys(_ANSWER, ""), {})


@blueprint.post("/desk/appeals/<ref>")
@guard("appeal.decide")
def answer_appeal(ref: str) -> ResponseReturnValue:
    """The answer; where something is missing nothing is written, and what was typed stays."""
    form = read_form(_ANSWER)
    try:
        done = appeals.decide(current_actor(), ref, form["outcome"], form["text"], now())
    except BadInput as error:
        return make_response(_desk(_one(ref), form, errors_of(error)), UNPROCESSABLE)
    if done is None:
        abort(404)
    return see_other(url_for("moderation.one_appeal", ref=ref, done="answered" if done else "late"))


@blueprint.get("/organisation/appeal")
@guard("organisation.mine")
def about_organisation() -> ResponseReturnValue:
    """The last decision about one's organisation, and what may be said against it."""
    return _own(_mine(ORGANISATION, ""), dict.fromkeys(_APPEAL, ""), {})


@blueprint.post("/organisation/appeal")
@guard("organisation.mine")
def appeal_organisation() -> ResponseReturnValue:
    """Appeal it."""
    return _send(ORGANISATION, "", url_for("moderation.about_organisation"))


@blueprint.get("/my-vacancies/<ref>/appeal")
@guard("vacancy.draft")
def about_vacancy(ref: str) -> ResponseReturnValue:
    """The last decision about a vacancy, and what may be said against it."""
    return _own(_mine(VACANCY, ref), dict.fromkeys(_APPEAL, ""), {})


@blueprint.post("/my-vacancies/<ref>/appeal")
@guard("vacancy.draft")
def appeal_vacancy(ref: str) -> ResponseReturnValue:
    """Appeal it."""
    return _send(VACANCY, ref, url_for("moderation.about_vacancy", ref=ref))


def decision_said(found: View) -> tuple[Message, Message]:
    """What was decided and for which reason, in words."""
    of = found.of
    if of.kind == VACANCY:
        return of_vacancies.DECIDED[Verdict(of.decision)], of_vacancies.REASONS[of.reason]
    return of_organisations.DECISIONS[Decision(of.decision)], of_organisations.REASONS[of.reason]


def _send(kind: str, ref: str, page: str) -> ResponseReturnValue:
    form = read_form(_APPEAL)
    try:
        done = appeals.appeal(current_actor(), kind, ref, form["text"], now())
    except BadInput as error:
        return make_response(_own(_mine(kind, ref), form, errors_of(error)), UNPROCESSABLE)
    if done is None:
        _mine(kind, ref)
    return see_other(f"{page}?done={'sent' if done else 'late'}")


def _mine(kind: str, ref: str) -> View:
    found = appeals.of_own(current_actor(), kind, ref)
    if found is None:
        abort(404)
    return found


def _one(ref: str) -> View:
    found = appeals.one(current_actor(), ref)
    if found is None:
        abort(404)
    return found


def _own(found: View, form: Mapping[str, str], errors: Mapping[str, str]) -> str:
    return _page("moderation/own.html", found, form, errors)


def _desk(found: View, form: Mapping[str, str], errors: Mapping[str, str]) -> str:
    return _page("moderation/appeal.html", found, form, errors)


def _page(template: str, found: View, form: Mapping[str, str], errors: Mapping[str, str]) -> str:
    return render_template(
        template, found=found, of=found.of, said=decision_said(found), form=form, errors=errors,
        mistakes=listed(errors), outcomes=wording.OUTCOMES, longest=LONGEST, done=request.args.get("done", ""),
    )  # fmt: skip
