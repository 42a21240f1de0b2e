"""The search page: one box over everything the public may see."""

from __future__ import annotations

from flask import render_template

from portal.web.shell.blueprints import page_blueprint
from portal.web.shell.guards import PUBLIC, guard

blueprint = page_blueprint("search", __name__)


@blueprint.get("/search")
@guard(PUBLIC)
def results() -> str:
    """What was found for `q`."""
    return render_template("search/results.html")
