"""What going abroad really costs: the cost sheet of a market, markets and offers side by side, and the loan guide."""

from __future__ import annotations

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from portal.content import service as content
from portal.web.shell.blueprints import page_blueprint
from portal.web.shell.guards import PUBLIC, guard

blueprint = page_blueprint("costs", __name__)


@blueprint.get("/costs/<market>")
@guard(PUBLIC)
def sheet(market: str) -> ResponseReturnValue:
    """What going to one market costs, item by item, and how many months it takes to earn it back."""
    if content.find("market", market.upper()) is None:
        abort(404)
    return render_template("costs/sheet.html")


@blueprint.get("/compare")
@guard(PUBLIC)
def compare() -> ResponseReturnValue:
    """Up to four markets side by side."""
    return render_template("costs/compare.html")


@blueprint.get("/compare/offers")
@guard(PUBLIC)
def offers() -> ResponseReturnValue:
    """Two offers side by side."""
    return render_template("costs/offers.html")


@blueprint.get("/loan")
@guard(PUBLIC)
def loan() -> ResponseReturnValue:
    """Who lends, how much, and what is paid back."""
    return render_template("costs/loan.html")
