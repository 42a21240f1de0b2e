"""Public pages are the same bytes for everybody and may be shared; what belongs to one reader is kept nowhere (threat 20)."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from flask import Flask, render_template_string
from flask.testing import FlaskClient

from portal.app import create_app
from portal.config import Settings
from portal.web.shell.caching import CONTENT_AGE, seconds_left
from portal.web.shell.csrf import csrf_token
from portal.web.shell.guards import PUBLIC, guard, guard_of
from portal.web.shell.session import current_actor
from tests.web.addresses import APIS, EVERY_PAGE, OTHERS, PAGES, SIGNED_IN, Route
from tests.web.people import as_role, sign_in, visitor

BY_LETTER = {f"/<any(vi, en):locale>/{page}/<token>" for page in ("letters", "stop-asking")}
"""Open to whoever holds the letter, and kept by nobody."""
SHARED = [route for route in PAGES if route.guards["GET"] == PUBLIC and route.rule not in BY_LETTER]
JSON = [route for route in APIS if "GET" in route.guards]
TOKEN_PAGE = "/<any(vi, en):locale>/watch/<token>"
"""Open to whoever holds the letter, and kept by nobody: the view says so, and `tests/web/firms/test_watch_pages.py` sees it."""
CONTENT = re.compile(rf"public, max-age=\d{{1,{len(str(CONTENT_AGE))}}}, must-revalidate")


Answer = tuple[int, bytes, dict[str, str]]


def get(client: FlaskClient, path: str, **headers: str) -> Answer:
    response = client.get(path, headers=headers)
    kept = {name: value for name, value in response.headers.items() if name not in ("X-Request-Id", "Date")}
    return response.status_code, response.data, kept


def difference(path: str, mine: Answer, theirs: Answer) -> str:
    """What is not the same, in words; "" where all is."""
    parts = [f"{name}: {mine[2].get(name)} ≠ {theirs[2].get(name)}" for name in sorted(mine[2].keys() | theirs[2].keys())
             if mine[2].get(name) != theirs[2].get(name)]  # fmt: skip
    parts += [
        name for name, one, other in (("status", mine[0], theirs[0]), ("body", mine[1], theirs[1])) if one != other
    ]
    return f"{path}: {parts}" if parts else ""


SOME = ("second_step", "returnee", "employer", "admin")
"""Signed in half, as a person, for an organisation, as staff. What a role may open differs; what a public page says may not."""


@pytest.mark.parametrize("role", SOME)
def test_a_public_answer_is_the_same_for_every_role(site: Flask, role: str) -> None:
    client, nobody = as_role(site, role, strict=False), visitor(site, strict=False)
    paths = [f"/{code}{route.address}" for route in SHARED for code in ("vi", "en")] + [r.address for r in JSON]
    differing = [told for path in paths if (told := difference(path, get(client, path), get(nobody, path)))]
    assert differing == []


@pytest.mark.parametrize("route", [r for r in PAGES if r.rule in BY_LETTER], ids=lambda route: route.rule)
def test_what_a_letter_opens_is_kept_by_nobody_and_the_same_for_everybody(site: Flask, route: Route) -> None:
    status, body, headers = get(visitor(site), f"/en{route.address}")
    assert (status, headers["Cache-Control"]) == (200, "no-store")
    assert "Set-Cookie" not in headers
    assert "ETag" not in headers
    assert get(as_role(site, "employer", strict=False), f"/en{route.address}")[:2] == (status, body)


@pytest.mark.parametrize("route", SHARED, ids=lambda route: route.rule)
def test_a_public_page_may_be_shared_and_sets_no_cookie(site: Flask, route: Route) -> None:
    client = visitor(site)
    status, body, headers = get(client, f"/en{route.address}", **{"Accept-Language": "vi"})
    assert status == 200
    assert "Set-Cookie" not in headers
    assert headers["Vary"] == "Accept-Encoding"
    typed = "?" in route.address
    assert headers["Cache-Control"].startswith("private, no-cache" if typed else "public, ")
    if not typed and "no-cache" not in headers["Cache-Control"]:
        assert CONTENT.fullmatch(headers["Cache-Control"])
    again = client.get(f"/en{route.address}", headers={"If-None-Match": headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == headers["ETag"]
    assert again.headers["Cache-Control"].split("=")[0] == headers["Cache-Control"].split("=")[0]
    assert body


@pytest.mark.parametrize(
    "path", ["/vi/firms", "/vi/jobs", "/vi/firms/9001-ldtbxh-gp", "/api/v1/firms", "/api/v1/vacancies"]
)
def test_what_stands_in_the_database_is_asked_for_each_time(site: Flask, path: str) -> None:
    assert get(visitor(site), path)[2]["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize(
    "path", ["/vi/", "/vi/markets", "/en/markets/jp", "/vi/documents", "/vi/fees", "/api/v1/markets"]
)
def test_content_is_kept_some_minutes(site: Flask, path: str) -> None:
    assert CONTENT.fullmatch(get(visitor(site), path)[2]["Cache-Control"])


def test_an_address_with_what_somebody_typed_is_shared_with_nobody(site: Flask) -> None:
    for path in (
        "/vi/markets?as_of=01/01/2022",
        "/vi/firms?q=ben+lau",
    ):
        assert get(visitor(site), path)[2]["Cache-Control"] == "private, no-cache"


def test_validators_of_one_reader_give_another_nothing(site: Flask) -> None:
    """As A and with A's validators, then as B and as nobody: never a 304, never A's words, for own and for public pages."""
    first, second, nobody = (visitor(site, strict=False) for _ in range(3))
    sign_in(first, "returnee")
    sign_in(second, "employer")
    paths = [f"/vi{r.address}" for r in EVERY_PAGE if r.expected["returnee"].get("GET") == 200]
    assert len(paths) > 30
    for path in paths:
        answer = first.get(path)
        private = answer.headers["Cache-Control"] == "no-store"
        tags = {
            "If-None-Match": answer.headers.get("ETag", '"x", *'),
            "If-Modified-Since": answer.headers.get("Date", ""),
        }
        for other in (second, nobody):
            got = other.get(path, headers=tags)
            if private:
                assert "ETag" not in answer.headers
                assert got.status_code != 304, path
                assert "returnee@demo.example" not in got.text, path
                assert got.status_code != 200 or got.data != answer.data or "returnee" not in answer.text
            else:
                assert got.status_code == 304 or got.data == answer.data, path


def test_own_pages_are_kept_nowhere_and_vary(site: Flask) -> None:
    for role in SIGNED_IN:
        client = as_role(site, role, strict=False)
        for path in ("/vi/account", "/vi/account/sessions"):
            _status, _body, headers = get(client, path)
            assert (headers["Cache-Control"], "Cookie" in headers["Vary"]) == ("no-store", True)
    for path in ("/vi/account", "/vi/sign-in", "/vi/sign-up", "/vi/reset", "/vi/match/p999", "/vi/nothing"):
        assert get(visitor(site), path)[2]["Cache-Control"] == "no-store", path


@pytest.fixture(scope="module")
def careless(settings: Settings) -> Flask:
    """An app with pages declared public whose views greet the reader, or print a form token."""
    app = create_app(settings)
    views = {
        "greets": lambda: current_actor().ref if current_actor().signed_in else "nobody",
        "asks": lambda: render_template_string("{{ token }}", token=csrf_token()),
        "remembers": lambda: ("x", {"Set-Cookie": "a=b"}),
        "plain": lambda: "x",
    }
    for name, view in views.items():
        app.add_url_rule(f"/{name}", name, guard(PUBLIC)(view))
    return app


@pytest.mark.parametrize("name", ["greets", "asks", "remembers"])
def test_a_page_that_looks_at_its_reader_is_private_whatever_it_declared(careless: Flask, name: str) -> None:
    response = careless.test_client().get(f"/{name}")
    assert response.headers["Cache-Control"] == "no-store"
    assert "Cookie" in response.headers["Vary"]
    assert "ETag" not in response.headers
    assert careless.test_client().get("/plain").headers["Cache-Control"].startswith("public, max-age")


def test_the_table_and_the_guards_agree_on_what_is_shared(site: Flask) -> None:
    others = BY_LETTER | {"/", "/healthz", TOKEN_PAGE} | {route.rule for route in OTHERS}
    declared = {r.rule for r in site.url_map.iter_rules() if guard_of(site, r.endpoint) == PUBLIC} - others
    assert declared - {route.rule for route in (*SHARED, *APIS)} == set()


def test_a_page_is_not_kept_beyond_the_day_it_speaks_of() -> None:
    assert seconds_left(datetime(2026, 6, 30, 16, 59, 58, tzinfo=UTC)) == 2  # 23:59:58 in Vietnam
    assert seconds_left(datetime(2026, 6, 30, 17, 0, 0, tzinfo=UTC)) == 24 * 3600
