"""The bad input of the issue as one drill: over every form of the accounts, clear answers, nothing changed, never a failure.

What one kind of mistake does at one door stands in detail in `doors` and `desk`; here each kind is driven over all forms.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from portal.accounts.results import Done
from portal.accounts.rules import totp
from portal.accounts.rules.actor import SYSTEM
from portal.accounts.service import staff
from portal.shared.clock import now
from portal.web.shell.headers import SECURITY_HEADERS
from tests.web.accounts.doors.conftest import held, is_signed_in, link, new_person, new_staff
from tests.web.accounts.doors.test_sign_in import ref_of
from tests.web.people import PASSWORD, SESSION, as_role, cookie, fill, token, tokens_of, visitor

DOORS: dict[str, dict[str, str]] = {
    "/vi/sign-in": {"login": "ai@benve.example", "password": PASSWORD, "next": "", "kept": ""},
    "/vi/sign-up": {"login": "ai@benve.example", "password": PASSWORD, "role": "returnee", "name": "Ai"},
    "/vi/reset": {"login": "ai@benve.example"},
    "/vi/reset/code": {"login": "0905271828", "code": "ABCD-EFGH-JKMN-PQRS", "new": PASSWORD},
}
DESK: dict[str, dict[str, str]] = {
    "/vi/account": {"name": "Ai", "locale": "vi"},
    "/vi/account/password": {"old": "demo-moderator-2026", "new": PASSWORD},
    "/vi/account/codes": {"password": "demo-moderator-2026"},
    "/vi/account/email": {"email": "ai@benve.example", "password": "demo-moderator-2026"},
    "/vi/account/delete": {"password": "demo-moderator-2026"},
    "/vi/persons": {"who": "returnee@demo.example", "reason": "reported"},
    f"/vi/persons/{'A' * 22}/suspend": {"reason": "fraud"},
}
FORMS = {**DOORS, **DESK}
KEYS = (
    "role2",
    "roles",
    "verified",
    "is_admin",
    "consent",
    "licence_id",
    "user_id",
    "state",
    "kind",
    "credentials_version",
)
"""What a form of ours never asks for."""
STRANGE = {
    "10 kB": "x" * 10_240,
    "10 kB of ệ": "ệ" * 10_240,
    "NFD": unicodedata.normalize("NFD", "Nguyễn Thị Lệ@bếnvề.vn"),
    "homoglyph": "lаn@benve.example",
    "full width": "ｌan@benve.example",
    "right to left": "lan\u202e@benve.example",
    "nothing": "",
    "spaces": "   ",
    "lines": "a\r\nSet-Cookie: x=y",
    "template": "{{7*7}}${7*7}<%= 7*7 %>",
    "query": "' OR 1=1 --",
    "format": "%s%n%(x)s{0}",
    "surrogates of a sort": "\U0001f9e8" * 300,
}


def client_for(site: Flask, path: str) -> FlaskClient:
    return visitor(site) if path in DOORS else as_role(site, "moderator", strict=True)


def post(client: FlaskClient, path: str, fields: object) -> int:
    """Send it as a browser would; the answer must be in words, and no failure."""
    answer = client.post(path, data=fields)
    assert answer.status_code < 500, (path, answer.status)
    assert answer.status_code == 303 or "<h1" in answer.text
    return answer.status_code


def unchanged(site: Flask) -> dict[str, object]:
    """Everything stored, but for what counts tries and writes tries down."""
    moving = {"limit_bucket", "audit_row", "installation_mark", "login_session"}
    return dict(held(site, without=moving))


@pytest.mark.parametrize("path", FORMS)
def test_without_a_token_with_a_foreign_one_or_from_elsewhere(site: Flask, path: str) -> None:
    client = client_for(site, path)
    own, foreign = tokens_of(client), tokens_of(as_role(site, "returnee"))
    before = unchanged(site)
    for proof in ({}, foreign, {"csrf_token": ""}, {"csrf_token": "0" * 64}):
        assert post(client, path, {**FORMS[path], **proof}) == 400
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert client.post(path, data={**FORMS[path], **own}, headers=headers).status_code == 400
    assert unchanged(site) == before


@pytest.mark.parametrize("path", FORMS)
def test_keys_slipped_in_and_doubled(site: Flask, path: str) -> None:
    client, before = client_for(site, path), unchanged(site)
    good = {**FORMS[path], **tokens_of(client)}
    for key in KEYS:
        assert post(client, path, {**good, key: "1"}) in (400, 404)
    for key in good:
        assert post(client, path, {**good, key: [good[key], good[key]]}) in (400, 404)
    assert unchanged(site) == before


@pytest.mark.parametrize("strange", STRANGE)
@pytest.mark.parametrize("path", FORMS)
def test_strange_text_in_each_field(site: Flask, path: str, strange: str) -> None:
    client, before = client_for(site, path), unchanged(site)
    for key in FORMS[path]:
        if path == "/vi/account" and key == "name":
            continue  # a name is any text: its own tests say what it may be
        status = post(client, path, {**dict.fromkeys(FORMS[path], "x"), key: STRANGE[strange], **tokens_of(client)})
        assert status in (400, 404, 422, 429), (key, status)
    after = unchanged(site)
    assert after == before, [name for name in after if after[name] != before[name]]


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "evil.example", "X-Forwarded-Host": "127.0.0.1"},
        {"Host": "127.0.0.1@evil.example"},
    ],
)
@pytest.mark.parametrize("path", DOORS)
def test_a_forged_host(site: Flask, path: str, headers: dict[str, str]) -> None:
    client, before = visitor(site), unchanged(site)
    assert client.post(path, data={**DOORS[path], **tokens_of(client)}, headers=headers).status_code == 400
    assert unchanged(site) == before


def test_forged_forwarding_reaches_neither_letters_nor_limits(site: Flask) -> None:
    """Whoever sends from one address under a hundred forged ones is slowed down as one."""
    client = visitor(site)
    answers = []
    for number in range(14):
        forged = {
            "X-Forwarded-For": f"198.51.100.{number}",
            "X-Forwarded-Host": "evil.example",
            "X-Real-IP": "192.0.2.1",
        }
        fields = {"login": f"forged-{number}@benve.example", **tokens_of(client)}
        answers.append(client.post("/vi/reset", data=fields, headers=forged).status_code)
    assert answers[:10] == [303] * 10
    assert answers[-1] == 429


def test_the_back_button_after_signing_out_shows_and_sends_nothing(site: Flask) -> None:
    client = new_person(site, "back@benve.example")
    page = client.get("/vi/account")
    assert page.headers["Cache-Control"] == "no-store", "the browser asks again instead of showing it"
    proof = token(client.get("/vi/account/password"))
    assert client.post("/vi/sign-out", data={"csrf_token": proof}).status_code == 303
    before = unchanged(site)
    assert client.get("/vi/account").headers["Location"] == "/vi/sign-in?next=/vi/account"
    for path, fields in DESK.items():
        assert client.post(path, data={**fields, "csrf_token": proof}).status_code in (400, 401)
    assert unchanged(site) == before


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/vi/account/email", {"email": "two-tabs-new@benve.example", "password": PASSWORD}),
        ("/vi/account/phone", {"phone": "0905271899", "password": PASSWORD}),
        ("/vi/account/codes", {"password": PASSWORD}),
        ("/vi/account/password", {"old": PASSWORD, "new": "một mật khẩu khác hẳn"}),
        ("/vi/account/delete", {"password": PASSWORD}),
    ],
)
def test_two_tabs_and_a_form_sent_twice(site: Flask, path: str, fields: dict[str, str]) -> None:
    """The second sending is answered in words, and what the first did stands."""
    client = new_person(site, f"tabs-{path.rpartition('/')[2]}@benve.example")
    proof = token(client.get(path))
    first = client.post(path, data={**fields, "csrf_token": proof})
    assert first.status_code in (200, 303)
    second = client.post(path, data={**fields, "csrf_token": proof})
    assert second.status_code in (200, 303, 400, 401, 422), second.status
    if path.endswith("delete"):
        assert not is_signed_in(client)
    else:
        assert is_signed_in(client), "nobody is thrown out by a double click"


def _link_used(site: Flask, path: str) -> None:
    assert fill(visitor(site), path, password=PASSWORD).status_code == 303


def _nothing(site: Flask, path: str) -> None:
    """The link only grows old."""


@pytest.mark.parametrize(("over", "later"), [(_link_used, 0), (_nothing, 24 * 3600)], ids=["used", "expired"])
def test_a_link_of_a_new_address_that_is_over(site: Flask, over: Callable[[Flask, str], None], later: int) -> None:
    client = new_person(site, f"over-{later}@benve.example")
    new = f"over-{later}-new@benve.example"
    assert fill(client, "/vi/account/email", email=new, password=PASSWORD).status_code == 303
    path = link(site, new, "email_change")
    over(site, path)
    before = unchanged(site)
    with time_machine.travel(now() + timedelta(seconds=later), tick=False):
        other = visitor(site)
        looked = other.get(path)
        sent = other.post(path, data={"password": PASSWORD, **tokens_of(other)})
    assert (looked.status_code, sent.status_code) == (410, 410)
    assert "đường dẫn" in looked.text.lower()
    assert unchanged(site) == before


def test_wrong_and_replayed_codes_of_the_app(site: Flask) -> None:
    email = "drill-staff@benve.example"
    _, secret, _ = new_staff(site, email)
    client = visitor(site)
    assert fill(client, "/vi/sign-in", login=email, password=PASSWORD).status_code == 303
    used = totp.code_at(secret, totp.step_at(now()))
    answers = [fill(client, "/vi/second-step", code=code).status_code for code in [used, *["000000"] * 9]]
    assert set(answers) <= {422, 429}
    assert answers[-1] == 429
    assert not is_signed_in(client)


def test_headers_and_cookies_whole_at_the_sign_in(site: Flask) -> None:
    """Every header of the answers around a sign-in is one that is named here."""
    client = visitor(site)
    page = client.get("/vi/sign-in")
    done = fill(client, "/vi/sign-in", login="returnee2@demo.example", password="demo-returnee2-2026")
    after = client.get("/vi/account")
    wrong = fill(visitor(site), "/vi/sign-in", login="returnee2@demo.example", password="sai mật khẩu rồi")
    always = {*SECURITY_HEADERS, "X-Request-Id", "Cache-Control", "Content-Type", "Content-Length", "Vary"}
    for answer, status in ((page, 200), (done, 303), (after, 200), (wrong, 422)):
        assert answer.status_code == status
        more = {"Set-Cookie", "Location", "Date", "Content-Encoding", "Connection", "ETag"}
        names = set(answer.headers.keys())
        assert names - more == always, names ^ always
        assert {name: answer.headers[name] for name in SECURITY_HEADERS} == dict(SECURITY_HEADERS)
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Cookie" in answer.headers["Vary"]
    assert done.headers.getlist("Location") == ["/vi/account"]
    assert {header.partition("=")[0] for header in done.headers.getlist("Set-Cookie")} == {"benve", "benve-device"}
    assert all("HttpOnly" in h and "SameSite=Lax" in h and "Path=/" in h for h in done.headers.getlist("Set-Cookie"))
    assert not any("Domain" in header for header in done.headers.getlist("Set-Cookie"))
    assert SESSION not in str(wrong.headers.getlist("Set-Cookie")).replace(f"{SESSION}-form", "")


def test_suspended_between_the_page_and_the_form(site: Flask) -> None:
    client = new_person(site, "between@benve.example")
    ref, proof, kept = ref_of(site, client), token(client.get("/vi/account/password")), cookie(client)
    with site.app_context():
        assert staff.suspend(SYSTEM, ref, "fraud", now()) == Done()
    before = unchanged(site)
    for path, fields in DESK.items():
        client.set_cookie(SESSION, kept)
        assert client.post(path, data={**fields, "csrf_token": proof}).status_code in (400, 401)
    assert unchanged(site) == before
