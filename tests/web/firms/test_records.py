"""An editor writes down a decision through the pages; the firm's page shows it at once, ended ones and mistakes too."""

from __future__ import annotations

import re

import pytest

from portal.cli.illustrative.firms import rows
from portal.firms import service
from portal.storage.db import db
from tests.web.organisations.conftest import Square, square  # noqa: F401

PATH = "/vi/firm-decisions/9001-ldtbxh-gp"
FIRM = "/vi/firms/9001-ldtbxh-gp"
BRANCH = "Chi nhánh Bến Lau tại Vinh"
FORM = {
    "kind": "sanction", "branch": "", "what": "Phạt vì không báo cáo", "decision_no": "12/QĐ-XP",
    "decided_on": "15/01/2026", "issued_by": "Thanh tra thử", "runs_to": "", "source_name": "Báo thử",
    "source_address": "https://example.vn/tin",
}  # fmt: skip


@pytest.fixture
def desk(square: Square) -> Square:  # noqa: F811
    with square.app.app_context():
        told = rows(4)
        told[0]["branches"] = f"{BRANCH} @ Số 2, Vinh"
        service.load_illustrative(told, [])
        db.session.commit()
    return square


def record(desk: Square) -> str:
    return re.findall(r'action="/vi/firm-decisions/9001-ldtbxh-gp/([^"]+)"', desk.get("editor", PATH))[0]


def test_a_decision_is_public_with_its_source_and_stays_after_its_end(desk: Square) -> None:
    assert desk.post("editor", PATH, **FORM).status_code == 303
    html = desk.get("editor", FIRM)
    for words in (
        "Phạt vì không báo cáo",
        "12/QĐ-XP",
        "Thanh tra thử",
        'href="https://example.vn/tin"',
        "Đang có hiệu lực",
    ):
        assert words in html
    to = f"{PATH}/{record(desk)}"
    wrong = desk.post("editor", to, way="end", runs_to="hôm qua", ended_by="")
    assert wrong.status_code == 422
    assert 'value="hôm qua"' in wrong.text
    assert wrong.text.count('class="error"') == 2
    assert desk.post("editor", to, way="end", runs_to="01/02/2026", ended_by="30/QĐ").status_code == 303
    html = desk.get("editor", FIRM)
    assert "Phạt vì không báo cáo" in html
    assert "đến hết 01/02/2026" in html
    assert "Đã kết thúc" in html
    assert desk.post("editor", to, way="strike", mistake="Của công ty khác").status_code == 303
    html = desk.get("editor", "/en/firms/9001-ldtbxh-gp")
    assert "<s>Phạt vì không báo cáo</s>" in html
    assert "Của công ty khác" in html
    assert desk.post("editor", to, way="strike", mistake="Lần hai").status_code == 404
    assert desk.post("editor", to, way="erase", mistake="x").status_code == 422


def test_a_branch_says_whether_it_may_recruit(desk: Square) -> None:
    assert "danh sách không ghi có được tuyển người không" in desk.get("editor", FIRM)
    for kind, said in (("branch_allowed", ">được tuyển người<"), ("branch_barred", ">không được tuyển người<")):
        assert desk.post("editor", PATH, **{**FORM, "kind": kind, "branch": BRANCH}).status_code == 303
        assert said in desk.get("editor", FIRM)


def test_a_form_with_mistakes_keeps_what_was_typed(desk: Square) -> None:
    answer = desk.post("editor", PATH, **{**FORM, "kind": "", "decided_on": "31/02/2026", "source_address": "example"})
    assert answer.status_code == 422
    for field in ("kind", "decided_on", "source_address"):
        assert f'href="#{field}"' in answer.text
    assert 'value="31/02/2026"' in answer.text
    assert 'value="Thanh tra thử"' in answer.text
    assert "Phạt vì" not in desk.get("editor", FIRM)


def test_a_firm_is_found_by_name_or_number(desk: Square) -> None:
    answer = desk.browser("editor").get("/vi/firm-decisions?q=9001")
    assert (answer.status_code, answer.headers["Location"]) == (303, PATH)
    assert "Không có công ty nào như vậy" in desk.get("editor", "/vi/firm-decisions?q=zzzz")
    assert desk.browser("editor").get("/vi/firm-decisions/khong-co").status_code == 404


@pytest.mark.parametrize("role", ["firm", "returnee", "moderator", "reviewer"])
def test_others_may_not(desk: Square, role: str) -> None:
    assert desk.browser(role).get(PATH).status_code == 403
    assert desk.post(role, PATH, **FORM).status_code == 403
    assert "Phạt vì" not in desk.get("editor", FIRM)
