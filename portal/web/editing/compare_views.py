"""Any two versions of an item beside each other, field by field."""

from __future__ import annotations

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from portal.content.editing.rules.differences import differences
from portal.content.editing.service import looking
from portal.content.editing.service.common import title_of
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
    item = looking.item(current_actor(), kind, id)
    if item is None:
        abort(404)
    versions = {"": item.data} | {row.ref: row.data for row in item.revisions}
    if was not in versions or after not in versions:
        abort(404)
    title = title_of(kind, id, versions[after] or versions[was] or item.data)
    changes = lines(differences(versions[was], versions[after]))
    return render_template(
        "editing/compare.html", item=item, title=title, changes=changes, kinds=KINDS, states=STATES, was=was, after=after,
    )  # fmt: skip
