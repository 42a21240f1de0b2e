"""What the orders' JSON looks like, in OpenAPI 3.1."""

from __future__ import annotations

from typing import Any

_TEXT = {"type": "string"}
_MAYBE = {"type": ["string", "null"]}
_DAY = {"type": ["string", "null"], "format": "date"}
_COUNT = {"type": ["integer", "null"]}
_VERDICTS = ["within", "above", "forbidden", "refundable_deposit", "market_price", "cannot_tell"]


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(properties), "properties": properties}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def _list(name: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}


def _query(name: str, description: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": description, "schema": _TEXT}


def _answer(name: str, description: str) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{name}"}
    return {"200": {"description": description, "content": {"application/json": {"schema": schema}}}}


_ORDER = {
    "ref": _TEXT,
    "firm": _TEXT,
    "licence_no": _TEXT,
    "market": _TEXT,
    "programme": _MAYBE,
    "occupation": _TEXT,
    "employer": _MAYBE,
    "positions": _COUNT,
    "monthly_wage": _or_null(_object(amount=_TEXT, currency=_TEXT)),
    "contract_months": _COUNT,
    "approval_no": _MAYBE,
    "approved_on": _DAY,
    "opens_on": _DAY,
    "closes_on": _DAY,
    "state": {"type": "string", "enum": ["registered", "closed", "not_registered"]},
    "open": {"type": "boolean", "description": "registered, begun and not over today"},
    "slug": _TEXT,
    "fees": _list("OrderFee"),
    "price_verdict": {"type": ["string", "null"], "description": "the worst line's verdict; null without lines"},
    "source": _or_null(_object(file=_TEXT, sha256=_TEXT, imported_on=_TEXT)),
    "illustrative": {"type": "boolean"},
}
SCHEMAS: dict[str, Any] = {
    "OrderFee": _object(kind=_TEXT, amount=_TEXT, currency=_TEXT),
    "Order": _object(**_ORDER),
    "OrderLine": _object(
        kind=_TEXT,
        amount=_TEXT,
        currency=_TEXT,
        verdict={"type": "string", "enum": _VERDICTS},
        rule_id=_MAYBE,
        article=_MAYBE,
        reason=_TEXT,
    ),
    "OrderDetail": _object(
        **_ORDER,
        firm_status=_TEXT,
        green={"type": "boolean", "description": "the firm is licensed, and the order registered for it and not over"},
        judged_on=_TEXT,
        lines=_list("OrderLine"),
    ),
    "OrderPage": _object(
        items=_list("Order"),
        page={"type": "integer"},
        size={"type": "integer"},
        total={"type": "integer"},
        states={"type": "object", "additionalProperties": {"type": "integer"}, "description": "how many in each state"},
        data_as_of=_DAY,
    ),
}
PATHS: dict[str, Any] = {
    "/orders": {
        "get": {
            "operationId": "listOrders",
            "summary": "Recruitment orders that are published",
            "parameters": [
                _query("q", "words of the occupation, the employer or the reference"),
                _query("firm", "ref of a firm"),
                _query("market", "ISO 3166 code of a country"),
                _query("programme", "id of a programme"),
                _query("state", "registered, closed or not_registered"),
                _query("price", "good: every charge judged and in order; unknown: one is not; none: no charge named"),
                _query("sort", "ref (unless said), newest, or wage: the highest first within each currency"),
                _query("page", "from 1"),
                _query("size", "items a page, at most 100, 20 unless said"),
            ],
            "responses": _answer("OrderPage", "a page of orders"),
        }
    },
    "/orders/{ref}": {
        "get": {
            "operationId": "getOrder",
            "summary": "One order, its fee sheet judged line by line; 404 where none is published, 410 where its price took it off",
            "parameters": [{"name": "ref", "in": "path", "required": True, "schema": _TEXT}],
            "responses": _answer("OrderDetail", "the order"),
        }
    },
}
