"""Work at home: open vacancies, and what fits an illustrative returnee and why."""

from __future__ import annotations

from flask import abort
from flask.typing import ResponseReturnValue

from portal.web.shell.blueprints import page_blueprint
from portal.web.shell.guards import ILLUSTRATIVE, PUBLIC, guard

blueprint = page_blueprint("jobs", __name__)


@blueprint.get("/jobs")
@guard(PUBLIC)
def vacancies() -> ResponseReturnValue:
    """The open vacancies."""
    abort(404)


@blueprint.get("/jobs/<ref>")
@guard(PUBLIC)
def vacancy(ref: str) -> ResponseReturnValue:
    """One vacancy."""
    abort(404)


@blueprint.get("/match")
@guard(PUBLIC)
def people() -> ResponseReturnValue:
    """The illustrative returnees."""
    abort(404)


@blueprint.get("/match/<ref>")
@guard(ILLUSTRATIVE)
def match(ref: str) -> ResponseReturnValue:
    """What fits an illustrative returnee, and why."""
    abort(404)
