"""One's own data: what can be done with it, everything as a file, where each part is corrected, requests and their dates."""

from __future__ import annotations

from flask import abort, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.rules.actor import PERSON_ROLES
from portal.accounts.rules.refusals import Refusal, Refused
from portal.accounts.wording import say as say_refusal
from portal.privacy.results import RequestView
from portal.privacy.rules.clocks import KINDS
from portal.privacy.service import export, requests
from portal.privacy.wording import CHOOSE_FORM, EXTENDED, LONGEST, REFUSED_FOR, STATES
from portal.privacy.wording import KINDS as KIND_WORDS
from portal.shared.clock import now
from portal.shared.problems import BadInput
from portal.web.privacy import breach_views, desk_views, public_views
from portal.web.privacy.blueprint import blueprint
from portal.web.privacy.file import as_json, chapters
from portal.web.shell.forms import UNPROCESSABLE, errors_of, listed, read_form, refuse
from portal.web.shell.guards import SignInNeeded, guard
from portal.web.shell.kept import keep_form
from portal.web.shell.next_page import asked_page, see_other
from portal.web.shell.session import current_actor, keep_private
from portal.web.shell.wording import say

PARTS = (desk_views, breach_views, public_views)
"""Importing them puts their routes on the blueprint."""
WORDS = {"kinds": KIND_WORDS, "states": STATES, "extended": EXTENDED, "refused": REFUSED_FOR}
_DOWNLOAD = frozenset({"password", "form"})
_ASK = frozenset({"kind", "text"})


@blueprint.get("/my-data")
@guard("privacy.own")
def mine() -> ResponseReturnValue:
    """What I can do with my data."""
    return render_template("privacy/mine.html", waiting=[r for r in _mine() if r.ended_at is None], **WORDS)


@blueprint.get("/my-data/correct")
@guard("privacy.own")
def correct() -> ResponseReturnValue:
    """Where each kind of data is corrected."""
    roles = current_actor().roles
    return render_template("privacy/correct.html", roles=roles, is_person=bool(roles & set(PERSON_ROLES)))


@blueprint.get("/my-data/download")
@guard("privacy.own")
def download() -> ResponseReturnValue:
    """The form for everything about me as a file."""
    return _download_page(dict.fromkeys(_DOWNLOAD, ""), {})


@blueprint.post("/my-data/download")
@guard("privacy.own")
def take() -> ResponseReturnValue:
    """Everything about me, made now and kept nowhere."""
    form = read_form(_DOWNLOAD)
    if form["form"] not in export.FORMATS:
        return make_response(_download_page(form, {"form": say(CHOOSE_FORM)}), UNPROCESSABLE)
    found = export.everything(current_actor(), form["password"], form["form"], now())
    if isinstance(found, Refused):
        _turn_away(found)
        return refuse(_download_page(form, {"password": say(say_refusal(found))}), found)
    keep_private()
    if form["form"] == "json":
        answer = make_response(as_json(found))
        answer.mimetype = "application/json"
    else:
        answer = make_response(render_template("privacy/file.html", made_at=found.made_at, chapters=chapters(found)))
    answer.headers["Content-Disposition"] = f'attachment; filename="ben-ve-{found.made_at:%Y-%m-%d}.{form["form"]}"'
    return answer


@blueprint.get("/my-data/requests", endpoint="requests")
@guard("privacy.own")
def my_requests() -> ResponseReturnValue:
    """What I asked for, and the form for more."""
    kind = request.args.get("kind", "")
    return _requests_page({"kind": kind if kind in KINDS else "", "text": ""}, {})


@blueprint.post("/my-data/requests")
@guard("privacy.own")
def ask() -> ResponseReturnValue:
    """A request, sent."""
    form = read_form(_ASK)
    try:
        ref = requests.ask(current_actor(), form["kind"], form["text"], now())
    except BadInput as bad:
        return make_response(_requests_page(form, errors_of(bad)), UNPROCESSABLE)
    if isinstance(ref, Refused):
        _turn_away(ref)
        return refuse(_requests_page(form, {"text": say(say_refusal(ref))}), ref)
    return see_other(url_for("privacy.one", ref=ref, done="sent"))


@blueprint.get("/my-data/requests/<ref>")
@guard("privacy.own")
def one(ref: str) -> ResponseReturnValue:
    """One of my requests with its dates."""
    found = requests.look(current_actor(), ref, now())
    if found is None:
        abort(404)
    return render_template("privacy/one.html", found=found, sent=request.args.get("done") == "sent", **WORDS)


def _mine() -> list[RequestView]:
    found = requests.mine(current_actor(), now())
    if isinstance(found, Refused):
        _turn_away(found)
        abort(404)
    return list(found)


def _requests_page(form: dict[str, str], errors: dict[str, str]) -> str:
    return render_template(
        "privacy/requests.html",
        found=_mine(),
        form=form,
        errors=errors,
        mistakes=listed(errors),
        longest=LONGEST,
        **WORDS,
    )


def _download_page(form: dict[str, str], errors: dict[str, str]) -> str:
    return render_template("privacy/download.html", form=form, errors=errors, mistakes=listed(errors))


def _turn_away(refused: Refused) -> None:
    if refused.why is Refusal.SESSION_OVER:
        raise SignInNeeded(keep_form(), asked_page())
