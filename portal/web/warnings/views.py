"""Tricks to know, whom to tell, and whom to call abroad: pages that need no account and keep nothing."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.content import service as content
from portal.content import warnings
from portal.web.shell.blueprints import page_blueprint
from portal.web.shell.guards import PUBLIC, guard
from portal.web.shell.wording import pick
from portal.web.warnings import presenters

blueprint = page_blueprint("warnings", __name__)


@blueprint.get("/warnings")
@guard(PUBLIC)
def scams() -> str:
    """Every warning, narrowed to a market; an unknown market narrows nothing."""
    market = presenters.market_of(request.args.get("market", ""))
    items = warnings.for_market(market.code) if market else warnings.all_shown()
    return render_template(
        "warnings/scams.html",
        scams=[presenters.scam_of(item) for item in items],
        market=market,
        markets=presenters.markets_warned_of(),
        waiting=[pick(item.data["name"]) for item in warnings.waiting()] if market is None else [],
    )


@blueprint.get("/warnings/<scam_id>")
@guard(PUBLIC)
def scam(scam_id: str) -> str:
    """One trick: its signs, what to check, what to do."""
    item = next((item for item in warnings.all_shown() if item.id == scam_id), None)
    if item is None:
        abort(404)
    found = presenters.scam_of(item)
    return render_template("warnings/scam.html", scam=found, channels=presenters.channels("fraud"))


@blueprint.get("/sos")
@guard(PUBLIC)
def sos() -> str:
    """Where are you? Every country with its numbers, and what to do first."""
    countries = [(item.id.lower(), pick(item.data["name"])) for item in content.all_of("market")]
    return render_template("warnings/sos.html", countries=countries, channels=presenters.channels("abroad"))


@blueprint.get("/sos/<code>")
@guard(PUBLIC)
def sos_country(code: str) -> ResponseReturnValue:
    """The numbers of one country; the address is in lower case."""
    if code != code.lower():
        moved = redirect(url_for("warnings.sos_country", code=code.lower()), 308)
        moved.data = b""
        return moved
    country = presenters.country_of(code)
    if country is None:
        abort(404)
    scams = [
        presenters.scam_of(item) for item in warnings.for_market(country.code) if country.code in item.data["markets"]
    ]
    return render_template("warnings/sos_country.html", country=country, scams=scams)


@blueprint.get("/report")
@guard(PUBLIC)
def report() -> str:
    """Whom to tell about an illegal charge, a false company or a fraud, and what to bring."""
    return render_template("warnings/report.html", channels=presenters.channels())
