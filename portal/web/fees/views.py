"""What a charge may be: the price check and the rules it rests on, as pages."""

from __future__ import annotations

from flask import abort
from flask.typing import ResponseReturnValue

from portal.web.shell.blueprints import page_blueprint
from portal.web.shell.guards import PUBLIC, guard

blueprint = page_blueprint("fees", __name__)


@blueprint.get("/check/quote")
@guard(PUBLIC)
def quote() -> ResponseReturnValue:
    """The price check: the form and, when it is filled in, the answer."""
    abort(404)


@blueprint.get("/fees")
@guard(PUBLIC)
def rules() -> ResponseReturnValue:
    """Every rule that may be published."""
    abort(404)


@blueprint.get("/fees/<rule_id>")
@guard(PUBLIC)
def rule(rule_id: str) -> ResponseReturnValue:
    """One rule with its text reference, dates and sources."""
    abort(404)
