"""Appeals and the work list as their readers see them, from the decision to the answer."""

from __future__ import annotations

import re
import unicodedata

import pytest

from portal.jobs.posting import moderation as vacancies
from portal.shared.clock import now
from tests.meetings.world import World
from tests.web.organisations.conftest import Square

WORDS = "Giấy phép của chúng tôi vẫn còn hạn đến năm sau."
ANSWER = "Chúng tôi đã xem lại giấy phép của bạn."


@pytest.fixture
def suspended(square: Square) -> Square:
    with square.app.app_context():
        ref = square.town.verified("employer")
        square.town.decide(ref, "suspend:complaint")
    return square


def waiting(square: Square, reader: str = "admin") -> str:
    found = re.search(r'href="(/vi/desk/appeals/[\w-]{22})"', square.get(reader, "/vi/desk/appeals"))
    assert found
    return found[1]


def test_from_a_suspension_to_the_answer(suspended: Square) -> None:
    assert 'href="/vi/organisation/appeal"' in suspended.get("employer", "/vi/organisation")
    page = suspended.get("employer", "/vi/organisation/appeal")
    assert "Có phản ánh đang được xem xét" in page
    short = suspended.post("employer", "/vi/organisation/appeal", text="ngắn quá")
    assert (short.status_code, "ngắn quá" in short.text) == (422, True)
    assert suspended.post("employer", "/vi/organisation/appeal", text=WORDS).status_code == 303
    again = suspended.post("employer", "/vi/organisation/appeal", text=WORDS)
    assert again.headers["Location"].endswith("done=late")
    assert WORDS in suspended.get("employer", "/vi/organisation/appeal")
    assert "Khiếu nại chờ trả lời" in suspended.get("moderator", "/vi/desk/work")
    path = waiting(suspended)
    assert '<form method="post" class' not in suspended.get("moderator", path), "who decided first has no form"
    assert suspended.post("moderator", path, outcome="stands", text=ANSWER).status_code == 404
    early = suspended.post("admin", path, outcome="changed", text=ANSWER)
    assert (early.status_code, ANSWER in early.text) == (422, True)
    assert suspended.post("admin", path, outcome="stands", text=ANSWER).headers["Location"].endswith("done=answered")
    late = suspended.post("admin", path, outcome="stands", text=ANSWER)
    assert late.headers["Location"].endswith("done=late")
    answered = suspended.get("employer", "/vi/organisation/appeal")
    assert ANSWER in answered
    assert "Giữ nguyên quyết định" in answered


def test_without_a_decision_there_is_nothing_to_appeal(square: Square) -> None:
    with square.app.app_context():
        square.town.verified("employer")
    square.get("employer", "/vi/organisation/appeal", 404)
    assert square.post("employer", "/vi/organisation/appeal", text=WORDS).status_code == 404
    assert "/vi/organisation/appeal" not in square.get("employer", "/vi/organisation")


def test_another_employers_appeal_is_absent(square: Square) -> None:
    with square.app.app_context():
        world = World(square.town)
        ruling = vacancies.Ruling("stopped:complaint", "Có người báo tin này thu tiền.", str(world.vacancy.version))
        assert vacancies.rule(square.town.actor("moderator"), "v1", ruling, now()) is True
    assert "Đã bị gỡ" in square.get("employer", "/vi/my-vacancies/v1/appeal")
    assert 'href="/vi/my-vacancies/v1/appeal"' in square.get("employer", "/vi/my-vacancies/v1")
    for path in ("/vi/my-vacancies/v1/appeal", "/vi/my-vacancies/nothing/appeal"):
        square.get("employer2", path, 404)
        assert square.post("employer2", path, text=WORDS).status_code == 404
    assert square.post("employer", "/vi/my-vacancies/v1/appeal", text=WORDS).status_code == 303
    path = waiting(square)
    assert square.post("admin", path, outcome="changed", text=ANSWER).status_code == 303
    assert "khiếu nại được chấp nhận" in square.get("employer", "/vi/my-vacancies/v1")


def test_what_was_typed_is_told_and_never_run(suspended: Square) -> None:
    text = "<script>alert(1)</script> và\r\n" + unicodedata.normalize("NFD", "giấy phép vẫn còn hạn")
    assert suspended.post("employer", "/vi/organisation/appeal", text=text).status_code == 303
    page = suspended.get("admin", waiting(suspended))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; và<br>giấy phép vẫn còn hạn" in page


def test_the_work_list_in_both_languages(suspended: Square) -> None:
    assert "Work that waits" in suspended.get("moderator", "/en/desk/work")
    assert "Appeals that wait" in suspended.get("admin", "/en/desk/work")
    assert "No appeal waits" in suspended.get("admin", "/en/desk/appeals")
