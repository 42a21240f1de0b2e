"""A person before staff: found by what is known of them exactly, for a reason; suspended or let in again.

What is found stands in the answer to the form and nowhere else, so each look is one row in the log, and no page can be
opened again without one.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.results import Done, PersonView
from portal.accounts.rules.reasons import LOOK_REASONS, PERSON_REASONS
from portal.accounts.rules.refusals import Refusal, Refused
from portal.accounts.service import persons as service
from portal.accounts.service import staff
from portal.accounts.wording import LOOK_REASONS as LOOK_WORDS
from portal.accounts.wording import REASONS
from portal.accounts.wording import say as say_refusal
from portal.shared.clock import now
from portal.shared.messages import message
from portal.shared.problems import BadInput
from portal.web.accounts.account_words import role_names
from portal.web.accounts.desk_answers import answer_form, notice
from portal.web.accounts.staff_words import reason_choices
from portal.web.shell.forms import UNPROCESSABLE, errors_of, listed, read_form, refuse
from portal.web.shell.guards import guard
from portal.web.shell.next_page import see_other
from portal.web.shell.session import current_actor, keep_private
from portal.web.shell.wording import say

Form = dict[str, str]
_NOBODY_FOUND = message("Không có tài khoản nào đúng như vậy. Hãy kiểm tra lại từng ký tự.")


@guard("account.look_at")
def persons() -> ResponseReturnValue:
    """The form that finds a person, and who was found."""
    if request.method != "POST":
        return _find_page({"who": "", "reason": ""}, {})
    form = read_form({"who", "reason"})
    keep_private()
    try:
        found = service.look_for(current_actor(), form["who"], form["reason"], now())
    except BadInput as bad:
        return _find_page(form, errors_of(bad)), UNPROCESSABLE
    if isinstance(found, Refused):
        said = _NOBODY_FOUND if found.why is Refusal.NO_SUCH_ACCOUNT else say_refusal(found)
        return refuse(_find_page(form, {"who": say(said)}), found)
    return _find_page({"who": "", "reason": form["reason"]}, {}, found)


@guard("account.suspend")
def suspend(ref: str) -> ResponseReturnValue:
    """A person's account, suspended for a reason that they are told."""
    return _deed(ref, "suspend", lambda form: staff.suspend(current_actor(), ref, form["reason"], now()))


@guard("account.reinstate")
def reinstate(ref: str) -> ResponseReturnValue:
    """Let in again."""
    return _deed(ref, "reinstate", lambda _form: staff.reinstate(current_actor(), ref, now()))


def _deed(ref: str, deed: str, act: Callable[[Form], Done | Refused]) -> ResponseReturnValue:
    """The page of a deed, which shows nothing of the person; or the deed, done. Staff have their own pages for theirs."""
    if request.method != "POST":
        return _deed_page(ref, deed, {}, "")
    form = read_form({"reason"} if deed == "suspend" else frozenset())
    if service.is_staff(ref):
        abort(404)
    answer = answer_form(
        lambda: act(form), lambda errors: _deed_page(ref, deed, errors, form.get("reason", "")), "reason"
    )
    return answer if isinstance(answer, Response) else see_other(url_for("desk.persons", done=f"person_{deed}"))


def _find_page(form: Form, errors: Form, found: tuple[PersonView, ...] = ()) -> str:
    return render_template(
        "accounts/desk/persons.html",
        form=form,
        errors=errors,
        mistakes=listed(errors),
        reasons=reason_choices(LOOK_REASONS, LOOK_WORDS),
        found=[(view, role_names(view.roles), REASONS.get(view.suspended_for or "")) for view in found],
        notice=None if errors or found else notice(),
    )


def _deed_page(ref: str, deed: str, errors: Form, reason: str) -> str:
    return render_template(
        "accounts/desk/person_deed.html",
        ref=ref[:22],
        deed=deed,
        reason=reason,
        errors=errors,
        mistakes=listed(errors),
        reasons=reason_choices(PERSON_REASONS),
    )
