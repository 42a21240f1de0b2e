"""What a firm's members were asked, and what moderators were told of it."""

from __future__ import annotations

from flask import Response, abort, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.firms import firm_enquiries
from portal.firms.rules.enquiries import LONGEST
from portal.shared.clock import now
from portal.shared.problems import BadInput
from portal.web.firms.enquiry_blueprint import blueprint
from portal.web.shell.forms import UNPROCESSABLE, errors_of, listed, read_form
from portal.web.shell.guards import guard
from portal.web.shell.next_page import see_other
from portal.web.shell.session import current_actor

GONE = 410


@blueprint.get("/my-firm/enquiries")
@guard("enquiry.answer")
def inbox() -> ResponseReturnValue:
    """What workers asked my firm; the questions themselves are read one by one."""
    lines = firm_enquiries.inbox(current_actor())
    if lines is None:
        abort(404)
    return render_template("firms/enquiry_inbox.html", lines=lines)


@blueprint.get("/my-firm/enquiries/<ref>")
@guard("enquiry.answer")
def read(ref: str) -> ResponseReturnValue:
    """One question; that it was read stands in the log."""
    return _page(ref, "", {}, 200)


@blueprint.post("/my-firm/enquiries/<ref>")
@guard("enquiry.answer")
def answer(ref: str) -> ResponseReturnValue:
    """The answer."""
    typed = read_form({"answer"})["answer"]
    try:
        done = firm_enquiries.answer(current_actor(), ref, typed, now())
    except BadInput as error:
        return _page(ref, typed, errors_of(error), UNPROCESSABLE)
    if done is None:  # it may have been closed while the answer was written: then this says so
        return _page(ref, typed, {}, 200)
    return see_other(url_for("enquiries.read", ref=ref, done="answered" if done else "before"))


@blueprint.post("/my-firm/enquiries/<ref>/report")
@guard("enquiry.answer")
def report_worker(ref: str) -> ResponseReturnValue:
    """Told to the moderators."""
    read_form(frozenset())
    if firm_enquiries.report(current_actor(), ref, now()) is None:
        return _page(ref, "", {}, 200)
    return see_other(url_for("enquiries.read", ref=ref, done="reported"))


@blueprint.get("/enquiries/reported")
@guard("enquiry.settle")
def reported() -> ResponseReturnValue:
    """What was reported."""
    lines = firm_enquiries.reports(current_actor())
    return render_template("firms/enquiry_reports.html", lines=lines or ())


@blueprint.post("/enquiries/reported/<ref>")
@guard("enquiry.settle")
def settle(ref: str) -> ResponseReturnValue:
    """Looked at."""
    read_form(frozenset())
    if firm_enquiries.settle(current_actor(), ref, now()) is None:
        abort(404)
    return see_other(url_for("enquiries.reported"))


def _page(ref: str, typed: str, errors: dict[str, str], status: int) -> Response:
    found = firm_enquiries.read(current_actor(), ref)
    if found is None:
        abort(404)
    if isinstance(found, firm_enquiries.Over):
        return make_response(render_template("firms/enquiry_over.html", found=found, typed=typed), GONE)
    page = render_template(
        "firms/enquiry_read.html",
        found=found,
        typed=typed,
        errors=errors,
        mistakes=listed(errors),
        longest=LONGEST,
        done=request.args.get("done", ""),
    )
    return make_response(page, status)
