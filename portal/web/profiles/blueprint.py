"""The blueprint of one's own profile, and what every page of a step needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, make_response, render_template, request, url_for

from portal.jobs.profiles import service, wording
from portal.jobs.profiles.mine import Mine, key_of
from portal.jobs.profiles.notes import Note, notes
from portal.shared.clock import today
from portal.shared.problems import BadInput
from portal.web.shell.blueprints import page_blueprint
from portal.web.shell.forms import UNPROCESSABLE, errors_of, listed
from portal.web.shell.session import current_actor

blueprint = page_blueprint("profiles", __name__)
STEPS = tuple(wording.STEPS)
TEMPLATES = {"certificates": "names", "skills": "skills", "hidden": "names"}
"""The template of a step where it is not called as the step is."""


def my_profile() -> Mine:
    """What is kept of the reader."""
    return service.mine(current_actor())


def address_of(step: str, done: str | None = None) -> str:
    """The page of a step; `done`: the step that was just saved."""
    if step in ("start", "consent"):
        return url_for(f"profiles.{step}", done=done)
    return url_for("profiles.step", step=step, done=done)


def after(step: str) -> str:
    """The page that follows a step, which says that this one is saved."""
    following = STEPS[STEPS.index(step) + 1 :]
    return address_of(following[0], done=step) if following else url_for("profiles.mine", done=step)


def step_page(step: str, mine: Mine, form: Mapping[str, str], template: str = "", **more: Any) -> str:
    """The page of a step. `more` may hold `error`, a BadInput with what is to be mended."""
    error = more.pop("error", None)
    errors = errors_of(error) if isinstance(error, BadInput) else {}
    return render_template(
        f"profiles/{template or TEMPLATES.get(step, step)}.html",
        step=step,
        mine=mine,
        facts=mine.facts,
        form=form,
        errors=errors,
        mistakes=listed(errors),
        may_cover=isinstance(error, BadInput) and any(p.message == wording.CONTACT for p in error.problems),
        notes=_of(step, mine),
        done=wording.STEPS.get(request.args.get("done", "")),
        steps=wording.STEPS,
        address_of=address_of,
        key_of=lambda entry: key_of(mine.owner, entry),
        **more,
    )


def again(page: str) -> Response:
    """The page again, with what must be mended."""
    return make_response(page, UNPROCESSABLE)


def _of(step: str, mine: Mine) -> list[Note]:
    return [note for note in notes(mine, today()) if note.step == step]
