"""The start: programme and trade, then the likely tasks with their ticks, then what was confirmed is saved. Nothing before that."""

from __future__ import annotations

from functools import partial

from flask import request
from flask.typing import ResponseReturnValue

from portal.jobs.profiles import presets, service, steps
from portal.jobs.profiles.typed import Typed
from portal.shared.clock import now
from portal.shared.problems import BadInput
from portal.web.profiles import presenters
from portal.web.profiles.blueprint import after, again, blueprint, my_profile, step_page
from portal.web.shell.forms import read_form
from portal.web.shell.guards import guard
from portal.web.shell.next_page import see_other
from portal.web.shell.session import current_actor

_FIELDS = frozenset({"programme", "trade", "title", "years", "add_job", "way"})


@blueprint.get("/my-profile/start")
@guard(service.OWN)
def start() -> ResponseReturnValue:
    """Which programme, which trade."""
    mine = my_profile()
    return _page(dict.fromkeys(_FIELDS, "") | {"programme": mine.programme or ""})


@blueprint.post("/my-profile/start")
@guard(service.OWN)
def begin() -> ResponseReturnValue:
    """First the likely tasks; then, confirmed, what is ticked is saved. Going back keeps what was typed."""
    form = read_form(_FIELDS, many={"skill"})
    chosen = request.form.getlist("skill")[:100]
    if form["way"] == "edit":
        return _page(form)
    try:
        if form["way"] != "save":
            return _tasks(form)
        service.save(current_actor(), partial(steps.start, form, chosen), now())
    except BadInput as error:
        return again(_again(form, chosen, error))
    return see_other(after("start"))


def _page(form: dict[str, str], error: BadInput | None = None) -> str:
    return step_page("start", my_profile(), form, error=error, **presenters.start_choices())


def _tasks(form: dict[str, str], chosen: list[str] | None = None, error: BadInput | None = None) -> str:
    """The likely tasks of the trades; `chosen` are those ticked before."""
    typed = Typed(form)
    typed.choice("programme", {one.id for one in presets.programmes()})
    trades = steps.trades_of(form, typed)
    typed.done()
    return step_page(
        "start",
        my_profile(),
        form,
        "tasks",
        error=error,
        tasks=presets.tasks_of(trades),
        chosen=chosen,
        trades=presenters.trade_names(trades),
        country=presenters.country_name(presets.market_of(form["programme"]) or ""),
    )


def _again(form: dict[str, str], chosen: list[str], error: BadInput) -> str:
    """The page on which the mistake was made."""
    if form["way"] == "save" and all(problem.field == "years" for problem in error.problems):
        return _tasks(form, chosen, error)
    return _page(form, error)
