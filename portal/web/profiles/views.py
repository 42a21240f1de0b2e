"""One's own profile: the overview, and each step with its form, saved at once."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import abort, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.jobs.profiles import findings, lists, service, steps, wording
from portal.jobs.profiles.lists import Gone
from portal.jobs.profiles.mine import Mine, key_of
from portal.jobs.profiles.notes import notes
from portal.jobs.profiles.overview import overview
from portal.shared.clock import now, today
from portal.shared.problems import BadInput
from portal.web.profiles import consent_views, cv_views, presenters, start_views, understood_views
from portal.web.profiles.blueprint import address_of, after, again, blueprint, my_profile, step_page
from portal.web.shell.forms import read_form
from portal.web.shell.guards import guard
from portal.web.shell.next_page import see_other
from portal.web.shell.session import current_actor

PARTS = (start_views, consent_views, understood_views, cv_views)
"""Importing them puts their routes on the blueprint."""
WAY = "way"
CONFLICT = 409
STEP = f"<any({', '.join((*steps.FIELDS, *lists.FIELDS))}):step>"
LIST = f"<any({', '.join(lists.FIELDS)}):step>"


@blueprint.get("/my-profile", endpoint="mine")
@guard(service.OWN)
def my_overview() -> ResponseReturnValue:
    """What is done, what would help most next, what does not fit together."""
    mine = my_profile()
    agreed, _entries = service.agreed(current_actor())
    return render_template(
        "profiles/overview.html",
        mine=mine,
        facts=mine.facts,
        seen=overview(mine, agreed),
        notes=notes(mine, today()),
        found=findings.understood(mine),
        steps=wording.STEPS,
        address_of=address_of,
        done=wording.STEPS.get(request.args.get("done", "")),
    )


@blueprint.get(f"/my-profile/{STEP}")
@guard(service.OWN)
def step(step: str) -> ResponseReturnValue:
    """The form of a step, with what is kept."""
    mine = my_profile()
    if step in steps.FIELDS:
        return _page(step, mine, steps.typed_of(step, mine))
    return _page(step, mine, dict.fromkeys(lists.FIELDS[step], ""))


@blueprint.post(f"/my-profile/{STEP}")
@guard(service.OWN)
def save(step: str) -> ResponseReturnValue:
    """The step, saved; a list stays where it is for the next entry, a form goes on to the next step."""
    form = read_form(frozenset((*(steps.FIELDS.get(step) or lists.FIELDS[step]), WAY)))
    change = partial(steps.save, step, form) if step in steps.FIELDS else partial(lists.add, step, form)
    try:
        service.save(current_actor(), change, now())
    except BadInput as error:
        return again(_page(step, my_profile(), form, error=error))
    return see_other(after(step) if step in steps.FIELDS else address_of(step, done=step))


@blueprint.post("/my-profile/skills/suggested")
@guard(service.OWN)
def claim() -> ResponseReturnValue:
    """Suggested skills that are theirs."""
    read_form(frozenset(), many={"skill"})
    chosen = request.form.getlist("skill")[: lists.MOST["skills"]]
    try:
        service.save(current_actor(), partial(steps.claim, chosen), now())
    except BadInput as error:
        return again(_page("skills", my_profile(), {"names": ""}, error=error))
    return see_other(address_of("skills", done="skills"))


@blueprint.get("/my-profile/jobs/<key>")
@guard(service.OWN)
def job(key: str) -> ResponseReturnValue:
    """One job, to be changed."""
    mine = my_profile()
    entry = next((one for one in mine.facts.experience if key_of(mine.owner, one) == key), None)
    if entry is None:
        abort(404)
    return _page("jobs", mine, presenters.typed_job(entry), editing=key)


@blueprint.post("/my-profile/jobs/<key>")
@guard(service.OWN)
def change_job(key: str) -> ResponseReturnValue:
    """The job, changed; where somebody was faster, the form again as a new job."""
    form = read_form(frozenset((*lists.FIELDS["jobs"], WAY)))
    try:
        service.save(current_actor(), partial(lists.change, "jobs", key, form), now())
    except BadInput as error:
        return again(_page("jobs", my_profile(), form, error=error, editing=key))
    except Gone:
        return make_response(_page("jobs", my_profile(), form, gone=wording.GONE), CONFLICT)
    return see_other(address_of("jobs", done="jobs"))


@blueprint.post(f"/my-profile/{LIST}/<key>/remove")
@guard(service.OWN)
def remove(step: str, key: str) -> ResponseReturnValue:
    """An entry of a list, removed; one that is not there is removed already."""
    read_form(frozenset())
    service.save(current_actor(), partial(lists.remove, step, key), now())
    return see_other(address_of(step, done=step))


@blueprint.post("/my-profile/pause")
@guard(service.OWN)
def pause() -> ResponseReturnValue:
    """Nobody is shown the profile for a while, or it is shown again."""
    form = read_form({"pause"})
    if form["pause"] not in ("yes", "no"):
        abort(404)
    service.save(current_actor(), partial(steps.paused, form["pause"] == "yes"), now())
    return see_other(url_for("profiles.mine"))


def _page(step: str, mine: Mine, form: dict[str, str], **more: Any) -> str:
    """The page of a step that is no choice of its own route."""
    choices = presenters.choices_of(step, mine, form)
    defaults = {"editing": "", "gone": None}
    return step_page(step, mine, form, **choices, **{**defaults, **more})
