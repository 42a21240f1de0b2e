"""What no page of ours sends is refused whole: no token, a foreign one, unknown or doubled fields. Nothing changes."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from tests.web.accounts.desk.conftest import TOKEN, House

FORMS = {
    "/account": {"name": "Ai", "locale": "vi"},
    "/account/password": {"old": "demo-admin-2026", "new": "đồng lúa chín vàng quê ngoại"},
    "/account/codes": {"password": "demo-admin-2026"},
    "/account/delete": {"password": "demo-admin-2026"},
    "/account/email": {"email": "mai@demo.example", "password": "demo-admin-2026"},
    "/persons": {"who": "returnee@demo.example", "reason": "reported"},
    "/persons/{person}/suspend": {"reason": "fraud"},
    "/account/sessions/everywhere": {},
    "/account/sessions/{session}/end": {},
    "/staff/invite": {"email": "mai@demo.example", "role": "editor", "locale": "vi"},
    "/staff/{editor}/role": {"role": "officer", "seen": "active.editor.1"},
    "/staff/{editor}/end": {"seen": "active.editor.1"},
    "/staff/{editor}/second-step": {"seen": "active.editor.1"},
    "/staff/{editor}/suspend": {"reason": "asked", "seen": "active.editor.1"},
    "/staff/{officer}/reinstate": {"seen": "suspended.officer.1"},
}


@pytest.fixture
def addresses(house: House) -> dict[str, str]:
    """What stands for the ids in the addresses; the officer is suspended."""
    admin = house.reader("admin2")
    officer, editor = house.logins["officer"].ref, house.logins["editor"].ref
    admin.done(f"/staff/{officer}/suspend", {"reason": "asked"})
    return {"editor": editor, "officer": officer, "person": house.logins["employer"].ref}


def prepared(house: House, path: str, addresses: dict[str, str]) -> tuple[FlaskClient, str, str]:
    """A client of the administrator, the address, a good token."""
    admin = house.reader("admin")
    page = admin.get("/account/sessions")
    session = re.findall(r"/vi/account/sessions/([\w-]+)/end", page)[0]
    return admin.quick(), "/vi" + path.format(session=session, **addresses), TOKEN.findall(page)[0]


@pytest.mark.parametrize("path", FORMS)
def test_a_form_of_ours_goes_through(house: House, addresses: dict[str, str], path: str) -> None:
    """So that the refusals below are about what they say."""
    client, address, token = prepared(house, path, addresses)
    before = house.state()
    assert client.post(address, data={**FORMS[path], "csrf_token": token}).status_code in (200, 303)
    assert house.state() != before


@pytest.mark.parametrize("path", FORMS)
def test_others_do_not(house: House, addresses: dict[str, str], path: str) -> None:
    client, address, token = prepared(house, path, addresses)
    foreign = house.reader("admin2").token
    fields = FORMS[path]
    good = {**fields, "csrf_token": token}
    before = house.state()
    bad = [
        fields,
        {**fields, "csrf_token": foreign},
        {**fields, "csrf_token": ""},
        {**good, "is_admin": "1"},
        {**good, "user_id": "1", "verified": "1"},
        {**good, "kind": "staff"},
        {**good, "csrf_token": [token, token]},
        *({**good, name: [value, value]} for name, value in fields.items()),
    ]
    for data in bad:
        answer = client.post(address, data=data)
        assert answer.status_code == 400, data
        assert "Không có gì thay đổi" in answer.text or "chưa có gì được gửi" in answer.text
    assert client.post(address, data=good, headers={"Origin": "https://evil.example"}).status_code == 400
    assert client.post(address, data=good, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 400
    for method in ("PUT", "PATCH", "DELETE"):
        assert client.open(address, method=method, data=good).status_code in (400, 405)
    assert house.state() == before
