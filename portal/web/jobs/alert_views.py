"""The reader's own letters about vacancies: what they agreed to, and the searches that they keep."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, abort, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.jobs import consents
from portal.jobs.alerts import searches, typed, wording
from portal.jobs.alerts.searches import OWN, Kept
from portal.shared.clock import now
from portal.shared.messages import message
from portal.shared.problems import BadInput, Problem
from portal.web.jobs import forms
from portal.web.jobs.blueprint import blueprint
from portal.web.jobs.machine import feed_path
from portal.web.jobs.presenters import asked_words
from portal.web.jobs.search_fields import choices, typed_of
from portal.web.shell.forms import UNPROCESSABLE, errors_of, listed, read_form
from portal.web.shell.guards import guard
from portal.web.shell.locale import current_locale
from portal.web.shell.next_page import see_other
from portal.web.shell.session import current_actor

DONE = {
    "kept": message("Đã giữ tìm kiếm."),
    "renamed": message("Đã đổi tên."),
    "paused": message("Tìm kiếm đang nghỉ. Bạn không nhận thư về nó."),
    "resumed": message("Tìm kiếm chạy lại, từ việc đăng từ bây giờ."),
    "deleted": message("Đã xóa tìm kiếm."),
    "agreed": message("Xong. Có việc mới hợp với hồ sơ thì bạn nhận thư."),
    "withdrawn": message("Đã rút lại. Thư đang chờ gửi cũng được lấy lại."),
}
"""What an address may say was done."""


@blueprint.get("/my-alerts")
@guard(OWN)
def alerts() -> ResponseReturnValue:
    """What the reader keeps and agreed to."""
    return _page()


@blueprint.post("/my-alerts/letters")
@guard(OWN)
def agree_to_letters() -> ResponseReturnValue:
    """Agreed to, or taken back."""
    form = read_form({"agreed", "way"})
    if form["way"] == "withdraw":
        searches.agree(current_actor(), False, now())
        return see_other(url_for("jobs.alerts", done="withdrawn"))
    if not form["agreed"]:
        return _again(_page(errors_of(BadInput([Problem("agreed", wording.NOT_TICKED)]))))
    searches.agree(current_actor(), True, now())
    return see_other(url_for("jobs.alerts", done="agreed"))


@blueprint.get("/my-alerts/keep")
@guard(OWN)
def keep_form() -> ResponseReturnValue:
    """A search to be kept: what the list was narrowed by, and a name for it."""
    asked = typed_of(request.args)
    return _keep(asked | {"name": asked["q"] or asked["sector"]}, {})


@blueprint.post("/my-alerts/keep")
@guard(OWN)
def keep_search() -> ResponseReturnValue:
    """Keep it."""
    form = read_form({"name", *typed.FILTERS})
    try:
        searches.keep(current_actor(), form, now())
    except BadInput as error:
        return _again(_keep(form, errors_of(error)))
    return see_other(url_for("jobs.alerts", done="kept"))


@blueprint.post("/my-alerts/<ref>")
@guard(OWN)
def change_search(ref: str) -> ResponseReturnValue:
    """Rename, pause, resume or delete one of the reader's searches."""
    form = read_form({"way", "name"})
    actor, done = current_actor(), f"{form['way']}d"  # renamed, paused, resumed, deleted
    try:
        if form["way"] == "rename":
            found = searches.rename(actor, ref, form["name"])
        elif form["way"] == "pause":
            found = searches.pause(actor, ref)
        elif form["way"] == "resume":
            found = searches.go_on(actor, ref, now())
        else:
            found = form["way"] == "delete" and searches.delete(actor, ref)
    except BadInput as error:
        return _again(_page({f"name-{ref}": errors_of(error)["name"]}, {ref: form["name"]}))
    if not found:
        abort(404)
    return see_other(url_for("jobs.alerts", done=done))


def _page(errors: Mapping[str, str] | None = None, names: Mapping[str, str] | None = None) -> str:
    """The page; `names`: what was typed for a search that could not be renamed, by its ref."""
    desk = searches.mine(current_actor())
    return render_template(
        "jobs/alerts.html",
        desk=desk,
        rows=[row_of(one) for one in desk.searches],
        sentence=consents.TEXTS["match_letters"],
        done=DONE.get(request.args.get("done", "")),
        errors=errors or {},
        mistakes=listed(errors or {}),
        names=names or {},
        most=searches.MOST,
    )


def row_of(kept: Kept) -> dict[str, Any]:
    """A saved search as a page shows it: its filters in words, and where its list and its feed are."""
    asked: dict[str, Any] = forms.address_of(kept.wanted)
    return {
        "kept": kept,
        "words": asked_words(kept.wanted),
        "list": url_for("jobs.vacancies", **asked),
        "feed": feed_path(current_locale(), asked),
    }


def _keep(form: Mapping[str, str], errors: Mapping[str, str]) -> str:
    return render_template("jobs/keep_mine.html", form=form, errors=errors, mistakes=listed(errors), **choices())


def _again(page: str) -> Response:
    return make_response(page, UNPROCESSABLE)
