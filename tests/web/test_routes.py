"""The route × role table covers the URL map, and each real request answers as the table says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from portal.web.shell.guards import guard_of
from tests.web.addresses import ANONYMOUS, METHODS, PAGES, ROLES, ROUTES, Route
from tests.web.strict import StrictClient


def test_every_route_of_the_site_stands_in_the_table(site: Flask) -> None:
    mapped = {rule.rule for rule in site.url_map.iter_rules()}
    listed = [route.rule for route in ROUTES]
    assert mapped - set(listed) == set(), "a route without a row in tests/web/addresses.py"
    assert set(listed) - mapped == set(), "a row without a route"
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.rule)
def test_its_guard_is_the_declared_one(site: Flask, route: Route) -> None:
    endpoints = {rule.endpoint for rule in site.url_map.iter_rules() if rule.rule == route.rule}
    assert {guard_of(site, endpoint) for endpoint in endpoints} == {route.guard}
    assert set(route.expected) == set(ROLES)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.rule)
def test_each_method_answers_as_the_table_says(client: StrictClient, route: Route, method: str) -> None:
    taken = route.expected[ANONYMOUS]
    expected = taken.get("GET" if method == "HEAD" else method, 405)
    if method == "OPTIONS":
        expected = 200
    address = f"/vi{route.address}" if route in PAGES else route.address
    assert client.open(address, method=method).status_code == expected


@pytest.mark.parametrize("locale", ["vi", "en"])
@pytest.mark.parametrize("route", PAGES, ids=lambda route: route.rule)
def test_every_page_answers_in_both_languages(client: StrictClient, route: Route, locale: str) -> None:
    response = client.get(f"/{locale}{route.address}")
    assert response.status_code == 200
    assert f'<html lang="{locale}">' in response.text
    other = "en" if locale == "vi" else "vi"
    assert f'hreflang="{other}" href="/{other}{route.address.split("?")[0]}' in response.text


def test_the_shelf_of_components_is_off_in_production(site: Flask) -> None:
    client = site.test_client()
    settings = site.extensions["settings"]
    site.extensions["settings"] = replace(settings, environment="production")
    try:
        assert client.get("/vi/_design").status_code == 404
    finally:
        site.extensions["settings"] = settings
    assert client.get("/vi/_design").status_code == 200
