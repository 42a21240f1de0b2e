"""What can be carried away from a check: a short plain page, a poster, a signed statement, a feed of changes."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, abort, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.firms import licence_changes, service, statements
from portal.firms.rules.licences import licence_key, number_part
from portal.firms.wording import STATUSES, TONES
from portal.shared.locales import SOURCE
from portal.web.firms import feed
from portal.web.shell.absolute import absolute
from portal.web.shell.blueprints import page_blueprint
from portal.web.shell.guards import PUBLIC, guard
from portal.web.shell.locale import current_locale
from portal.web.shell.qr import qr_code

blueprint = page_blueprint("proof", __name__)
bare = Blueprint("short", __name__)
_WORDS = {"statuses": STATUSES, "tones": TONES}
_LONGEST = 200


@bare.get("/k/<path:licence>")
@guard(PUBLIC)
def short(licence: str) -> ResponseReturnValue:
    """A licence on a plain page of a few kilobytes, in Vietnamese: both firms where two share the number part."""
    g.locale = SOURCE
    firms = firms_of(licence)
    shown = "".join(char for char in licence[:_LONGEST] if char.isprintable())
    page = render_template("firms/short.html", licence=shown, firms=firms, origin=service.provenance(), **_WORDS)
    return page, 200 if firms else 404


def firms_of(licence: str) -> list[service.FirmCard]:
    """The firms of this licence number, or of this number part where it is nothing more."""
    key = licence_key(licence[:_LONGEST].replace("/", " ")) if licence.isprintable() else ()
    if not key:
        return []
    found = service.firms_by_number(number_part(licence))
    return [
        card for card in found if len(key) == 1 or licence_key(card.licence_no) in (key, (*key[:-1], key[-1] + "gp"))
    ]


@blueprint.get("/firms/<ref>/poster")
@guard(PUBLIC)
def poster(ref: str) -> str:
    """A sheet to print and put up: a QR code to the short page of this licence."""
    firm = _firm(ref)
    address = absolute(url_for("short.short", licence=firm.card.ref))
    return render_template("firms/poster.html", firm=firm, address=address, code=qr_code(address))


@blueprint.get("/firms/<ref>/statement")
@guard(PUBLIC)
def statement(ref: str) -> str:
    """What the register says of this firm at this moment, signed, to print or to send on."""
    made = statements.state_firm(ref)
    if made is None:
        abort(404)
    said, firm = made
    address = absolute(f"{url_for('proof.verify')}?{urlencode(said.fields)}")
    return render_template(
        "firms/statement.html", said=said, firm=firm, address=address, code=qr_code(address), **_WORDS
    )


@blueprint.get("/statement/verify")
@guard(PUBLIC)
def verify() -> str:
    """Is this statement the site's own, and how does the licence stand today?"""
    typed = {name: request.args.get(name, "")[:_LONGEST] for name in ("ref", "licence", "state", "at", "as_of", "code")}
    tested = statements.check_statement(**typed)
    return render_template("firms/verify.html", tested=tested, licence=typed["licence"], **_WORDS)


@blueprint.get("/firms.atom")
@guard(PUBLIC)
def changes() -> Response:
    """The newest changes of licences, for feed readers."""
    return Response(feed.atom(licence_changes.licence_changes(), current_locale()), mimetype="application/atom+xml")


def _firm(ref: str) -> service.FirmDetail:
    try:
        return service.get_firm(ref)
    except service.NoSuchFirm:
        abort(404)
