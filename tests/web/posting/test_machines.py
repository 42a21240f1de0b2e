"""Open vacancies for machines: JobPosting with what search engines require, a feed, and neither once it is closed or invented."""

from __future__ import annotations

import json
import re
from typing import Any
from xml.etree import ElementTree

from flask import Flask
from flask.testing import FlaskClient

from portal.jobs import service
from tests.web.organisations.conftest import Square
from tests.web.posting.test_pages import do, published

REQUIRED = ("title", "description", "datePosted", "hiringOrganization", "jobLocation")
"""What search engines require of a JobPosting."""
LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
ATOM = "{http://www.w3.org/2005/Atom}"


def postings(html: str) -> list[dict[str, Any]]:
    return [found for text in LD.findall(html) if (found := json.loads(text)).get("@type") == "JobPosting"]


def test_an_open_vacancy_is_a_job_for_search_engines(town: Square) -> None:
    ref = published(town, deadline="", description="Đứng máy <b>tiện</b> & đo kiểm mỗi ca.")
    client = town.app.test_client()
    (found,) = postings(client.get(f"/vi/jobs/{ref}").text)
    assert all(found.get(name) for name in REQUIRED)
    assert found["hiringOrganization"]["name"] == "Công ty TNHH Minh Họa Bến Lau"
    assert found["jobLocation"]["address"] == {
        "@type": "PostalAddress", "addressRegion": "Bắc Ninh", "addressCountry": "VN",
    }  # fmt: skip
    assert found["baseSalary"]["value"] == {
        "@type": "QuantitativeValue", "unitText": "MONTH", "minValue": 11_000_000, "maxValue": 15_000_000,
    }  # fmt: skip
    assert found["description"] == "<p>Đứng máy &lt;b&gt;tiện&lt;/b&gt; &amp; đo kiểm mỗi ca.</p>"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT23:59:59\+07:00", found["validThrough"])
    assert found["url"].endswith(f"/vi/jobs/{ref}")
    assert [entry.findtext(f"{ATOM}title") for entry in entries(client)] == ["Thợ vận hành máy tiện CNC"]
    assert do(town, ref, "close") == 303
    closed = client.get(f"/vi/jobs/{ref}")
    assert closed.status_code == 404
    assert not postings(closed.text)
    assert entries(client) == []


def test_an_invented_vacancy_is_none(site: Flask) -> None:
    client = FlaskClient(site, site.response_class)
    with site.app_context():
        cards, total = service.open_vacancies(service.ANY, 1, 200)
    assert total >= 50
    for card in cards[:10]:
        assert card.illustrative
        assert not postings(client.get(f"/vi/jobs/{card.facts.ref}").text)
    found = entries(client)
    assert len(found) == 60
    assert all("Minh họa, không có thật." in (entry.findtext(f"{ATOM}summary") or "") for entry in found)


def entries(client: FlaskClient) -> list[ElementTree.Element]:
    answer = client.get("/vi/jobs.atom")
    assert answer.mimetype == "application/atom+xml"
    return ElementTree.fromstring(answer.data).findall(f"{ATOM}entry")  # noqa: S314 - our own
