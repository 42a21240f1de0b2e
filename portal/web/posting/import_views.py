"""Vacancies of a member's file: a report row by row, or all of them as drafts."""

from __future__ import annotations

from flask import make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.jobs.formats.vacancies import KEYS
from portal.jobs.posting import service, uploads
from portal.organisations.rules.refusals import Refused
from portal.shared.clock import now, today
from portal.shared.problems import BadInput, Problem
from portal.web.posting.blueprint import blueprint, got, shown_again, why
from portal.web.shell.forms import read_form
from portal.web.shell.guards import guard
from portal.web.shell.next_page import see_other
from portal.web.shell.session import current_actor
from portal.web.shell.wording import say

SHOWN = 200
"""Mistakes told at once; the rest is counted."""
LARGEST_BODY = uploads.LARGEST + 64 * 1024


@blueprint.get("/my-vacancies/import")
@guard("vacancy.draft")
def import_form() -> ResponseReturnValue:
    """What a file must hold, and where to choose it."""
    got(service.my_vacancies(current_actor()))
    return _page(())


@blueprint.post("/my-vacancies/import")
@guard("vacancy.draft", largest=LARGEST_BODY)
def bring() -> ResponseReturnValue:
    """The file, read: its mistakes, or its vacancies kept as drafts."""
    read_form(frozenset(), files={"file"})
    got(service.my_vacancies(current_actor()))
    upload = request.files.get("file")
    name, content = (
        (upload.filename or "", upload.stream.read(uploads.LARGEST + 1)) if upload is not None else ("", b"")
    )
    try:
        answer = service.bring(current_actor(), uploads.read(name, content, today()), now())
    except BadInput as bad:
        return make_response(_page(bad.problems), 422)
    if isinstance(answer, Refused):
        return shown_again(_page((), why(answer)), answer)
    return see_other(url_for("posting.mine", done="brought"))


def _page(problems: tuple[Problem, ...], refused: str = "") -> str:
    return render_template(
        "posting/import.html",
        mistakes=[say(problem.message) for problem in problems[:SHOWN]],
        more=max(len(problems) - SHOWN, 0),
        refused=refused,
        columns=[key for key in KEYS if key != "employer"],
    )
