"""What /api/v1/markets answers, as OpenAPI 3.1."""

from __future__ import annotations

from typing import Any

from portal.web.content import library_openapi

_TEXT = {"$ref": "#/components/schemas/Text"}
_CLAIM = {"$ref": "#/components/schemas/Claim"}
_FIGURES = {"type": "array", "items": {"$ref": "#/components/schemas/Figure"}}
_CLAIMS = {"type": "array", "items": _CLAIM}
_EVIDENCE: dict[str, Any] = {
    "state": {
        "enum": ["verified", "sourced", "needs_verification", "superseded"],
        "description": "A figure that needs verification has no value, only its name.",
    },
    "source": {"type": "array", "items": {"type": "string"}},
    "effective": {"type": "string", "description": "YYYY, YYYY-MM, YYYY-MM-DD or unknown"},
    "review_due": {"type": "string", "description": "the day from which the figure must be looked at again"},
    "last_verified": {"type": "string", "format": "date"},
}
_EVIDENCE_KEYS = ["state", "source", "effective", "last_verified"]
_MARKET: dict[str, Any] = {
    "code": {"type": "string", "pattern": "^[A-Z]{2}$"},
    "name": _TEXT,
    "summary": _TEXT,
    "suspended": {"type": "boolean"},
    "notice": _CLAIM,
    "minimum_wage": _FIGURES,
    "deductions": _FIGURES,
    "wage_note": _CLAIM,
    "typical_wage": _CLAIM,
    "hours": _CLAIM,
    "language": _CLAIM,
    "age": _CLAIM,
    "deployed": _FIGURES,
    "stock": _FIGURES,
    "occupations": {"type": "array", "items": _TEXT},
    "warnings": {"type": "array", "items": {"type": "object", "required": ["text"], "properties": {"text": _TEXT}}},
    "hotlines": _FIGURES,
}
_MARKET_KEYS = ["code", "name", "summary", "occupations", "warnings", "hotlines"]

_DATES = library_openapi.DATES
_SOURCES = library_openapi.SOURCES

SCHEMAS: dict[str, Any] = {
    "Text": {
        "type": "object",
        "required": ["vi", "en"],
        "properties": {"vi": {"type": "string"}, "en": {"type": "string"}},
        "additionalProperties": False,
    },
    "Claim": {
        "type": "object",
        "required": _EVIDENCE_KEYS,
        "properties": {
            **_EVIDENCE,
            "about": {"type": "string"},
            "label": _TEXT,
            "text": _TEXT,
            "tests": {
                "type": "array",
                "description": "language tests and levels that the claim names",
                "items": {
                    "type": "object",
                    "required": ["test", "level"],
                    "properties": {"test": {"type": "string"}, "level": {"type": "string"}},
                },
            },
        },
        "additionalProperties": False,
    },
    "Figure": {
        "type": "object",
        "required": _EVIDENCE_KEYS,
        "properties": {
            **_EVIDENCE,
            "label": _TEXT,
            "name": _TEXT,
            "value": {"type": ["string", "integer"], "description": "money as a decimal string, people as a number"},
            "number": {"type": "string", "description": "a telephone number"},
            "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
            "per": {"enum": ["hour", "month"]},
            "year": {"type": "string"},
            "period": {"type": "string", "description": "year, point, or a part such as 10m"},
            "value_to": {"type": ["string", "integer"], "description": "the end of a range that the source gives"},
            "approx": {"type": "boolean"},
            "bound": {"enum": ["at_least", "low", "high"]},
            "conflict": {
                "type": "string",
                "description": "figures with the same value here contradict each other",
            },
            "note": _TEXT,
        },
        "additionalProperties": False,
    },
    "Programme": {
        "type": "object",
        "required": ["id", "market", "name", "claims", *_EVIDENCE_KEYS],
        "properties": {
            **_EVIDENCE,
            "id": {"type": "string"},
            "market": {"type": "string"},
            "name": _TEXT,
            "followed_by": {"type": "string", "description": "the programme that takes its place"},
            "claims": _CLAIMS,
        },
        "additionalProperties": False,
    },
    "Market": {
        "type": "object",
        "required": _MARKET_KEYS,
        "properties": _MARKET,
        "additionalProperties": False,
    },
    "MarketList": {
        "type": "object",
        "required": ["as_of", "data_as_of", "items"],
        "properties": {
            **_DATES,
            "items": {"type": "array", "items": {"$ref": "#/components/schemas/Market"}},
        },
        "additionalProperties": False,
    },
    "MarketPage": {
        "type": "object",
        "required": [*_MARKET_KEYS, "programmes", "sources", "as_of", "data_as_of"],
        "properties": {
            **_MARKET,
            "programmes": {"type": "array", "items": {"$ref": "#/components/schemas/Programme"}},
            "sources": _SOURCES,
            **_DATES,
        },
        "additionalProperties": False,
    },
    **library_openapi.SCHEMAS,
}


def _answer(schema: str, description: str) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"200": {"description": description, "content": content}}


PATHS: dict[str, Any] = {
    "/markets": {
        "get": {
            "operationId": "listMarkets",
            "summary": "Markets with their figures; with as_of the minimum wages that held that day",
            "parameters": [library_openapi.AS_OF],
            "responses": _answer("MarketList", "Every market"),
        }
    },
    "/markets/{code}": {
        "get": {
            "operationId": "getMarket",
            "summary": "One market with its programmes and sources",
            "parameters": [
                {
                    "name": "code",
                    "in": "path",
                    "required": True,
                    "description": "ISO 3166 code, in any case",
                    "schema": {"type": "string"},
                    "example": "JP",
                },
                library_openapi.AS_OF,
            ],
            "responses": _answer("MarketPage", "The market"),
        }
    },
    **library_openapi.PATHS,
}
