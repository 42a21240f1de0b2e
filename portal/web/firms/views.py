"""The firm pages: check a firm, the register, one firm."""

from __future__ import annotations

from flask import abort
from flask.typing import ResponseReturnValue

from portal.web.shell.blueprints import page_blueprint
from portal.web.shell.guards import PUBLIC, guard

blueprint = page_blueprint("firms", __name__)


@blueprint.get("/check/firm")
@guard(PUBLIC)
def check() -> ResponseReturnValue:
    """Is this firm licensed, is this order its own?"""
    abort(404)


@blueprint.get("/firms")
@guard(PUBLIC)
def register() -> ResponseReturnValue:
    """The list of firms."""
    abort(404)


@blueprint.get("/firms/<ref>")
@guard(PUBLIC)
def firm(ref: str) -> ResponseReturnValue:
    """One firm."""
    abort(404)
