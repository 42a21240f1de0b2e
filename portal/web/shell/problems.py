"""Errors of the JSON side: RFC 9457 problem details, with the fields that must be mended."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Response, jsonify

from portal.shared.problems import BadInput
from portal.web.shell.wording import say


def problem(status: int, detail: str, **more: Any) -> Response:
    """An application/problem+json answer."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail, **more}
    response = jsonify(body)
    response.status_code = status
    response.mimetype = "application/problem+json"
    return response


def bad_input(error: BadInput) -> Response:
    """422 with `errors`: each names the field and says what to do."""
    errors = [{"field": p.field, "message": say(p.message)} for p in error.problems]
    return problem(422, "; ".join(e["message"] for e in errors), errors=errors)


PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
            },
        },
    },
}
