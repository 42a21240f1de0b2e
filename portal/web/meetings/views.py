"""A person's side: who asks, who was answered what, applications, who looked, what was agreed to."""

from __future__ import annotations

from flask import abort, make_response, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.rules.refusals import Refused
from portal.accounts.wording import say as say_refusal
from portal.jobs import service as jobs
from portal.jobs.cards import VacancyCard
from portal.jobs.consents import TEXTS
from portal.meetings.results import PersonView
from portal.meetings.service import answering, looks
from portal.meetings.wording import LONGEST, LOOKED, PERSON_SEES
from portal.shared.clock import now
from portal.shared.problems import BadInput
from portal.web.meetings import desk_views, employer_views, later_views, own_step_views, protect_views, step_views
from portal.web.meetings.blueprint import EMPTY, blueprint
from portal.web.meetings.person_page import ANSWER, found_of, show
from portal.web.shell.forms import UNPROCESSABLE, errors_of, listed, read_form, refuse
from portal.web.shell.guards import guard
from portal.web.shell.next_page import see_other
from portal.web.shell.session import current_actor
from portal.web.shell.wages import offered
from portal.web.shell.wording import say

PARTS = (employer_views, desk_views, step_views, own_step_views, later_views, protect_views)
"""Importing them puts their routes on the blueprint."""
_APPLY = frozenset({"shares", "text", "agreed"})


@blueprint.get("/my-meetings")
@guard("meeting.own")
def mine() -> ResponseReturnValue:
    """Questions that wait for me, and my applications."""
    lines = answering.mine(current_actor(), now())
    return render_template("meetings/mine.html", lines=lines, states=PERSON_SEES, wage=offered)


@blueprint.get("/my-meetings/<ref>")
@guard("meeting.own")
def one(ref: str) -> ResponseReturnValue:
    """Who asks, for which job, what they would see; nothing is ticked."""
    found = answering.look(current_actor(), ref, now())
    if found is None:
        abort(404)
    return show(found, dict.fromkeys(ANSWER, ""), {})


@blueprint.post("/my-meetings/<ref>/answer")
@guard("meeting.own")
def answer(ref: str) -> ResponseReturnValue:
    """Yes to contact or to messages, or no."""
    form = read_form(ANSWER)
    no = form["shares"] == "no"
    try:
        given = answering.answer(
            current_actor(), ref, "" if no else form["shares"] or "?", form["text"], form["mark"], bool(form["agreed"]), now()
        )  # fmt: skip
    except BadInput as error:
        return make_response(show(found_of(ref), form, errors_of(error)), UNPROCESSABLE)
    if isinstance(given, PersonView):  # the job changed while the page was open: what was typed stays
        return make_response(show(given, form | {"agreed": ""}, {}, moved=True), UNPROCESSABLE)
    if given is None:
        found_of(ref)
        return see_other(url_for("meetings.one", ref=ref, done="late"))
    return see_other(url_for("meetings.one", ref=ref, done="no" if no else "yes"))


@blueprint.post("/my-meetings/<ref>/withdraw")
@guard("meeting.own")
def withdraw(ref: str) -> ResponseReturnValue:
    """Taken back: from now on they see nothing."""
    read_form(EMPTY)
    if answering.take_back(current_actor(), ref, now()) is None:
        abort(404)
    return see_other(url_for("meetings.one", ref=ref, done="back"))


@blueprint.post("/my-meetings/<ref>/write")
@guard("meeting.own")
def write(ref: str) -> ResponseReturnValue:
    """A message to the employer."""
    form = read_form(frozenset({"text"}))
    try:
        written = answering.write(current_actor(), ref, form["text"], now())
    except BadInput as error:
        return make_response(show(found_of(ref), form, errors_of(error)), UNPROCESSABLE)
    if written is None:
        found_of(ref)
    return see_other(url_for("meetings.one", ref=ref, done="sent" if written else "late"))


@blueprint.get("/jobs/<ref>/apply")
@guard("meeting.own")
def apply(ref: str) -> ResponseReturnValue:
    """The empty form of an application."""
    return _apply(_vacancy(ref), dict.fromkeys(_APPLY, ""), {})


@blueprint.post("/jobs/<ref>/apply")
@guard("meeting.own")
def send_application(ref: str) -> ResponseReturnValue:
    """Apply, with the same consent as an answer."""
    form = read_form(_APPLY)
    card = _vacancy(ref)
    try:
        done = answering.apply(current_actor(), ref, form["shares"], form["text"], bool(form["agreed"]), now())
    except BadInput as error:
        return make_response(_apply(card, form, errors_of(error)), UNPROCESSABLE)
    if isinstance(done, Refused):
        return refuse(_apply(card, form, {"agreed": say(say_refusal(done))}), done)
    if done is None:
        abort(404)
    return see_other(url_for("meetings.one", ref=done.ref, done="before" if done.before else "applied"))


@blueprint.get("/my-looks")
@guard("meeting.own")
def looked() -> ResponseReturnValue:
    """Who saw what of me, and what I agreed to."""
    found = looks.of_own(current_actor())
    return render_template("meetings/looks.html", found=found, says=LOOKED, texts=TEXTS)


def _vacancy(ref: str) -> VacancyCard:
    """An open vacancy that takes applications here."""
    try:
        card = jobs.get_vacancy(ref)
    except jobs.NoSuchVacancy:
        abort(404)
    if not answering.may_apply(ref):
        abort(404)
    return card


def _apply(card: VacancyCard, form: dict[str, str], errors: dict[str, str]) -> str:
    return render_template(
        "meetings/apply.html", card=card, form=form, errors=errors, mistakes=listed(errors), texts=TEXTS, longest=LONGEST,
        has_profile=answering.has_profile(current_actor()),
    )  # fmt: skip
