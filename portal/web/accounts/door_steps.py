"""The second step of staff, as pages: the app's code, a printed code instead, and setting it up."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts.results import Secret, SignedIn
from portal.accounts.rules.refusals import Refusal, Refused
from portal.accounts.service import second_step as service
from portal.accounts.wording import say as say_refusal
from portal.shared.clock import now
from portal.web.accounts.door_entering import CARRIED, LONGEST, Carried, carried, enter, second_step_page
from portal.web.accounts.qr import QrCode, qr_code
from portal.web.shell.forms import read_form, refuse
from portal.web.shell.guards import SECOND_STEP, SETUP, SignInNeeded, guard
from portal.web.shell.session import current_cookie, origin
from portal.web.shell.wording import say

OPEN = "open"
"""Which button was pressed: this one only opens the page."""


@guard(SECOND_STEP)
def second_step() -> ResponseReturnValue:
    """The code that the app shows."""
    return _step(recovery=False)


@guard(SECOND_STEP)
def recovery_code() -> ResponseReturnValue:
    """A printed code instead: the phone is lost, or not at hand."""
    return _step(recovery=True)


def _step(*, recovery: bool) -> ResponseReturnValue:
    if request.method != "POST":
        return second_step_page(carried(), recovery=recovery)
    form = read_form({"code", OPEN} | CARRIED, longest=LONGEST)
    along = carried(form)
    if form[OPEN]:
        return second_step_page(along, recovery=recovery)
    act = service.recovery_code if recovery else service.second_step
    answer = act(current_cookie(), form["code"], origin(), now())
    if isinstance(answer, SignedIn):
        return enter(answer, along)
    _back_if_over(answer, along)
    return refuse(second_step_page(along, say(say_refusal(answer)), recovery=recovery), answer)


@guard(SETUP)
def setup() -> ResponseReturnValue:
    """The QR code for the app, and its first code; then the codes to print."""
    if request.method != "POST":
        return _setup_page(carried())
    form = read_form({"code"} | CARRIED, longest=LONGEST)
    along = carried(form)
    answer = service.finish_setup(current_cookie(), form["code"], origin(), now())
    if isinstance(answer, SignedIn):
        return enter(answer, along)
    _back_if_over(answer, along)
    return refuse(_setup_page(along, say(say_refusal(answer))), answer)


def _setup_page(along: Carried, error: str = "") -> str:
    secret = service.begin_setup(current_cookie(), now())
    if isinstance(secret, Refused):
        raise SignInNeeded(along.kept, along.next)
    return render_template(
        "accounts/door/setup.html", along=along, error=error, secret=_in_fours(secret), qr=_picture(secret)
    )


def _in_fours(secret: Secret) -> str:
    return " ".join(secret.secret[i : i + 4] for i in range(0, len(secret.secret), 4))


def _picture(secret: Secret) -> QrCode:
    return qr_code(secret.uri)


def _back_if_over(refused: Refused, along: Carried) -> None:
    if refused.why is Refusal.SESSION_OVER:
        raise SignInNeeded(along.kept, along.next)
