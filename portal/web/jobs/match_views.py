"""What fits an illustrative returnee, and what fits the reader: the shelves, each narrowed by place, wage and sector."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from portal.jobs import service
from portal.jobs.facts import ProfileFacts
from portal.jobs.matching.people import Fits, fits_of
from portal.jobs.matching.shelves import SHELVES, Shelf
from portal.jobs.service import Wanted
from portal.web.jobs import forms
from portal.web.jobs.blueprint import blueprint
from portal.web.jobs.here import Here
from portal.web.jobs.presenters import fit_row, group_names, reason_list, shelf_names, wage_choices
from portal.web.shell.guards import ILLUSTRATIVE, PUBLIC, guard
from portal.web.shell.narrowing import Tab
from portal.web.shell.pagination import Pages, asked_page
from portal.web.shell.session import current_actor
from portal.web.shell.wording import pick

FITS = 10


@blueprint.get("/match")
@guard(PUBLIC)
def people() -> ResponseReturnValue:
    """The illustrative returnees."""
    return render_template("jobs/people.html", people=service.people())


@blueprint.get("/match/<ref>")
@guard(ILLUSTRATIVE)
def match(ref: str) -> ResponseReturnValue:
    """What fits an illustrative returnee, and why."""
    try:
        return _shelves(service.get_person(ref), Here(ref))
    except service.NoSuchPerson:
        abort(404)


@blueprint.get("/my-matches")
@guard("meeting.own")
def my_matches() -> ResponseReturnValue:
    """What fits the reader, and why."""
    person = service.own_facts(current_actor().ref)
    if person is None:
        return render_template("jobs/no_profile.html")
    return _shelves(person, Here())


def _shelves(person: ProfileFacts, here: Here) -> str:
    page, asked = asked_page(), _asked()
    found = fits_of(person, page, FITS, shelf=asked.shelf, wanted=asked.wanted)
    pages = Pages(page=page, size=FITS, total=found.total)
    if page > pages.last:
        abort(404)
    return render_template(
        "jobs/match.html", here=here, person=found.person, shelf=asked.shelf, rows=[fit_row(fit) for fit in found.fits], pages=pages,
        tabs=_tabs(found, here, asked), wider=[] if asked.shelf == "other" else [fit_row(fit) for fit in found.wider],
        not_ranked=[(pair.vacancy, reason_list(pair.reasons)) for pair in found.not_ranked],
        wanted=asked.wanted, active=asked.wanted != service.ANY, sectors=asked.sectors, named_provinces=asked.provinces,
        named_wages=wage_choices(), spoken_names=service.language_names(), group_names=group_names(), reach=found.reach,
    )  # fmt: skip


@dataclass(frozen=True)
class _Asked:
    shelf: Shelf
    wanted: Wanted
    provinces: list[tuple[str, str]]
    sectors: list[str]


def _asked() -> _Asked:
    """What the address asks for; a shelf that is none means the first."""
    provinces, sectors = service.provinces(), service.sectors()
    wanted = forms.wanted(request.args, {id for id, _name in provinces}, set(sectors))
    return _Asked(
        forms.shelf(request.args), replace(wanted, text=""), [(id, pick(name)) for id, name in provinces], sectors
    )


def _tabs(found: Fits, here: Here, asked: _Asked) -> list[Tab]:
    """A link to each shelf, with how many stand there; the filters stay."""
    names = shelf_names()
    kept: dict[str, Any] = {**forms.address_of(asked.wanted)}
    return [
        Tab(names[shelf], found.counts[shelf], here.match(shelf=shelf, **kept), shelf == asked.shelf)
        for shelf in SHELVES
    ]
