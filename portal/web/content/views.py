"""Pages of what the site knows: markets side by side and one by one, legal texts, and the texts about the site."""

from __future__ import annotations

from flask import abort, render_template

from portal.content import service as content
from portal.web.shell.blueprints import page_blueprint
from portal.web.shell.guards import PUBLIC, guard

blueprint = page_blueprint("content", __name__)


@blueprint.get("/markets")
@guard(PUBLIC)
def markets() -> str:
    """The markets side by side."""
    abort(404)


@blueprint.get("/markets/<code>")
@guard(PUBLIC)
def market(code: str) -> str:
    """One market."""
    abort(404)


@blueprint.get("/documents")
@guard(PUBLIC)
def documents() -> str:
    """The legal library."""
    abort(404)


@blueprint.get("/documents/<document_id>")
@guard(PUBLIC)
def document(document_id: str) -> str:
    """One legal text."""
    abort(404)


@blueprint.get("/pages/<page>")
@guard(PUBLIC)
def text(page: str) -> str:
    """A text about the site."""
    item = content.find("page", page)
    if item is None:
        abort(404)
    return render_template("content/text.html", page=item.data)
