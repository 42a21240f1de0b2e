"""The search page: one box over everything the public may see, with what was understood and what else could be tried."""

from __future__ import annotations

from dataclasses import replace

from flask import current_app, render_template, request
from flask.typing import ResponseReturnValue

from portal.search.document import KINDS
from portal.search.engine import MOST_PAGES, Engine, QuerySpec
from portal.search.rules.tokens import clean
from portal.search.rules.understanding import LONGEST_TEXT
from portal.search.service import find
from portal.web.search.presenters import reachable, runs
from portal.web.search.wording import EXAMPLES, KIND_NAMES
from portal.web.shell.blueprints import page_blueprint
from portal.web.shell.guards import PUBLIC, guard
from portal.web.shell.locale import current_locale
from portal.web.shell.pagination import asked_page

PER_PAGE = 10

blueprint = page_blueprint("search", __name__)


@blueprint.get("/search")
@guard(PUBLIC)
def results() -> ResponseReturnValue:
    """What was found for `q`, of one `kind` or of all. Any text is an answerable question; an unknown kind is none."""
    engine: Engine = current_app.extensions["search"]
    query = clean(request.args.get("q", "")[: LONGEST_TEXT * 2])[:LONGEST_TEXT]
    kind = request.args.get("kind", "")
    kind = kind if kind in KINDS else ""
    page = asked_page(MOST_PAGES)
    spec = QuerySpec(query, (kind,) if kind else (), current_locale(), page=page, limit=PER_PAGE)
    answer = find(engine, spec)
    if page > (last := reachable(page, PER_PAGE, answer.total).last):  # fewer pages than when the link was made
        page = last
        answer = find(engine, replace(spec, page=last))
    return render_template(
        "search/results.html",
        query=query,
        kind=kind,
        kinds=[(code, KIND_NAMES[code], count) for code, count in answer.kinds.items()],
        everything=sum(answer.kinds.values()),
        kind_names=KIND_NAMES,
        examples=EXAMPLES,
        answer=answer,
        runs=runs,
        pages=reachable(page, PER_PAGE, answer.total),
    )
