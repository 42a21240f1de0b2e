"""The firm pages: check a firm, the register, one firm."""

from __future__ import annotations

from flask import abort, render_template, request
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from portal.content import service as content
from portal.firms import service
from portal.firms.wording import NAME_KINDS, ORDER_STATES, STATUSES, TONES, say_difference
from portal.web.firms import presenters, proof_views
from portal.web.shell.blueprints import page_blueprint
from portal.web.shell.guards import PUBLIC, guard
from portal.web.shell.pagination import Pages, asked_page

blueprint = page_blueprint("firms", __name__)
PAGE_SIZE = 20
LONGEST_ECHO = 400
_WORDS = {"statuses": STATUSES, "tones": TONES, "order_states": ORDER_STATES, "name_kinds": NAME_KINDS}


@blueprint.record
def _register(state: BlueprintSetupState) -> None:
    """What can be carried away from a check comes with the pages."""
    state.app.register_blueprint(proof_views.blueprint)
    state.app.register_blueprint(proof_views.bare)


@blueprint.get("/check/firm")
@guard(PUBLIC)
def check() -> ResponseReturnValue:
    """Is this firm licensed, is this order its own? The form and, when it is filled in, the answer."""
    query, order = request.args.get("q", ""), request.args.get("order", "")
    asked = bool(query.strip())
    answer = presenters.answer(service.check_firm(query, order), query[:LONGEST_ECHO]) if asked else None
    return render_template(
        "firms/check.html",
        query=query[:LONGEST_ECHO].strip(),
        order=order[:LONGEST_ECHO].strip(),
        answer=answer,
        missing="q" in request.args and not asked,
        timing=content.shown(content.get("fee_rule", "service-timing")),
        after_revocation=presenters.source("vne-revoke-2023"),
        personal_account=presenters.source("tttc-fake"),
        say_difference=say_difference,
        **_WORDS,
    )


@blueprint.get("/firms")
@guard(PUBLIC)
def register() -> ResponseReturnValue:
    """The list of firms, searched and filtered."""
    wanted = {name: request.args.get(name, "").strip()[:200] for name in ("q", "province", "market", "state")}
    state = wanted["state"] if wanted["state"] in presenters.STATES else ""
    page = asked_page()
    found = service.find_firms(
        text=wanted["q"],
        province=wanted["province"],
        market=wanted["market"],
        state=state,
        page=page,
        size=PAGE_SIZE,
    )
    pages = Pages(page=page, size=PAGE_SIZE, total=found.total)
    if page > pages.last:
        abort(404)
    return render_template(
        "firms/register.html",
        firms=found.firms,
        pages=pages,
        wanted=wanted | {"state": state, "province": presenters.province_slug(wanted["province"])},
        filtered=any(wanted.values()),
        provinces=presenters.province_choices(),
        markets=presenters.market_choices(),
        states=presenters.state_choices(),
        origin=service.provenance(),
        market_name=presenters.market_name,
        **_WORDS,
    )


@blueprint.get("/firms/<ref>")
@guard(PUBLIC)
def firm(ref: str) -> ResponseReturnValue:
    """One firm: what the register says of it, the whole history of its licence, its orders."""
    try:
        found = service.get_firm(ref)
    except service.NoSuchFirm:
        abort(404)
    return render_template(
        "firms/firm.html",
        firm=found,
        origin=service.provenance(),
        market_name=presenters.market_name,
        **_WORDS,
    )
