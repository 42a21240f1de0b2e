"""Whoever has no account tells this site something, gets a code, and reads the answer with it. Nobody is asked who they are."""

from __future__ import annotations

from collections.abc import Mapping

from flask import make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.rules.refusals import Refused
from portal.accounts.wording import say as say_refusal
from portal.moderation import wording
from portal.moderation.rules.feedback import LONGEST
from portal.moderation.service import feedback
from portal.shared.clock import now
from portal.shared.problems import BadInput
from portal.web.moderation.blueprint import blueprint
from portal.web.shell.forms import UNPROCESSABLE, errors_of, listed, read_form, refuse
from portal.web.shell.guards import PUBLIC, guard
from portal.web.shell.locale import current_locale
from portal.web.shell.session import keep_private, origin
from portal.web.shell.wording import say

_TELL, _CODE = frozenset({"about", "text", "page"}), frozenset({"code"})
_BOTH = ("GET", "POST")
NOT_FOUND = 404


@blueprint.route("/feedback", methods=_BOTH)
@guard(PUBLIC, keeps_nothing=True)
def tell() -> ResponseReturnValue:
    """The form, and the code on the answer to it: it stands in no address. Limits guard it, no token does."""
    if request.method != "POST":
        about = request.args.get("about", "")
        return _form({"about": about if about in wording.ABOUT else "", "text": "", "page": ""}, {})
    keep_private()
    typed = read_form(_TELL)
    try:
        done = feedback.tell(typed["about"], typed["page"], typed["text"], current_locale(), origin(), now())
    except BadInput as error:
        return make_response(_form(typed, errors_of(error)), UNPROCESSABLE)
    if isinstance(done, Refused):
        return refuse(_form(typed, {"text": say(say_refusal(done))}), done)
    return render_template("moderation/feedback_told.html", code=done)


@blueprint.route("/feedback/answer", methods=_BOTH)
@guard(PUBLIC, keeps_nothing=True)
def answer() -> ResponseReturnValue:
    """What became of it, for whoever has the code."""
    if request.method != "POST":
        return _asked("", {})
    keep_private()
    code = read_form(_CODE)["code"]
    try:
        found = feedback.look(code, origin(), now())
    except BadInput as error:
        return make_response(_asked(code, errors_of(error)), UNPROCESSABLE)
    if isinstance(found, Refused):
        return refuse(_asked(code, {"code": say(say_refusal(found))}), found)
    if found is None:
        return make_response(_asked(code, {"code": say(wording.NOT_KEPT)}), NOT_FOUND)
    return render_template(
        "moderation/feedback_answer.html", found=found, abouts=wording.ABOUT, outcomes=wording.FEEDBACK_OUTCOMES
    )


def _form(typed: Mapping[str, str], errors: Mapping[str, str]) -> str:
    return render_template(
        "moderation/feedback.html", form=typed, errors=errors, mistakes=listed(errors), abouts=wording.ABOUT,
        longest=LONGEST, action=url_for("moderation.tell"),
    )  # fmt: skip


def _asked(code: str, errors: Mapping[str, str]) -> str:
    return render_template("moderation/feedback_code.html", code=code, errors=errors, mistakes=listed(errors))
