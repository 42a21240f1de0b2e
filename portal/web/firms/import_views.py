"""The desk's pages of imports: which there were, and what each changed, in words."""

from __future__ import annotations

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.firms import import_desk
from portal.firms.import_wording import KINDS, PARTS, STATES
from portal.web.firms import import_words
from portal.web.shell.blueprints import page_blueprint
from portal.web.shell.guards import guard
from portal.web.shell.narrowing import Tab
from portal.web.shell.pagination import Pages, asked_page
from portal.web.shell.session import current_actor
from portal.web.shell.wording import say

blueprint = page_blueprint("imports", __name__)
PAGE_SIZE = 50
"""Imports, or lines of one import."""


@blueprint.get("/desk/imports")
@guard("import.read")
def listed() -> ResponseReturnValue:
    """The imports of both kinds, newest first."""
    page = asked_page()
    found = import_desk.listed(current_actor(), page, PAGE_SIZE)
    if found is None:
        abort(404)
    pages = Pages(page=page, size=PAGE_SIZE, total=found.total)
    if page > pages.last:
        abort(404)
    return render_template("firms/imports.html", cards=found.cards, pages=pages, kinds=KINDS, parts=PARTS)


@blueprint.get("/desk/imports/<int:number>")
@guard("import.read")
def one(number: int) -> ResponseReturnValue:
    """What one import changed: every cell before and after."""
    page, part = asked_page(), request.args.get("part", "")
    part = part if part in PARTS else ""
    found = import_desk.read(current_actor(), number, part, page, PAGE_SIZE) if number < 2**31 else None
    if found is None:
        abort(404)
    pages = Pages(page=page, size=PAGE_SIZE, total=found.total)
    if page > pages.last:
        abort(404)
    counts = found.card.counts
    tabs = [Tab(_("Tất cả"), sum(counts.values()), url_for("imports.one", number=number), not part)]
    tabs += [
        Tab(say(PARTS[name]), counts[name], url_for("imports.one", number=number, part=name), part == name)
        for name in PARTS
        if counts.get(name)
    ]
    return render_template(
        "firms/import.html",
        card=found.card,
        lines=[import_words.in_words(line) for line in found.lines],
        pages=pages,
        tabs=tabs,
        kinds=KINDS,
        part_names=PARTS,
        states=STATES[found.card.kind],
    )
