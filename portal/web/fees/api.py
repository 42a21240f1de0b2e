"""What a charge may be, as JSON: the price check and the rules."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from portal.fees.answer import as_json
from portal.fees.json_text import NotJson, read_json
from portal.fees.service import check_quote
from portal.shared.problems import BadInput
from portal.web.fees import openapi, rule_json
from portal.web.shell.blueprints import api_blueprint
from portal.web.shell.guards import PUBLIC, guard
from portal.web.shell.problems import bad_input, problem
from portal.web.shell.wording import say

blueprint = api_blueprint("fees", __name__)
PATHS = openapi.PATHS
SCHEMAS = openapi.SCHEMAS


@blueprint.post("/check/quote")
@guard(PUBLIC)
def quote() -> Response:
    """Judge a quote. 400: no JSON, 415: another content type, 422: `errors` names the fields."""
    try:
        return jsonify(as_json(check_quote(_body()), say))
    except BadInput as error:
        return bad_input(error)


def _body() -> Any:
    if not request.is_json:
        raise UnsupportedMediaType
    try:
        return read_json(request.get_data(cache=False))
    except NotJson as error:
        raise BadRequest from error


@blueprint.get("/fees")
@guard(PUBLIC)
def rules() -> Response:
    """Every rule that may be published."""
    return jsonify({"rules": rule_json.as_json()})


@blueprint.get("/fees/<rule_id>")
@guard(PUBLIC)
def rule(rule_id: str) -> Response:
    """One rule."""
    found = rule_json.find_json(rule_id)
    return jsonify(found) if found else problem(404, "Không có quy định nào mang tên này.")
