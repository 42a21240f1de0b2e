"""Work at home: open vacancies, and what fits an illustrative returnee and why."""

from __future__ import annotations

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from portal.jobs import service
from portal.jobs.matching.people import fits_for
from portal.web.jobs import forms
from portal.web.jobs.presenters import bars, group_names, reason_list, wage_choices, wage_text
from portal.web.shell.blueprints import page_blueprint
from portal.web.shell.guards import ILLUSTRATIVE, PUBLIC, guard
from portal.web.shell.pagination import Pages, asked_page
from portal.web.shell.wording import pick

blueprint = page_blueprint("jobs", __name__)
PAGE = 20
FITS = 10


@blueprint.get("/jobs")
@guard(PUBLIC)
def vacancies() -> ResponseReturnValue:
    """The open vacancies."""
    sectors, provinces = service.sectors(), service.provinces()
    wanted = forms.wanted(request.args, {id for id, _ in provinces}, set(sectors))
    page = asked_page()
    cards, total = service.open_vacancies(wanted, page, PAGE)
    pages = Pages(page=page, size=PAGE, total=total)
    if page > pages.last:
        abort(404)
    return render_template(
        "jobs/vacancies.html", cards=cards, pages=pages, wanted=wanted, sectors=sectors,
        named_provinces=[(id, pick(name)) for id, name in provinces], named_wages=wage_choices(),
        wage_text=wage_text, active=wanted != service.Wanted(),
    )  # fmt: skip


@blueprint.get("/jobs/<ref>")
@guard(PUBLIC)
def vacancy(ref: str) -> ResponseReturnValue:
    """One vacancy."""
    try:
        card = service.get_vacancy(ref)
    except service.NoSuchVacancy:
        abort(404)
    return render_template(
        "jobs/vacancy.html",
        card=card,
        facts=card.facts,
        wage=wage_text(card.facts),
        spoken_names=service.language_names(),
    )


@blueprint.get("/match")
@guard(PUBLIC)
def people() -> ResponseReturnValue:
    """The illustrative returnees."""
    return render_template("jobs/people.html", people=service.people())


@blueprint.get("/match/<ref>")
@guard(ILLUSTRATIVE)
def match(ref: str) -> ResponseReturnValue:
    """What fits an illustrative returnee, and why."""
    page = asked_page()
    try:
        found = fits_for(ref, page, FITS)
    except service.NoSuchPerson:
        abort(404)
    pages = Pages(page=page, size=FITS, total=found.total)
    if page > pages.last:
        abort(404)
    rows = [
        {
            "fit": fit,
            "facts": fit.vacancy,
            "wage": wage_text(fit.vacancy),
            "bars": bars(fit),
            "meets": reason_list(fit.reasons.meets),
            "lacks": reason_list(fit.reasons.lacks),
            "unused": reason_list(fit.reasons.unused),
        }
        for fit in found.fits
    ]
    not_ranked = [(pair.vacancy, reason_list(pair.reasons)) for pair in found.not_ranked]
    return render_template(
        "jobs/match.html", person=found.person, rows=rows, pages=pages, spoken_names=service.language_names(),
        group_names=group_names(), not_ranked=not_ranked,
    )  # fmt: skip
