"""Open data, sitemap, feed, facts for machines and permanent addresses: complete, readable by programs, safe in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.web.data.addresses import UNLISTED
from portal.web.data.files import BOM, safe
from portal.web.data.tables import TABLES
from portal.web.shell.guards import PUBLIC, guard_of
from tests.web.data.walk import LOC, WALK, fetch, judged, pages_of, paths_of, walked
from tests.web.strict import StrictClient

pytestmark = WALK
PUBLISHED = Path(__file__).with_name("published_addresses.txt")
NAMES = [table.name for table in TABLES]
MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.mark.parametrize("name", NAMES)
def test_a_data_set_is_the_same_as_csv_and_json(client: StrictClient, name: str) -> None:
    text = client.get(f"/data/{name}.csv").get_data(as_text=True)
    assert text.startswith(BOM), "Excel"
    rows = list(csv.DictReader(io.StringIO(text.removeprefix(BOM))))
    document = client.get(f"/data/{name}.json").get_json()
    assert len(rows) == len(document["rows"]) > 10
    for given, whole in zip(rows, document["rows"], strict=True):
        assert {key: value.removeprefix("'") for key, value in given.items()} == {
            key: ("" if value is None else str(value)).removeprefix("'") for key, value in whole.items()
        }
    assert [column["name"] for column in document["columns"]] == list(rows[0])
    assert all(column["meaning"] for column in document["columns"])
    assert document["license"]["url"].startswith("https://creativecommons.org/licenses/by/")


@pytest.mark.parametrize("name", NAMES)
def test_only_what_may_be_published_is_in_a_data_set(client: StrictClient, name: str) -> None:
    for row in client.get(f"/data/{name}.json").get_json()["rows"]:
        assert row["state"] in ("verified", "sourced", "needs_verification", "superseded"), row["id"]
        assert row["last_verified"], row["id"]
        assert row["state"] == "needs_verification" or row["sources"], row["id"]
        if row["state"] == "needs_verification":
            assert not row.get("value"), row["id"]
            assert not row.get("formula"), row["id"]


@pytest.mark.parametrize("text", ["=1+1", "+84 24 3824 9517", "-2+3", "@SUM(A1)", "\tx", "\r=x", "|cmd", "%x"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize("value", [0, -5, "13.90", "-1.5", "Nhật Bản", None, "a=b"])
def test_numbers_and_words_stay_as_they_are(value: Any) -> None:
    assert safe(value) == ("" if value is None else str(value))


@pytest.mark.parametrize("path", ["/data/none.csv", "/data/fees.xlsx", "/data/fees", "/sitemap-none.xml"])
def test_what_is_not_there_is_404(client: StrictClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_sitemap_lists_every_public_page_in_both_languages(site: Flask) -> None:
    listed = set(paths_of(site))
    assert {path.replace("/vi/", "/en/", 1) for path in listed if path.startswith("/vi/")} == {
        path for path in listed if path.startswith("/en/")
    }
    adapter = site.url_map.bind("")
    reached = {adapter.match(path, return_rule=True)[0].endpoint for path in listed}
    public = {
        rule.endpoint
        for rule in site.url_map.iter_rules()
        if "locale" in rule.arguments and "GET" in (rule.methods or ()) and guard_of(site, rule.endpoint) == PUBLIC
    }
    parts = {"data.changes", "fees.question", "learn.story"}  # a feed, steps of a form, stories that need consent
    parts |= {
        "jobs.newest",
        "proof.changes",
        "proof.poster",
        "proof.statement",
        "orders.statement",
        "orders.of_firm",
        "editing.feed",
        "editing.item_history",
    }  # feeds, papers, notes
    assert public - reached - UNLISTED - parts == set(), "a public page that the sitemap forgot"


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_every_address_of_the_sitemap_answers_and_names_itself(site: Flask, locale: str) -> None:
    gone = [path for path in walked(site, locale) if fetch(site, path)[0] != 200]
    assert gone == []
    assert [page.path for page in judged(site, locale) if page.canonical != page.path.split("?")[0]] == []
    for path, page in pages_of(site, locale):
        said = re.findall(r'rel="alternate" hreflang="([^"]+)" href="(https?://[^"]+)"', page)
        assert [code for code, _ in said] == ["vi", "en", "x-default"], path


def test_the_sitemap_is_well_formed_and_dated(client: StrictClient) -> None:
    for address in LOC.findall(client.get("/sitemap.xml").text):
        root = ElementTree.fromstring(client.get(urlsplit(address).path).text)  # noqa: S314 - our own
        for url in root.iter(f"{MAPS}url"):
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", url.findtext(f"{MAPS}lastmod", ""))
            assert [link.get("hreflang") for link in url.iter(f"{XHTML}link")] == ["vi", "en", "x-default"]
    assert "Sitemap: http" in client.get("/robots.txt").text


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_the_feed_is_atom(client: StrictClient, locale: str) -> None:
    response = client.get(f"/{locale}/feed.atom")
    assert response.mimetype == "application/atom+xml"
    root = ElementTree.fromstring(response.text)  # noqa: S314 - our own
    entries = list(root.iter(f"{ATOM}entry"))
    assert 10 < len(entries) <= 60
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)
    days = [entry.findtext(f"{ATOM}updated", "") for entry in entries]
    assert days == sorted(days, reverse=True)
    assert root.findtext(f"{ATOM}updated") == days[0]
    for entry in entries:
        link = entry.find(f"{ATOM}link")
        assert link is not None
        assert client.get(urlsplit(link.get("href")).path).status_code == 200


REQUIRED = {
    "BreadcrumbList": ("itemListElement",), "ListItem": ("position", "name", "item"), "Organization": ("name", "url"),
    "WebSite": ("name", "url", "potentialAction"), "SearchAction": ("target", "query-input"),
    "Dataset": ("name", "description", "license", "creator"), "DataDownload": ("contentUrl", "encodingFormat"),
    "FAQPage": ("mainEntity",), "Question": ("name", "acceptedAnswer"), "Answer": ("text",),
    "GovernmentService": ("name", "description", "provider", "areaServed"), "GovernmentOrganization": ("name",),
}  # fmt: skip


def facts_of(page: str) -> list[Any]:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return [json.loads(text) for text in found]


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for part in value.values():
            yield from nodes(part)
    elif isinstance(value, list):
        for part in value:
            yield from nodes(part)


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_facts_for_machines_have_what_their_type_needs(site: Flask, locale: str) -> None:
    seen: set[str] = set()
    for path, page in pages_of(site, locale):
        for document in facts_of(page):
            assert document["@context"] == "https://schema.org", path
            for node in nodes(document):
                missing = [name for name in REQUIRED.get(node["@type"], ()) if not node.get(name)]
                assert not missing, f"{path}: {node['@type']} without {missing}"
                seen.add(node["@type"])
                if node["@type"] == "Dataset":
                    assert 50 <= len(node["description"]) <= 5000, path
                if node["@type"] == "BreadcrumbList":
                    assert [part["position"] for part in node["itemListElement"]] == list(
                        range(1, len(node["itemListElement"]) + 1)
                    )
                    assert all(part["item"].startswith("http") for part in node["itemListElement"])
    assert {"BreadcrumbList", "Organization", "WebSite", "Dataset"} <= seen


def test_every_page_with_a_trail_says_it_for_machines(site: Flask) -> None:
    for path, page in pages_of(site, "vi"):
        trails = [node for document in facts_of(page) for node in nodes(document) if node["@type"] == "BreadcrumbList"]
        assert len(trails) == page.count('class="crumbs small"'), path


def test_no_address_that_was_ever_published_dies(site: Flask) -> None:
    """200, or one redirect for ever (308) to a page that answers. Add new addresses with `python -m tests.web.data.publish`."""
    client = FlaskClient(site, site.response_class)
    dead = []
    for path in PUBLISHED.read_text(encoding="utf-8").split():
        status = fetch(site, path)[0]
        if status == 308:
            status = fetch(site, urlsplit(client.get(path).headers["Location"]).path)[0]
        if status != 200:
            dead.append(f"{path}: {status}")
    assert dead == [], "rename it back, or add a row to content/redirects.yaml"


def test_a_renamed_page_is_found_under_its_old_address(site: Flask) -> None:
    client = FlaskClient(site, site.response_class)
    for code in ("vi", "en"):
        answer = client.get(f"/{code}/open-data?x=1")
        assert (answer.status_code, answer.headers["Location"]) == (308, f"/{code}/data?x=1")
        assert not answer.data
    assert client.get("/vi/open-data-of-nobody").status_code == 404
