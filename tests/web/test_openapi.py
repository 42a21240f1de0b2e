"""openapi.json says what /api/v1 answers: every route is described, and real answers fit the description."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from jsonschema import Draft202012Validator
from openapi_schema_validator import OAS31Validator

from tests.web.addresses import APIS, Route
from tests.web.strict import StrictClient

PREFIX = "/api/v1"
DESCRIBED = [route for route in APIS if not route.rule.endswith("openapi.json")]
QUOTE = {
    "market": "JP", "programme": "TITP", "occupation": None, "contract_months": 36,
    "monthly_wage": {"amount": "170000", "currency": "JPY"}, "signed_on": "2026-05-01", "event": None,
    "lines": [{"kind": "service_fee", "label": "Tiền dịch vụ", "amount": "4500", "currency": "USD"}],
    "rates": {"JPY": "170", "USD": "26000"},
}  # fmt: skip


@pytest.fixture
def document(client: StrictClient) -> dict[str, Any]:
    found = client.get(f"{PREFIX}/openapi.json").get_json()
    assert isinstance(found, dict)
    return found


def path_of(rule: str) -> str:
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.removeprefix(PREFIX))


def test_every_api_route_is_described_and_nothing_else(site: Flask, document: dict[str, Any]) -> None:
    mapped = {
        (path_of(rule.rule), method.lower())
        for rule in site.url_map.iter_rules()
        if rule.rule.startswith(PREFIX) and not rule.rule.endswith("openapi.json")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    described = {(path, method) for path, item in document["paths"].items() for method in item}
    assert described == mapped


def test_the_schemas_are_schemas_and_every_reference_is_found(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    for name, schema in schemas.items():
        Draft202012Validator.check_schema(schema)
        assert schema.get("type") or schema.get("oneOf") or schema.get("anyOf"), name
    for reference in re.findall(r"#/components/schemas/([\w-]+)", str(document)):
        assert reference in schemas
    operations = [op["operationId"] for item in document["paths"].values() for op in item.values()]
    assert len(operations) == len(set(operations))


def fits(document: dict[str, Any], path: str, method: str, status: str, body: Any) -> list[str]:
    responses = document["paths"][path][method]["responses"]
    content = responses.get(status, responses["default"])["content"]
    schema = next(iter(content.values()))["schema"] | {"components": document["components"]}
    return [error.message for error in OAS31Validator(schema).iter_errors(body)]


@pytest.mark.parametrize("route", [r for r in DESCRIBED if "GET" in r.expected["anonymous"]], ids=lambda r: r.rule)
def test_answers_fit_the_description(client: StrictClient, document: dict[str, Any], route: Route) -> None:
    response = client.get(route.address)
    assert response.mimetype == "application/json"
    assert fits(document, path_of(route.rule), "get", "200", response.get_json()) == []


def test_a_quote_fits_the_description(client: StrictClient, document: dict[str, Any]) -> None:
    good = client.post(f"{PREFIX}/check/quote", json=QUOTE)
    assert fits(document, "/check/quote", "post", "200", good.get_json()) == []
    bad = client.post(f"{PREFIX}/check/quote", json=QUOTE | {"contract_months": 0})
    assert (bad.status_code, bad.mimetype) == (422, "application/problem+json")
    assert fits(document, "/check/quote", "post", "422", bad.get_json()) == []
    assert [error["field"] for error in bad.get_json()["errors"]] == ["contract_months"]


@pytest.mark.parametrize("route", [r for r in DESCRIBED if "<" in r.rule], ids=lambda r: r.rule)
def test_an_absent_thing_is_a_problem(client: StrictClient, document: dict[str, Any], route: Route) -> None:
    response = client.get(re.sub(r"<[^>]+>", "khong-co", route.rule))
    assert (response.status_code, response.mimetype) == (404, "application/problem+json")
    assert fits(document, path_of(route.rule), "get", "404", response.get_json()) == []


@pytest.mark.parametrize("route", DESCRIBED, ids=lambda r: r.rule)
def test_the_api_is_stateless(client: StrictClient, route: Route) -> None:
    response = client.get(route.address, headers={"Origin": "https://anywhere.example"})
    assert "Set-Cookie" not in response.headers
