"""Pages of what the site knows: markets and programmes as of a day, how many people went, legal texts, texts about the site."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import abort, current_app, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.content import service as content
from portal.content import warnings
from portal.shared.clock import today
from portal.shared.text import slug
from portal.web.content.comparison import present_comparison
from portal.web.content.document_presenter import STATUSES, TOPICS, present_document, present_documents
from portal.web.content.impact_presenter import present_impact
from portal.web.content.links import procedures_for
from portal.web.content.markdown import to_html
from portal.web.content.market_presenter import present_market
from portal.web.content.programme_presenter import present_programme
from portal.web.content.spelling import market_of, programme_of
from portal.web.content.statistics_presenter import present_statistics
from portal.web.shell.as_of import asked_day
from portal.web.shell.blueprints import page_blueprint
from portal.web.shell.guards import PUBLIC, guard
from portal.web.shell.pagination import Pages, asked_page
from portal.web.shell.wording import pick

blueprint = page_blueprint("content", __name__)

PAGE_SIZE = 20


@blueprint.get("/markets")
@guard(PUBLIC)
def markets() -> str:
    """The markets side by side."""
    as_of = asked_day()
    return render_template("content/markets.html", comparison=present_comparison(as_of.day), as_of=as_of, today=today())


@blueprint.get("/markets/<code>")
@guard(PUBLIC)
def market(code: str) -> str | Response:
    """One market as of a day; the address is its code in lower case, other spellings lead there."""
    known = market_of(code)
    if known is None:
        abort(404)
    if code != known.lower():
        return _moved("content.market", code=known.lower())
    as_of = asked_day()
    market = present_market(known, as_of.day)
    if market is None:
        abort(404)
    return render_template(
        "content/market.html",
        market=market,
        as_of=as_of,
        today=today(),
        tricks=warnings.for_market(known),
        procedures=procedures_for(known),
    )


@blueprint.get("/markets/<code>/<programme>")
@guard(PUBLIC)
def programme(code: str, programme: str) -> str | Response:
    """One programme as of a day; another spelling, or another market before it, leads to the one address."""
    known = programme_of(programme)
    if known is None:
        abort(404)
    market_code, programme_id = known
    if (code, programme) != (market_code.lower(), programme_id.lower()):
        if market_of(code) is None:
            abort(404)
        return _moved("content.programme", code=market_code.lower(), programme=programme_id.lower())
    as_of = asked_day()
    shown = present_programme(programme_id, as_of.day)
    if shown is None:
        abort(404)
    return render_template(
        "content/programme.html",
        programme=shown,
        as_of=as_of,
        today=today(),
        tricks=warnings.for_market(market_code),
        procedures=procedures_for(market_code, programme_id),
    )


@blueprint.get("/statistics")
@guard(PUBLIC)
def statistics() -> str:
    """How many people went, are abroad and sent home, with every source."""
    return render_template("content/statistics.html", statistics=present_statistics(), downloads=_downloads())


def _downloads() -> list[tuple[str, str]]:
    """Where the statistics are as data: the open-data files where they are built, and always the JSON."""
    found = [(_("Dữ liệu (JSON, mọi dòng với nguồn)"), url_for("api_content.statistics"))]
    if "files.download" in current_app.view_functions:
        found = [
            (_("Bảng tính (CSV)"), url_for("files.download", name="statistics", form="csv")),
            (_("Dữ liệu (JSON)"), url_for("files.download", name="statistics", form="json")),
            *found,
        ]
    return found


@blueprint.get("/documents")
@guard(PUBLIC)
def documents() -> str:
    """The legal library, newest first, narrowed by status and topic; an unknown choice narrows nothing."""
    status, topic = _chosen("status", STATUSES), _chosen("topic", TOPICS)
    entries = present_documents(status, topic)
    pages = Pages(page=asked_page(), size=PAGE_SIZE, total=len(entries))
    shown = entries[pages.first_item - 1 : pages.last_item] if entries else []
    return render_template(
        "content/documents.html",
        entries=shown,
        pages=pages,
        status=status,
        topic=topic,
        statuses=[(code, label) for code, (label, _tone) in STATUSES.items()],
        topics=list(TOPICS.items()),
    )


def _chosen(name: str, choices: Mapping[str, object]) -> str:
    value = request.args.get(name, "")
    return value if value in choices else ""


@blueprint.get("/documents/impact")
@guard(PUBLIC)
def impact() -> str:
    """Which pages and rules rest on which legal text, and which of them must be looked at because it was replaced."""
    return render_template("content/impact.html", impact=present_impact(today()))


@blueprint.get("/documents/<document_id>")
@guard(PUBLIC)
def document(document_id: str) -> str | Response:
    """One legal text; its address is in lower case."""
    document = present_document(document_id)
    if document is None:
        known = slug(document_id[:80])
        if known == document_id or content.find("document", known) is None:
            abort(404)
        return _moved("content.document", document_id=known)
    return render_template("content/document.html", document=document)


@blueprint.get("/pages/<page>")
@guard(PUBLIC)
def text(page: str) -> str:
    """A text about the site."""
    item = content.find("page", page)
    if item is None:
        abort(404)
    return render_template("content/text.html", page=item.data, body=to_html(pick(item.data["body"])))


def _moved(endpoint: str, **values: Any) -> Response:
    """For ever to the right spelling, with the day asked for."""
    address = url_for(endpoint, **values)
    if request.query_string:
        address += "?" + request.query_string.decode("ascii", "ignore")
    moved = redirect(address, 308)
    moved.data = b""  # the framework's own words are English
    return moved
