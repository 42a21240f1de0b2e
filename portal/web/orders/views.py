"""The order pages: the list of recruitment orders, and one order with its two lights and its fee sheet."""

from __future__ import annotations

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from portal.content import service as content
from portal.firms import orders, service
from portal.firms.wording import ORDER_LINES, ORDER_STATES, STATUSES, TONES
from portal.web.orders import correction_views, desk_views, list_page, presenters, statement_views
from portal.web.orders.blueprint import blueprint
from portal.web.shell.guards import PUBLIC, guard
from portal.web.shell.pagination import Pages, asked_page

PARTS = (desk_views, correction_views, statement_views)
"""Importing them puts their routes on the blueprint."""
PAGE_SIZE = 20
GONE = 410
_WORDS = {"statuses": STATUSES, "tones": TONES, "order_states": ORDER_STATES, "order_lines": ORDER_LINES}


@blueprint.get("/orders", endpoint="orders")
@guard(PUBLIC)
def order_list() -> ResponseReturnValue:
    """The published orders, searched, narrowed and sorted."""
    wanted = list_page.asked()
    page = asked_page()
    found = list_page.found(wanted, page, PAGE_SIZE)
    pages = Pages(page=page, size=PAGE_SIZE, total=found.total)
    if page > pages.last:
        abort(404)
    return render_template(
        "orders/list.html",
        cards=found.orders,
        pages=pages,
        wanted=wanted,
        held=wanted.held,
        tabs=list_page.tabs(wanted, found.states),
        chips=list_page.chips(wanted),
        markets=presenters.market_choices(),
        programmes=list_page.programme_choices(),
        prices=list_page.price_choices(),
        sorts=list_page.sort_choices(),
        market_name=presenters.market_name,
        price_tag=presenters.price_tag,
        origin=service.provenance(),
        **_WORDS,
    )


@blueprint.get("/orders/<ref>")
@guard(PUBLIC)
def order(ref: str) -> ResponseReturnValue:
    """One order: are both lights green, what does it cost, and what to ask."""
    try:
        found = orders.get_order(ref)
    except orders.OrderWithheld as gone:
        return _withheld(gone.found), GONE
    except orders.OrderTakenBack as gone:
        return render_template("orders/taken_back.html", ref=gone.ref, day=gone.day), GONE
    except orders.NoSuchOrder:
        abort(404)
    headline, tone = presenters.headline(found)
    return render_template(
        "orders/order.html",
        card=found.card,
        firm=found.firm,
        sheet=found.sheet,
        headline=headline,
        tone=tone,
        lines=presenters.lines_of(found.sheet.lines),
        compare=presenters.compare_address(found.card),
        programme=presenters.programme_name(found.card.programme),
        market_name=presenters.market_name,
        has_market=content.find("market", found.card.market) is not None,
        job=presenters.job_ld(found),
        timing=content.shown(content.get("fee_rule", "service-timing")),
        origin=service.provenance(),
        **_WORDS,
    )


def _withheld(found: orders.OrderDetail) -> str:
    """An order that left the lists: which charge took it away, and by which rule."""
    return render_template(
        "orders/withheld.html",
        card=found.card,
        firm=found.firm,
        sheet=found.sheet,
        lines=presenters.lines_of(found.sheet.lines),
        market_name=presenters.market_name,
        origin=service.provenance(),
        **_WORDS,
    )
