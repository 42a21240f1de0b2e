"""An order's statement to print or to send on, and the page that tells whether such a paper is the site's own."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import abort, render_template, request, url_for

from portal.firms import order_statements, orders
from portal.firms.order_statements import OrderStatement
from portal.firms.wording import ORDER_STATES, STATUSES, TONES
from portal.web.orders import presenters
from portal.web.orders.blueprint import blueprint
from portal.web.shell.absolute import absolute
from portal.web.shell.guards import PUBLIC, guard
from portal.web.shell.qr import qr_code

_LONGEST = 200
_FIELDS = ("order", "licence", "firm", "state", "price", "judged", "at", "as_of", "code")
_WORDS = {"statuses": STATUSES, "tones": TONES, "order_states": ORDER_STATES}


@blueprint.get("/orders/<ref>/statement")
@guard(PUBLIC)
def statement(ref: str) -> str:
    """What is known of this order at this moment, signed."""
    try:
        said, found = order_statements.state_order(ref)
    except orders.NoSuchOrder:
        abort(404)
    address = absolute(f"{url_for('orders.verify')}?{urlencode(said.fields)}")
    return render_template(
        "orders/statement.html",
        said=said,
        card=found.card,
        firm=found.firm,
        price=presenters.price_said(said.price),
        lines=presenters.lines_of(found.sheet.lines),
        address=address,
        code=qr_code(address),
        market_name=presenters.market_name,
        **_WORDS,
    )


@blueprint.get("/statement/verify/order")
@guard(PUBLIC)
def verify() -> str:
    """Is this statement the site's own, and how does the order stand now?"""
    typed = {name: request.args.get(name, "")[:_LONGEST] for name in _FIELDS}
    tested = order_statements.check_order_statement(OrderStatement(*typed.values()))
    price = presenters.price_said(tested.statement.price) if tested else None
    price_now = presenters.price_said(tested.now.sheet.verdict or "none") if tested and tested.now else None
    return render_template("orders/verify.html", tested=tested, typed=typed, price=price, price_now=price_now, **_WORDS)
