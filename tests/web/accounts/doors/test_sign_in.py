"""Signing in by the pages: cookies whole, a new session at each step, and old cookies that open nothing."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.accounts.results import Done
from portal.accounts.rules import totp
from portal.accounts.rules.actor import SYSTEM
from portal.accounts.service import sessions, staff
from portal.shared.clock import now
from tests.web.accounts.doors.conftest import is_signed_in, new_person, new_staff
from tests.web.people import DEVICE, PASSWORD, SESSION, code, cookie, fill, sign_in, token, visitor

VALUE = "[A-Za-z0-9_-]{43}"


def set_cookies(answer: TestResponse) -> dict[str, str]:
    """Name → the whole header after `name=`, the value replaced by its length and dates left out."""
    found = {}
    for header in answer.headers.getlist("Set-Cookie"):
        name, _, rest = header.partition("=")
        value, _, flags = rest.partition(";")
        found[name] = f"<{len(value)}>;" + re.sub(r" Expires=[^;]+;", "", flags)
    return found


def ref_of(site: Flask, client: FlaskClient) -> str:
    with site.app_context():
        found = sessions.find_session(cookie(client), now())
        assert found
        return found.actor.ref


def test_the_cookies_of_a_person_are_whole(site: Flask) -> None:
    answer = fill(visitor(site), "/vi/sign-in", login="returnee@demo.example", password="demo-returnee-2026")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/vi/account")
    found = set_cookies(answer)
    age = int(re.search(r"Max-Age=(\d+)", found[SESSION])[1])  # type: ignore[index]
    assert 30 * 86400 - 5 <= age <= 30 * 86400
    assert found == {
        SESSION: f"<43>; Max-Age={age}; HttpOnly; Path=/; SameSite=Lax",
        DEVICE: found[DEVICE],
    }
    assert re.fullmatch(r"<\d+>; Max-Age=15552000; HttpOnly; Path=/; SameSite=Lax", found[DEVICE])


def test_the_cookies_of_staff_go_with_the_browser(site: Flask) -> None:
    client = visitor(site)
    half = fill(client, "/vi/sign-in", login="editor@demo.example", password="demo-editor-2026")
    assert set_cookies(half) == {SESSION: "<43>; HttpOnly; Path=/; SameSite=Lax"}
    client = visitor(site)
    sign_in(client, "editor", second=False)
    from_half = cookie(client)
    sign_in_again = fill(client, "/vi/second-step", code=code(site))
    found = set_cookies(sign_in_again)
    assert found[SESSION] == "<43>; HttpOnly; Path=/; SameSite=Lax"
    assert set(found) == {SESSION, DEVICE}
    assert cookie(client) != from_half


def test_over_https_every_cookie_is_secure_and_named_for_this_host(secure: Flask) -> None:
    client = visitor(secure)
    home = "https://localhost"
    page = client.get("/vi/sign-in", base_url=home)
    assert set_cookies(page) == {
        "__Host-benve-form": "<22>; Secure; HttpOnly; Max-Age=14400; Path=/; SameSite=Lax"
    } or set_cookies(page) == {"__Host-benve-form": "<22>; Max-Age=14400; Secure; HttpOnly; Path=/; SameSite=Lax"}
    form = {"login": "returnee@demo.example", "password": "demo-returnee-2026", "csrf_token": token(page)}
    answer = client.post("/vi/sign-in", base_url=home, data=form)
    found = set_cookies(answer)
    assert set(found) == {"__Host-benve", DEVICE}
    assert all("Secure; HttpOnly; Path=/; SameSite=Lax" in flags and "Domain" not in flags for flags in found.values())
    assert client.get("/vi/account", base_url=home).status_code == 200
    plain = visitor(secure)
    plain.set_cookie(SESSION, cookie(client, "__Host-benve"))
    assert plain.get("/vi/account", base_url=home).status_code == 303, "the plain name opens nothing here"


def test_public_pages_set_no_cookie_and_ask_nobody_who_reads(site: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(sessions, "find_session", lambda value, _now: asked.append(value))
    client = visitor(site)
    for path in ("/vi/", "/vi/firms", "/vi/check/quote", "/vi/nothing-here", "/healthz"):
        assert "Set-Cookie" not in client.get(path).headers
    assert asked == []
    client.set_cookie(SESSION, "x" * 43)
    client.get("/api/v1/markets")
    client.get("/static/site.css")
    client.get("/vi/")
    assert asked == [], "what is the same for everybody does not look at the cookie"
    client.get("/vi/account")
    assert asked == ["x" * 43], "once a request"


def test_public_pages_do_not_know_their_reader_and_own_pages_are_kept_nowhere(site: Flask) -> None:
    client = visitor(site)
    public = client.get("/vi/markets")
    sign_in(client, "returnee")
    signed_in = client.get("/vi/markets", headers={"If-None-Match": public.headers["ETag"]})
    assert signed_in.status_code == 304, "the same bytes for everybody"
    mine = client.get("/vi/account")
    assert (mine.status_code, mine.headers["Cache-Control"]) == (200, "no-store")
    assert "ETag" not in mine.headers
    assert "Cookie" in mine.headers["Vary"]


def test_a_session_that_was_planted_is_not_gone_on_in(site: Flask) -> None:
    client = visitor(site)
    planted = "p" * 43
    client.set_cookie(SESSION, planted)
    sign_in(client, "returnee")
    assert cookie(client) != planted
    assert re.fullmatch(VALUE, cookie(client))
    other = visitor(site)
    other.set_cookie(SESSION, planted)
    assert not is_signed_in(other)


def test_the_session_changes_with_every_step_and_the_earlier_one_is_over(site: Flask) -> None:
    client = visitor(site)
    sign_in(client, "reviewer", second=False)
    half = cookie(client)
    assert not is_signed_in(client)
    answer = fill(client, "/vi/second-step", code=code(site))
    assert answer.headers["Location"] == "/vi/account"
    assert cookie(client) != half
    assert is_signed_in(client)
    old = visitor(site)
    old.set_cookie(SESSION, half)
    assert old.get("/vi/second-step").headers["Location"].startswith("/vi/sign-in")
    assert not is_signed_in(old)


@pytest.mark.parametrize("how", ["sign-out", "password", "suspended", "role", "everywhere", "deleted"])
def test_an_old_cookie_opens_nothing(site: Flask, how: str) -> None:
    email = f"old-{how}@benve.example"
    client = new_staff(site, email)[0] if how == "role" else new_person(site, email)
    old, ref = cookie(client), ref_of(site, client)
    assert is_signed_in(client)
    if how == "sign-out":
        answer = client.post("/vi/sign-out", data={"csrf_token": token(client.get("/vi/account/password"))})
        assert (answer.status_code, answer.headers["Location"]) == (303, "/vi/")
        assert cookie(client) == ""
        assert cookie(client, DEVICE)
    elif how == "password":
        answer = fill(client, "/vi/account/password", old=PASSWORD, new="một mật khẩu khác hẳn")
        assert answer.status_code == 303, answer.text
        assert cookie(client) not in ("", old)
        assert is_signed_in(client)
    elif how == "everywhere":
        assert fill(client, "/vi/account/sessions/everywhere").status_code == 303
    elif how == "deleted":
        assert fill(client, "/vi/account/delete", password=PASSWORD).status_code == 303
    else:
        with site.app_context():
            done = staff.end_role(SYSTEM, ref, now()) if how == "role" else staff.suspend(SYSTEM, ref, "asked", now())
        assert done == Done()
    replayed = visitor(site)
    replayed.set_cookie(SESSION, old)
    answer = replayed.get("/vi/account")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/vi/sign-in?next=/vi/account")
    assert replayed.post("/vi/account", data={"name": "Kẻ Khác", "locale": "vi"}).status_code == 401


def test_a_suspended_person_is_told_so_and_stays_outside(site: Flask) -> None:
    email = "suspended@benve.example"
    ref = ref_of(site, new_person(site, email))
    with site.app_context():
        staff.suspend(SYSTEM, ref, "asked", now())
    answer = fill(visitor(site), "/vi/sign-in", login=email, password=PASSWORD)
    assert answer.status_code == 422
    assert "đang bị tạm khóa" in answer.text
    assert SESSION not in set_cookies(answer)


def test_known_or_not_the_page_is_the_same_byte_for_byte(site: Flask) -> None:
    """But for what was typed, the token and the request: an unknown name, a known one, one unconfirmed, a strange one."""
    visitor(site)
    waiting = "waiting@benve.example"
    fill(visitor(site), "/vi/sign-up", login=waiting, password=PASSWORD, role="returnee")
    pages = set()
    for name in (
        "returnee@demo.example",
        "nobody@benve.example",
        waiting,
        "0912345678",
        "không phải tên",
        "lаn@example.vn",
    ):
        answer = fill(visitor(site), "/vi/sign-in", login=name, password="sai mật khẩu rồi")
        assert answer.status_code == 422
        pages.add(re.sub(r'value="[0-9a-f]{64}"', "", answer.text).replace(f'value="{name}"', ""))
        assert set(set_cookies(answer)) == {"benve-form"}
    assert len(pages) == 1
    assert "chưa được xác nhận qua thư" in pages.pop()


@pytest.mark.parametrize("password", ["x" * 10_240, "ệ" * 10_240, " ", "", "mật\nkhẩu"])
def test_any_password_is_answered_in_words(site: Flask, password: str) -> None:
    answer = fill(visitor(site), "/vi/sign-in", login="returnee@demo.example", password=password)
    assert answer.status_code == 422
    assert password not in answer.text or not password.strip()


def test_ten_wrong_codes_are_slowed_down_and_open_nothing(site: Flask) -> None:
    email = "ten-wrong@benve.example"
    secret = new_staff(site, email)[1]
    client = visitor(site)
    fill(client, "/vi/sign-in", login=email, password=PASSWORD)
    right = {totp.code_at(secret, totp.step_at(now()) + step) for step in range(-2, 4)}
    wrong = [f"{number:06d}" for number in range(20) if f"{number:06d}" not in right][:10]
    answers = [fill(client, "/vi/second-step", code=guess) for guess in wrong]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429] * 5
    assert all("Mã không đúng" in answer.text for answer in answers[:5])
    for answer in answers[5:]:
        assert 1 <= int(answer.headers["Retry-After"]) <= 900
        assert "Bạn thử quá nhanh" in answer.text
    assert not is_signed_in(client)
    assert fill(client, "/vi/second-step", code=totp.code_at(secret, totp.step_at(now()) + 1)).status_code == 429


def test_a_replayed_code_is_refused_in_words(site: Flask) -> None:
    client = visitor(site)
    sign_in(client, "moderator", second=False)
    shown = code(site)
    assert fill(client, "/vi/second-step", code=shown).status_code == 303
    again = visitor(site)
    sign_in(again, "moderator", second=False)
    answer = fill(again, "/vi/second-step", code=shown)
    assert answer.status_code == 422
    assert "vừa được dùng" in answer.text
    assert not is_signed_in(again)


def test_a_printed_code_opens_once(site: Flask) -> None:
    email = "printed@benve.example"
    _, _, codes = new_staff(site, email)
    assert len(set(codes)) == 10
    for status in (303, 422):
        client = visitor(site)
        fill(client, "/vi/sign-in", login=email, password=PASSWORD)
        assert fill(client, "/vi/recovery-code", code=codes[0].lower().replace("-", " ")).status_code == status


OWN = ["/vi/account", "/en/account", "/vi/account/sessions", "/en/firms?q=nhan+luc&page=2", "/vi/check/quote"]
FOREIGN = [
    "", "account", "//evil.example", "//evil.example/vi/account", "///evil.example", "////evil.example/..", "/\\evil.example",
    "\\\\evil.example", "/\\/evil.example", "\\/evil.example", "https://evil.example/", "http:evil.example", "https:evil.example",
    "https:/evil.example", "https:///evil.example", "HTTPS://evil.example", "ftp://evil.example", "javascript:alert(1)",
    "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "mailto:x@evil.example", "/%09/evil.example", "/%5cevil.example",
    "/%2f%2fevil.example", "/%2fevil.example", "/vi/%2f%2fevil.example", "/\t/evil.example", "/\n/evil.example", "\t//evil.example",
    " //evil.example", "/ /evil.example", "/\r\nSet-Cookie: x=1", "/vi/account\r\nLocation: https://evil.example", "/vi/account\0",
    "/vi/account%0d%0aSet-Cookie:x=1\r\n", "/vi//evil.example", "/vi/..//evil.example", "/vi/../../evil", "/vi/\\evil.example",
    "/.evil.example", "/@evil.example", "@evil.example", "//evil.example@localhost", "//localhost@evil.example", "//localhost.evil.example",
    "http://localhost.evil.example", "http://localhost@evil.example", "?next=//evil.example", "#//evil.example", ";//evil.example",
    "/vi/account#//evil.example", "／／evil.example", "/／evil.example", "//evil。example", "/fr/account", "/vi/nothing-here",
    "/api/v1/markets", "/static/site.css", "/vi/account/" + "x" * 600, "/vi/account\u2028", "/vi/акаунт", "/vi/account\x7f", "file:///etc/passwd",
]  # fmt: skip


def test_the_corpus_is_large_enough() -> None:
    assert len(set(FOREIGN)) >= 60


@pytest.mark.parametrize("target", FOREIGN, ids=ascii)
def test_next_leads_nowhere_else(site: Flask, target: str) -> None:
    client = visitor(site)
    page = client.get("/vi/sign-in?next=" + quote(target, safe=""))
    assert page.status_code == 200
    form = {"login": "returnee@demo.example", "password": "demo-returnee-2026", "csrf_token": token(page)}
    answer = client.post("/vi/sign-in", data={**form, "next": target})
    if answer.status_code == 400:  # a character that no address has
        assert "\0" in target or "\x7f" in target
        return
    assert (answer.status_code, answer.headers["Location"]) == (303, "/vi/account")
    signed_in = client.get("/vi/sign-in?next=" + quote(target, safe=""))
    assert (signed_in.status_code, signed_in.headers["Location"]) == (303, "/vi/account")


@pytest.mark.parametrize("target", OWN)
def test_next_leads_to_the_page_that_was_asked_for(site: Flask, target: str) -> None:
    client = visitor(site)
    page = client.get("/vi/sign-in?next=" + quote(target, safe=""))
    assert f'name="next" value="{target.replace("&", "&amp;")}"' in page.text
    form = {"login": "returnee@demo.example", "password": "demo-returnee-2026", "csrf_token": token(page)}
    assert client.post("/vi/sign-in", data={**form, "next": target}).headers["Location"] == target


def test_who_asks_for_a_page_of_their_own_comes_back_to_it_through_both_steps(site: Flask) -> None:
    client = visitor(site)
    asked = client.get("/vi/account/sessions")
    assert (asked.status_code, asked.headers["Location"]) == (303, "/vi/sign-in?next=/vi/account/sessions")
    page = client.get(asked.headers["Location"])
    form = {"login": "admin@demo.example", "password": "demo-admin-2026", "csrf_token": token(page)}
    half = client.post("/vi/sign-in", data={**form, "next": "/vi/account/sessions"})
    assert half.headers["Location"] == "/vi/second-step?next=/vi/account/sessions"
    step = client.get(half.headers["Location"])
    done = client.post(
        "/vi/second-step",
        data={"code": code(site), "csrf_token": token(step), "next": "/vi/account/sessions"},
    )
    assert done.headers["Location"] == "/vi/account/sessions"
