"""What we understood of one's profile: each finding with its words, to be confirmed, taken off, or put back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.jobs.profiles import findings, service, steps, wording
from portal.jobs.profiles.mine import Mine, Values
from portal.shared.clock import now
from portal.shared.problems import BadInput
from portal.web.profiles import presenters
from portal.web.profiles.blueprint import address_of, blueprint, my_profile
from portal.web.shell.forms import read_form
from portal.web.shell.guards import guard
from portal.web.shell.next_page import see_other
from portal.web.shell.session import current_actor

_ACTS: Mapping[str, Callable[[str, Mine], Values]] = {
    "confirm": lambda id, mine: steps.claim([id], mine),
    "deny": steps.deny,
    "allow": steps.allow,
}


@blueprint.get("/my-profile/understood")
@guard(service.OWN)
def understood() -> ResponseReturnValue:
    """Everything that is read of the profile."""
    mine = my_profile()
    return render_template(
        "profiles/understood.html",
        mine=mine,
        found=findings.understood(mine),
        steps=wording.STEPS,
        address_of=address_of,
        kinds=presenters.kind_names(),
        country_name=presenters.country_name,
        done=request.args.get("done", ""),
    )


@blueprint.post("/my-profile/understood")
@guard(service.OWN)
def settle() -> ResponseReturnValue:
    """One finding, confirmed, taken off or put back; the same said twice changes nothing more."""
    form = read_form({"id", "act"})
    if form["act"] not in _ACTS or findings.name_of(form["id"]) is None:
        abort(404)
    try:
        service.save(current_actor(), partial(_ACTS[form["act"]], form["id"]), now())
    except BadInput:  # the list is full: the page of the skills says how many there may be
        return see_other(address_of("skills"))
    return see_other(url_for("profiles.understood", done=form["act"]))
