"""The editors' desk: what waits, the items of each kind, and one item with its history."""

from __future__ import annotations

from flask import abort, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.content.editing.rules.states import RENAMED
from portal.content.editing.service import drafts, looking, work
from portal.content.editing.service.common import kinds
from portal.content.places import path_of
from portal.fees import worklist
from portal.shared.clock import now, today
from portal.shared.problems import BadInput
from portal.web.editing.blueprint import blueprint
from portal.web.editing.words import KINDS, STATES
from portal.web.shell.forms import UNPROCESSABLE, errors_of, listed, read_form
from portal.web.shell.guards import guard, may_open
from portal.web.shell.links import link_to
from portal.web.shell.next_page import see_other
from portal.web.shell.session import current_actor

_BEGIN = frozenset({"do", "id", "new_id"})
_EMPTY = dict.fromkeys(_BEGIN, "")


@blueprint.get("/desk/content")
@guard("content.read")
def desk() -> ResponseReturnValue:
    """Everything that waits for an editor or a reviewer."""
    found = work.desk(current_actor(), now(), today())
    if found is None:
        abort(404)
    shown = [(kind, KINDS.get(kind, kind)) for kind in kinds()]
    return render_template(
        "editing/desk.html", desk=found, kinds=KINDS, states=STATES, all_kinds=shown, done=_done(), blocking=worklist.tasks(),
        elsewhere=_elsewhere(),
    )  # fmt: skip


@blueprint.get("/desk/content/kinds/<kind>")
@guard("content.read")
def items(kind: str) -> ResponseReturnValue:
    """The items of a kind, narrowed by words."""
    typed = request.args.get("q", "")[:100]
    found = looking.items(current_actor(), kind, typed)
    if found is None:
        abort(404)
    return render_template("editing/items.html", kind=kind, kinds=KINDS, items=found, typed=typed)


@blueprint.get("/desk/content/items/<kind>/<id>")
@guard("content.read")
def item(kind: str, id: str) -> ResponseReturnValue:
    """One item: as it is shown, and everything that was done to it."""
    return _item(kind, id, _EMPTY, {})


@blueprint.post("/desk/content/items/<kind>/<id>")
@guard("content.edit")
def begin(kind: str, id: str) -> ResponseReturnValue:
    """Begin a draft: of this item, of a new one like it, or of taking it off."""
    form = read_form(_BEGIN)
    actor, moment = current_actor(), now()
    try:
        if form["do"] == "like":
            ref = drafts.begin_like(actor, kind, id, form["id"].strip(), moment)
        elif form["do"] == "rename":
            ref = drafts.begin_renaming(actor, kind, id, form["new_id"].strip(), moment)
        elif form["do"] == "off":
            ref = drafts.begin_taking_off(actor, kind, id, moment)
        else:
            ref = drafts.begin(actor, kind, id, moment)
    except BadInput as error:
        return make_response(_item(kind, id, form, errors_of(error)), UNPROCESSABLE)
    if ref is None:
        abort(404)
    looked_at = form["do"] in ("off", "rename")
    return see_other(url_for("editing.revision" if looked_at else "editing.edit", ref=ref))


def _item(kind: str, id: str, form: dict[str, str], errors: dict[str, str]) -> str:
    found = looking.item(current_actor(), kind, id)
    if found is None:
        abort(404)
    path = link_to("page", path_of(kind, found.data)) if found.data is not None and path_of(kind, found.data) else ""
    return render_template(
        "editing/item.html", found=found, kinds=KINDS, states=STATES, path=path, form=form, errors=errors,
        renames=bool(path) and kind in RENAMED, mistakes=listed(errors), done=_done(),
    )  # fmt: skip


def _elsewhere() -> list[tuple[str, str]]:
    """Further work of editors, each on a page of its own: what this reader may open."""
    places = {
        "moderation.feedback_waiting": _("Tin báo chờ trả lời"),
        "orders.to_decide": _("Đề nghị sửa chờ quyết định"),
        "orders.to_confirm": _("Đơn hàng chờ xác nhận"),
        "imports.listed": _("Các lần nhập danh sách"),
    }
    return [(label, url_for(endpoint)) for endpoint, label in places.items() if may_open(endpoint)]


def _done() -> str:
    return request.args.get("done", "")
