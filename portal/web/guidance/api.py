"""Procedures as read-only JSON: every step with its state, sources and dates, as pages may show it."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify

from portal.content import service as content
from portal.guidance import service as guidance
from portal.guidance.procedures import Procedure, Step
from portal.shared.clock import today
from portal.web.guidance.openapi import PATHS, SCHEMAS
from portal.web.shell.blueprints import api_blueprint
from portal.web.shell.guards import PUBLIC, guard
from portal.web.shell.problems import problem

__all__ = ["PATHS", "SCHEMAS", "blueprint"]

blueprint = api_blueprint("guidance", __name__)
_INTERNAL = ("steps", "order")
_STEP_INTERNAL = ("handled_by", "own_pace", "awaiting")


@blueprint.get("/procedures")
@guard(PUBLIC)
def procedures() -> Response:
    """Every procedure with its steps."""
    found = [as_json(procedure) for procedure in guidance.every_procedure(today())]
    return jsonify(data_as_of=content.last_updated().isoformat(), items=found)


@blueprint.get("/procedures/<procedure_id>")
@guard(PUBLIC)
def procedure(procedure_id: str) -> Response:
    """One procedure with where everything was read."""
    found = guidance.find_procedure(procedure_id, today())
    if found is None:
        return problem(404, "Không có thủ tục nào mang tên này. Danh sách: /api/v1/procedures")
    sources = content.sources_of(found.node)
    return jsonify(
        {
            **as_json(found),
            "sources": {source.id: {"title": source.title, "address": source.address} for source in sources},
            "data_as_of": content.last_updated().isoformat(),
        }
    )


def as_json(procedure: Procedure) -> dict[str, Any]:
    """A procedure as the API gives it; times are sums of sourced parts only."""
    node = {key: value for key, value in procedure.node.items() if key not in _INTERNAL}
    times = [{"unit": unit, "least": least, "most": most} for unit, (least, most) in procedure.duration.sums.items()]
    return {
        **node,
        "steps": [_step(step) for step in procedure.steps],
        "waiting_time": {"complete": procedure.duration.whole, "known": times},
    }


def _step(step: Step) -> dict[str, Any]:
    node = {key: value for key, value in step.node.items() if key not in _STEP_INTERNAL}
    return {
        **node,
        "handled_by": [{"id": one.id, "name": one.name["name"] if one.name else None} for one in step.handlers],
    }
