"""What /api/v1/procedures answers, as OpenAPI 3.1."""

from __future__ import annotations

from typing import Any

_TEXT = {"$ref": "#/components/schemas/Text"}
_IDS = {"type": "array", "items": {"type": "string"}}
_EVIDENCE: dict[str, Any] = {
    "state": {
        "enum": ["verified", "sourced", "needs_verification", "superseded"],
        "description": "What needs verification has its name only.",
    },
    "source": _IDS,
    "effective": {"type": "string", "description": "YYYY, YYYY-MM, YYYY-MM-DD or unknown"},
    "last_verified": {"type": "string", "format": "date"},
}
_EVIDENCE_KEYS = list(_EVIDENCE)


def _object(required: list[str], properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": required, "properties": properties, "additionalProperties": False}


def _claim(**properties: Any) -> dict[str, Any]:
    return _object(_EVIDENCE_KEYS, {**_EVIDENCE, **properties})


_PERIODS = {
    name: {"type": "integer"} for unit in ("days", "working_days", "months", "years") for name in (unit, f"to_{unit}")
}
_LIMIT = _claim(
    kind={"enum": ["deadline", "takes", "valid"]},
    label=_TEXT,
    text=_TEXT,
    at_most={"type": "boolean"},
    **_PERIODS,
)
_FEE = {
    "type": "object",
    "properties": {
        **_EVIDENCE,
        "rule": {"type": "string", "description": "a rule of /api/v1/fees"},
        "none": {"const": True},
        "about": {"type": "string"},
    },
    "additionalProperties": False,
}
_HANDLER = _object(["id", "name"], {"id": {"type": "string"}, "name": {"anyOf": [_TEXT, {"type": "null"}]}})
_STEP = _claim(
    id={"type": "string"},
    title=_TEXT,
    text=_TEXT,
    handled_by={"type": "array", "items": _HANDLER},
    papers=_claim(about={"type": "string"}, list={"type": "array", "items": _TEXT}),
    limits={"type": "array", "items": _LIMIT},
    fee=_FEE,
    note=_claim(label=_TEXT, text=_TEXT),
)
_WAITING = _object(
    ["complete", "known"],
    {
        "complete": {"type": "boolean", "description": "false where a step’s time has no source"},
        "known": {
            "type": "array",
            "items": _object(
                ["unit", "least", "most"],
                {"unit": {"type": "string"}, "least": {"type": "integer"}, "most": {"type": "integer"}},
            ),
        },
    },
)
_PROCEDURE: dict[str, Any] = {
    **_EVIDENCE,
    "id": {"type": "string"},
    "title": _TEXT,
    "summary": _TEXT,
    "stage": {"enum": ["before", "abroad", "return", "any"]},
    "channel": {"type": "string"},
    "programmes": _IDS,
    "markets": _IDS,
    "legal": _TEXT,
    "documents": _IDS,
    "fees": _IDS,
    "warning": _claim(text=_TEXT),
    "note": _claim(text=_TEXT),
    "steps": {"type": "array", "items": {"$ref": "#/components/schemas/ProcedureStep"}},
    "waiting_time": _WAITING,
}
_KEYS = ["id", "title", "summary", "stage", "channel", "steps", "waiting_time", *_EVIDENCE_KEYS]
_AS_OF = {"type": "string", "format": "date"}
_SOURCE = _object(["title", "address"], {"title": {"type": "string"}, "address": {"type": ["string", "null"]}})

SCHEMAS: dict[str, Any] = {
    "ProcedureStep": _STEP,
    "Procedure": _object(_KEYS, _PROCEDURE),
    "ProcedureList": _object(
        ["data_as_of", "items"],
        {"data_as_of": _AS_OF, "items": {"type": "array", "items": {"$ref": "#/components/schemas/Procedure"}}},
    ),
    "ProcedurePage": _object(
        [*_KEYS, "sources", "data_as_of"],
        {**_PROCEDURE, "sources": {"type": "object", "additionalProperties": _SOURCE}, "data_as_of": _AS_OF},
    ),
}


def _answer(schema: str, description: str) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"200": {"description": description, "content": content}}


PATHS: dict[str, Any] = {
    "/procedures": {
        "get": {
            "operationId": "listProcedures",
            "summary": "Procedures with their steps",
            "responses": _answer("ProcedureList", "Every procedure that may be shown"),
        }
    },
    "/procedures/{id}": {
        "get": {
            "operationId": "getProcedure",
            "summary": "One procedure with its sources",
            "parameters": [
                {
                    "name": "id",
                    "in": "path",
                    "required": True,
                    "schema": {"type": "string"},
                    "example": "direct-before",
                }
            ],
            "responses": _answer("ProcedurePage", "The procedure"),
        }
    },
}
