"""The firm check, the register and the orders as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.firms import answers, links, records, service
from portal.shared.clock import today
from portal.shared.messages import message
from portal.shared.problems import BadInput, Problem
from portal.web.firms import openapi, register_page
from portal.web.shell.blueprints import api_blueprint
from portal.web.shell.guards import PUBLIC, guard
from portal.web.shell.problems import bad_input, problem

blueprint = api_blueprint("firms", __name__)
PATHS: dict[str, Any] = openapi.PATHS
SCHEMAS: dict[str, Any] = openapi.SCHEMAS
MOST_ITEMS = 100


@blueprint.get("/check/firm")
@guard(PUBLIC)
def check() -> ResponseReturnValue:
    """The verdict on a firm; 200 whatever it is."""
    if (query := request.args.get("q")) is None:
        return bad_input(BadInput([Problem("q", message("Thiếu tên công ty hoặc số giấy phép"))]))
    response = jsonify(answers.check_json(service.check_firm(query, request.args.get("order"))))
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/firms")
@guard(PUBLIC)
def firms() -> ResponseReturnValue:
    """A page of the register."""
    wanted = register_page.asked()
    try:
        page, size = _paging(wanted.problems)
    except BadInput as error:
        return bad_input(error)
    found = register_page.found(wanted, page, size)
    told = _page([answers.firm_json(card) for card in found.firms], page, size, found.total)
    return jsonify({**told, "states": dict(found.states)})


@blueprint.get("/firms/<ref>")
@guard(PUBLIC)
def firm(ref: str) -> ResponseReturnValue:
    """One firm."""
    try:
        found = service.get_firm(ref)
    except service.NoSuchFirm:
        return problem(404, _("Không có công ty nào mang mã này."))
    branches = [name for name, _address in found.branches]
    decisions = records.records_of(found.card.id, branches, today())
    return jsonify(answers.detail_json(found, decisions, links.links_of(found.card.id)))


def _paging(known: Sequence[Problem]) -> tuple[int, int]:
    """Page and size of the address; BadInput names the one that is no number in its bounds, and what is wrong already."""
    problems = list(known)
    read: dict[str, int] = {}
    for name, usual, most in (("page", 1, 10_000), ("size", 20, MOST_ITEMS)):
        text = request.args.get(name, str(usual))
        read[name] = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
        if not 1 <= read[name] <= most:
            problems.append(Problem(name, message("Hãy cho một số từ 1 đến %(most)s", most=most)))
    if problems:
        raise BadInput(problems)
    return read["page"], read["size"]


def _page(items: list[dict[str, Any]], page: int, size: int, total: int) -> dict[str, Any]:
    origin = service.provenance()
    as_of = origin.as_of.isoformat() if origin else None
    return {"items": items, "page": page, "size": size, "total": total, "data_as_of": as_of}
