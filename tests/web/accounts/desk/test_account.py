"""One's own account: its details, its password, its codes, and leaving."""

from __future__ import annotations

import re

import pytest

from portal.accounts.service.sign_in import sign_in
from portal.mail.service import waiting
from portal.shared.clock import now
from tests.web.accounts.desk.conftest import HOME, House

NEW = "đồng lúa chín vàng quê ngoại"
CODE = re.compile(r"<b class=\"num\" data-as-typed>([A-Z0-9-]+)</b>")


def signs_in(house: House, email: str, password: str) -> str:
    with house.app.app_context():
        return type(sign_in(email, password, HOME, now())).__name__


def test_details_are_shown_and_saved(house: House) -> None:
    reader = house.reader("returnee")
    page = reader.get("/account")
    assert "returnee@demo.example" in page
    assert "Người lao động" in page
    assert 'value="Nguyễn Thị Mẫu"' in page
    assert reader.done("/account", {"name": "Nguye\u0302\u0303n Thị Đổi", "locale": "en"}) == "/vi/account?done=details"
    page = reader.get("/account?done=details")
    assert "Đã lưu họ tên và ngôn ngữ." in page
    assert 'value="Nguyễn Thị Đổi"' in page
    assert '<option value="en" lang="en" selected>' in page
    assert house.log("returnee") == ["account.details_changed"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": "x" * 121, "locale": "vi"}, "Họ tên dài quá 120 ký tự."),
        ({"name": "Lan", "locale": "fr"}, "Hãy chọn tiếng Việt hoặc tiếng Anh."),
        ({"name": "Lan"}, "Hãy chọn tiếng Việt hoặc tiếng Anh."),
    ],
)
def test_mistakes_are_named_and_what_was_typed_stays(house: House, typed: dict[str, str], said: str) -> None:
    answer = house.reader("returnee").post("/account", typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert f'value="{typed["name"]}"' in answer.text
    assert house.log("returnee") == []


def test_an_unknown_notice_says_nothing(house: House) -> None:
    assert 'role="status"' not in house.reader("returnee").get("/account?done=<b>hello</b>")


def test_a_name_is_only_text(house: House) -> None:
    reader = house.reader("returnee")
    reader.done("/account", {"name": '"><script>alert(1)</script>', "locale": "vi"})
    assert "<script>" not in reader.get("/account")


def test_password_goes_on_here_and_ends_elsewhere(house: House) -> None:
    here, elsewhere = house.reader("returnee"), house.reader("returnee")
    old = here.cookie
    to = here.done("/account/password", {"old": "demo-returnee-2026", "new": NEW})
    assert here.cookie != old
    assert "Đã đổi mật khẩu" in here.get(to.removeprefix("/vi"))
    elsewhere.get("/account", 303)
    replay = house.nobody()
    replay.client.set_cookie("benve", old or "")
    replay.get("/account", 303)
    email = house.logins["returnee"].email
    assert signs_in(house, email, "demo-returnee-2026") == "Refused"
    assert signs_in(house, email, NEW) == "SignedIn"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("mật khẩu nào đó", NEW, "Mật khẩu không đúng. Hãy nhập lại."),
        ("demo-returnee-2026", "ngắn", "Mật khẩu cần ít nhất 10 ký tự."),
        ("demo-returnee-2026", "x" * 10_000, "Mật khẩu dài quá 256 ký tự."),
        ("x" * 10_000, NEW, "Mật khẩu không đúng. Hãy nhập lại."),
        ("demo-returnee-2026", "returnee@demo.example", "Mật khẩu trùng với tên"),
    ],
)
def test_password_is_refused_in_words(house: House, old: str, new: str, said: str) -> None:
    reader = house.reader("returnee")
    answer = reader.post("/account/password", {"old": old, "new": new})
    assert answer.status_code == 422
    assert said in answer.text
    assert old not in answer.text
    assert new not in answer.text
    assert signs_in(house, house.logins["returnee"].email, "demo-returnee-2026") == "SignedIn"


def test_guessing_the_password_again_is_slowed_down(house: House) -> None:
    reader = house.reader("returnee")
    answers = [reader.post("/account/codes", {"password": f"guess {n}"}) for n in range(7)]
    assert {answer.status_code for answer in answers[:5]} == {422}
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert "Bạn thử quá nhanh." in answers[-1].text


@pytest.mark.parametrize("name", ["returnee", "editor"])
def test_codes_are_shown_once_and_replace_the_old(house: House, name: str) -> None:
    reader = house.reader(name)
    answers = [reader.post("/account/codes", {"password": f"demo-{name}-2026"}) for _ in range(2)]
    first, second = (CODE.findall(answer.text) for answer in answers)
    assert len(first) == len(second) == 10
    assert not set(first) & set(second)
    assert answers[0].headers["Cache-Control"] == "no-store"
    for path in ("/account/codes", "/account", "/account/log"):
        assert not any(code in reader.get(path) for code in (*first, *second))
    assert "Còn 10 mã chưa dùng" in reader.get("/account")


def test_a_wrong_password_makes_no_codes(house: House) -> None:
    reader = house.reader("returnee")
    answer = reader.post("/account/codes", {"password": "demo-employer-2026"})
    assert (answer.status_code, CODE.findall(answer.text)) == (422, [])
    assert "Chưa có mã nào" in reader.get("/account")


def test_leaving_says_what_goes_and_stays_and_asks_for_the_password(house: House) -> None:
    reader, elsewhere = house.reader("returnee"), house.reader("returnee")
    page = reader.get("/account/delete")
    assert "Những gì bị xóa" in page
    assert "Những gì còn lại" in page
    assert reader.post("/account/delete", {"password": "wrong"}).status_code == 422
    to = reader.done("/account/delete", {"password": "demo-returnee-2026"})
    assert reader.cookie is None
    assert "Bạn đã đăng xuất ở mọi nơi." in reader.get(to.removeprefix("/vi"))
    elsewhere.get("/account", 303)
    assert signs_in(house, "returnee@demo.example", "demo-returnee-2026") == "Refused"
    assert "Nguyễn Thị Mẫu" not in house.state()
    with house.app.app_context():
        assert waiting() == (1, 0)


def test_leaving_twice_harms_nobody(house: House) -> None:
    reader = house.reader("returnee")
    fields = {"password": "demo-returnee-2026"}
    html = reader.get("/account/delete")
    token = re.findall(r'name="csrf_token" value="([^"]+)"', html)[-1]
    cookie = reader.cookie or ""
    assert reader.client.post("/vi/account/delete", data={"csrf_token": token, **fields}).status_code == 303
    after = house.state()
    reader.client.set_cookie("benve", cookie)  # the browser sent it again before it read the answer
    assert reader.client.post("/vi/account/delete", data={"csrf_token": token, **fields}).status_code == 401
    assert house.state() == after


def test_the_last_administrator_stays(house: House) -> None:
    admin = house.reader("admin")
    second = house.logins["admin2"].ref
    admin.done(f"/staff/{second}/end")
    answer = admin.post("/account/delete", {"password": "demo-admin-2026"})
    assert answer.status_code == 422
    assert "người quản trị cuối cùng" in answer.text
    admin.get("/account")
