"""The pages of one's own profile by real requests: the steps, forms sent wrongly or twice, and another's profile."""

from __future__ import annotations

import re

import pytest

from portal.jobs.profiles import wording
from portal.web.shell.csrf import FIELD
from tests.web.organisations.conftest import Square
from tests.web.people import tokens_of

HOME = "/vi/my-profile"
JOB = {"occupation": "Tổ phó ép nhựa", "country": "KR", "sector": "", "years": "3", "duties": "Thay khuôn, kiểm hàng"}
KEY = re.compile(r"/vi/my-profile/(\w+)/([0-9a-f]{16})")


def keys(page: str, step: str) -> list[str]:
    return list(dict.fromkeys(key for kind, key in KEY.findall(page) if kind == step))


@pytest.mark.parametrize("locale", ["vi", "en"])
@pytest.mark.parametrize("step", ["", *(f"/{name}" for name in wording.STEPS)])
def test_every_page_stands_empty_and_filled(square: Square, step: str, locale: str) -> None:
    path = f"/{locale}/my-profile{step}"
    square.get("returnee", path)
    for name, form in (
        ("jobs", JOB), ("skills", {"names": "hàn MIG 3 năm"}), ("hidden", {"names": "Công ty Minh Họa"}),
        ("languages", {"language": "ko", "test": "TOPIK", "level": "TOPIK 3", "taken": "11/2025"}),
        ("certificates", {"names": "Chứng chỉ hàn 3G"}), ("where", {"place1": "24", "relocate": "yes"}),
        ("when", {"home_on": "01/05/2027", "available_from": "01/04/2027"}), ("wage", {"wage": "900 triệu"}),
    ):  # fmt: skip
        assert square.post("returnee", f"{HOME}/{name}", **form).status_code == 303, name
    page = square.get("returnee", path)
    assert "noindex" in page
    assert f'href="/{locale}/my-profile' in page


def test_nothing_is_kept_by_a_cache(square: Square) -> None:
    answer = square.browser("returnee").get(HOME)
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_start_shows_ticks_first_and_saves_only_what_is_confirmed(square: Square) -> None:
    form = {"programme": "E-9", "title": "ép nhựa", "trade": "", "years": "4 năm", "way": "tasks"}
    page = square.post("returnee", f"{HOME}/start", **form)
    assert page.status_code == 200
    ticked = re.findall(r'name="skill" type="checkbox" value="([\w-]+)" checked', page.text)
    assert "ep-nhua" in ticked
    assert "Chưa có" in square.get("returnee", HOME)
    assert "Vận hành máy ép nhựa" not in square.get("returnee", f"{HOME}/skills")
    sent = {**form, "way": "save", "add_job": "1", "skill": ["ep-nhua"]}
    assert square.post("returnee", f"{HOME}/start", **sent).headers["Location"] == f"{HOME}/jobs?done=start"
    assert square.post("returnee", f"{HOME}/start", **sent).status_code == 303
    page_of_skills = square.get("returnee", f"{HOME}/skills")
    assert len(keys(page_of_skills, "skills")) == 1
    assert "Hàn Quốc" in square.get("returnee", f"{HOME}/jobs")


def test_what_cannot_be_read_stays_typed(square: Square) -> None:
    answer = square.post("returnee", f"{HOME}/wage", wage="1.500 gì đó")
    assert answer.status_code == 422
    assert 'value="1.500 gì đó"' in answer.text
    asked = square.post("returnee", f"{HOME}/wage", wage="15000")
    assert asked.status_code == 422
    assert "15.000.000" in asked.text
    assert square.post("returnee", f"{HOME}/wage", wage="15000", meant="thousand").status_code == 303
    assert "15.000.000" in square.get("returnee", f"{HOME}/wage")


def test_a_phone_number_is_warned_of_and_may_be_covered(square: Square) -> None:
    form = {"headline": "Thợ hàn 0912.345.678", "summary": "", "education": ""}
    answer = square.post("returnee", f"{HOME}/about", **form)
    assert answer.status_code == 422
    assert 'value="Thợ hàn 0912.345.678"' in answer.text
    assert 'value="cover"' in answer.text
    assert square.post("returnee", f"{HOME}/about", **form, way="cover").status_code == 303
    page = square.get("returnee", f"{HOME}/about")
    assert "0912" not in page
    assert "Thợ hàn •••••" in page


