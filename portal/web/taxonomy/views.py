"""Skills by sector with their foreign words, found by any of them; certificates with what they say and their standing here."""

from __future__ import annotations

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from portal.content import service as content
from portal.jobs.matching import vocabulary
from portal.web.shell.blueprints import page_blueprint
from portal.web.shell.guards import PUBLIC, guard
from portal.web.shell.wording import pick
from portal.web.taxonomy import presenters

blueprint = page_blueprint("taxonomy", __name__)


@blueprint.get("/skills")
@guard(PUBLIC)
def skills() -> ResponseReturnValue:
    """The sectors; the skills of one of them; or what a word in any of the languages finds."""
    sector, text = request.args.get("sector", ""), request.args.get("q", "").strip()[: vocabulary.LONGEST]
    known = vocabulary.sectors()
    if sector and sector not in known:
        abort(404)
    found = vocabulary.find(text) if text else None
    ids = found.skills if found else known.get(sector, ())
    if found and sector:
        ids = tuple(id for id in ids if id in known[sector])
    return render_template(
        "taxonomy/skills.html", text=text, sector=sector, names=presenters.sector_names(),
        counts={name: len(of) for name, of in known.items()}, total=len(vocabulary.skills()),
        rows=presenters.rows_of(ids), papers=[presenters.brief_of(id) for id in found.certificates] if found else [],
    )  # fmt: skip


@blueprint.get("/skills/<skill_id>")
@guard(PUBLIC)
def skill(skill_id: str) -> ResponseReturnValue:
    """One skill: every word for it, what is near it, occupations that need it, papers that speak for it."""
    entry = vocabulary.skills().get(skill_id)
    if entry is None:
        abort(404)
    occupations = [pick(vocabulary.occupations()[id].name) for id in entry.occupations]
    return render_template(
        "taxonomy/skill.html", skill=entry, sector=presenters.sector_names()[entry.sector],
        words=presenters.words_of(entry), related=presenters.near_rows(entry),
        occupations=occupations, papers=[presenters.brief_of(id) for id in entry.certificates],
    )  # fmt: skip


@blueprint.get("/certificates")
@guard(PUBLIC)
def certificates() -> ResponseReturnValue:
    """Every certificate by the country it comes from."""
    return render_template(
        "taxonomy/certificates.html", groups=presenters.papers_by_country(), statuses=presenters.status_names()
    )


@blueprint.get("/certificates/<certificate_id>")
@guard(PUBLIC)
def certificate(certificate_id: str) -> ResponseReturnValue:
    """One certificate: what it is called, what it says, which skills it speaks for, what is known of its standing here."""
    if content.find("certificate", certificate_id) is None:
        abort(404)
    return render_template(
        "taxonomy/certificate.html", paper=presenters.paper_of(certificate_id), statuses=presenters.status_names(),
        languages=presenters.language_names(), countries=presenters.country_names(),
    )  # fmt: skip
