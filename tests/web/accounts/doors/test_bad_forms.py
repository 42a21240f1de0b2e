"""Forms that no page of ours sent: whatever is added, doubled, missing or foreign is refused whole, and nothing changes."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.accounts.doors.conftest import held
from tests.web.addresses import DOORS, EVERY_PAGE, SIGNED_IN, Route
from tests.web.people import FORM, as_role, cookie, fill, token, tokens_of, visitor

FORMS = [route for route in EVERY_PAGE if "POST" in route.guards and not route.keeps_nothing]
SLIPPED_IN = (
    "role2",
    "roles",
    "verified",
    "is_admin",
    "consent",
    "licence_id",
    "user_id",
    "kind",
    "state",
    "ref",
    "__class__",
)


def who(site: Flask, route: Route) -> FlaskClient:
    """Somebody who may send this form (sign-out needs nobody)."""
    let_in = [role for role, taken in route.expected.items() if taken["POST"] not in (401, 403)]
    answered = [role for role in let_in if route.expected[role]["POST"] != 303]
    inside = [role for role in let_in if role in SIGNED_IN and not route.spends]
    return as_role(site, next(iter([*answered, *inside]), "anonymous"), strict=True)


def same_but_for_sessions(site: Flask) -> dict[str, object]:
    return {name: rows for name, rows in held(site).items() if name != "login_session"}


@pytest.mark.parametrize("route", FORMS, ids=lambda route: route.rule)
def test_a_field_that_the_page_does_not_have_is_refused(site: Flask, route: Route) -> None:
    client = who(site, route)
    before = same_but_for_sessions(site)
    for name in (name for name in SLIPPED_IN if name not in route.form):
        answer = client.post(f"/vi{route.address}", data={**route.form, **tokens_of(client), name: "1"})
        assert answer.status_code in (
            (400,) if route in DOORS and route.expected["anonymous"]["POST"] != 404 else (400, 404)
        ), name
    assert same_but_for_sessions(site) == before


@pytest.mark.parametrize("route", [route for route in FORMS if route.form], ids=lambda route: route.rule)
def test_a_field_given_twice_is_refused(site: Flask, route: Route) -> None:
    client = who(site, route)
    before = same_but_for_sessions(site)
    for name, value in route.form.items():
        body = [*route.form.items(), *tokens_of(client).items(), (name, value + "2")]
        answer = client.post(f"/vi{route.address}", data=_many(body))
        assert answer.status_code == 400, name
    assert same_but_for_sessions(site) == before


def _many(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


@pytest.mark.parametrize("value", ["\0", "a\0b", "\x1b[31m", "\x7f", "\ufffe", "x" * 300_000], ids=ascii)
def test_what_no_text_has_is_refused(site: Flask, value: str) -> None:
    for path, field in (("/vi/sign-in", "login"), ("/vi/sign-up", "name"), ("/vi/reset", "login")):
        client = visitor(site)
        answer = client.post(path, data={field: value, **tokens_of(client)})
        assert answer.status_code == (413 if len(value) > 100_000 else 400)


@pytest.mark.parametrize(
    "value", ["﷽" * 200, "\u202e\u2066", "🧨" * 500, "'; DROP TABLE account; --", "{{7*7}}", "<script>", "%s%n", "\r\n"]
)
def test_strange_text_is_answered_in_words(site: Flask, value: str) -> None:
    client = visitor(site)
    for path, form in (
        ("/vi/sign-in", {"login": value, "password": value}),
        ("/vi/sign-up", {"login": value, "password": value, "role": value, "name": value}),
        ("/vi/reset", {"login": value}),
        ("/vi/reset/code", {"login": value, "code": value, "new": value}),
    ):
        answer = fill(client, path, **form)
        assert answer.status_code == 422
        if value in ("{{7*7}}", "%s%n"):
            assert f'value="{value}"' in answer.text
        assert "<script>" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "http://localhost:81"},
        {"Origin": "http://evil.example@localhost"},
        {"Origin": "http://[bad"},
        {"Origin": "localhost"},
        {"Origin": "file://"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"},
    ],
    ids=str,
)
def test_a_form_from_another_site_is_refused_even_with_a_good_token(site: Flask, headers: dict[str, str]) -> None:
    before = held(site)
    for path, form in (
        ("/vi/sign-in", {"login": "returnee@demo.example", "password": "demo-returnee-2026"}),
        ("/vi/sign-out", {}),
    ):
        client = visitor(site)
        answer = client.post(path, data={**form, **tokens_of(client)}, headers=headers)
        assert answer.status_code == 400
        assert "Biểu mẫu này đã cũ" in answer.text
    client = as_role(site, "returnee")
    answer = client.post("/vi/account", data={"name": "Kẻ Khác", "locale": "vi", **tokens_of(client)}, headers=headers)
    assert answer.status_code == 400
    assert held(site) == before


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://localhost"},
        {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
    ],
    ids=str,
)
def test_a_form_of_our_own_is_taken(site: Flask, headers: dict[str, str]) -> None:
    client = visitor(site)
    form = {"login": "returnee@demo.example", "password": "demo-returnee-2026", **tokens_of(client)}
    assert client.post("/vi/sign-in", data=form, headers=headers).status_code == 303


def test_a_token_belongs_to_one_browser_and_one_session(site: Flask) -> None:
    mine, other = visitor(site), visitor(site)
    theirs = token(other.get("/vi/sign-in"))
    mine.get("/vi/sign-in")
    assert cookie(mine, FORM) != cookie(other, FORM)
    form = {"login": "employer@demo.example", "password": "demo-employer-2026"}
    before = held(site)
    for given in (theirs, "", "0" * 64, theirs.upper(), "ế", theirs + " "):
        answer = mine.post("/vi/sign-in", data={**form, "csrf_token": given})
        assert answer.status_code == 400
    assert mine.post("/vi/sign-in", data=form).status_code == 400
    assert mine.post(f"/vi/sign-in?csrf_token={token(mine.get('/vi/sign-in'))}", data=form).status_code == 400
    assert held(site) == before
    own = token(mine.get("/vi/sign-in"))
    assert mine.post("/vi/sign-in", data={**form, "csrf_token": own}).status_code == 303
    stale = mine.post("/vi/account", data={"name": "Tên Mới", "locale": "vi", "csrf_token": own})
    assert stale.status_code == 400, "a token from before the sign-in is as good as none"


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "application/xml", ""])
def test_a_body_that_is_no_form_is_refused(site: Flask, kind: str) -> None:
    client = visitor(site)
    proof = tokens_of(client)
    for path in ("/vi/sign-in", "/vi/sign-up", "/vi/reset", "/vi/sign-out"):
        body = f"login=x&password=x&csrf_token={proof['csrf_token']}"
        assert client.post(path, data=body, content_type=kind).status_code == 400


def test_an_upload_where_none_is_asked_for_is_refused(site: Flask) -> None:
    client = visitor(site)
    body = {"login": "x", **tokens_of(client), "password": (BytesIO(b"GIF89a"), "x.gif")}
    assert client.post("/vi/sign-in", data=body, content_type="multipart/form-data").status_code == 400


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method"])
def test_no_header_changes_the_method(site: Flask, header: str) -> None:
    client = as_role(site, "returnee")
    assert client.get("/vi/account", headers={header: "DELETE"}).status_code == 200
    assert client.get("/vi/sign-out", headers={header: "POST"}).status_code == 405
