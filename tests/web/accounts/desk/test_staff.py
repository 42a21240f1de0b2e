"""The staff: every deed of an administrator, seen twice, sent twice, asked for by others."""

from __future__ import annotations

import re

import pytest

from portal.accounts.rules.actor import PERSON_ROLES, STAFF_ROLES
from portal.mail.service import waiting
from tests.web.accounts.desk.conftest import EVERYBODY, House, Reader

DEEDS = ("role", "end", "second-step", "suspend", "reinstate", "invite")
ABSENT = "A" * 22


def test_the_list_says_who_does_what(house: House) -> None:
    page = house.reader("admin").get("/staff").replace("\u00a0", " ")
    assert "Vũ Thị Biên Tập" in page
    assert "editor@demo.example" in page
    assert "Đang làm việc" in page
    assert "returnee@demo.example" not in page
    assert page.count("<tr>") == 1 + 2 * len(STAFF_ROLES)


@pytest.mark.parametrize("name", [name for name in EVERYBODY if not name.startswith("admin")])
def test_nobody_else_opens_it(house: House, name: str) -> None:
    reader = house.reader(name)
    client, token, before = reader.quick(), reader.token, house.state()
    for ref in (house.logins["officer"].ref, house.logins[twin(name)].ref, reader.ref, ABSENT):
        for path in ("", "/invite", f"/{ref}", *(f"/{ref}/{deed}" for deed in DEEDS)):
            status = 404 if name.startswith("moderator") and path.endswith(("suspend", "reinstate")) else 403
            assert client.get(f"/vi/staff{path}").status_code == status, path
            form = {"csrf_token": token, "role": "admin", "reason": "asked", "email": "a@demo.example", "locale": "vi"}
            assert client.post(f"/vi/staff{path}", data=form).status_code in (status, 405), path
    assert house.state() == before


def twin(name: str) -> str:
    """The other one of this role."""
    return name.removesuffix("2") if name.endswith("2") else f"{name}2"


def test_signed_out_is_sent_to_sign_in(house: House) -> None:
    ref = house.logins["officer"].ref
    for path in ("/staff", "/staff/invite", f"/staff/{ref}", f"/staff/{ref}/end", "/account", "/account/log"):
        answer = house.nobody().client.get(f"/vi{path}")
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/vi/sign-in?next=/vi{path}")


@pytest.mark.parametrize("name", [*PERSON_ROLES, "absent"])
def test_who_is_no_staff_is_not_there(house: House, name: str) -> None:
    admin = house.reader("admin")
    ref = ABSENT if name == "absent" else house.logins[name].ref
    client, token, before = admin.quick(), admin.token, house.state()
    for path in (ref, *(f"{ref}/{deed}" for deed in DEEDS)):
        assert client.get(f"/vi/staff/{path}").status_code == 404
        form = {"csrf_token": token, "role": "admin", "reason": "asked", "seen": ""}
        assert client.post(f"/vi/staff/{path}", data=form).status_code in (404, 405)
    assert house.state() == before


def test_nobody_acts_on_their_own_account(house: House) -> None:
    admin = house.reader("admin")
    before = house.state()
    assert "tài khoản của chính bạn" in admin.get(f"/staff/{admin.ref}")
    for deed in DEEDS:
        admin.get(f"/staff/{admin.ref}/{deed}", 403)
        answer = admin.post(f"/staff/{admin.ref}/{deed}", {"role": "editor", "reason": "asked"}, page="/account")
        assert answer.status_code in (400, 403), deed
    assert house.state() == before


def test_a_role_is_changed_and_the_session_from_before_ends(house: House) -> None:
    admin, editor = house.reader("admin"), house.reader("editor")
    assert admin.done(f"/staff/{editor.ref}/role", {"role": "reviewer"}) == f"/vi/staff/{editor.ref}?done=role"
    editor.get("/account", 303)
    page = admin.get(f"/staff/{editor.ref}?done=role")
    assert "Đã đổi vai trò." in page
    assert "<dd>Thẩm định</dd>" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"role": "editor"}, "Người này đã như vậy rồi."),
        ({"role": "system"}, "Hãy chọn một vai trò."),
        ({"role": "returnee"}, "Hãy chọn một vai trò."),
        ({"role": ""}, "Hãy chọn một vai trò."),
    ],
)
def test_a_role_is_refused_in_words(house: House, typed: dict[str, str], said: str) -> None:
    admin, editor = house.reader("admin"), house.reader("editor")
    answer = admin.post(f"/staff/{editor.ref}/role", typed)
    assert answer.status_code == 422
    assert said in answer.text
    editor.get("/account")


def test_a_role_is_ended_and_given_again(house: House) -> None:
    admin, editor = house.reader("admin"), house.reader("editor")
    admin.done(f"/staff/{editor.ref}/end")
    editor.get("/account", 303)
    page = admin.get(f"/staff/{editor.ref}")
    assert "Đã kết thúc vai trò" in page
    assert "Trao lại vai trò" in page
    admin.done(f"/staff/{editor.ref}/role", {"role": "officer"})
    assert "<dd>Cán bộ</dd>" in admin.get(f"/staff/{editor.ref}")


def test_a_second_step_is_reset(house: House) -> None:
    admin, editor = house.reader("admin"), house.reader("editor")
    admin.done(f"/staff/{editor.ref}/second-step")
    editor.get("/account", 303)
    page = admin.get(f"/staff/{editor.ref}")
    assert "<dd>Chưa cài</dd>" in page
    assert "second-step" not in page
    assert admin.done(f"/staff/{editor.ref}/second-step", {"seen": ""}, page="/account").endswith("done=stale")


