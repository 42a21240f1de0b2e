"""The papers of an organisation: sent, listed, taken away, handed out as attachments."""

from __future__ import annotations

from flask import Response, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.organisations import wording
from portal.organisations.rules.files import LARGEST
from portal.organisations.rules.papers import MOST_FILES, PAPERS
from portal.organisations.rules.refusals import Refused
from portal.organisations.service import evidence, mine
from portal.shared.clock import now
from portal.shared.problems import BadInput
from portal.web.organisations.blueprint import blueprint, got, hidden, refuse_page, shown_again
from portal.web.organisations.notices import done
from portal.web.shell.forms import errors_of, listed, read_form
from portal.web.shell.guards import guard
from portal.web.shell.next_page import see_other
from portal.web.shell.session import current_actor, keep_private
from portal.web.shell.wording import say

LARGEST_BODY = LARGEST + 1024 * 1024
"""A file of the largest size and the fields around it; a larger file is refused in words up to here, then by the server."""


@blueprint.get("/organisation/evidence")
@guard("organisation.add_evidence")
def papers() -> ResponseReturnValue:
    """The papers and the form for one more."""
    asked = request.args.get("kind", "")
    return _page({}, asked if asked in PAPERS else "", None)


@blueprint.post("/organisation/evidence")
@guard("organisation.add_evidence", largest=LARGEST_BODY)
def add_paper() -> ResponseReturnValue:
    """One more paper."""
    form = read_form({"kind"}, files={"file"})
    upload = request.files.get("file")
    name, content = (upload.filename or "", upload.stream.read(LARGEST + 1)) if upload is not None else ("", b"")
    try:
        answer = evidence.add(current_actor(), form["kind"], name, content, now())
    except BadInput as bad:
        return shown_again(_page(errors_of(bad), form["kind"], None), None)
    if isinstance(answer, Refused):
        return refuse_page(answer) if hidden(answer) else shown_again(_page({}, form["kind"], answer), answer)
    return see_other(url_for("organisations.papers", done="paper"))


@blueprint.post("/organisation/evidence/<ref>/remove")
@guard("organisation.add_evidence")
def remove_paper(ref: str) -> ResponseReturnValue:
    """A paper, taken away."""
    read_form(frozenset())
    answer = evidence.remove(current_actor(), ref, now())
    if isinstance(answer, Refused):
        return refuse_page(answer) if hidden(answer) else shown_again(_page({}, "", answer), answer)
    return see_other(url_for("organisations.papers", done="paper-removed"))


@blueprint.get("/organisations/<ref>/evidence/<paper>")
@guard("organisation.read_evidence")
def paper(ref: str, paper: str) -> Response:
    """A paper as an attachment: a browser saves it and shows nothing of it on this site."""
    file = got(evidence.read(current_actor(), ref, paper))
    keep_private()
    response = make_response(file.content)
    response.headers["Content-Type"] = file.media_type
    response.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response


def _page(errors: dict[str, str], kind: str, refused: Refused | None) -> str:
    view = got(mine.my_organisation(current_actor(), now())).organisation
    return render_template(
        "organisations/evidence.html",
        view=view,
        kinds=[
            ("", say(wording.NO_PAPER)),
            *((name, say(wording.PAPERS[name])) for name in PAPERS if _fits(name, view)),
        ],
        chosen=kind,
        errors=errors,
        mistakes=listed(errors),
        refused=wording.say(refused) if refused is not None else None,
        most=MOST_FILES,
        notice=done(),
        wording=wording,
    )


def _fits(name: str, view: object) -> bool:
    return name != "licence" or getattr(view, "kind", "") == "firm"
