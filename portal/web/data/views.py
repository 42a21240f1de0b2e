"""What machines and phones without a network read: open data, sitemap, feed of changes, and the copy kept offline."""

from __future__ import annotations

from flask import Blueprint, Response, abort, current_app, render_template, url_for
from flask.blueprints import BlueprintSetupState

from portal.content import service as content
from portal.content.places import places
from portal.web.data import feed, files, offline_copy, sitemap
from portal.web.data.addresses import PARTS, of_part
from portal.web.data.tables import TABLES, table_of
from portal.web.shell.absolute import absolute
from portal.web.shell.blueprints import page_blueprint
from portal.web.shell.caching import LIVE
from portal.web.shell.guards import PUBLIC, guard
from portal.web.shell.licence import LICENCE
from portal.web.shell.locale import current_locale

blueprint = page_blueprint("data", __name__)
bare = Blueprint("files", __name__)

_CSV, _JSON, _XML = "text/csv", "application/json", "application/xml"


@blueprint.record
def _register(state: BlueprintSetupState) -> None:
    """What stands outside the languages comes with the pages."""
    state.app.register_blueprint(bare)


@blueprint.get("/data")
@guard(PUBLIC)
def index() -> str:
    """The data sets with their dictionaries, and the other ways to read by machine."""
    known = [table for table in TABLES if table.endpoint in current_app.view_functions]
    return render_template("data/index.html", tables=known, licence=LICENCE)


@blueprint.get("/offline")
@guard(PUBLIC)
def offline() -> str:
    """What a phone without a network is shown in place of a page that it has no copy of."""
    return render_template("data/offline.html", places=offline_copy.named(current_locale()))


@blueprint.get("/feed.atom")
@guard(PUBLIC)
def changes() -> Response:
    """The newest changes of content."""
    return Response(feed.atom(places(), current_locale()), mimetype="application/atom+xml")


@bare.get("/data/<name>.<form>")
@guard(PUBLIC)
def download(name: str, form: str) -> Response:
    """One data set as a file."""
    table = table_of(name)
    if table is None or table.endpoint not in current_app.view_functions or form not in ("csv", "json"):
        abort(404)
    if form == "csv":
        response = Response(files.as_csv(table), mimetype=_CSV)
    else:
        address = absolute(url_for("files.download", name=name, form=form))
        response = Response(files.as_json(table, updated=content.last_updated(), address=address), mimetype=_JSON)
    response.headers["Content-Disposition"] = f'attachment; filename="ben-ve-{name}-{content.last_updated()}.{form}"'
    return response


@bare.get("/sitemap.xml")
@guard(PUBLIC)
def sitemap_index() -> Response:
    """The parts of the sitemap."""
    rows = [(url_for("files.sitemap_part", part=part), content.last_updated()) for part in PARTS]
    return Response(sitemap.index(rows), mimetype=_XML)


@bare.get("/sitemap-<part>.xml")
@guard(PUBLIC)
def sitemap_part(part: str) -> Response:
    """One part of the sitemap."""
    if part not in PARTS:
        abort(404)
    return Response(sitemap.part(of_part(part)), mimetype=_XML)


@bare.get("/sw.js")
@guard(PUBLIC)
def worker() -> Response:
    """The script that keeps the copy, with what is to be kept. It must stand here: its reach is the folder it comes from."""
    response = Response(offline_copy.script(), mimetype="text/javascript")
    response.headers["Cache-Control"] = LIVE
    return response
