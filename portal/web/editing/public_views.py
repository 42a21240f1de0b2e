"""For everybody: which amounts, dates and states were changed, from what to what, since when and why; also as a feed."""

from __future__ import annotations

from flask import Response, abort, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.content import service as content
from portal.content.editing.service import history
from portal.content.editing.service.common import kinds, title_of
from portal.content.places import path_of
from portal.shared.clock import now
from portal.web.editing.blueprint import blueprint
from portal.web.editing.feed import atom
from portal.web.editing.presenters import lines
from portal.web.editing.words import KINDS, ROLES
from portal.web.shell.guards import PUBLIC, guard
from portal.web.shell.links import link_to
from portal.web.shell.locale import current_locale


@blueprint.get("/changes")
@guard(PUBLIC)
def changes() -> str:
    """The log of amounts and states."""
    entries = [(entry, lines(entry.figures)) for entry in history.changes(now())]
    return render_template("editing/changes.html", entries=entries, kinds=KINDS, roles=ROLES)


@blueprint.get("/changes.atom")
@guard(PUBLIC)
def feed() -> ResponseReturnValue:
    """The same as a feed."""
    entries = history.changes(now())
    return Response(atom(entries, current_locale()), mimetype="application/atom+xml")


@blueprint.get("/history/<kind>/<id>")
@guard(PUBLIC)
def item_history(kind: str, id: str) -> ResponseReturnValue:
    """Everything that was changed of one item."""
    if kind not in kinds():
        abort(404)
    item = content.find(kind, id)
    entries = [(entry, lines(entry.changes)) for entry in history.of_item(kind, id, now())]
    shown = content.shown(item) if item is not None else None
    if shown is None and not entries:
        abort(404)
    title = title_of(kind, id, shown) if shown is not None else entries[0][0].title
    path = link_to("page", path_of(kind, shown)) if shown is not None and path_of(kind, shown) else ""
    return render_template(
        "editing/history.html", entries=entries, kind=kind, id=id, title=title, path=path, kinds=KINDS, roles=ROLES,
        feed=url_for("editing.feed"),
    )  # fmt: skip
