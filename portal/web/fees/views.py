"""What a charge may be: the price check and the rules it rests on, as pages."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from portal.web.fees import question_page, quote_page, rule_pages
from portal.web.shell.blueprints import page_blueprint
from portal.web.shell.guards import PUBLIC, guard

blueprint = page_blueprint("fees", __name__)


@blueprint.get("/check/quote")
@guard(PUBLIC)
def quote() -> ResponseReturnValue:
    """The price check: two ways to ask and, when enough is known, the answer. Nothing is stored; the address can be shared."""
    return quote_page.show(request.args)


@blueprint.post("/check/quote")
@guard(PUBLIC, keeps_nothing=True)
def long_quote() -> ResponseReturnValue:
    """The price check for an offer that is too long for an address. Nothing is stored."""
    return quote_page.show(request.form)


@blueprint.get("/check/quote/<step>")
@guard(PUBLIC)
def question(step: str) -> ResponseReturnValue:
    """One question of the price check; what was answered before stands in the address."""
    return question_page.show(step)


@blueprint.get("/fees")
@guard(PUBLIC)
def rules() -> ResponseReturnValue:
    """Every rule that may be published, by kind of charge, and the fines, as of a day."""
    return rule_pages.show_list(request.args)


@blueprint.get("/fees/<rule_id>")
@guard(PUBLIC)
def rule(rule_id: str) -> ResponseReturnValue:
    """One rule with its text reference, dates, sources and history."""
    return rule_pages.show_rule(rule_id)
