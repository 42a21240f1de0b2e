"""Markets as read-only JSON: every figure with its state, sources and dates, as `check-content` lets it be shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, jsonify

from portal.content import service as content
from portal.web.content.openapi import PATHS, SCHEMAS
from portal.web.shell.blueprints import api_blueprint
from portal.web.shell.guards import PUBLIC, guard
from portal.web.shell.problems import problem

__all__ = ["PATHS", "SCHEMAS", "blueprint"]

blueprint = api_blueprint("content", __name__)

_INTERNAL = ("kind", "order", "id", "last_verified")


@blueprint.get("/markets")
@guard(PUBLIC)
def markets() -> Response:
    """Every market with its figures, without programmes."""
    shown = [node for item in content.all_of("market") if (node := content.shown(item)) is not None]
    return jsonify(data_as_of=content.last_updated().isoformat(), items=[_market(node) for node in shown])


@blueprint.get("/markets/<code>")
@guard(PUBLIC)
def market(code: str) -> Response:
    """One market with its programmes and where everything was read."""
    item = content.find("market", code.upper())
    node = content.shown(item) if item else None
    if node is None:
        return problem(404, f"Không có thị trường {code!r}. Danh sách: /api/v1/markets")
    programmes = [
        found
        for item in content.all_of("programme")
        if item.data["market"] == node["id"] and (found := content.shown(item)) is not None
    ]
    return jsonify(
        {
            **_market(node),
            "programmes": programmes,
            "sources": {s.id: {"title": s.title, "address": s.address} for s in content.sources_of(node, programmes)},
            "data_as_of": content.last_updated().isoformat(),
        }
    )


def _market(node: Mapping[str, Any]) -> dict[str, Any]:
    return {"code": node["id"], **{key: value for key, value in node.items() if key not in _INTERNAL}}
