"""The pages of one's e-mail address and phone number: what they say, what a mistake costs, where the link leads."""

from __future__ import annotations

import re

import pytest

from tests.accounts.conftest import Post
from tests.web.accounts.desk.conftest import COOKIE, House

PASSWORD = "demo-returnee-2026"
NEW = "lan.moi@benve.example"


def letter(house: House, kind: str, to: str = NEW) -> dict[str, str]:
    """The values of the newest letter of this kind to this address."""
    with house.app.app_context():
        return [values for recipient, k, _, values in Post().letters if (recipient, k) == (to, kind)][-1]


def test_a_new_address_from_the_page_to_the_link(house: House) -> None:
    reader, elsewhere = house.reader("returnee"), house.reader("returnee")
    assert "Đổi e-mail" in reader.get("/account")
    assert reader.done("/account/email", {"email": NEW, "password": PASSWORD}) == "/vi/account/email?sent=1"
    assert NEW in reader.get("/account/email?sent=1")
    account = reader.get("/account")
    assert "returnee@demo.example" in account
    assert f"Chờ xác nhận: <span data-as-typed>{NEW}</span>" in account
    path = letter(house, "email_change")["path"].removeprefix("/vi")
    wrong = reader.post(path, {"password": "sai"})
    assert wrong.status_code == 422
    assert "Mật khẩu không đúng" in wrong.text
    before = reader.cookie
    assert reader.done(path, {"password": PASSWORD}) == "/vi/account?done=email"
    assert reader.cookie not in (None, before)
    page = reader.get("/account?done=email")
    assert "Đã đổi e-mail. Mọi nơi khác đã bị đăng xuất." in page
    assert NEW in page
    assert "returnee@demo.example" not in page
    assert elsewhere.client.get("/vi/account").status_code == 303
    assert reader.client.get(f"/vi{path}").status_code == 410
    assert "email_changed" in [kind for _, kind, _ in letters(house, "returnee@demo.example")]


def letters(house: House, to: str) -> list[tuple[str, str, str]]:
    with house.app.app_context():
        return [(recipient, kind, locale) for recipient, kind, locale, _ in Post().letters if recipient == to]


def test_a_stranger_who_opens_the_link_needs_the_password(house: House) -> None:
    reader = house.reader("returnee")
    reader.done("/account/email", {"email": NEW, "password": PASSWORD})
    path = letter(house, "email_change")["path"].removeprefix("/vi")
    stranger = house.nobody()
    assert stranger.post(path, {"password": "mật khẩu của người lạ"}).status_code == 422
    assert NEW not in reader.get("/account").replace(f"Chờ xác nhận: <span data-as-typed>{NEW}</span>", "")


def test_a_taken_address_is_answered_alike(house: House) -> None:
    reader = house.reader("returnee")
    asked = "employer@demo.example"
    assert reader.done("/account/email", {"email": asked, "password": PASSWORD}) == "/vi/account/email?sent=1"
    pages = [re.sub(re.escape(asked), NEW, reader.get("/account/email?sent=1"))]
    reader.done("/account/email", {"email": NEW, "password": PASSWORD})
    pages.append(reader.get("/account/email?sent=1"))
    assert re.sub(r"[0-9a-f]{64}", "", pages[0]) == re.sub(r"[0-9a-f]{64}", "", pages[1])
    assert [kind for _, kind, _ in letters(house, asked)] == ["email_taken"]


@pytest.mark.parametrize(
    ("path", "fields", "said"),
    [
        ("/account/email", {"email": "lаn@benve.example", "password": PASSWORD}, "ký tự lạ"),
        ("/account/email", {"email": "returnee@demo.example", "password": PASSWORD}, "đang dùng"),
        ("/account/email", {"email": NEW, "password": "sai"}, "Mật khẩu không đúng"),
        ("/account/phone", {"phone": "0912", "password": PASSWORD}, "không phải là số điện thoại"),
        ("/account/phone", {"phone": "0912345678", "password": "x" * 10_000}, "Mật khẩu không đúng"),
    ],
)
def test_a_mistake_is_told_what_was_typed_stays_and_nothing_changes(
    house: House, path: str, fields: dict[str, str], said: str
) -> None:
    reader = house.reader("returnee")
    before = house.state()
    answer = reader.post(path, fields)
    assert answer.status_code == 422
    assert said in answer.text
    typed = fields.get("email") or fields["phone"]
    assert f'value="{typed}"' in answer.text
    assert fields["password"] not in answer.text
    assert house.state() == before


def test_a_phone_number_added_changed_removed(house: House) -> None:
    reader = house.reader("returnee")
    for typed, shown in (("0912 345 678", "+84912345678"), ("+81 90 1234 5678", "+819012345678"), ("", "")):
        assert reader.done("/account/phone", {"phone": typed, "password": PASSWORD}) == "/vi/account?done=phone"
        page = reader.get("/account?done=phone")
        assert shown in page
        assert ("Thêm số điện thoại" in page) == (not shown)
    assert house.log("returnee").count("account.phone_changed") == 3


def test_staff_have_no_phone_number_here(house: House) -> None:
    editor = house.reader("editor")
    assert "/account/phone" not in editor.get("/account")
    editor.get("/account/phone", 404)


def test_signed_out_meanwhile_what_was_typed_returns(house: House) -> None:
    reader = house.reader("returnee")
    token = reader.token
    reader.client.delete_cookie(COOKIE)
    answer = reader.client.post("/vi/account/email", data={"email": NEW, "password": PASSWORD, "csrf_token": token})
    assert answer.status_code == 401
    assert PASSWORD not in answer.text
