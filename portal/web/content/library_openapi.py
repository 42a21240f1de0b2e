"""What /api/v1/documents and /api/v1/statistics answer, as OpenAPI 3.1, and the parts that markets share with them."""

from __future__ import annotations

from typing import Any

_TEXT = {"$ref": "#/components/schemas/Text"}
_IDS = {"type": "array", "items": {"type": "string"}}
_DAY = {"type": "string", "description": "YYYY, YYYY-MM, YYYY-MM-DD or unknown"}

AS_OF: dict[str, Any] = {
    "name": "as_of",
    "in": "query",
    "required": False,
    "description": "A day, 2026-05-01 or 01/05/2026: what held then. Absent: today. What is no day is answered with 422.",
    "schema": {"type": "string"},
    "example": "2026-05-01",
}
DATES: dict[str, Any] = {
    "as_of": {"type": "string", "format": "date", "description": "the day that the answer speaks of"},
    "data_as_of": {"type": "string", "format": "date", "description": "the newest check of any figure"},
}
SOURCES: dict[str, Any] = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "required": ["title", "address"],
        "properties": {"title": {"type": "string"}, "address": {"type": ["string", "null"]}},
    },
}
_DOCUMENT: dict[str, Any] = {
    "id": {"type": "string"},
    "number": {"oneOf": [{"type": "string"}, _TEXT]},
    "type": _TEXT,
    "title": _TEXT,
    "issuer": _TEXT,
    "signed_by": {"type": "string"},
    "issued": _DAY,
    "effective": _DAY,
    "effective_to": _DAY,
    "status": {"enum": ["in_force", "amended", "replaced", "repealed", "historical", "check"]},
    "state": {"enum": ["verified", "sourced", "needs_verification", "superseded"]},
    "source": _IDS,
    "last_verified": {"type": "string", "format": "date"},
    "topics": _IDS,
    "awaiting": {**_IDS, "description": "fields that nobody has verified; they are left out"},
    **dict.fromkeys(("amends", "amended_by", "replaces", "replaced_by", "see_also"), _IDS),
    "line_before": {**_IDS, "description": "texts that this one replaced, nearest first"},
    "line_after": {**_IDS, "description": "texts that replaced this one, nearest first"},
}
_REQUIRED = ["id", "title", "state", "source", "line_before", "line_after"]

SCHEMAS: dict[str, Any] = {
    "Document": {"type": "object", "required": _REQUIRED, "properties": _DOCUMENT},
    "DocumentList": {
        "type": "object",
        "required": ["data_as_of", "items"],
        "properties": {
            "data_as_of": DATES["data_as_of"],
            "items": {"type": "array", "items": {"$ref": "#/components/schemas/Document"}},
        },
        "additionalProperties": False,
    },
    "DocumentPage": {
        "type": "object",
        "required": [*_REQUIRED, "resting", "sources", "data_as_of"],
        "properties": {
            **_DOCUMENT,
            "gives": {
                "type": "array",
                "items": {"type": "object", "required": ["text"], "properties": {"text": _TEXT}},
            },
            "articles": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["article", "text"],
                    "properties": {"article": {"type": "string"}, "text": _TEXT},
                },
            },
            "note": _TEXT,
            "resting": {
                "type": "array",
                "description": "every piece of content that names this text",
                "items": {
                    "type": "object",
                    "required": ["kind", "id", "how", "articles"],
                    "properties": {
                        "kind": {"type": "string"},
                        "id": {"type": "string"},
                        "how": {"enum": ["rests", "read_in", "ended_by"]},
                        "articles": {"type": "array", "items": {"type": "string"}},
                    },
                    "additionalProperties": False,
                },
            },
            "sources": SOURCES,
            "data_as_of": DATES["data_as_of"],
        },
    },
    "Statistic": {
        "type": "object",
        "required": ["id", "indicator", "market", "year", "period", "unit", "values"],
        "properties": {
            "id": {"type": "string"},
            "indicator": {"type": "string"},
            "market": {"type": "string", "description": "ISO 3166 codes joined by +, or ALL"},
            "place": _TEXT,
            "year": {"type": "string"},
            "period": {"type": "string", "description": "year, point, a part such as 10m, or a month"},
            "unit": {"enum": ["people", "firms", "licences", "percent", "billion_usd"]},
            "values": {"type": "array", "items": {"$ref": "#/components/schemas/Figure"}},
        },
        "additionalProperties": False,
    },
    "StatisticList": {
        "type": "object",
        "required": ["as_of", "data_as_of", "items", "sources"],
        "properties": {
            **DATES,
            "items": {"type": "array", "items": {"$ref": "#/components/schemas/Statistic"}},
            "sources": SOURCES,
        },
        "additionalProperties": False,
    },
}


def _answer(schema: str, description: str) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"200": {"description": description, "content": content}}


_DOCUMENT_ID: dict[str, Any] = {
    "name": "document_id",
    "in": "path",
    "required": True,
    "schema": {"type": "string"},
    "example": "law-69-2020",
}

PATHS: dict[str, Any] = {
    "/documents": {
        "get": {
            "operationId": "listDocuments",
            "summary": "Legal texts with status, dates and what replaced them",
            "responses": _answer("DocumentList", "Every legal text"),
        }
    },
    "/documents/{document_id}": {
        "get": {
            "operationId": "getDocument",
            "summary": "One legal text and what rests on it",
            "parameters": [_DOCUMENT_ID],
            "responses": _answer("DocumentPage", "The legal text"),
        }
    },
    "/statistics": {
        "get": {
            "operationId": "listStatistics",
            "summary": "Counts of people, money and firms with every source",
            "parameters": [AS_OF],
            "responses": _answer("StatisticList", "Every statistic"),
        }
    },
}
