"""The search page: one box over everything the public may see, with what was understood and what else could be tried."""

from __future__ import annotations

from dataclasses import replace

from flask import current_app, render_template, request
from flask.typing import ResponseReturnValue

from portal.firms.service import check_firm
from portal.search.engine import MOST_PAGES, Engine
from portal.search.rules.suggesting import Suggestion
from portal.search.service import Answer, find, shorter
from portal.search.suggestions import suggest
from portal.web.search.asked import Asked, asked
from portal.web.search.missed import count_miss
from portal.web.search.narrowed import chosen_chips, facets, understood_chips
from portal.web.search.presenters import reachable, runs
from portal.web.search.wording import EXAMPLES, KIND_NAMES, SORT_NAMES
from portal.web.shell.blueprints import page_blueprint
from portal.web.shell.guards import PUBLIC, guard
from portal.web.shell.locale import current_locale
from portal.web.shell.pagination import asked_page

PER_PAGE = 10
SHORT = 3
"""Letters of a question that is hardly one: the page says what may be meant."""
A_FIRM = ("licensed", "suspended", "revoked", "expired", "handed_back")
"""Answers of the firm check that say: this question is a firm's name or number."""

blueprint = page_blueprint("search", __name__)


@blueprint.get("/search")
@guard(PUBLIC)
def results() -> ResponseReturnValue:
    """What was found for `q`. Any text is an answerable question; an unknown kind or order is none."""
    engine: Engine = current_app.extensions["search"]
    wanted, page = asked(request.args), asked_page(MOST_PAGES)
    spec = wanted.spec(current_locale(), page, PER_PAGE)
    answer = find(engine, spec)
    unclear = len(wanted.query) <= SHORT or not answer.results
    if page > (last := reachable(page, PER_PAGE, answer.total).last):  # fewer pages than when the link was made
        page = last
        answer = find(engine, replace(spec, page=last))
    count_miss(spec, answer)
    return render_template(
        "search/results.html",
        query=wanted.query,
        kind=wanted.kind,
        kinds=[(code, KIND_NAMES[code], count, wanted.address(kind=code)) for code, count in answer.kinds.items()],
        everything=sum(answer.kinds.values()),
        kind_names=KIND_NAMES,
        examples=EXAMPLES,
        answer=answer,
        runs=runs,
        pages=reachable(page, PER_PAGE, answer.total),
        wanted=wanted,
        understood=understood_chips(answer.subjects, wanted),
        chosen=chosen_chips(wanted),
        facets=facets(answer.facets, wanted),
        sorts=[(code, SORT_NAMES[code], wanted.address(sort=code)) for code in ("", *wanted.sorts)],
        firm=_names_a_firm(wanted, answer) if page == 1 else False,
        shorter=shorter(engine, spec) if answer.asked and not answer.results else [],
        mended=_mended(answer),
        suggested=suggested(wanted.query) if unclear else [],
    )


@blueprint.get("/search/suggest")
@guard(PUBLIC)
def suggestions() -> ResponseReturnValue:
    """What may be meant by `q` so far, each a link to its results."""
    query = asked(request.args).query
    return render_template("search/suggestions.html", query=query, suggested=suggested(query), kind_names=KIND_NAMES)


def suggested(query: str) -> list[Suggestion]:
    """The phrases that may be meant, without the question itself."""
    found = suggest(query, current_locale())
    return [one for one in found if one.phrase.casefold() != query.strip().casefold()]


def _names_a_firm(wanted: Asked, answer: Answer) -> bool:
    """Whether the question is a firm's name or number, or imitates one: then the firm check has the answer.

    A country or a province comes close to many names, and so do plain words: an imitation counts only where a firm is
    the best result and nothing else is named.
    """
    if not wanted.query or wanted.kind not in ("", "firm"):
        return False
    verdict = check_firm(wanted.query).verdict
    best = answer.results[0].doc.kind if answer.results else ""
    return verdict in A_FIRM or (verdict == "look_alike" and best == "firm" and not answer.subjects)


def _mended(answer: Answer) -> bool:
    return any(note.kind in ("correction", "reading") for note in answer.notes)
