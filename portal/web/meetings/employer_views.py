"""An employer's side: people who fit a vacancy, as cards without a name; questions, applications, talks."""

from __future__ import annotations

from flask import abort, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.rules.refusals import Refused
from portal.jobs import service as jobs
from portal.jobs.facts import VacancyFacts
from portal.jobs.matching.candidates import Must, Supplies
from portal.jobs.supply_words import dropped
from portal.meetings.ends_wording import STAGES, TONES
from portal.meetings.service import asking, candidates
from portal.meetings.wording import BUDGET_ASKS, BUDGET_REVEALS, EMPLOYER_SEES, FOUND, LONGEST
from portal.shared.clock import now
from portal.shared.messages import Message, message
from portal.shared.problems import BadInput
from portal.web.meetings.blueprint import EMPTY, REPORT, blueprint
from portal.web.meetings.employer_page import found_of, show
from portal.web.shell.forms import TOO_MANY, UNPROCESSABLE, errors_of, listed, read_form
from portal.web.shell.guards import guard
from portal.web.shell.next_page import see_other
from portal.web.shell.pagination import Pages, asked_page
from portal.web.shell.session import current_actor
from portal.web.shell.wording import say

SHOWN = 10
LONGEST_SKILL = 100
_TEXT = frozenset({"text"})


@blueprint.get("/my-vacancies/<ref>/candidates")
@guard("meeting.ask")
def people(ref: str) -> ResponseReturnValue:
    """The people who fit one of my open vacancies, best first."""
    page = asked_page()
    found = candidates.candidates(current_actor(), ref, page, SHOWN, now())
    if found is None:
        abort(404)
    pages = Pages(page=page, size=SHOWN, total=found.total)
    if page > pages.last:
        abort(404)
    return render_template("meetings/people.html", found=found, pages=pages, states=EMPLOYER_SEES)


@blueprint.get("/my-vacancies/<ref>/supply")
@guard("meeting.ask")
def supply(ref: str) -> ResponseReturnValue:
    """How many people there would be if the vacancy asked for less or more."""
    skill = request.args.get("skill", "")[:LONGEST_SKILL].strip()
    added: list[Must] = [skill] if skill.isprintable() and skill else []
    counted = candidates.supplies(current_actor(), ref, added)
    if counted is None:
        abort(404)
    facts, found = counted
    return render_template(
        "meetings/supply.html", facts=facts, rows=_rows(facts, found), skill=skill, few=candidates.few
    )


@blueprint.get("/my-vacancies/<ref>/candidates/<alias>")
@guard("meeting.ask")
def person(ref: str, alias: str) -> ResponseReturnValue:
    """One of them, and the question to ask."""
    return _person(ref, alias, {"text": ""}, {})


@blueprint.post("/my-vacancies/<ref>/candidates/<alias>")
@guard("meeting.ask")
def ask(ref: str, alias: str) -> ResponseReturnValue:
    """The question, asked."""
    form = read_form(_TEXT)
    try:
        done = asking.ask(current_actor(), ref, alias, form["text"], now())
    except BadInput as error:
        return make_response(_person(ref, alias, form, errors_of(error)), UNPROCESSABLE)
    if done is None:
        abort(404)
    if isinstance(done, Refused):
        return make_response(_person(ref, alias, form, {"text": say(BUDGET_ASKS)}), TOO_MANY)
    return see_other(url_for("meetings.talk", ref=done.ref, done="before" if done.before else "asked"))


@blueprint.get("/meetings")
@guard("meeting.ask")
def talks() -> ResponseReturnValue:
    """What we asked, and who applied."""
    lines = asking.mine(current_actor(), now())
    return render_template(
        "meetings/talks.html", lines=lines, states=EMPLOYER_SEES, stages=STAGES, tones=TONES,
        told=asking.told(current_actor()), settled_as=FOUND, done=request.args.get("done", ""),
    )  # fmt: skip


@blueprint.get("/meetings/<ref>")
@guard("meeting.ask")
def talk(ref: str) -> ResponseReturnValue:
    """One of them."""
    return show(found_of(ref), {"text": ""}, {})


@blueprint.post("/meetings/<ref>/contact")
@guard("meeting.ask")
def contact(ref: str) -> ResponseReturnValue:
    """Name and phone number, once, on this answer only: each look is written down."""
    read_form(EMPTY)
    seen = asking.contact(current_actor(), ref, now())
    if isinstance(seen, Refused):
        return make_response(show(found_of(ref), {"text": ""}, {"contact": say(BUDGET_REVEALS)}), TOO_MANY)
    found = found_of(ref)
    if seen is None:
        return see_other(url_for("meetings.talk", ref=ref))
    return show(found, {"text": ""}, {}, seen)


@blueprint.post("/meetings/<ref>/write")
@guard("meeting.ask")
def write_to(ref: str) -> ResponseReturnValue:
    """A message to the person."""
    form = read_form(_TEXT)
    try:
        written = asking.write(current_actor(), ref, form["text"], now())
    except BadInput as error:
        return make_response(show(found_of(ref), form, errors_of(error)), UNPROCESSABLE)
    found_of(ref)
    return see_other(url_for("meetings.talk", ref=ref, done="sent" if written else ""))


@blueprint.post("/meetings/<ref>/report")
@guard("meeting.ask")
def tell_of_person(ref: str) -> ResponseReturnValue:
    """The moderators are told of the person, the talk ends, and they are shown no more."""
    form = read_form(REPORT)
    try:
        told = asking.report(current_actor(), ref, form["why"], form["report"], now())
    except BadInput as error:
        return make_response(show(found_of(ref), form, errors_of(error)), UNPROCESSABLE)
    if told is None:
        found_of(ref)
        return see_other(url_for("meetings.talk", ref=ref, done="late"))
    return see_other(url_for("meetings.talks", done="told"))


@blueprint.post("/meetings/<ref>/end")
@guard("meeting.ask")
def end(ref: str) -> ResponseReturnValue:
    """The question taken back, or the talk ended."""
    read_form(EMPTY)
    if asking.take_back(current_actor(), ref, now()) is None:
        abort(404)
    return see_other(url_for("meetings.talks"))


def _person(ref: str, alias: str, form: dict[str, str], errors: dict[str, str]) -> str:
    found = candidates.one(current_actor(), ref, alias, now())
    if found is None:
        abort(404)
    title, card = found
    return render_template(
        "meetings/person.html", ref=ref, title=title, card=card, form=form, errors=errors, mistakes=listed(errors),
        states=EMPLOYER_SEES, longest=LONGEST,
    )  # fmt: skip


def _rows(facts: VacancyFacts, found: Supplies) -> list[tuple[Message, object]]:
    rows: list[tuple[Message, object]] = [(message("Như bây giờ"), found.now)]
    rows += [(dropped(facts, field, jobs.language_names()), supply) for field, supply in found.dropped.items()]
    return rows + [
        (message("Cần thêm “%(what)s”", what=must), supply) for must, supply in found.added if isinstance(must, str)
    ]
