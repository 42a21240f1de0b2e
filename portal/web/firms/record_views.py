"""An editor's pages: what authorities decided about a firm is written down, ended, or struck as a mistake."""

from __future__ import annotations

from flask import abort, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.firms import records, service
from portal.firms.rules.records import ENDING, KINDS
from portal.firms.wording import RECORD_KINDS, STATUSES, TONES
from portal.organisations.rules.refusals import Refused
from portal.shared.clock import now, today
from portal.shared.problems import BadInput
from portal.web.shell.blueprints import page_blueprint
from portal.web.shell.forms import errors_of, listed, read_form
from portal.web.shell.guards import guard
from portal.web.shell.next_page import see_other
from portal.web.shell.session import current_actor
from portal.web.shell.wording import say

blueprint = page_blueprint("records", __name__)
UNPROCESSABLE = 422
_EMPTY = dict.fromkeys(records.FIELDS, "")


@blueprint.get("/firm-decisions")
@guard("firm_record.keep")
def find() -> ResponseReturnValue:
    """Which firm is it about? A name or number; one firm leads to its page."""
    query = request.args.get("q", "").strip()[:200]
    check = service.check_firm(query) if query else None
    if check and check.firm:
        return see_other(url_for("records.kept", ref=check.firm.ref))
    found = [other.card for other in check.similar] if check else []
    return render_template("firms/records_find.html", query=query, firms=found, statuses=STATUSES, tones=TONES)


@blueprint.get("/firm-decisions/<ref>")
@guard("firm_record.keep")
def kept(ref: str) -> ResponseReturnValue:
    """What is written down of this firm, and the form for more."""
    return _page(ref, _EMPTY, {})


@blueprint.post("/firm-decisions/<ref>")
@guard("firm_record.keep")
def add(ref: str) -> ResponseReturnValue:
    """One decision more."""
    form = read_form(frozenset(records.FIELDS))
    try:
        answer = records.add(current_actor(), ref, form, now(), today())
    except BadInput as error:
        return make_response(_page(ref, form, errors_of(error)), UNPROCESSABLE)
    if isinstance(answer, Refused):
        abort(404)
    return see_other(url_for("records.kept", ref=ref, done="added"))


@blueprint.post("/firm-decisions/<ref>/<record>")
@guard("firm_record.keep")
def close(ref: str, record: str) -> ResponseReturnValue:
    """The end of a decision, or that it was written here by mistake."""
    form = read_form(frozenset({"way", "runs_to", "ended_by", "mistake"}))
    if form["way"] not in ("end", "strike"):
        abort(UNPROCESSABLE)
    try:
        if form["way"] == "end":
            done = records.end(current_actor(), record, form["runs_to"], form["ended_by"], today())
        else:
            done = records.strike(current_actor(), record, form["mistake"])
    except BadInput as error:
        return make_response(_page(ref, _EMPTY, errors_of(error), record, form), UNPROCESSABLE)
    if isinstance(done, Refused) or not done:
        abort(404)
    return see_other(url_for("records.kept", ref=ref, done="closed"))


def _page(
    ref: str, form: dict[str, str], errors: dict[str, str], wrong: str = "", closing: dict[str, str] | None = None
) -> str:
    """The page; `wrong` names the decision whose end or mistake was not written right, `closing` what was typed there."""
    try:
        firm = service.get_firm(ref)
    except service.NoSuchFirm:
        abort(404)
    branches = [name for name, _address in firm.branches]
    told = records.records_of(firm.card.id, branches, today())
    mistakes = [{"field": f"{name}-{wrong}", "message": text} for name, text in errors.items()]
    return render_template(
        "firms/records.html",
        firm=firm.card,
        records=[*told.sanctions, *told.of_branches, *told.praises],
        kinds=[("", _("Chọn loại quyết định")), *((kind, say(RECORD_KINDS[kind])) for kind in KINDS)],
        branches=branches,
        record_kinds=RECORD_KINDS,
        ending=ENDING,
        form=form,
        errors={} if wrong else errors,
        wrong=wrong,
        closing=closing or {},
        closing_errors=errors if wrong else {},
        mistakes=mistakes if wrong else listed(errors),
        done=request.args.get("done", ""),
    )
