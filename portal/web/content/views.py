"""Pages of what the site knows: markets side by side and one by one, legal texts, and the texts about the site."""

from __future__ import annotations

from collections.abc import Mapping

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.content import service as content
from portal.shared.clock import today
from portal.web.content.comparison import present_comparison
from portal.web.content.document_presenter import STATUSES, TOPICS, present_document, present_documents
from portal.web.content.markdown import to_html
from portal.web.content.market_presenter import present_market
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
    return render_template("content/markets.html", comparison=present_comparison(today()))


@blueprint.get("/markets/<code>")
@guard(PUBLIC)
def market(code: str) -> str | Response:
    """One market; the address is in lower case."""
    if code != code.lower():
        moved = redirect(url_for("content.market", code=code.lower()), 308)
        moved.data = b""  # the framework's own words are English
        return moved
    market = present_market(code.upper(), today())
    if market is None:
        abort(404)
    return render_template("content/market.html", market=market)


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


@blueprint.get("/documents/<document_id>")
@guard(PUBLIC)
def document(document_id: str) -> str:
    """One legal text."""
    document = present_document(document_id)
    if document is None:
        abort(404)
    return render_template("content/document.html", document=document)


@blueprint.get("/pages/<page>")
@guard(PUBLIC)
def text(page: str) -> str:
    """A text about the site."""
    item = content.find("page", page)
    if item is None:
        abort(404)
    return render_template("content/text.html", page=item.data, body=to_html(pick(item.data["body"])))
