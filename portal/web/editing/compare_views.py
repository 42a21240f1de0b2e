"""Any two versions of an item beside each other, field by field."""

from __future__ import annotations

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from portal.content.editing.rules.differences import differences
from portal.content.editing.service import looking
from portal.web.editing.blueprint import blueprint
from portal.web.editing.presenters import lines
from portal.web.editing.words import KINDS, STATES
from portal.web.shell.guards import guard
from portal.web.shell.session import current_actor


@blueprint.get("/desk/content/items/<kind>/<id>/compare")
@guard("content.read")
def compare(kind: str, id: str) -> ResponseReturnValue:
    """What differs between the versions `was` and `now`: refs of revisions, or "" for what is shown now."""
    was, after = request.args.get("was", ""), request.args.get("now", "")
    actor = current_actor()
    item, found = looking.item(actor, kind, id), looking.compared(actor, kind, id, was, after)
    if item is None or found is None:
        abort(404)
    return render_template(
        "editing/compare.html", item=item, title=found.title, changes=lines(differences(found.was, found.now)),
        kinds=KINDS, states=STATES, was=was, after=after,
    )  # fmt: skip
