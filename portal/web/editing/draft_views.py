"""An editor writes: the form, its saving, and sending it to be reviewed. Nothing that was typed is lost, also in two tabs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import abort, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.content.editing.rules.states import LONGEST_WHY
from portal.content.editing.rules.typed import with_typed
from portal.content.editing.service import drafts, looking
from portal.content.editing.service.common import View, shapes_of
from portal.content.editing.service.drafts import Saved
from portal.shared.clock import now
from portal.shared.messages import Message
from portal.shared.problems import BadInput
from portal.web.editing.blueprint import blueprint
from portal.web.editing.drawing import path_of_draft, refuse_dead_links
from portal.web.editing.forms import Group, edits_of, form_of, ident_of, names_of
from portal.web.editing.words import KINDS, label_of
from portal.web.shell.forms import UNPROCESSABLE, read_form
from portal.web.shell.guards import guard
from portal.web.shell.headers import show_frames
from portal.web.shell.next_page import see_other
from portal.web.shell.session import current_actor
from portal.web.shell.wording import say

LONGEST_TEXT = 200_000
"""Characters of one field: a long page."""
CONFLICT = 409
_OWN = frozenset({"edits", "do", "why", "right"})
SUBMIT = "submit"


@blueprint.get("/desk/content/revisions/<ref>/edit")
@guard("content.edit")
def edit(ref: str) -> ResponseReturnValue:
    """The form."""
    found = _own(ref)
    return _form(found, found.data or {}, found.why, ())


@blueprint.post("/desk/content/revisions/<ref>/edit")
@guard("content.edit")
def save(ref: str) -> ResponseReturnValue:
    """Save; add or remove an entry; or save and send to be reviewed."""
    read_form(set(request.form), longest=LONGEST_TEXT)  # what no form sends is refused before anything is looked up
    found = _own(ref)
    shapes = shapes_of(found.kind)
    names = set(names_of(form_of(found.data or {}, shapes, {})))
    own = read_form(_OWN | names | _stray(names), longest=LONGEST_TEXT)
    typed = {name: own[name] for name in names if name in request.form}
    step, edits = own["do"], edits_of(own["edits"])
    done = drafts.save(current_actor(), ref, edits, typed, step, now(), right=own["right"] == "1", why=own["why"])
    if done is Saved.LATE:
        page = _form(found, with_typed(found.data or {}, typed, shapes), own["why"], (), late=True)
        return make_response(page, CONFLICT)
    if done is Saved.NO:
        abort(404)
    if step != SUBMIT:
        where = ident_of(step.split(":", 1)[1]) if ":" in step else ""
        return see_other(url_for("editing.edit", ref=ref, done="saved", _anchor=where or None))
    try:
        refuse_dead_links(_own(ref))
        drafts.submit(current_actor(), ref, edits + 1, now())
    except BadInput as error:
        found = _own(ref)
        problems = tuple((problem.field, problem.message) for problem in error.problems)
        return make_response(_form(found, found.data or {}, found.why, problems), UNPROCESSABLE)
    return see_other(url_for("editing.revision", ref=ref, done="submitted"))


def _stray(names: set[str]) -> frozenset[str]:
    """Fields of entries that another tab removed: read so that the page can say so, and not written."""
    return frozenset(name for name in request.form if (name not in names and "." in name) or name.endswith("]"))


def _own(ref: str) -> View:
    found = looking.one(current_actor(), ref)
    if found is None or not found.may_edit:
        abort(404)
    return found


def _form(
    found: View, data: Mapping[str, Any], why: str, problems: tuple[tuple[str, Message], ...], *, late: bool = False
) -> str:
    errors: dict[str, tuple[Message, ...]] = {}
    for path, said in problems:
        errors[path] = (*errors.get(path, ()), said)
    group = form_of(data, shapes_of(found.kind), errors)
    known = {found.path: found for found in _every(group)}
    show_frames()
    mistakes = [
        {"field": "why" if path == "why" else ident_of(path if path in known else ""), "message": _where(path, said)}
        for path, said in problems
    ]
    return render_template(
        "editing/edit.html", found=found, group=group, kinds=KINDS, why=why, errors=errors, mistakes=mistakes, late=late,
        longest_why=LONGEST_WHY, longest=LONGEST_TEXT, done=request.args.get("done", ""),
        path=path_of_draft(found),
    )  # fmt: skip


def _where(path: str, said: Message) -> str:
    """The mistake with the name of its field before it."""
    if path in ("", "why"):
        return say(said)
    label = label_of(path)
    return f"{say(label) if isinstance(label, Message) else label} ({path}): {say(said)}"


def _every(group: Group) -> list[Any]:
    found: list[Any] = [group]
    for part in (*group.parts, *group.more):
        found += _every(part) if isinstance(part, Group) else [part]
    return found
