"""Agreeing to be seen by verified employers, and taking it back: one button each, nothing ticked beforehand."""

from __future__ import annotations

from flask import url_for
from flask.typing import ResponseReturnValue

from portal.jobs import consents
from portal.jobs.profiles import service, wording
from portal.shared.clock import now
from portal.shared.problems import BadInput, Problem
from portal.web.profiles.blueprint import again, blueprint, my_profile, step_page
from portal.web.shell.forms import read_form
from portal.web.shell.guards import guard
from portal.web.shell.next_page import see_other
from portal.web.shell.session import current_actor


@blueprint.get("/my-profile/consent")
@guard(service.OWN)
def consent() -> ResponseReturnValue:
    """What is asked, and everything that was answered before."""
    return _page()


@blueprint.post("/my-profile/consent")
@guard(service.OWN)
def agree() -> ResponseReturnValue:
    """Agreed to, or taken back."""
    form = read_form({"agreed", "way"})
    if form["way"] == "withdraw":
        service.agree(current_actor(), False, now())
        return see_other(url_for("profiles.consent", done="consent"))
    if not form["agreed"]:
        return again(_page(BadInput([Problem("agreed", wording.NOT_TICKED)])))
    service.agree(current_actor(), True, now())
    return see_other(url_for("profiles.mine", done="consent"))


def _page(error: BadInput | None = None) -> str:
    stands, entries = service.agreed(current_actor())
    current = bool(entries) and entries[0].current
    return step_page(
        "consent",
        my_profile(),
        {},
        error=error,
        sentence=consents.TEXTS["be_seen"],
        stands=stands,
        current=current,
        entries=entries,
    )
