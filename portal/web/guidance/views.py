"""How to go, what one is entitled to and how to come home: procedures as steps, questions answered on the page."""

from __future__ import annotations

from flask import abort, render_template

from portal.web.shell.blueprints import page_blueprint
from portal.web.shell.guards import PUBLIC, guard

blueprint = page_blueprint("guidance", __name__)


@blueprint.get("/procedures")
@guard(PUBLIC)
def procedures() -> str:
    """Every procedure, by way of going and stage."""
    return render_template("guidance/procedures.html")


@blueprint.get("/procedures/<procedure_id>")
@guard(PUBLIC)
def procedure(procedure_id: str) -> str:
    """One procedure with its steps."""
    abort(404)


@blueprint.get("/eligibility")
@guard(PUBLIC)
def eligibility() -> str:
    """Which programmes fit the reader."""
    return render_template("guidance/eligibility.html")


@blueprint.get("/support")
@guard(PUBLIC)
def support() -> str:
    """Which support the reader may get."""
    return render_template("guidance/support.html")


@blueprint.get("/coming-home")
@guard(PUBLIC)
def coming_home() -> str:
    """The way home."""
    return render_template("guidance/coming_home.html")
