"""The way in: the language choice at `/`, the home page, the health of the installation, and the shelf of components."""

from __future__ import annotations

from flask import Blueprint, Response, abort, current_app, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from portal.content import service as content
from portal.content.overdue_rules import LAW
from portal.shared.locales import as_locale
from portal.storage.installation import is_reachable
from portal.web.home.samples import samples
from portal.web.shell.absolute import absolute
from portal.web.shell.as_of import asked_day
from portal.web.shell.blueprints import page_blueprint
from portal.web.shell.evidence import evidence_of
from portal.web.shell.guards import DEVELOPMENT, PUBLIC, guard
from portal.web.shell.locale import preferred_locale, remember
from portal.web.shell.next_page import is_own_page, see_other

TO_REMEMBER = ("broker-ban", "service-timing", "selection-no-charge")
"""The fee rules every reader should know before anything else."""

MORE = (
    (_l("Tôi có đủ điều kiện không?"), "guidance.eligibility"),
    (_l("Đi theo cách nào, cần giấy gì"), "guidance.procedures"),
    (_l("Vay bao nhiêu, trả mấy tháng"), "costs.loan"),
    (_l("So sánh hai lời mời"), "costs.offers"),
    (_l("Mánh lừa cần biết"), "warnings.scams"),
    (_l("Bài học trước khi đi"), "learn.lessons"),
    (_l("Quyền của bạn ở từng bước"), "learn.rights"),
    (_l("SOS: gọi ai khi gặp nạn"), "warnings.sos"),
    (_l("Về nước: làm gì, nhận lại gì"), "guidance.coming_home"),
)
"""Further questions, calmly below the doors."""

home = page_blueprint("home", __name__)
root = Blueprint("root", __name__)


@root.get("/")
@guard(PUBLIC)
def language() -> ResponseReturnValue:
    """To the reader's language: the one chosen before, else the browser's, else Vietnamese."""
    response = redirect(url_for("home.front", locale=preferred_locale()))
    response.data = b""  # the framework writes a page in English here
    response.vary.update(["Accept-Language", "Cookie"])
    return response


@root.get("/language/<code>")
@guard(PUBLIC)
def choose(code: str) -> ResponseReturnValue:
    """Remember this language and go on to the page `to`, or to the home page where that is none of ours."""
    chosen = as_locale(code)
    if chosen is None:
        abort(404)
    to = request.args.get("to", "")
    response = see_other(to if is_own_page(to) else url_for("home.front", locale=chosen))
    response.headers["Cache-Control"] = "no-store"
    return remember(response, chosen)


@root.get("/healthz")
@guard(PUBLIC)
def health() -> ResponseReturnValue:
    """200 where the database answers, else 503; search says whether it is whole or degraded."""
    ready = is_reachable()
    search = current_app.extensions["search"].health_lately()
    response = jsonify({"database": "ok" if ready else "unreachable", "search": "ok" if search.ok else "degraded"})
    response.headers["Cache-Control"] = "no-store"
    return response, 200 if ready else 503


@root.get("/robots.txt")
@guard(PUBLIC)
def robots() -> Response:
    """Pages about persons and endless result lists are not for search engines."""
    lines = [
        "User-agent: *",
        *(f"Disallow: /{code}/{path}" for code in ("vi", "en") for path in ("match", "search")),
        "Disallow: /language/",
        f"Sitemap: {absolute('/sitemap.xml')}",
        "",
    ]
    return Response("\n".join(lines), mimetype="text/plain")


@home.get("/")
@guard(PUBLIC)
def front() -> str:
    """One screen, four doors: check a firm, check a price, compare markets, find work at home."""
    nodes = [node for ident in TO_REMEMBER if (node := content.shown(content.get("fee_rule", ident))) is not None]
    return render_template(
        "home/front.html",
        rules=[{"node": node, "evidence": evidence_of(node, kind=LAW)} for node in nodes],
        more=[(str(label), url_for(to)) for label, to in MORE if to in current_app.view_functions],
    )


@home.get("/_design")
@guard(DEVELOPMENT)
def design() -> str:
    """Every component with sample values, for whoever builds pages."""
    return render_template("home/design.html", samples=samples(), as_of=asked_day())
