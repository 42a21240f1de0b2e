"""The doors: signing up, in and out, the second step, forgotten passwords, and the links of letters."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from portal.web.shell.blueprints import page_blueprint
from portal.web.shell.guards import SECOND_STEP, SETUP, SIGNED_OUT, SignInNeeded, guard
from portal.web.shell.next_page import NEXT

blueprint = page_blueprint("accounts", __name__)
UNAUTHORISED = 401


@blueprint.get("/sign-in")
@guard(SIGNED_OUT)
def sign_in() -> ResponseReturnValue:
    """The form to sign in."""
    return render_template("accounts/door/sign_in.html", next=request.args.get(NEXT, ""))


@blueprint.app_errorhandler(SignInNeeded)
def sign_in_again(needed: SignInNeeded) -> ResponseReturnValue:
    """A form was sent by somebody who is not signed in: sign in first, nothing typed is lost."""
    return render_template("accounts/door/sign_in.html", next=needed.back), UNAUTHORISED


@blueprint.get("/second-step")
@guard(SECOND_STEP)
def second_step() -> ResponseReturnValue:
    """The code of the second step."""
    return render_template("accounts/door/sign_in.html", next="")


@blueprint.get("/setup-second-step")
@guard(SETUP)
def setup() -> ResponseReturnValue:
    """The second step, set up."""
    return render_template("accounts/door/sign_in.html", next="")