def test_a_job_is_added_changed_and_removed_and_each_form_may_come_twice(square: Square) -> None:
    for _ in range(2):
        square.post("returnee", f"{HOME}/jobs", **JOB)
    [key] = keys(square.get("returnee", f"{HOME}/jobs"), "jobs")
    edit = f"{HOME}/jobs/{key}"
    assert "Tổ phó ép nhựa" in square.get("returnee", edit)
    other = JOB | {"years": "4 năm 6 tháng"}
    assert square.post("returnee", edit, **other).status_code == 303
    assert square.post("returnee", edit, **other).status_code == 303
    late = square.post("returnee", edit, **JOB | {"occupation": "Tổ trưởng"})
    assert late.status_code == 409
    assert 'value="Tổ trưởng"' in late.text
    assert square.browser("returnee").get(edit).status_code == 404
    [now] = keys(square.get("returnee", f"{HOME}/jobs"), "jobs")
    for _ in range(2):
        assert square.post("returnee", f"{HOME}/jobs/{now}/remove").status_code == 303
    assert not keys(square.get("returnee", f"{HOME}/jobs"), "jobs")


def test_another_returnees_entries_are_not_there(square: Square) -> None:
    square.post("returnee", f"{HOME}/jobs", **JOB)
    [key] = keys(square.get("returnee", f"{HOME}/jobs"), "jobs")
    assert square.browser("returnee2").get(f"{HOME}/jobs/{key}").status_code == 404
    assert square.post("returnee2", f"{HOME}/jobs/{key}/remove").status_code == 303
    assert square.post("returnee2", f"{HOME}/jobs/{key}", **JOB | {"years": "9"}).status_code == 409
    assert "Tổ phó ép nhựa" not in square.get("returnee2", HOME)
    assert keys(square.get("returnee", f"{HOME}/jobs"), "jobs") == [key]


@pytest.mark.parametrize("name", ["employer", "firm", "moderator"])
def test_it_is_no_page_for_others(square: Square, name: str) -> None:
    assert square.browser(name).get(HOME).status_code == 403


def test_nothing_is_ticked_beforehand_and_consent_is_taken_back_in_one_press(square: Square) -> None:
    page = square.get("returnee", f"{HOME}/consent")
    assert " checked" not in page
    assert square.post("returnee", f"{HOME}/consent", way="agree").status_code == 422
    assert "Chỉ mình bạn thấy" not in square.get("returnee", HOME), "nothing was begun"
    assert square.post("returnee", f"{HOME}/consent", way="agree", agreed="1").status_code == 303
    assert "Nhà tuyển dụng đã xác minh thấy được" in square.get("returnee", HOME)
    assert square.post("returnee", f"{HOME}/consent", way="withdraw").status_code == 303
    assert "Chỉ mình bạn thấy" in square.get("returnee", HOME)


def test_pausing_says_so(square: Square) -> None:
    square.post("returnee", f"{HOME}/wage", wage="12")
    assert square.post("returnee", f"{HOME}/pause", pause="yes").status_code == 303
    assert "Đang tạm nghỉ" in square.get("returnee", HOME)
    square.post("returnee", f"{HOME}/pause", pause="no")
    assert "Đang tạm nghỉ" not in square.get("returnee", HOME)


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        ("/wage", {"wage": "12", "unknown": "x"}, 400), ("/wage", {"wage": ["12", "13"]}, 400),
        ("/skills", {"names": "x\x00y"}, 400), ("/skills", {"names": "x" * 20_001}, 400),
        ("/skills", {"names": "x" * 1_000_000}, 413), ("/nothing", {"x": "y"}, 404), ("/nothing/k/remove", {}, 404),
        ("/skills", {"names": "\n".join(f"kỹ năng {n}" for n in range(300))}, 422),
    ],
)  # fmt: skip
def test_bad_forms_change_nothing(square: Square, path: str, fields: dict[str, object], status: int) -> None:
    client = square.browser("returnee")
    answer = client.post(HOME + path, data={**tokens_of(client), **fields})
    assert answer.status_code == status
    assert "Bắt đầu" in square.get("returnee", HOME)


def test_a_form_without_its_token_changes_nothing(square: Square) -> None:
    client = square.browser("returnee")
    assert client.post(f"{HOME}/wage", data={"wage": "12", FIELD: "0" * 64}).status_code == 400


def test_text_of_others_is_shown_as_text(square: Square) -> None:
    square.post("returnee", f"{HOME}/skills", names="<script>alert(1)</script>\n\u202eềhn")
    page = square.get("returnee", f"{HOME}/skills")
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
