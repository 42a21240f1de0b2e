"""What the firms' JSON looks like, in OpenAPI 3.1."""

from __future__ import annotations

from typing import Any

_TEXT = {"type": "string"}
_MAYBE = {"type": ["string", "null"]}
_DAY = {"type": ["string", "null"], "format": "date"}
_STATUSES = ["valid", "suspended", "revoked", "expired", "handed_back", "not_yet", "unlisted"]


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(properties), "properties": properties}


def _list(name: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}


def _query(name: str, description: str, required: bool = False) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": required, "description": description, "schema": _TEXT}


def _answer(name: str, description: str) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{name}"}
    return {"200": {"description": description, "content": {"application/json": {"schema": schema}}}}


_FIRM = {
    "ref": _TEXT,
    "licence_no": _TEXT,
    "name_vi": _TEXT,
    "name_en": _MAYBE,
    "short_name": _MAYBE,
    "status": {"type": "string", "enum": _STATUSES},
    "status_from": _DAY,
    "status_to": _DAY,
    "decision_no": _MAYBE,
    "province": _MAYBE,
    "markets": {"type": "array", "items": _TEXT},
    "illustrative": {"type": "boolean"},
}
_PAGING = {"page": {"type": "integer"}, "size": {"type": "integer"}, "total": {"type": "integer"}, "data_as_of": _DAY}

SCHEMAS: dict[str, Any] = {
    "Firm": _object(**_FIRM),
    "SimilarFirm": _object(
        **_FIRM,
        resembles=_TEXT,
        differences={"type": "array", "items": _object(kind=_TEXT, typed=_TEXT, firm=_TEXT)},
    ),
    "LicenceState": _object(
        state=_TEXT,
        status_from=_DAY,
        status_to=_DAY,
        decision_no=_MAYBE,
        told_on=_DAY,
        ended_on=_DAY,
        by_date={"type": "boolean", "description": "ran out by its own last day; told_on is the first day without it"},
    ),
    "FirmDetail": _object(
        **_FIRM,
        former_names={"type": "array", "items": _TEXT},
        licence_issued_on=_DAY,
        tax_code=_MAYBE,
        address=_MAYBE,
        phone=_MAYBE,
        website=_MAYBE,
        legal_representative=_MAYBE,
        authorised_people={"type": "array", "items": _TEXT},
        branches={
            "type": "array",
            "items": _object(
                name=_TEXT,
                address=_MAYBE,
                may_recruit={"type": "string", "enum": ["allowed", "barred", "not_said"]},
            ),
        },
        history=_list("LicenceState"),
        decisions=_list("FirmDecision"),
        links=_list("LinkedFirm"),
        orders=_list("Order"),
        listed_on=_DAY,
        unlisted_on=_DAY,
        absences={
            "type": "array",
            "description": "times in which the lists did not name the firm",
            "items": _object(**{"from": _DAY, "to": _DAY}),
        },
    ),
    "FirmDecision": _object(
        kind={"type": "string", "enum": ["sanction", "praise", "branch_allowed", "branch_barred"]},
        branch=_MAYBE,
        what=_TEXT,
        decision_no=_MAYBE,
        decided_on=_DAY,
        issued_by=_TEXT,
        runs_to=_DAY,
        ended_by=_MAYBE,
        in_force={"type": "boolean"},
        source=_object(name=_TEXT, address=_TEXT),
        mistake={**_MAYBE, "description": "why it should never have been written here; null where it should"},
    ),
    "LinkedFirm": _object(
        **_FIRM,
        shared={
            "type": "array",
            "description": "what the register writes the same of both firms; that alone proves nothing",
            "items": _object(kind=_TEXT, here=_TEXT, text=_TEXT, there=_TEXT, other=_TEXT),
        },
        listed_to=_DAY,
    ),
    "FirmPage": _object(
        items=_list("Firm"),
        states={"type": "object", "additionalProperties": {"type": "integer"}, "description": "how many in each state"},
        **_PAGING,
    ),
    "FirmCheck": _object(
        verdict={
            "type": "string",
            "enum": [
                "licensed", "suspended", "revoked", "expired", "handed_back", "ambiguous", "look_alike", "not_found",
            ],
        },
        firm={"anyOf": [{"$ref": "#/components/schemas/Firm"}, {"type": "null"}]},
        similar=_list("SimilarFirm"),
        order={"type": "string", "enum": ["registered", "closed", "other_firm", "not_registered", "not_asked"]},
        checked_at={"type": "string", "format": "date-time"},
        data_as_of=_DAY,
        typo={"type": "boolean"},
    ),
}  # fmt: skip

_PAGE = [_query("page", "from 1"), _query("size", "items a page, at most 100, 20 unless said")]
PATHS: dict[str, Any] = {
    "/check/firm": {
        "get": {
            "operationId": "checkFirm",
            "summary": "Is this firm licensed, and is this order its own? Every verdict is 200.",
            "parameters": [
                _query("q", "a name, licence number or tax code", required=True),
                _query("order", "reference or approval number of an order"),
            ],
            "responses": _answer("FirmCheck", "the verdict"),
        }
    },
    "/firms": {
        "get": {
            "operationId": "listFirms",
            "summary": "The register of licensed firms",
            "parameters": [
                _query("q", "words of a name, a number or an address"),
                _query("province", "name, slug or code of a province; old names too"),
                _query("market", "ISO 3166 code of a country"),
                _query("state", "valid, suspended, revoked, expired, handed_back, not_yet or unlisted"),
                _query("sort", "name (unless said), number, or issued: the newest licence first"),
                *_PAGE,
            ],
            "responses": _answer("FirmPage", "a page of firms"),
        }
    },
    "/firms/{ref}": {
        "get": {
            "operationId": "getFirm",
            "summary": "One firm with the history of its licence and its orders",
            "parameters": [{"name": "ref", "in": "path", "required": True, "schema": _TEXT}],
            "responses": _answer("FirmDetail", "the firm"),
        }
    },
}
