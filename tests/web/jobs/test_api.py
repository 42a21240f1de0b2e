"""Open vacancies as JSON, against what openapi.json promises."""

from __future__ import annotations

import jsonschema

from portal.web.jobs.api import SCHEMAS
from tests.web.strict import StrictClient


def test_the_list(client: StrictClient) -> None:
    body = client.get("/api/v1/vacancies").get_json()
    assert (body["total"], body["page"], body["pages"], len(body["items"])) == (74, 1, 2, 50)
    for item in body["items"]:
        jsonschema.validate(item, SCHEMAS["Vacancy"])
        assert item["illustrative"] is True


def test_filters(client: StrictClient) -> None:
    body = client.get("/api/v1/vacancies?q=tho+han&province=31").get_json()
    assert {item["province"] for item in body["items"]} == {"Hải Phòng"}
    assert body["total"] == len(body["items"]) > 0


def test_one(client: StrictClient) -> None:
    assert client.get("/api/v1/vacancies/v010").get_json()["languages"][0]["required"] is True


def test_none(client: StrictClient) -> None:
    response = client.get("/api/v1/vacancies/nothing")
    assert (response.status_code, response.mimetype) == (404, "application/problem+json")
