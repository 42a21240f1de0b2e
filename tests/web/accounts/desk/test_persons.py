"""A moderator's page of a person: exact or nothing, each look in the person's own log, nothing to open again without one."""

from __future__ import annotations

import json
import re

import pytest

from portal.audit import service as audit
from portal.storage.db import db
from tests.web.accounts.desk.conftest import EVERYBODY, House, Reader

WHO = {"who": "returnee@demo.example", "reason": "reported"}


def looks(house: House, name: str) -> list[str]:
    """The reasons for which staff looked at this account."""
    with house.app.app_context():
        found = audit.of_object(house.logins[name].ref, 50, ["account.looked_at"])
    return [json.loads(entry.facts)["reason"] for entry in found]


def find(reader: Reader, **fields: str) -> tuple[int, str]:
    answer = reader.post("/persons", WHO | fields)
    return answer.status_code, answer.text


def test_one_look_is_one_row_that_the_person_reads(house: House) -> None:
    moderator, person = house.reader("moderator"), house.reader("returnee")
    status, page = find(moderator)
    assert status == 200
    for said in ("Nguyễn Thị Mẫu", "r…e@demo.example", "Người lao động", house.logins["returnee"].ref):
        assert said in page
    assert "returnee@demo.example" not in page, "the address is not shown whole"
    assert looks(house, "returnee") == ["reported"]
    log = person.get("/account/log")
    assert "Nhân viên Bến Về đã xem tài khoản của bạn" in log
    assert "Lý do: Có người báo về tài khoản này" in log
    assert "Kiểm duyệt" in log
    assert house.logins["moderator"].ref not in log
    assert "Đã xem tài khoản của một người" in moderator.get("/account/log")


def test_the_answer_is_kept_nowhere_and_opens_by_no_address(house: House) -> None:
    moderator = house.reader("moderator")
    answer = moderator.post("/persons", WHO)
    assert answer.headers["Cache-Control"] == "no-store"
    before = house.state()
    for path in (
        "/persons",
        "/persons?who=returnee@demo.example&reason=reported",
        f"/persons/{house.logins['returnee'].ref}/suspend",
    ):
        page = moderator.get(path)
        assert "Nguyễn Thị Mẫu" not in page
        assert "r…e@" not in page
    assert house.state() == before, "a page that shows nobody is no look"


@pytest.mark.parametrize(
    "who", ["returnee", "returnee@", "demo.example", "%", "nobody@demo.example", "moderator2@demo.example"]
)
def test_what_is_not_exact_or_is_staff_finds_nobody(house: House, who: str) -> None:
    before = house.state()
    status, page = find(house.reader("moderator2"), who=who)
    assert status == 422
    assert '<h2 id="found' not in page
    assert looks(house, "returnee") == looks(house, "moderator2") == []
    assert len(house.state()) >= len(before)


def test_without_a_reason_nobody_is_looked_at(house: House) -> None:
    status, page = find(house.reader("moderator"), reason="")
    assert status == 422
    assert "Hãy chọn một lý do." in page
    assert looks(house, "returnee") == []


@pytest.mark.parametrize("name", [name for name in EVERYBODY if name.rstrip("2") not in ("moderator", "admin")])
def test_nobody_else_opens_it(house: House, name: str) -> None:
    reader = house.reader(name)
    client, token, before = reader.quick(), reader.token, house.state()
    ref = house.logins["returnee2"].ref
    for path in ("/persons", f"/persons/{ref}/suspend", f"/persons/{ref}/reinstate"):
        assert client.get(f"/vi{path}").status_code == 403
        assert client.post(f"/vi{path}", data={"csrf_token": token, **WHO}).status_code == 403
    assert house.state() == before


def test_suspended_at_the_next_request_told_why_and_let_in_again(house: House) -> None:
    moderator, person = house.reader("moderator"), house.reader("returnee")
    ref = house.logins["returnee"].ref
    _, page = find(moderator)
    assert f"/vi/persons/{ref}/suspend" in page
    none = moderator.post(f"/persons/{ref}/suspend", {"reason": ""})
    assert none.status_code == 422
    assert "Hãy chọn một lý do." in none.text
    assert person.client.get("/vi/account").status_code == 200
    assert moderator.done(f"/persons/{ref}/suspend", {"reason": "fraud"}) == "/vi/persons?done=person_suspend"
    assert person.client.get("/vi/account").status_code == 303
    nobody = house.nobody()
    answer = nobody.post("/sign-in", {"login": "returnee@demo.example", "password": "demo-returnee-2026"})
    assert answer.status_code == 422
    assert "Lý do: Có dấu hiệu lừa đảo." in answer.text
    wrong = house.nobody().post("/sign-in", {"login": "returnee@demo.example", "password": "demo-returnee-2025"})
    assert "tạm khóa" not in wrong.text
    twice = moderator.post(f"/persons/{ref}/suspend", {"reason": "fraud"})
    assert twice.status_code == 422
    assert "Việc này đã được làm rồi" in twice.text
    _, page = find(moderator)
    assert "Đang tạm khóa" in page
    assert "Có dấu hiệu lừa đảo" in page
    assert moderator.done(f"/persons/{ref}/reinstate") == "/vi/persons?done=person_reinstate"
    again = house.nobody()
    assert (
        again.post("/sign-in", {"login": "returnee@demo.example", "password": "demo-returnee-2026"}).status_code == 303
    )
    log = again.get("/account/log")
    assert log.index("đã mở khóa tài khoản của bạn") < log.index("đã tạm khóa tài khoản của bạn")
    assert house.log("moderator").count("account.suspended") == 1


def test_staff_are_not_touched_from_here(house: House) -> None:
    for name in ("moderator", "admin"):
        reader = house.reader(name)
        client, token, before = reader.quick(), reader.token, house.state()
        for ref in (house.logins["editor"].ref, reader.ref, "A" * 22):
            for deed in ("suspend", "reinstate"):
                form = {"csrf_token": token} | ({"reason": "fraud"} if deed == "suspend" else {})
                assert client.post(f"/vi/persons/{ref}/{deed}", data=form).status_code == 404
        assert house.state() == before


def test_strangers_tries_never_push_out_what_staff_did(house: House) -> None:
    find(house.reader("moderator"))
    ref = house.logins["returnee"].ref
    with house.app.app_context():
        for _ in range(60):
            audit.record(
                "account.sign_in_failed", actor="anonymous", role="anonymous", object_kind="account", object_ref=ref
            )
        db.session.commit()
    log = house.reader("returnee").get("/account/log")
    assert "Nhân viên Bến Về đã xem tài khoản của bạn" in log
    assert log.count("Có người nhập sai mật khẩu của bạn") == 20


def test_no_codes_in_what_is_read(house: House) -> None:
    find(house.reader("moderator"))
    main = house.reader("returnee").get("/account/log").partition("<main")[2].partition("</main>")[0]
    assert not re.search(r"looked_at|reported|[A-Za-z0-9_-]{20,}", re.sub(r"<[^>]+>", " ", main))
