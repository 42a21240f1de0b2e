"""The price check and the rules as JSON."""

import json
from typing import Any

import pytest

from portal.content import service as content
from portal.fees.answer import as_json
from portal.fees.service import check_quote
from tests.fees.quotes import line, quote
from tests.web.strict import StrictClient

ADDRESS = "/api/v1/check/quote"


def test_the_answer_is_that_of_the_command(client: StrictClient) -> None:
    data = quote(line("service_fee", "100001"), line("brokerage", "1"), line("training", "5"))
    response = client.post(ADDRESS, json=data)
    assert response.status_code == 200
    assert response.json == as_json(check_quote(data))


@pytest.mark.parametrize("amount", ["0", "100000", "100001"])
def test_every_verdict_is_200(client: StrictClient, amount: str) -> None:
    assert client.post(ADDRESS, json=quote(line("service_fee", amount))).status_code == 200


def test_bad_input_is_422_and_names_every_field(client: StrictClient) -> None:
    response = client.post(ADDRESS, json=quote(line("service_fee", "-1"), contract_months=0, market="ZZ"))
    assert response.status_code == 422
    assert response.mimetype == "application/problem+json"
    assert response.json is not None
    assert [error["field"] for error in response.json["errors"]] == ["market", "contract_months", "lines[0].amount"]
    assert all(error["message"] for error in response.json["errors"])


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 100_000, b"1" * 10_000])
def test_what_is_no_json_is_400(client: StrictClient, body: bytes) -> None:
    response = client.post(ADDRESS, data=body, content_type="application/json")
    assert response.status_code == 400
    assert response.mimetype == "application/problem+json"


@pytest.mark.parametrize("escape", ['"label": "\\ud800"', '"label": null, "\\udfff": 1'])
def test_half_a_character_is_400(client: StrictClient, escape: str) -> None:
    body = json.dumps(quote(line("brokerage", "1"))).replace('"label": null', escape)
    assert client.post(ADDRESS, data=body, content_type="application/json").status_code == 400


def test_a_field_that_is_named_twice_is_422(client: StrictClient) -> None:
    body = json.dumps(quote(line("brokerage", "1"))).replace('"amount": "1"', '"amount": "9", "amount": "1"')
    response = client.post(ADDRESS, data=body, content_type="application/json")
    assert response.status_code == 422
    assert response.json is not None
    assert [error["field"] for error in response.json["errors"]] == ["amount"]


@pytest.mark.parametrize("value", [None, [], "x", 1])
def test_what_is_no_object_is_422(client: StrictClient, value: Any) -> None:
    assert client.post(ADDRESS, data=json.dumps(value), content_type="application/json").status_code == 422


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", None])
def test_another_content_type_is_415(client: StrictClient, content_type: str | None) -> None:
    response = client.post(ADDRESS, data=json.dumps(quote(line())), content_type=content_type)
    assert response.status_code == 415
    assert response.mimetype == "application/problem+json"


def test_only_post(client: StrictClient) -> None:
    assert client.get(ADDRESS).status_code == 405


def test_the_rules_are_listed_without_the_withheld(client: StrictClient) -> None:
    response = client.get("/api/v1/fees")
    assert response.json is not None
    rules = {rule["id"]: rule for rule in response.json["rules"]}
    assert set(rules) == {item.id for item in content.all_of("fee_rule") if item.data["state"] != "withheld"}
    assert rules["service-general"]["ceilings"][0]["formula"] == {"type": "wage_per_year", "months": "1"}
    assert rules["passport"]["ceilings"] == []
    assert rules["passport"]["summary"] is None
    assert client.get("/api/v1/fees/service-general").json == rules["service-general"]


def test_an_unknown_rule_is_404(client: StrictClient) -> None:
    assert client.get("/api/v1/fees/nothing").status_code == 404


def test_the_rules_as_of_a_day(client: StrictClient) -> None:
    found = client.get("/api/v1/fees?as_of=2024-05-14").json
    assert found is not None
    standings = {rule["id"]: rule["standing"] for rule in found["rules"]}
    assert "service-kr-coastal-crew" not in standings
    assert standings["service-general"] == "in_force"
    later = client.get("/api/v1/fees?as_of=30/06/2026").json
    assert later is not None
    assert {rule["id"]: rule["standing"] for rule in later["rules"]}["service-kr-coastal-crew"] == "unverified"
    assert client.get("/api/v1/fees?as_of=1995-01-01&known_on=2026-11-22").status_code == 200


def test_the_rules_as_known_on_a_day(client: StrictClient) -> None:
    assert client.get("/api/v1/fees?known_on=2026-11-21").json == {"rules": []}
    assert client.get("/api/v1/fees?known_on=2026-11-22").json == client.get("/api/v1/fees").json
    assert client.get("/api/v1/fees/broker-ban?known_on=2026-11-21").status_code == 404
    data = quote(line("service_fee", "100001"))
    known = client.post(f"{ADDRESS}?known_on=2026-11-21", json=data).json
    assert known is not None
    assert known["verdict"] == "cannot_tell"
    assert client.post(f"{ADDRESS}?known_on=2026-11-22", json=data).json == client.post(ADDRESS, json=data).json


@pytest.mark.parametrize("field", ["as_of", "known_on"])
@pytest.mark.parametrize("day", ["2026-02-30", "x", "0001-01-01", "9999-12-31", "%3Cb%3E", "2026-13-01"])
def test_a_bad_day_is_told_in_words(client: StrictClient, field: str, day: str) -> None:
    response = client.get(f"/api/v1/fees?{field}={day}")
    assert response.status_code == 422
    assert response.mimetype == "application/problem+json"
    assert response.json is not None
    assert [error["field"] for error in response.json["errors"]] == [field]
    assert response.json["errors"][0]["message"]


def test_what_the_foreign_side_paid_is_read(client: StrictClient) -> None:
    data = quote(line("service_fee", "60000"), foreign_paid={"amount": "50000", "currency": "JPY"})
    answer = client.post(ADDRESS, json=data).json
    assert answer is not None
    assert answer["lines"][0]["excess"] == {"amount": "10000", "currency": "JPY", "vnd": None}
    bad = client.post(
        ADDRESS, json=quote(line("service_fee", "1"), foreign_paid={"amount": "-1", "currency": "JPY"})
    ).json
    assert bad is not None
    assert [error["field"] for error in bad["errors"]] == ["foreign_paid.amount"]
