"""The staff's side of requests: what waits, what is late, and each step."""

from __future__ import annotations

from flask import abort, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.privacy.rules.clocks import EXTENSIONS, REFUSALS
from portal.privacy.service import desk
from portal.privacy.wording import EXTENDED, KINDS, LONGEST, REFUSED_FOR, STATES, STEPS
from portal.shared.clock import now
from portal.shared.problems import BadInput
from portal.web.privacy.blueprint import blueprint
from portal.web.shell.forms import UNPROCESSABLE, errors_of, listed, read_form
from portal.web.shell.guards import guard
from portal.web.shell.next_page import see_other
from portal.web.shell.session import current_actor

_STEP = frozenset({"deed", "reason", "text"})
_WORDS = {"kinds": KINDS, "states": STATES, "extended": EXTENDED, "refused": REFUSED_FOR, "steps": STEPS}


@blueprint.get("/desk/data-requests")
@guard("privacy.work")
def waiting() -> ResponseReturnValue:
    """What waits for staff, late first."""
    found = desk.waiting(current_actor(), now())
    if found is None:
        abort(404)
    return render_template("privacy/waiting.html", found=found, **_WORDS)


@blueprint.get("/desk/data-requests/<ref>")
@guard("privacy.answer")
def handle(ref: str) -> ResponseReturnValue:
    """One request; each look is a row that the person reads."""
    return _page(ref, dict.fromkeys(_STEP, ""), {})


@blueprint.post("/desk/data-requests/<ref>")
@guard("privacy.answer")
def step(ref: str) -> ResponseReturnValue:
    """A step, done."""
    form = read_form(_STEP)
    try:
        done = desk.step(current_actor(), ref, form["deed"], form["reason"], form["text"], now())
    except BadInput as bad:
        errors = {f"{form['deed']}-{name}": text for name, text in errors_of(bad).items()}
        return make_response(_page(ref, form, errors), UNPROCESSABLE)
    if done is None:
        abort(404)
    return see_other(url_for("privacy.handle", ref=ref, done="yes" if done else "late"))


def _page(ref: str, form: dict[str, str], errors: dict[str, str]) -> str:
    found = desk.look(current_actor(), ref, now())
    if found is None:
        abort(404)
    return render_template(
        "privacy/handle.html",
        found=found,
        form=form,
        errors=errors,
        mistakes=listed(errors),
        done=request.args.get("done", ""),
        longest=LONGEST,
        extensions=EXTENSIONS,
        refusals=REFUSALS,
        **_WORDS,
    )