def test_suspension_acts_at_the_next_request_and_is_lifted(house: House) -> None:
    admin, editor = house.reader("admin"), house.reader("editor")
    assert admin.post(f"/staff/{editor.ref}/suspend", {"reason": ""}).status_code == 422
    assert admin.post(f"/staff/{editor.ref}/suspend", {"reason": "because I can"}).status_code == 422
    editor.get("/account")
    admin.done(f"/staff/{editor.ref}/suspend", {"reason": "under_review"})
    editor.get("/account", 303)
    assert "Đang tạm khóa" in admin.get(f"/staff/{editor.ref}")
    admin.done(f"/staff/{editor.ref}/reinstate")
    editor.get("/account", 303)  # the old session stays over
    house.reader("editor").get("/account")


@pytest.mark.parametrize(
    ("deed", "fields"),
    [("role", {"role": "officer"}), ("end", {}), ("second-step", {}), ("suspend", {"reason": "asked"})],
)
def test_sent_twice_it_is_done_once(house: House, deed: str, fields: dict[str, str]) -> None:
    admin, ref = house.reader("admin"), house.logins["editor"].ref
    path = f"/staff/{ref}/{deed}"
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', admin.get(path)))
    assert admin.client.post(f"/vi{path}", data=hidden | fields).status_code == 303
    before = house.state()
    again = admin.client.post(f"/vi{path}", data=hidden | fields)
    assert (again.status_code, again.headers["Location"]) == (303, f"/vi/staff/{ref}?done=stale")
    assert house.state() == before
    assert "Chưa làm gì thêm" in admin.get(f"/staff/{ref}?done=stale")


def test_two_administrators_at_one_person(house: House) -> None:
    """Who saw the editor does not end the role of a moderator by mistake."""
    one, two, ref = house.reader("admin"), house.reader("admin2"), house.logins["editor"].ref
    path = f"/staff/{ref}/end"
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', one.get(path)))
    two.done(f"/staff/{ref}/role", {"role": "moderator"})
    assert one.client.post(f"/vi{path}", data=hidden).headers["Location"].endswith("done=stale")
    assert "<dd>Kiểm duyệt</dd>" in one.get(f"/staff/{ref}")


def test_a_deed_that_makes_no_sense_any_more_leads_back(house: House) -> None:
    admin, ref = house.reader("admin"), house.logins["editor"].ref
    answer = admin.client.get(f"/vi/staff/{ref}/reinstate")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/vi/staff/{ref}?done=already")


def test_an_invitation_is_sent_again_and_withdrawn(house: House) -> None:
    admin = house.reader("admin")
    to = admin.done("/staff/invite", {"email": "mai@demo.example", "role": "officer", "locale": "en"})
    assert "Đã ghi lời mời" in admin.get(to.removeprefix("/vi"))
    ref = ref_of(admin, "mai@demo.example")
    page = admin.get(f"/staff/{ref}")
    assert "Chờ nhận lời mời" in page
    admin.done(f"/staff/{ref}/invite", {"role": "editor", "locale": "vi"})
    assert "<dd>Biên tập</dd>" in admin.get(f"/staff/{ref}")
    with house.app.app_context():
        assert waiting() == (2, 0)
    assert "Rút lời mời" in admin.get(f"/staff/{ref}/end")
    admin.done(f"/staff/{ref}/end")
    page = admin.get(f"/staff/{ref}")
    assert "Lời mời đã rút" in page
    assert "Chưa có vai trò" in page
    admin.done(f"/staff/{ref}/invite", {"role": "editor", "locale": "vi"})
    assert "Chờ nhận lời mời" in admin.get(f"/staff/{ref}")


def ref_of(admin: Reader, email: str) -> str:
    """The ref of the staff member who has only this address."""
    found = re.search(rf'/vi/staff/([\w-]+)"><span lang="vi" data-as-typed>{email}<', admin.get("/staff"))
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"email": "not an address", "role": "editor", "locale": "vi"}, "Đây không phải là địa chỉ e-mail."),
        ({"email": "", "role": "editor", "locale": "vi"}, "Đây không phải là địa chỉ e-mail."),
        ({"email": "mai@exаmple.vn", "role": "editor", "locale": "vi"}, "có ký tự lạ"),
        ({"email": "mai@demo.example", "role": "boss", "locale": "vi"}, "Hãy chọn một vai trò."),
        ({"email": "mai@demo.example", "role": "editor", "locale": "xx"}, "Hãy chọn tiếng Việt hoặc tiếng Anh."),
        ({"email": "returnee@demo.example", "role": "editor", "locale": "vi"}, "đang dùng cho một tài khoản cá nhân"),
        ({"email": "editor@demo.example", "role": "editor", "locale": "vi"}, "đã có tài khoản nhân viên"),
    ],
)
def test_an_invitation_is_refused_in_words_and_keeps_what_was_typed(
    house: House, typed: dict[str, str], said: str
) -> None:
    admin = house.reader("admin")
    answer = admin.post("/staff/invite", typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert f'value="{typed["email"]}"' in answer.text
    assert ('id="role-editor" name="role" value="editor" checked' in answer.text) == (typed["role"] == "editor")
    with house.app.app_context():
        assert waiting() == (0, 0)


def test_what_was_typed_outlives_the_session(house: House) -> None:
    admin, elsewhere = house.reader("admin"), house.reader("admin")
    form = {"csrf_token": admin.token, "email": "mai@demo.example", "role": "editor", "locale": "vi"}
    elsewhere.done("/account/sessions/everywhere")
    before = house.state()
    answer = admin.client.post("/vi/staff/invite", data=form, headers={"Origin": "http://localhost"})
    assert answer.status_code == 401
    assert 'name="kept"' in answer.text
    assert "mai@demo.example" not in answer.text
    assert house.state() == before
