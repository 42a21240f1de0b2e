"""An employer's own vacancies: the list, the form with its preview, and what can be done with each."""

from __future__ import annotations

from flask import abort, make_response, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.jobs.posting import service, typed, wording
from portal.jobs.posting.results import Looked, Mine
from portal.jobs.posting.rules.states import Deed
from portal.organisations.rules.refusals import Refused
from portal.shared.clock import now
from portal.shared.problems import BadInput
from portal.web.posting import presenters
from portal.web.posting.blueprint import blueprint, done, got, shown_again, why
from portal.web.shell.forms import errors_of, listed, read_form
from portal.web.shell.guards import guard
from portal.web.shell.next_page import see_other
from portal.web.shell.session import current_actor

WAYS = ("preview", "save", "submit")
_NOTHING = {**dict.fromkeys(typed.FIELDS, ""), "positions": "1"}


@blueprint.get("/my-vacancies")
@guard("vacancy.draft")
def mine() -> ResponseReturnValue:
    """The vacancies of my organisation and where each stands."""
    answer = service.my_vacancies(current_actor())
    desk = None if isinstance(answer, Refused) else answer
    return render_template("posting/mine.html", desk=desk, notice=done(), state_words=presenters.state_words)


@blueprint.get("/my-vacancies/new")
@guard("vacancy.draft")
def new() -> ResponseReturnValue:
    """The form of a new vacancy."""
    got(service.my_vacancies(current_actor()))
    return _form("", _NOTHING, {}, "0", None)


@blueprint.post("/my-vacancies/new")
@guard("vacancy.draft")
def create() -> ResponseReturnValue:
    """A new vacancy: looked at, kept as a draft, or sent to the moderators."""
    return _typed("")


@blueprint.get("/my-vacancies/<ref>")
@guard("vacancy.draft")
def one(ref: str) -> ResponseReturnValue:
    """One vacancy: its state, what was decided, and how it reads."""
    return _page(got(service.read(current_actor(), ref)), "")


@blueprint.get("/my-vacancies/<ref>/edit")
@guard("vacancy.draft")
def edit(ref: str) -> ResponseReturnValue:
    """The form with what is kept."""
    found = got(service.read(current_actor(), ref))
    if found.state == "closed":
        abort(404)
    return _form(ref, typed.form_of(found.facts, found.lawful_reason, found.province_id), {}, str(found.version), None)


@blueprint.post("/my-vacancies/<ref>/edit")
@guard("vacancy.draft")
def change(ref: str) -> ResponseReturnValue:
    """Changes: looked at, kept, or sent to the moderators."""
    return _typed(ref)


@blueprint.post("/my-vacancies/<ref>/do")
@guard("vacancy.draft")
def do(ref: str) -> ResponseReturnValue:
    """Send, take back, pause, go on, confirm, close."""
    name = read_form({"deed"})["deed"]
    deed = next((known for known in Deed if known == name), None)
    found = got(service.read(current_actor(), ref))
    if deed is None:
        return shown_again(_page(found, ""))
    try:
        answer = service.do(current_actor(), ref, deed, now())
    except BadInput as bad:
        form = typed.form_of(found.facts, found.lawful_reason, found.province_id)
        return shown_again(_form(ref, form, errors_of(bad), str(found.version), None))
    if isinstance(answer, Refused):
        return shown_again(_page(got(service.read(current_actor(), ref)), why(answer)), answer)
    return see_other(url_for("posting.one", ref=ref, done=deed.value))


def _typed(ref: str) -> ResponseReturnValue:
    form = read_form(typed.FIELDS | {"way", "version"})
    way, version = form.pop("way"), form.pop("version")
    read = typed.read(form)
    if way not in WAYS:
        abort(422)
    if way == "preview":
        looked = got(service.preview(current_actor(), read))
        errors = errors_of(BadInput([*read.problems, *looked.judged.problems]))
        return make_response(_form(ref, form, errors, version, looked), 422 if read.problems else 200)
    try:
        answer = service.save(current_actor(), ref, read, version, now(), submit=way == "submit")
    except BadInput as bad:
        return shown_again(_form(ref, form, errors_of(bad), version, got(service.preview(current_actor(), read))))
    if isinstance(answer, Refused):
        return shown_again(_form(ref, form, {}, version, None, why(answer)), answer)
    said = "again" if answer.again else "submit" if way == "submit" else "saved"
    return see_other(url_for("posting.one", ref=answer.ref, done=said))


def _form(
    ref: str, form: dict[str, str], errors: dict[str, str], version: str, looked: Looked | None, refused: str = ""
) -> str:
    return render_template(
        "posting/form.html",
        ref=ref,
        form=form,
        errors=errors,
        mistakes=listed(errors),
        version=version,
        refused=refused,
        rows=presenters.language_rows(),
        look=presenters.look(looked.facts, looked.judged, form["lawful_reason"]) if looked is not None else None,
        **presenters.choices(),
    )


def _page(found: Mine, refused: str) -> str:
    return render_template(
        "posting/one.html",
        it=found,
        refused=refused,
        notice=done(),
        state_words=presenters.state_words,
        wording=wording,
        look=presenters.look(found.facts, found.judged, found.lawful_reason),
    )
