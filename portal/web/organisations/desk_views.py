"""The moderators' pages: the queue, one organisation, and the decision."""

from __future__ import annotations

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from portal.organisations import wording
from portal.organisations.results import Case
from portal.organisations.rules.papers import KINDS
from portal.organisations.rules.refusals import Refused
from portal.organisations.rules.states import LONGEST_REASON, REASONS
from portal.organisations.service import desk
from portal.shared.clock import now
from portal.shared.problems import BadInput
from portal.web.organisations.blueprint import blueprint, got, hidden, refuse_page, shown_again
from portal.web.organisations.notices import done
from portal.web.shell.forms import errors_of, listed, read_form
from portal.web.shell.guards import guard
from portal.web.shell.next_page import see_other
from portal.web.shell.pagination import Pages, asked_page
from portal.web.shell.session import current_actor
from portal.web.shell.wording import say

PAGE_SIZE = 20
_SHOWS = {
    "waiting": lazy_gettext("Đang chờ xét"),
    "returned": lazy_gettext("Đã trả lại hoặc không chấp nhận"),
    "open": lazy_gettext("Chưa gửi hồ sơ"),
    "verified": lazy_gettext("Đã xác minh"),
    "suspended": lazy_gettext("Đang bị tạm khóa"),
    "all": lazy_gettext("Tất cả"),
}


@blueprint.get("/organisations/queue")
@guard("organisation.queue")
def queue() -> ResponseReturnValue:
    """Organisations, the one that waits longest first."""
    wanted = {name: request.args.get(name, "").strip()[:200] for name in ("show", "kind", "q")}
    show = wanted["show"] if wanted["show"] in _SHOWS else "waiting"
    kind = wanted["kind"] if wanted["kind"] in KINDS else ""
    page = asked_page()
    answer = desk.queue(current_actor(), show=show, kind=kind, text=wanted["q"], page=page, size=PAGE_SIZE)
    found = got(answer)
    pages = Pages(page=page, size=PAGE_SIZE, total=found.total)
    if page > pages.last:
        abort(404)
    return render_template(
        "organisations/queue.html",
        lines=found.lines,
        pages=pages,
        wanted={"show": show, "kind": kind, "q": wanted["q"]},
        filtered=show != "waiting" or bool(kind) or bool(wanted["q"]),
        shows=list(_SHOWS.items()),
        kinds=[("", lazy_gettext("Mọi loại")), *((name, say(wording.KINDS[name])) for name in KINDS)],
        notice=done(),
        wording=wording,
    )


@blueprint.get("/organisations/<ref>", endpoint="case")
@guard("organisation.queue")
def one(ref: str) -> ResponseReturnValue:
    """One organisation with all it gave."""
    case = got(desk.open_case(current_actor(), ref))
    return _page(case, {"choice": "", "explanation": ""}, {}, None)


@blueprint.post("/organisations/<ref>/decide")
@guard("organisation.queue")
def decide(ref: str) -> ResponseReturnValue:
    """The decision. Where somebody was faster nothing is written, and what was typed stays."""
    form = read_form({"choice", "explanation", "version"})
    ruling = desk.Ruling(form["choice"], form["explanation"], form["version"])
    try:
        answer = desk.decide(current_actor(), ref, ruling, now())
    except BadInput as bad:
        return shown_again(_page(got(desk.open_case(current_actor(), ref)), form, errors_of(bad), None), None)
    if isinstance(answer, Refused):
        if hidden(answer):
            refuse_page(answer)
        return shown_again(_page(got(desk.open_case(current_actor(), ref)), form, {}, answer), answer)
    return see_other(url_for("organisations.queue", done="decided"))


def _page(case: Case, form: dict[str, str], errors: dict[str, str], refused: Refused | None) -> str:
    groups = [
        (
            say(wording.DECISIONS[decision]),
            [(f"{decision}:{reason}", say(wording.REASONS[reason])) for reason in REASONS[decision]],
        )
        for decision in case.choices
    ]
    return render_template(
        "organisations/case.html",
        case=case,
        view=case.organisation,
        groups=groups,
        form=form,
        errors=errors,
        mistakes=listed(errors),
        refused=wording.say(refused) if refused is not None else None,
        longest=LONGEST_REASON,
        wording=wording,
    )
