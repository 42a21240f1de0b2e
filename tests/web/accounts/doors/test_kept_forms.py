"""A session ends while somebody types: nothing is sent, nothing is lost, and it is sent by the person after the sign-in."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from io import BytesIO

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web.accounts.doors.conftest import held, is_signed_in, new_person, new_staff
from tests.web.people import PASSWORD, SESSION, cookie, fill, token, tokens_of, visitor

OURS = {"Origin": "http://localhost", "Referer": "http://localhost/vi/account"}
TYPED = {"name": "Nguyễn Thị “Bến” <b>Về</b>\r\n", "locale": "en"}
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', re.DOTALL)


def hidden(page: TestResponse) -> dict[str, str]:
    return {name: unescape(value) for name, value in HIDDEN.findall(page.text)}


def ended(site: Flask, client: FlaskClient) -> FlaskClient:
    """The same browser after its session was ended elsewhere: the cookie is still there."""
    other = visitor(site)
    other.set_cookie(SESSION, cookie(client))
    answer = other.post("/vi/sign-out", data=tokens_of(other))
    assert answer.status_code == 303
    assert not is_signed_in(other)
    return client


def send(client: FlaskClient, headers: dict[str, str] = OURS, **fields: str) -> TestResponse:
    return client.post("/vi/account", data={**TYPED, **fields}, headers=headers)


def test_what_was_typed_comes_back_after_the_sign_in_and_is_sent_by_the_person(site: Flask) -> None:
    email = "typing@benve.example"
    client = ended(site, new_person(site, email, name="Tên Cũ"))
    before = held(site)
    asked = send(client)
    assert asked.status_code == 401
    assert "Những gì bạn vừa gõ vẫn còn" in asked.text
    assert "Nguyễn Thị" not in asked.text, "sealed, not readable on a screen that somebody left"
    assert held(site) == before
    carried = hidden(asked)
    assert carried["next"] == "/vi/account"
    wrong = client.post("/vi/sign-in", data={**carried, "login": email, "password": "nhầm mật khẩu"})
    assert (wrong.status_code, hidden(wrong)["kept"]) == (422, carried["kept"])
    offered = client.post("/vi/sign-in", data={**hidden(wrong), "login": email, "password": PASSWORD})
    assert offered.status_code == 200
    assert 'action="/vi/account"' in offered.text
    assert "&lt;b&gt;Về&lt;/b&gt;" in offered.text
    assert "Tên Cũ" in client.get("/vi/account").text, "nothing is sent by itself"
    fields = hidden(offered)
    assert {name: fields[name].replace("\r\n", "\n") for name in TYPED} == {
        name: value.replace("\r\n", "\n") for name, value in TYPED.items()
    }
    assert client.post("/vi/account", data=fields).status_code == 303
    assert "Nguyễn Thị “Bến”" in client.get("/en/account").text


def test_it_goes_along_through_the_second_step(site: Flask) -> None:
    email = "typing-staff@benve.example"
    client, _, codes = new_staff(site, email)
    asked = send(ended(site, client))
    step = client.post("/vi/sign-in", data={**hidden(asked), "login": email, "password": PASSWORD})
    assert (step.status_code, hidden(step)["kept"]) == (200, hidden(asked)["kept"])
    assert 'action="/vi/second-step"' in step.text
    wrong = client.post("/vi/second-step", data={**hidden_of(step), "code": "1"})
    assert (wrong.status_code, hidden(wrong)["kept"]) == (422, hidden(asked)["kept"])
    other_page = client.post("/vi/recovery-code", data={**hidden_of(wrong), "open": "1"})
    assert (other_page.status_code, hidden(other_page)["kept"]) == (200, hidden(asked)["kept"])
    offered = client.post("/vi/recovery-code", data={**hidden_of(other_page), "code": codes[0]})
    assert offered.status_code == 200
    assert client.post("/vi/account", data=hidden(offered)).status_code == 303


def hidden_of(page: TestResponse) -> dict[str, str]:
    """What the first form of a page of the second step carries."""
    return {name: value for name, value in hidden(page).items() if name != "open"}


def test_a_page_asked_for_is_come_back_to(site: Flask) -> None:
    client = ended(site, new_person(site, "asking@benve.example"))
    answer = client.get("/vi/account/sessions")
    assert answer.headers["Location"] == "/vi/sign-in?next=/vi/account/sessions"
    assert cookie(client) == "", "a cookie that opens nothing is taken away"


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": "null"}, {"Referer": "http://localhost/vi/account"}],
    ids=["nothing said", "sandbox", "only a referer"],
)
def test_without_proof_that_it_was_our_page_nothing_is_kept(site: Flask, headers: dict[str, str]) -> None:
    answer = send(visitor(site), headers)
    assert answer.status_code == 401
    assert "kept" not in hidden(answer)
    assert "Chưa có gì được gửi" in answer.text


def test_another_site_cannot_plant_a_form(site: Flask) -> None:
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert send(visitor(site), headers).status_code == 400


def test_secrets_are_not_kept(site: Flask) -> None:
    answer = visitor(site).post(
        "/vi/account/password", data={"old": "bí mật cũ lắm", "new": "bí mật mới"}, headers=OURS
    )
    assert (answer.status_code, "kept" in hidden(answer)) == (401, False)
    client = ended(site, new_person(site, "secrets@benve.example"))
    asked = send(client, password="rất bí mật", old="rất bí mật", new="rất bí mật", code="123456")
    offered = client.post("/vi/sign-in", data={**hidden(asked), "login": "secrets@benve.example", "password": PASSWORD})
    assert set(hidden(offered)) == {"csrf_token", "name", "locale"}


def test_an_upload_cannot_be_kept_and_the_page_says_so(site: Flask) -> None:
    client = ended(site, new_person(site, "uploads@benve.example"))
    body = {"note": "Giấy phép của chúng tôi", "document": (BytesIO(b"%PDF-1.7"), "phep.pdf")}
    asked = client.post("/vi/account", data=body, headers=OURS, content_type="multipart/form-data")
    offered = client.post("/vi/sign-in", data={**hidden(asked), "login": "uploads@benve.example", "password": PASSWORD})
    assert "chọn lại tệp" in offered.text
    assert "Giấy phép của chúng tôi" in offered.text


@pytest.mark.parametrize("change", ["flip", "cut", "other", "old", "huge"])
def test_a_kept_form_that_was_changed_or_is_old_is_dropped(site: Flask, change: str) -> None:
    email = f"changed-{change}@benve.example"
    client = ended(site, new_person(site, email))
    kept = hidden(send(client))["kept"]
    given = {
        "flip": kept[:-2] + ("A" if kept[-2] != "A" else "B") + kept[-1],
        "cut": kept[:40],
        "other": "0:" + "A" * 80,
        "old": kept,
        "huge": kept * 1000,
    }[change]
    moment = datetime.now(UTC) + timedelta(minutes=61 if change == "old" else 0)
    with time_machine.travel(moment, tick=True):
        page = client.get("/vi/sign-in")
        form = {"login": email, "password": PASSWORD, "csrf_token": token(page), "kept": given}
        answer = client.post("/vi/sign-in", data=form)
    if change == "huge":
        assert answer.status_code in (400, 413)
    else:
        assert (answer.status_code, answer.headers["Location"]) == (303, "/vi/account")


def test_too_much_to_carry_is_not_kept_and_nothing_breaks(site: Flask) -> None:
    for size in (50_000, 300_000):
        answer = send(visitor(site), name="x" * size)
        assert answer.status_code in (401, 413)
        assert "kept" not in hidden(answer)


def test_control_characters_are_not_carried(site: Flask) -> None:
    answer = send(visitor(site), name="a\0b")
    assert (answer.status_code, "kept" in hidden(answer)) == (401, False)


def test_the_other_account_gets_no_more_rights_by_it(site: Flask) -> None:
    """A form for administrators, sent again by a person who signed in instead, is refused by its own guard."""
    client = visitor(site)
    asked = client.post(
        "/vi/staff/invite", data={"email": "x@benve.example", "role": "admin", "locale": "vi"}, headers=OURS
    )
    assert asked.status_code == 401
    form = {**hidden(asked), "login": "returnee@demo.example", "password": "demo-returnee-2026"}
    offered = client.post("/vi/sign-in", data={**form, "next": ""})
    before = held(site)
    assert client.post("/vi/staff/invite", data=hidden(offered)).status_code == 403
    assert held(site) == before
    assert fill(client, "/vi/account/sessions/everywhere").status_code == 303
