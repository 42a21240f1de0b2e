"""What many looked for in vain: what is meant by it, proposed here and agreed to like every other edit; or let go."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import abort, current_app, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.content.editing.service import vain
from portal.content.reading_rules import LONGEST
from portal.search.engine import Engine, QuerySpec
from portal.shared.clock import now
from portal.shared.problems import BadInput
from portal.web.editing.blueprint import blueprint
from portal.web.shell.forms import UNPROCESSABLE, errors_of, listed, read_form
from portal.web.shell.guards import guard, may_open
from portal.web.shell.next_page import see_other
from portal.web.shell.session import current_actor

_FIELDS = frozenset({"do", "query", "locale", "meant"})


@blueprint.get("/desk/content/searches")
@guard("content.read")
def searches() -> ResponseReturnValue:
    """Questions without results, most asked first."""
    return _page({}, {})


@blueprint.post("/desk/content/searches")
@guard("content.edit")
def settle_search() -> ResponseReturnValue:
    """Propose what is meant by one of them, or let it go."""
    form, actor = read_form(_FIELDS), current_actor()
    if form["do"] == "let_go":
        if not vain.let_go(actor, form["query"], form["locale"]):
            abort(404)
        return see_other(url_for("editing.searches", done="let_go"))
    try:
        ref = vain.propose(
            actor, form["query"], form["locale"], form["meant"].strip()[:LONGEST], now(), _finds(form["locale"])
        )
    except BadInput as error:
        return make_response(_page(form, errors_of(error)), UNPROCESSABLE)
    if ref is None:
        abort(404)
    return see_other(url_for("editing.searches", done="proposed"))


def _finds(locale: str) -> Callable[[str], bool]:
    engine = _engine()
    return lambda text: engine.query(QuerySpec(text, locale=locale, limit=1, near=0)).total > 0


def _engine() -> Engine:
    engine: Engine = current_app.extensions["search"]
    return engine


def _page(form: Mapping[str, str], errors: Mapping[str, str]) -> str:
    found = vain.listed(current_actor(), _engine().lexicon.phrases())
    if found is None:
        abort(404)
    asked = (form.get("query"), form.get("locale"))
    place = next((n for n, each in enumerate(found, 1) if (each.miss.query, each.miss.locale) == asked), 0)
    return render_template(
        "editing/searches.html", found=found, form=form, wrong=place, error=errors.get("meant", ""), longest=LONGEST,
        mistakes=listed({f"meant-{place}": text for text in errors.values()}),
        may_settle=may_open("editing.settle_search"), done=request.args.get("done", ""),
    )  # fmt: skip
