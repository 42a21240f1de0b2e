"""Markets, legal texts and statistics as read-only JSON: each figure with state, sources and dates, as it may be shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Response, jsonify

from portal.content import references
from portal.content import service as content
from portal.content.rules import AWAITING
from portal.shared.clock import today
from portal.web.content.counts import items_of
from portal.web.content.figures import claims_on, wages_on
from portal.web.content.market_presenter import SENT, STOCK
from portal.web.content.openapi import PATHS, SCHEMAS
from portal.web.content.programme_presenter import programme_nodes
from portal.web.content.spelling import market_of
from portal.web.shell.as_of import AsOf, asked_day
from portal.web.shell.blueprints import api_blueprint
from portal.web.shell.guards import PUBLIC, guard
from portal.web.shell.problems import problem
from portal.web.shell.wording import say

__all__ = ["PATHS", "SCHEMAS", "blueprint"]

blueprint = api_blueprint("content", __name__)

_INTERNAL = ("kind", "order", "id", "last_verified")
_LINKS = ("amends", "amended_by", "replaces", "replaced_by", "see_also")


@blueprint.get("/markets")
@guard(PUBLIC)
def markets() -> Response:
    """Every market with its figures, without programmes; with `as_of` those that held that day."""
    as_of = asked_day()
    if as_of.mistake:
        return _bad_day(as_of)
    shown = [node for item in content.all_of("market") if (node := content.shown(item)) is not None]
    return jsonify(**_dates(as_of), items=[_market(node, as_of) for node in shown])


@blueprint.get("/markets/<code>")
@guard(PUBLIC)
def market(code: str) -> Response:
    """One market with its programmes and where everything was read; with `as_of` what held that day."""
    as_of = asked_day()
    if as_of.mistake:
        return _bad_day(as_of)
    known = market_of(code)
    node = content.shown(content.get("market", known)) if known else None
    if node is None:
        return problem(404, f"Không có thị trường {code!r}. Danh sách: /api/v1/markets")
    answer = _market(node, as_of)
    programmes = [_programme(programme, as_of) for programme in programme_nodes(node["id"])]
    return jsonify({**answer, "programmes": programmes, "sources": _sources(answer, programmes), **_dates(as_of)})


@blueprint.get("/documents")
@guard(PUBLIC)
def documents() -> Response:
    """The legal library: every text with its status, dates and what replaced it."""
    shown = [node for item in content.all_of("document") if (node := content.shown(item)) is not None]
    return jsonify(data_as_of=_updated(), items=[_document(node) for node in shown])


@blueprint.get("/documents/<document_id>")
@guard(PUBLIC)
def document(document_id: str) -> Response:
    """One legal text, what was read of it, and what rests on it."""
    item = content.find("document", document_id)
    node = content.shown(item) if item else None
    if node is None:
        return problem(404, f"Không có văn bản {document_id!r}. Danh sách: /api/v1/documents")
    answer = {**_document(node), **{key: node[key] for key in ("gives", "articles", "note") if key in node}}
    resting = [
        {"kind": ref.item.kind, "id": ref.item.id, "how": ref.how, "articles": list(ref.articles)}
        for ref in references.resting_on(document_id)
        if content.shown(ref.item) is not None
    ]
    return jsonify({**answer, "resting": resting, "sources": _sources(node), "data_as_of": _updated()})


@blueprint.get("/statistics")
@guard(PUBLIC)
def statistics() -> Response:
    """Every count with every source; where sources contradict each other, all of them in one item."""
    as_of = asked_day()
    if as_of.mistake:
        return _bad_day(as_of)
    shown = [
        {key: value for key, value in node.items() if key not in ("kind", "order")}
        for item in content.all_of("statistic")
        if (node := content.shown(item)) is not None and (not as_of.asked or int(node["year"]) <= as_of.day.year)
    ]
    return jsonify({**_dates(as_of), "items": shown, "sources": _sources(shown)})


def _bad_day(as_of: AsOf) -> Response:
    text = say(as_of.mistake) if as_of.mistake else as_of.typed
    return problem(422, text, errors=[{"field": "as_of", "message": text}])


def _updated() -> str:
    return content.last_updated().isoformat()


def _dates(as_of: AsOf) -> dict[str, str]:
    return {"as_of": (as_of.day if as_of.asked else today()).isoformat(), "data_as_of": _updated()}


def _sources(*nodes: object) -> dict[str, dict[str, str | None]]:
    return {source.id: {"title": source.title, "address": source.address} for source in content.sources_of(*nodes)}


def _market(node: Mapping[str, Any], as_of: AsOf) -> dict[str, Any]:
    """The market as it is known; with a day asked for, the minimum wages that held then."""
    answer = {"code": node["id"], **{key: value for key, value in node.items() if key not in _INTERNAL}}
    if as_of.asked and "minimum_wage" in answer:
        answer["minimum_wage"] = list(wages_on(node, as_of.day).held)
    until = as_of.day if as_of.asked else None
    for key, indicator in (("deployed", SENT), ("stock", STOCK)):
        answer[key] = _flat(node["id"], indicator, until)
    return answer


def _flat(code: str, indicator: str, until: date | None) -> list[dict[str, Any]]:
    """Every count of one thing in a market as a flat list: period and evidence in each."""
    return [
        {"year": item["year"], "period": item["period"], **value}
        for item in items_of(indicator, code, until)
        for value in item["values"]
    ]


def _programme(node: Mapping[str, Any], as_of: AsOf) -> dict[str, Any]:
    shown = {key: value for key, value in node.items() if key not in ("kind", "order")}
    if not as_of.asked:
        return shown
    waiting = [claim for claim in node["claims"] if claim["state"] == AWAITING]
    return {**shown, "claims": [*claims_on(node, as_of.day).held, *waiting]}


def _document(node: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in node.items() if key not in ("kind", "order", "gives", "articles", "note")}
    line = {
        "line_before": list(references.predecessors(node["id"])),
        "line_after": list(references.successors(node["id"])),
    }
    return {**kept, **line}
