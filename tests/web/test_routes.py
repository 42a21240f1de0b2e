"""The route × role table covers the URL map, and each real request of each role answers as the table says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

import pytest
from flask import Flask

from portal.accounts.rules.actor import ROLES as KNOWN
from portal.web.shell.guards import guard_of
from tests.web.addresses import ANONYMOUS, EVERY_PAGE, HALF, METHODS, PAGES, ROLES, ROUTES, SIGNED_IN, Route
from tests.web.people import as_role, tokens_of
from tests.web.strict import StrictClient

DOOR_GUARDS = ("signed_out", "second_step", "setup")
"""Guards that send on whoever does not belong there."""
OWN_PAGES = [
    route
    for route in EVERY_PAGE
    if route not in PAGES and not route.onward and any("GET" in r for r in route.expected.values())
]


def test_every_route_of_the_site_stands_in_the_table(site: Flask) -> None:
    mapped = {rule.rule for rule in site.url_map.iter_rules()}
    listed = [route.rule for route in ROUTES]
    assert mapped - set(listed) == set(), "a route without a row in tests/web/addresses.py"
    assert set(listed) - mapped == set(), "a row without a route"
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.rule)
def test_its_guards_are_the_declared_ones(site: Flask, route: Route) -> None:
    declared = {
        method: guard_of(site, rule.endpoint)
        for rule in site.url_map.iter_rules()
        if rule.rule == route.rule
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert declared == route.guards
    assert set(route.expected) == set(ROLES)


def address_of(route: Route) -> str:
    return f"/vi{route.address}" if route in EVERY_PAGE else route.address


def expected_of(route: Route, role: str, method: str) -> int:
    if method == "OPTIONS":
        return 200
    return route.expected[role].get("GET" if method == "HEAD" else method, 405)


def methods_of(route: Route, role: str) -> Iterable[str]:
    """Every method for who may least and who may most; for the others what the route takes.

    The rest ends in the URL map, before it is known who asks.
    """
    return METHODS if role in (ANONYMOUS, "admin") else route.guards


def answer(site: Flask, route: Route, role: str, method: str) -> int:
    client = as_role(site, role, fresh=route.spends and method == "POST", strict=False)
    form = {**route.form, **tokens_of(client)} if method == "POST" and route in EVERY_PAGE else None
    with client.open(address_of(route), method=method, data=form) as response:
        return response.status_code


@pytest.mark.parametrize("role", ROLES)
def test_each_method_of_each_route_answers_this_role_as_the_table_says(site: Flask, role: str) -> None:
    wrong = [
        f"{method} {route.address}: {got}, not {expected}"
        for route in ROUTES
        for method in methods_of(route, role)
        if (got := answer(site, route, role, method)) != (expected := expected_of(route, role, method))
    ]
    assert wrong == []


@pytest.mark.parametrize("role", ROLES)
def test_no_form_is_taken_without_a_token_or_with_a_foreign_one(site: Flask, role: str) -> None:
    """Whoever may send it gets 400; whoever may not is refused as before. Another reader's token is as good as none."""
    foreign = tokens_of(as_role(site, "firm" if role != "firm" else "returnee", strict=False))
    wrong = []
    for route in EVERY_PAGE:
        if "POST" not in route.guards or route.keeps_nothing:
            continue
        client = as_role(site, role, strict=False)
        taken = route.expected[role]["POST"]
        sent_on = taken == 303 and (role in (ANONYMOUS, *HALF) or route.guards["POST"] in DOOR_GUARDS)
        barred = taken in (401, 403) or (sent_on and not route.spends)
        for form in ({}, foreign, {**tokens_of(client), "csrf_token": "0" * 64}):
            got = client.post(address_of(route), data={**route.form, **form}).status_code
            if got != (taken if barred else 400):
                wrong.append(f"{route.address}: {got}, not {taken if barred else 400}")
    assert wrong == []


@pytest.mark.parametrize("locale", ["vi", "en"])
@pytest.mark.parametrize("route", PAGES, ids=lambda route: route.rule)
def test_every_page_answers_in_both_languages(client: StrictClient, route: Route, locale: str) -> None:
    response = client.get(f"/{locale}{route.address}")
    assert response.status_code == 200
    assert f'<html lang="{locale}">' in response.text
    other = "en" if locale == "vi" else "vi"
    assert re.search(
        rf'hreflang="{other}" href="https?://[^/"]+/{other}{re.escape(route.address.split("?")[0])}', response.text
    )


@pytest.mark.parametrize("route", OWN_PAGES, ids=lambda route: route.rule)
def test_every_own_page_answers_in_both_languages_and_is_kept_nowhere(site: Flask, route: Route) -> None:
    role = next(role for role in (*SIGNED_IN, *ROLES) if route.expected[role].get("GET") in (200, 404))
    client = as_role(site, role)  # strict: checks the page
    for locale in ("vi", "en"):
        response = client.get(f"/{locale}{route.address}")
        assert response.status_code == route.expected[role]["GET"]
        assert f'<html lang="{locale}">' in response.text
        assert response.headers["Cache-Control"] == "no-store"
        assert "Cookie" in response.headers["Vary"]


@pytest.mark.parametrize("role", ROLES)
def test_every_link_and_form_that_a_reader_is_shown_is_open_to_them(site: Flask, role: str) -> None:
    """Navigation and pages offer nothing that answers 401, 403 or 404; forms lead to a route that this role may send to."""
    client = as_role(site, role, strict=False)
    seen, wrong = set(), []
    for start in ("/vi/", "/vi/account", "/vi/sign-in", "/vi/second-step", "/vi/setup-second-step"):
        page = client.get(start, follow_redirects=True)
        for link in links(page.text) - seen:
            seen.add(link)
            status = client.get(link).status_code
            if status not in (200, 302, 303):
                wrong.append(f"{start} → {link}: {status}")
    assert wrong == []
    assert len(seen) > 10


def links(html: str) -> set[str]:
    """Links to pages of ours; sources outside are not asked."""
    found = {part.split('"')[0].replace("&amp;", "&").partition("#")[0] for part in html.split('<a href="')[1:]}
    return {link for link in found if link.startswith("/")}


def test_the_shelf_of_components_is_off_in_production(site: Flask) -> None:
    client = site.test_client()
    settings = site.extensions["settings"]
    site.extensions["settings"] = replace(settings, environment="production")
    try:
        assert client.get("/vi/_design").status_code == 404
    finally:
        site.extensions["settings"] = settings
    assert client.get("/vi/_design").status_code == 200


def test_the_table_knows_every_role_of_the_permission_table() -> None:
    assert set(ROLES) - {"second_step", "setup"} == set(KNOWN) - {"system"}
    assert ROLES[0] == ANONYMOUS
