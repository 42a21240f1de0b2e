"""A second pair of eyes: what changed, field by field; agree to it, at once or from a moment on, or send it back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from flask import abort, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.content.editing import wording
from portal.content.editing.rules.differences import differences, stale_mentions
from portal.content.editing.rules.states import LONGEST_REMARK
from portal.content.editing.rules.typed import tidied
from portal.content.editing.service import drafts, looking, reviews
from portal.content.editing.service.common import View
from portal.content.editing.service.drafts import Saved
from portal.content.editing.service.reviews import Done
from portal.shared.clock import VIETNAM, now
from portal.shared.locales import LOCALES
from portal.shared.problems import BadInput, Problem
from portal.web.editing.blueprint import blueprint
from portal.web.editing.drawing import can_be_drawn, dead_links, draw, path_of_draft, refuse_dead_links
from portal.web.editing.forms import edits_of
from portal.web.editing.presenters import lines
from portal.web.editing.words import KINDS, STATES
from portal.web.shell.forms import UNPROCESSABLE, errors_of, listed, read_form
from portal.web.shell.guards import guard
from portal.web.shell.headers import let_frame
from portal.web.shell.locale import current_locale
from portal.web.shell.next_page import see_other
from portal.web.shell.session import current_actor

_APPROVE, _BACK = frozenset({"edits", "publish_at", "expire_at"}), frozenset({"path", "said"})
_DEED = frozenset({"do", "edits", "why"})
_EMPTY = dict.fromkeys(_APPROVE | _BACK | _DEED, "")
CONFLICT = 409


@blueprint.get("/desk/content/revisions/<ref>")
@guard("content.read")
def revision(ref: str) -> ResponseReturnValue:
    """A revision against what is shown, and what the reader may do with it."""
    return _page(_one(ref), _EMPTY, {})


@blueprint.post("/desk/content/revisions/<ref>/approve")
@guard("content.review")
def approve(ref: str) -> ResponseReturnValue:
    """Agree to it. The author never gets here, whichever way they take."""
    form = read_form(_APPROVE)
    try:
        publish_at, expire_at = _moment(form, "publish_at"), _moment(form, "expire_at")
        found = _one(ref)
        if not can_be_drawn(found):
            raise BadInput([Problem("publish_at", wording.NOT_DRAWN)])
        if dead := dead_links(found):
            raise BadInput([Problem("publish_at", wording.dead_link(address)) for _field, address in dead[:1]])
        done = reviews.approve(current_actor(), ref, edits_of(form["edits"]), publish_at, expire_at, now())
    except BadInput as error:
        return make_response(_page(_one(ref), {**_EMPTY, **form}, errors_of(error)), UNPROCESSABLE)
    if done is Done.NO:
        abort(404)
    if done is Done.YES:
        return see_other(url_for("editing.revision", ref=ref, done="approved"))
    return make_response(_page(_one(ref), {**_EMPTY, **form}, {}, done.value), CONFLICT)


@blueprint.post("/desk/content/revisions/<ref>/send-back")
@guard("content.review")
def send_back(ref: str) -> ResponseReturnValue:
    """Ask for changes."""
    form = read_form(_BACK)
    try:
        done = reviews.send_back(current_actor(), ref, form["path"], form["said"], now())
    except BadInput as error:
        return make_response(_page(_one(ref), {**_EMPTY, **form}, errors_of(error)), UNPROCESSABLE)
    if done is Done.NO:
        abort(404)
    return see_other(url_for("editing.revision", ref=ref, done="sent_back" if done is Done.YES else "late"))


@blueprint.post("/desk/content/revisions/<ref>")
@guard("content.read")
def deed(ref: str) -> ResponseReturnValue:
    """What the author does with their own draft, and what brings an old revision back."""
    form, actor, moment = read_form(_DEED), current_actor(), now()
    do = form["do"]
    if do == "merge":
        against = drafts.bring_together(actor, ref, moment)
        if against is None:
            abort(404)
        return see_other(url_for("editing.edit", ref=ref, done="merged_against" if against else "merged"))
    if do in ("restore", "restore_before"):
        try:
            new = (drafts.restore if do == "restore" else drafts.restore_before)(actor, ref, moment)
        except BadInput as error:
            return make_response(_page(_one(ref), _EMPTY, errors_of(error)), CONFLICT)
        if new is None:
            abort(404)
        return see_other(url_for("editing.revision", ref=new, done="restored"))
    if do == "submit":
        return _submit(ref, form)
    deeds = {"take_back": drafts.take_back, "give_up": drafts.give_up, "cancel": reviews.cancel}
    if do not in deeds or not deeds[do](actor, ref, moment):
        abort(404)
    return see_other(url_for("editing.revision", ref=ref, done=do))


@blueprint.get("/desk/content/revisions/<ref>/preview")
@guard("content.read")
def preview(ref: str) -> ResponseReturnValue:
    """The public page as it would be, for nobody in particular and as of the day that is asked for."""
    found = _one(ref)
    if not path_of_draft(found):
        abort(404)
    let_frame()
    locale = request.args.get("locale", current_locale())
    status, body = draw(found, locale if locale in LOCALES else LOCALES[0], request.args.get("as_of", "")[:10])
    return make_response(body, status)


def _submit(ref: str, form: Mapping[str, str]) -> ResponseReturnValue:
    """Write down why, and send it to be reviewed."""
    actor, edits = current_actor(), edits_of(form["edits"])
    done = drafts.save(actor, ref, edits, {}, "", now(), why=form["why"])
    if done is Saved.NO:
        abort(404)
    if done is Saved.LATE:
        return make_response(_page(_one(ref), {**_EMPTY, **form}, {}, "late"), CONFLICT)
    try:
        refuse_dead_links(_one(ref))
        drafts.submit(actor, ref, edits + 1, now())
    except BadInput as error:
        return make_response(_page(_one(ref), {**_EMPTY, **form}, errors_of(error)), UNPROCESSABLE)
    return see_other(url_for("editing.revision", ref=ref, done="submit"))


def _moment(form: Mapping[str, str], name: str) -> datetime | None:
    """A moment of Vietnamese time; None where nothing was typed. BadInput."""
    text = form[name].strip().replace("T", " ")
    if not text:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=VIETNAM)
    except ValueError:
        raise BadInput([Problem(name, wording.MOMENT)]) from None


def _one(ref: str) -> View:
    found = looking.one(current_actor(), ref, checked=True)
    if found is None:
        abort(404)
    return found


def _page(found: View, form: Mapping[str, str], errors: Mapping[str, str], done: str = "") -> str:
    published = found.state == "approved"
    before, after = found.before if published else found.live, tidied(found.data)
    changes, stale = lines(differences(before, after)), stale_mentions(before, after)
    return render_template(
        "editing/revision.html", found=found, changes=changes, kinds=KINDS, states=STATES, form=form, errors=errors,
        mistakes=listed(errors), done=done or request.args.get("done", ""),
        dead=[(field, wording.dead_link(address)) for field, address in dead_links(found)],
        longest=LONGEST_REMARK, path=path_of_draft(found), now=now(), stale=stale,
    )  # fmt: skip
