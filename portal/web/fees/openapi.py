"""What the price check and the fee rules look like as JSON, in OpenAPI 3.1."""

from __future__ import annotations

from typing import Any

from portal.fees.rules.terms import EVENTS, WORST_FIRST

_TEXT = {"type": "string"}
_MAYBE_TEXT = {"type": ["string", "null"]}
_DAY = {"type": ["string", "null"], "format": "date"}
_VND = {"type": ["integer", "null"]}
_DECIMAL = {"type": "string", "pattern": r"^\d{1,18}(\.\d{1,8})?$", "examples": ["4500"]}
_CODE = {"type": "string", "pattern": "^[A-Za-z]{3}$", "examples": ["JPY"]}
_BOTH = {"type": "object", "required": ["vi"], "properties": {"vi": _TEXT, "en": _TEXT}}
_MAYBE_BOTH = {"oneOf": [_BOTH, {"type": "null"}]}


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(properties), "properties": properties}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _answer(schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {"200": {"description": description, "content": {"application/json": {"schema": schema}}}}


_LINE = _object(kind=_TEXT, amount=_DECIMAL, currency=_CODE)
_LINE["properties"]["label"] = _MAYBE_TEXT
_QUOTE = _object(
    market={"type": "string", "pattern": "^[A-Za-z]{2}$", "examples": ["JP"]},
    contract_months={"type": "integer", "minimum": 1, "maximum": 600},
    signed_on={"type": "string", "format": "date"},
    lines={"type": "array", "minItems": 1, "maxItems": 200, "items": _ref("QuoteLine")},
)
_QUOTE["properties"] |= {
    "foreign_paid": {
        "oneOf": [_object(amount=_DECIMAL, currency=_CODE), {"type": "null"}],
        "description": "The part of the service fee that the foreign side has paid: it counts towards the ceiling",
    },
    "programme": _MAYBE_TEXT,
    "occupation": _MAYBE_TEXT,
    "monthly_wage": {"oneOf": [_object(amount=_DECIMAL, currency=_CODE), {"type": "null"}]},
    "event": {"type": ["string", "null"], "enum": [*EVENTS, None]},
    "rates": {
        "type": ["object", "null"],
        "additionalProperties": _DECIMAL,
        "description": "VND for one unit of each currency used",
    },
}
_PRICED = {"oneOf": [_object(amount=_TEXT, currency=_TEXT, vnd=_VND), {"type": "null"}]}
_VERDICT = {"type": "string", "enum": list(WORST_FIRST)}
_RULE = _object(
    id=_TEXT,
    kind=_TEXT,
    title=_BOTH,
    summary=_MAYBE_BOTH,
    scope=_MAYBE_BOTH,
    article=_MAYBE_TEXT,
    state=_TEXT,
    effective={"type": "string", "description": "YYYY-MM-DD or unknown"},
    effective_to=_DAY,
    last_verified=_TEXT,
    worker_may_be_charged={"type": ["boolean", "string", "null"]},
    refundable={"type": "boolean"},
    ceilings={"type": "array", "items": {"type": "object"}},
    sources={"type": "array", "items": _object(id=_TEXT, title=_TEXT, address=_MAYBE_TEXT)},
)

_RULE["properties"] |= {
    "known_from": {**_DAY, "description": "Since when this site says so"},
    "standing": {"type": "string", "enum": ["in_force", "unverified"], "description": "Only with as_of"},
}

SCHEMAS: dict[str, Any] = {
    "Quote": _QUOTE,
    "QuoteLine": _LINE,
    "QuoteVerdict": _object(
        verdict=_VERDICT,
        total=_object(vnd=_VND, amount=_TEXT, currency=_TEXT),
        months_of_wage={"type": ["number", "null"], "description": "total ÷ one month of contract wage"},
        assumptions={"type": "array", "items": _TEXT},
        lines={"type": "array", "items": _ref("LineVerdict")},
    ),
    "LineVerdict": _object(
        kind=_TEXT, label=_MAYBE_TEXT, verdict=_VERDICT, cap=_PRICED, excess=_PRICED, rule_id=_MAYBE_TEXT, article=_MAYBE_TEXT,
        valid_from=_DAY, valid_to=_DAY, reason=_TEXT,
    ),
    "FeeRule": _RULE,
}  # fmt: skip

_AS_OF = {
    "name": "as_of",
    "in": "query",
    "schema": {"type": "string", "format": "date"},
    "description": "Day of signing: only the rules that hold or may hold for such a contract, each with its standing",
}
_KNOWN_ON = {
    "name": "known_on",
    "in": "query",
    "schema": {"type": "string", "format": "date"},
    "description": "The fee rules as this site knew them on that day; now, where left out",
}

PATHS: dict[str, Any] = {
    "/check/quote": {
        "post": {
            "operationId": "checkQuote",
            "summary": "Từng khoản của một báo giá có đúng luật không",
            "parameters": [_KNOWN_ON],
            "requestBody": {"required": True, "content": {"application/json": {"schema": _ref("Quote")}}},
            "responses": _answer(_ref("QuoteVerdict"), "Kết luận từng khoản; khoản xấu nhất quyết định"),
        }
    },
    "/fees": {
        "get": {
            "operationId": "listFeeRules",
            "summary": "Các quy định về tiền người lao động phải trả",
            "parameters": [_AS_OF, _KNOWN_ON],
            "responses": _answer(
                _object(rules={"type": "array", "items": _ref("FeeRule")}), "Mọi quy định được phép công bố"
            ),
        }
    },
    "/fees/{rule_id}": {
        "get": {
            "operationId": "getFeeRule",
            "summary": "Một quy định",
            "parameters": [{"name": "rule_id", "in": "path", "required": True, "schema": _TEXT}, _KNOWN_ON],
            "responses": _answer(_ref("FeeRule"), "Quy định với căn cứ, ngày và nguồn"),
        }
    },
}
