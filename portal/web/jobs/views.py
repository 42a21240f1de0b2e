"""Work at home: the open vacancies, and each of them, with how an illustrative person fits it."""

from __future__ import annotations

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from portal.jobs import service
from portal.jobs.matching.pairs import pair_for
from portal.jobs.rules import is_sunk
from portal.meetings.service import answering, replying
from portal.shared.clock import today
from portal.web.jobs import alert_views, candidate_views, forms, how_views, keep_views, machine, match_views, pair_views
from portal.web.jobs.blueprint import blueprint
from portal.web.jobs.presenters import pair_row, wage_choices, wage_text
from portal.web.shell.guards import ILLUSTRATIVE, PUBLIC, guard
from portal.web.shell.locale import current_locale
from portal.web.shell.pagination import Pages, asked_page
from portal.web.shell.wording import pick

PARTS = (match_views, pair_views, candidate_views, how_views, alert_views, keep_views)
"""Importing them puts their routes on the blueprint."""
PAGE = 20


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
        wage_text=wage_text, active=wanted != service.ANY, asked=forms.address_of(wanted),
    )  # fmt: skip


@blueprint.get("/jobs.atom")
@guard(PUBLIC)
def newest() -> Response:
    """The newest open vacancies, for feed readers; narrowed by its address as the list is."""
    wanted = forms.feed_wanted(request.args, {id for id, _ in service.provinces()})
    cards, _total = service.open_vacancies(wanted, 1, machine.LONGEST)
    return Response(machine.atom(cards, current_locale(), forms.address_of(wanted)), mimetype="application/atom+xml")


@blueprint.get("/jobs/<ref>")
@guard(ILLUSTRATIVE)
def vacancy(ref: str) -> ResponseReturnValue:
    """One vacancy; `?as=` names the illustrative person whose fit is shown beside it."""
    person = request.args.get("as", "")
    try:
        card = service.get_vacancy(ref)
        pair = pair_for(person, ref) if person else None
    except (service.NoSuchVacancy, service.NoSuchPerson):
        abort(404)
    return render_template(
        "jobs/vacancy.html",
        card=card,
        job=machine.posting_ld(card),
        facts=card.facts,
        wage=wage_text(card.facts),
        spoken_names=service.language_names(),
        people=service.people() if card.illustrative else [],
        pair=pair,
        may_apply=answering.may_apply(ref),
        replies=replying.figures_of(card.organisation, today()),
        sunk=is_sunk(card.waiting_on, today()),
        row=pair_row(pair) if pair else None,
    )
