"""The firm pages: check a firm, the register, one firm."""

from __future__ import annotations

from flask import abort, render_template, request
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from portal.content import service as content
from portal.firms import corrections, links, records, service, wording
from portal.firms.wording import NAME_KINDS, ORDER_STATES, STATUSES, TONES, say_difference
from portal.shared.clock import today
from portal.web.firms import (
    enquiry_blueprint,
    enquiry_views,
    import_views,
    presenters,
    proof_views,
    record_views,
    register_page,
    watch_views,
)
from portal.web.shell.blueprints import page_blueprint
from portal.web.shell.guards import PUBLIC, guard
from portal.web.shell.pagination import Pages, asked_page

blueprint = page_blueprint("firms", __name__)
PAGE_SIZE = 20
LONGEST_ECHO = 400
_WORDS = {"statuses": STATUSES, "tones": TONES, "order_states": ORDER_STATES, "name_kinds": NAME_KINDS}


PARTS = (enquiry_views,)
"""Importing them puts their routes on their blueprint."""


@blueprint.record
def _register(state: BlueprintSetupState) -> None:
    """What can be carried away from a check, and what an editor writes down, come with the pages."""
    state.app.register_blueprint(proof_views.blueprint)
    state.app.register_blueprint(proof_views.bare)
    state.app.register_blueprint(record_views.blueprint)
    state.app.register_blueprint(import_views.blueprint)
    state.app.register_blueprint(watch_views.blueprint)
    state.app.register_blueprint(enquiry_blueprint.blueprint)


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
    """The list of firms, searched, narrowed and sorted."""
    wanted = register_page.asked()
    page = asked_page()
    found = register_page.found(wanted, page, PAGE_SIZE)
    pages = Pages(page=page, size=PAGE_SIZE, total=found.total)
    if page > pages.last:
        abort(404)
    return render_template(
        "firms/register.html",
        firms=found.firms,
        pages=pages,
        wanted=wanted,
        held=wanted.held,
        tabs=register_page.tabs(wanted, found.states),
        chips=register_page.chips(wanted),
        provinces=presenters.province_choices(),
        markets=presenters.market_choices(),
        sorts=register_page.sort_choices(),
        origin=service.provenance(),
        market_name=presenters.market_name,
        **_WORDS,
    )


@blueprint.get("/firms/<ref>")
@guard(PUBLIC)
def firm(ref: str) -> ResponseReturnValue:
    """One firm: what the register says of it, the whole history of its licence, what was decided about it, its orders."""
    try:
        found = service.get_firm(ref)
    except service.NoSuchFirm:
        abort(404)
    return render_template(
        "firms/firm.html",
        firm=found,
        records=records.records_of(found.card.id, [name for name, _address in found.branches], today()),
        links=links.links_of(found.card.id),
        phones=presenters.phones(found.phone or ""),
        shown_orders=presenters.first_orders(found.orders),
        corrected=len(corrections.accepted_of(ref)),
        origin=service.provenance(),
        market_name=presenters.market_name,
        record_kinds=wording.RECORD_KINDS,
        permissions=wording.PERMISSIONS,
        permission_tones=wording.PERMISSION_TONES,
        link_kinds=wording.LINK_KINDS,
        link_roles=wording.LINK_ROLES,
        **_WORDS,
    )
