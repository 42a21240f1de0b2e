"""Who fits a vacancy, as an employer would see it, with illustrative people only: cards without a name, and live counts."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.jobs import service
from portal.jobs.facts import LanguageAsk, VacancyFacts
from portal.jobs.matching.candidates import Candidates, Must, Supplies, candidates_for, supplies_for
from portal.jobs.matching.pairs import understood
from portal.jobs.matching.shelves import SHELVES
from portal.jobs.matching.what_if import Supply
from portal.jobs.supply_words import dropped, language
from portal.shared.messages import Message, message
from portal.web.jobs import forms
from portal.web.jobs.blueprint import blueprint
from portal.web.jobs.changes import LONGEST_SKILL, choices, code_of
from portal.web.jobs.presenters import fit_row, group_names, marked, reason_list, shelf_names
from portal.web.shell.guards import ILLUSTRATIVE, guard
from portal.web.shell.narrowing import Tab, typed
from portal.web.shell.pagination import Pages, asked_page
from portal.web.shell.wording import pick

SHOWN = 10


@dataclass(frozen=True)
class Row:
    """A must-have dropped, loosened or added, in words, and the candidates then."""

    label: Message
    supply: Supply


@blueprint.get("/jobs/<ref>/candidates")
@guard(ILLUSTRATIVE)
def candidates(ref: str) -> ResponseReturnValue:
    """The illustrative people whom this vacancy fits, and how many there would be if it asked for less or more."""
    page, shelf = asked_page(), forms.shelf(request.args)
    asked = typed(("skill", "language"))
    asked["skill"] = asked["skill"][:LONGEST_SKILL]
    try:
        found = candidates_for(ref, page, SHOWN, shelf=shelf)
        counted = supplies_for(ref, _added(asked))
    except service.NoSuchVacancy:
        abort(404)
    pages = Pages(page=page, size=SHOWN, total=found.total)
    if page > pages.last:
        abort(404)
    fewer, more = _rows(found.vacancy, counted)
    return render_template(
        "jobs/candidates.html", vacancy=found.vacancy, reach=found.reach,
        shelf=shelf, pages=pages, rows=[fit_row(fit) for fit in found.fits],
        tabs=_tabs(found), not_taken=[(pair.person, reason_list(pair.reasons)) for pair in found.not_taken],
        now=counted.now, dropped=[(marked(row.label), row.supply) for row in fewer],
        added=[(marked(row.label), row.supply) for row in more], asked=asked, languages=choices()["language"],
        group_names=group_names(), meant=[pick(label) for label in understood(asked["skill"])] if asked["skill"] else [],
    )  # fmt: skip


def _added(asked: dict[str, str]) -> list[Must]:
    """What the form asks for beside; a language that is not offered asks for nothing."""
    levels = {code_of(claim): claim for claim in service.language_levels()}
    claim = levels.get(asked["language"])
    skill = asked["skill"]
    languages: list[Must] = [LanguageAsk(claim.language, claim.level, claim.test, required=True)] if claim else []
    return [*([skill] if skill else []), *languages]


def _rows(facts: VacancyFacts, counted: Supplies) -> tuple[list[Row], list[Row]]:
    names = service.language_names()
    fewer = [Row(dropped(facts, field, names), supply) for field, supply in counted.dropped.items()]
    return fewer, [Row(_asked(must), supply) for must, supply in counted.added]


def _asked(must: Must) -> Message:
    return message(
        "Cần thêm “%(what)s”", what=must if isinstance(must, str) else language(must, service.language_names())
    )


def _tabs(found: Candidates) -> list[Tab]:
    here, names = forms.shelf(request.args), shelf_names()
    return [
        Tab(
            names[shelf],
            found.counts[shelf],
            url_for("jobs.candidates", ref=found.vacancy.ref, shelf=shelf),
            shelf == here,
        )
        for shelf in SHELVES
    ]
