"""A returnee and an employer meet on the pages: nothing is ticked, nothing is known before yes, and nothing after it is taken back."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from portal.jobs.models import Vacancy
from portal.mail.models import OutboxLetter
from portal.meetings.models import Look, Meeting
from portal.organisations.details import Details
from portal.storage.db import db
from tests.meetings.world import PHONE
from tests.organisations.samples import DETAILS, TAX2
from tests.web.meetings.conftest import LINK, Place

SHOWN = "Canary Lan"


def same(page: str) -> str:
    """A page without what differs on every answer: tokens, the meeting's own ref, the person's name for this reader, times."""
    page = re.sub(r'name="csrf_token" value="[0-9a-f]+"', "", page)
    page = re.sub(r"/meetings/[A-Za-z0-9_-]{22}", "/meetings/R", page)
    return re.sub(r"\d\d:\d\d[^<]*", "", page)


def test_from_a_card_without_a_name_to_a_phone_number_and_back(place: Place) -> None:
    listed = place.get("employer", "/vi/my-vacancies/v1/candidates")
    assert SHOWN not in listed
    ref = place.ask("Chào bạn, gọi mình 0987 654 321 nhé")
    waiting = place.get("employer", f"/vi/meetings/{ref}")
    assert "Đang chờ trả lời" in waiting
    asked = place.get("returnee", f"/vi/my-meetings/{ref}")
    assert "Công ty TNHH Minh Họa Bến Lau" in asked
    assert "0987" not in asked
    assert " checked" not in asked
    assert place.answer(ref).endswith("done=yes")
    talking = place.get("employer", f"/vi/meetings/{ref}")
    assert SHOWN not in talking
    assert PHONE not in talking
    seen = place.post("employer", f"/vi/meetings/{ref}/contact", 200)
    assert SHOWN in seen
    assert PHONE in seen
    assert "Số lần họ đã xem liên hệ" in place.get("returnee", f"/vi/my-meetings/{ref}")
    place.post("returnee", f"/vi/my-meetings/{ref}/withdraw")
    assert place.post("employer", f"/vi/meetings/{ref}/contact").endswith(f"/vi/meetings/{ref}")
    after = place.get("employer", f"/vi/meetings/{ref}")
    assert SHOWN not in after
    assert same(after) == same(waiting)


def test_messages_alone_show_no_contact_and_are_covered(place: Place) -> None:
    ref = place.ask()
    place.answer(ref, "messages", text="Zalo em: 0912 345 678")
    page = place.get("employer", f"/vi/meetings/{ref}")
    assert "Người này chọn nói chuyện qua thư" in page
    assert "0912 345 678" not in page
    assert place.post("employer", f"/vi/meetings/{ref}/contact").endswith(f"/vi/meetings/{ref}")
    place.post("returnee", f"/vi/my-meetings/{ref}/write", text="Bao giờ phỏng vấn ạ?")
    assert "Bao giờ phỏng vấn" in place.get("employer", f"/vi/meetings/{ref}")
    place.post("employer", f"/vi/meetings/{ref}/write", text="Thứ hai tới nhé")
    assert "Thứ hai tới" in place.get("returnee", f"/vi/my-meetings/{ref}")
    place.post("returnee", f"/vi/my-meetings/{ref}/answer", shares="contact", agreed="1", mark=place.mark(ref))
    assert PHONE in place.post("employer", f"/vi/meetings/{ref}/contact", 200)


@pytest.mark.parametrize("how", ["declines", "takes back"])
def test_no_looks_like_silence(place: Place, how: str) -> None:
    ref = place.ask()
    silent = place.get("employer", f"/vi/meetings/{ref}")
    listed = place.get("employer", "/vi/meetings")
    if how == "declines":
        place.post("returnee", f"/vi/my-meetings/{ref}/answer", shares="no")
    else:
        place.answer(ref)
        place.post("returnee", f"/vi/my-meetings/{ref}/withdraw")
    assert same(place.get("employer", f"/vi/meetings/{ref}")) == same(silent)
    assert same(place.get("employer", "/vi/meetings")) == same(listed)


def test_nothing_is_agreed_to_without_a_tick_and_what_was_typed_stays(place: Place) -> None:
    ref = place.ask()
    fields = {"shares": "contact", "text": "Tuần sau em về", "mark": place.mark(ref)}
    page = place.post("returnee", f"/vi/my-meetings/{ref}/answer", 422, **fields)
    assert "Tuần sau em về" in page
    assert 'value="contact" checked' in page
    assert place.post("returnee", f"/vi/my-meetings/{ref}/answer", 422, **{**fields, "shares": ""})
    assert place.post("employer", f"/vi/meetings/{ref}/contact").endswith(ref)


def test_a_vacancy_changed_meanwhile_is_shown_before_yes(place: Place) -> None:
    ref = place.ask()
    mark = place.mark(ref)
    with place.square.app.app_context():
        db.session.execute(update(Vacancy).values(wage_max=5_000_000, wage_min=5_000_000))
        db.session.commit()
    fields = {"shares": "contact", "text": "Em đồng ý", "agreed": "1"}
    page = place.post("returnee", f"/vi/my-meetings/{ref}/answer", 422, mark=mark, **fields)
    assert "Việc này vừa được sửa" in page
    assert "Em đồng ý" in page
    assert place.post("employer", f"/vi/meetings/{ref}/contact").endswith(ref)
    assert place.post("returnee", f"/vi/my-meetings/{ref}/answer", mark=place.mark(ref), **fields).endswith("yes")


def test_an_application_is_the_same_consent_from_the_other_side(place: Place) -> None:
    assert "/vi/jobs/v1/apply" in place.get("returnee", "/vi/jobs/v1")
    assert " checked" not in place.get("returnee", "/vi/jobs/v1/apply")
    assert place.post("returnee", "/vi/jobs/v1/apply", 422, shares="contact", text="Em muốn thử")
    to = place.post("returnee", "/vi/jobs/v1/apply", shares="contact", text="Em muốn thử", agreed="1")
    ref = to.split("/")[-1].split("?")[0]
    assert "done=before" in place.post("returnee", "/vi/jobs/v1/apply", shares="contact", text="", agreed="1")
    assert "Em muốn thử" in place.get("employer", f"/vi/meetings/{ref}")
    assert PHONE in place.post("employer", f"/vi/meetings/{ref}/contact", 200)
    place.post("returnee", f"/vi/my-meetings/{ref}/withdraw")
    place.get("employer", f"/vi/meetings/{ref}", 404)
    assert ref not in place.get("employer", "/vi/meetings")


def test_every_look_is_a_row_that_the_person_reads(place: Place) -> None:
    place.get("employer", "/vi/my-vacancies/v1/candidates")
    place.get("employer", "/vi/my-vacancies/v1/candidates")
    ref = place.ask()
    place.answer(ref)
    place.post("employer", f"/vi/meetings/{ref}/contact", 200)
    place.post("employer", f"/vi/meetings/{ref}/contact", 200)
    with place.square.app.app_context():
        kinds = [row.what for row in db.session.scalars(select(Look).order_by(Look.id))]
    assert kinds.count("listed") == 1, "once a day for each vacancy"
    assert kinds.count("asked") == 1
    assert kinds.count("contact") == 2
    page = place.get("returnee", "/vi/my-looks")
    assert page.count("Xem cách liên hệ mà bạn đã đồng ý cho xem") == 2
    assert "Đồng ý" in page
    assert "Xem cách liên hệ" not in place.get("returnee2", "/vi/my-looks")


def test_two_employers_know_one_person_by_two_names(place: Place) -> None:
    with place.square.app.app_context():
        other = place.world.town.verified("employer2", _other())
        place.world.make_vacancy("v2", other, "Công ty Khác Minh Họa")
    first = LINK.search(place.get("employer", "/vi/my-vacancies/v1/candidates"))
    page = place.get("employer2", "/vi/my-vacancies/v2/candidates")
    second = re.search(r"/vi/my-vacancies/v2/candidates/([A-Za-z0-9_-]{64})", page)
    assert first
    assert second
    assert first[1].split("/")[-1] != second[1]
    place.get("employer2", f"/vi/my-vacancies/v2/candidates/{first[1].split('/')[-1]}", 404)
    place.get("employer2", first[1], 404)
    ref = place.ask()
    for path in (f"/vi/meetings/{ref}", f"/vi/my-vacancies/v1/candidates/{second[1]}"):
        place.get("employer2", path, 404)
    assert place.square.post("employer2", f"/vi/meetings/{ref}/contact").status_code == 404
    place.get("returnee2", f"/vi/my-meetings/{ref}", 404)


def test_an_unverified_employer_sees_nobody(place: Place) -> None:
    ref = place.ask()
    place.answer(ref)
    with place.square.app.app_context():
        place.world.organisation_is("suspended")
    place.get("employer", "/vi/my-vacancies/v1/candidates", 404)
    place.get("employer", f"/vi/meetings/{ref}", 404)
    assert "chưa được xác minh" in place.get("employer", "/vi/meetings")
    assert "không còn được xác minh" in place.get("returnee", f"/vi/my-meetings/{ref}")


@pytest.mark.parametrize("times", [30, pytest.param(200, marks=pytest.mark.soak)])
def test_exactly_the_budget_of_questions_passes_and_a_moderator_is_told(times: int, place: Place) -> None:
    with place.square.app.app_context():
        for number in range(times):
            place.world.make_vacancy(f"b{number}")
    asked = 0
    for number in range(times):
        page = place.get("employer", f"/vi/my-vacancies/b{number}/candidates")
        found = re.search(rf"/vi/my-vacancies/b{number}/candidates/[A-Za-z0-9_-]{{64}}", page)
        assert found
        answer = place.square.post("employer", found[0], text="")
        assert answer.status_code in (303, 429)
        asked += answer.status_code == 303
    assert asked == 10
    with place.square.app.app_context():
        assert len(db.session.scalars(select(Meeting)).all()) == 10
    desk = place.get("moderator", "/vi/desk/meetings")
    assert desk.count("Hỏi nhiều người nhất có thể cùng lúc") == 1
    number = re.search(r"/vi/desk/meetings/alerts/(\d+)/settle", desk)
    assert number
    refused = place.post("moderator", number[0], 422)
    assert "Hãy chọn một kết luận" in refused
    assert "Hỏi nhiều người nhất" in refused
    place.post("moderator", number[0], found="nothing_wrong")
    assert "Hỏi nhiều người nhất" not in place.get("moderator", "/vi/desk/meetings")


def test_a_report_takes_everything_back_and_names_nobody(place: Place) -> None:
    ref = place.ask("Đặt cọc hai triệu để giữ chỗ nhé")
    place.answer(ref)
    place.post("returnee", f"/vi/my-meetings/{ref}/report")
    assert place.post("employer", f"/vi/meetings/{ref}/contact").endswith(ref)
    desk = place.get("moderator", "/vi/desk/meetings")
    assert "Đặt cọc hai triệu" in desk
    assert SHOWN not in desk
    assert "Nhân viên Bến Về đọc lời hỏi" in place.get("returnee", "/vi/my-looks")
    assert "Kết luận sẽ hiện ở đây" in place.get("returnee", f"/vi/my-meetings/{ref}")
    place.post("moderator", f"/vi/desk/meetings/{ref}/settle", found="acted")
    assert "Đặt cọc hai triệu" not in place.get("moderator", "/vi/desk/meetings")
    assert "Kết luận: Có sai phạm, đã xử lý." in place.get("returnee", f"/vi/my-meetings/{ref}")
    assert "Có sai phạm" not in place.get("employer", f"/vi/meetings/{ref}")


def test_letters_say_only_that_there_is_something(place: Place) -> None:
    place.email("returnee", "canary-lan@example.vn")
    ref = place.ask("Lời nhắn canary")
    place.answer(ref, text="Trả lời canary")
    with place.square.app.app_context():
        kinds = [row.kind for row in db.session.scalars(select(OutboxLetter))]
    assert "meeting_asked" in kinds
    assert "meeting_accepted" in kinds


def test_counts_below_five_are_not_told(place: Place) -> None:
    page = place.get("employer", "/vi/my-vacancies/v1/supply?skill=PLC")
    assert "dưới 5" in page
    assert not re.search(r"<span>[1-4]</span>", page)


@pytest.mark.parametrize(
    "alias", ["x", "A" * 64, "../v1", "%00", "lanlanlanlanlanlan1", "A" * 63 + "é", "a" * 5000]
)  # fmt: skip
def test_made_up_names_find_nobody(place: Place, alias: str) -> None:
    answer = place.square.browser("employer").get(f"/vi/my-vacancies/v1/candidates/{alias}")
    assert answer.status_code in (404, 308, 414), answer.status


def _other() -> Details:
    return replace(DETAILS, legal_name="Công ty Khác Minh Họa", tax_code=TAX2)


def test_my_matches_are_mine_resting_or_not(place: Place) -> None:
    assert "Bạn chưa có hồ sơ" in place.get("returnee2", "/vi/my-matches")
    with place.square.app.app_context():
        place.world.profile_is(active=False, consented=False)
    page = place.get("returnee", "/vi/my-matches")
    assert "/vi/my-matches/v1" in page
    assert "Người minh họa" not in page
    pair = place.get("returnee", "/vi/my-matches/v1?language=ja-jlpt-N2&skill=PLC")
    assert "/vi/jobs/v1/apply" in pair
    assert "/vi/match/" not in pair
    place.get("returnee", "/vi/my-matches/none", 404)
    assert place.square.browser("returnee2").get("/vi/my-matches/v1").headers["Location"].endswith("/vi/my-matches")
    place.get("employer", "/vi/my-matches", 403)


def test_somebody_elses_meeting_is_absent_at_every_address(place: Place) -> None:
    """For another returnee and another verified employer, what is there and what is not are one answer, and nothing changes."""
    with place.square.app.app_context():
        place.world.town.verified("employer2", _other())
        alias = place.world.alias
    ref, none = place.ask(), "A" * 22
    place.answer(ref)
    persons = [("", {}), ("/answer", {"shares": "no"}), ("/withdraw", {}), ("/report", {}), ("/write", {"text": "x"})]
    persons += [
        ("/interview", {"choice": "none", "offer": "x"}),
        ("/hired", {"said": "yes"}),
        ("/reason", {"reason": "wage"}),
    ]
    persons += [
        ("/keep", {"way": "stop"}),
        ("/keep", {"way": "keep", "agreed": "1"}),
        ("/after", {"months": "3", "said": "still"}),
    ]
    persons += [("/after/stop", {})]
    employers = [
        ("", {}),
        ("/contact", {}),
        ("/write", {"text": "x"}),
        ("/end", {}),
        ("/report", {"why": "money", "report": "x"}),
    ]
    employers += [("/step", {"step": "hired"}), ("/step", {"step": "refused"})]
    employers += [("/interview", {"held_by": "phone", "minutes": "30", "day_1": "2030-01-02", "time_1": "09:00"})]
    rows = [("returnee2", f"/vi/my-meetings/{{}}{end}", form) for end, form in persons]
    rows += [("employer2", f"/vi/meetings/{{}}{end}", form) for end, form in employers]
    for who, path, form in rows:
        asked = [_answer(place, who, path.format(one), form, get=path.endswith("{}")) for one in (ref, none)]
        assert asked[0] == asked[1], path
        assert asked[0][0] == 404
    for who, path in (
        ("returnee2", "/vi/my-meetings/{}/interview.ics"), ("returnee2", "/vi/my-meetings/{}/after"),
        ("employer2", "/vi/meetings/{}/interview"), ("employer2", "/vi/meetings/{}/interview.ics"),
    ):  # fmt: skip
        there, absent = (_answer(place, who, path.format(one), {}, get=True) for one in (ref, none))
        assert there == absent, path
        assert there[0] == 404
    for path in (
        "/vi/my-vacancies/{}/candidates",
        f"/vi/my-vacancies/{{}}/candidates/{alias}",
        "/vi/my-vacancies/{}/supply",
    ):
        there, absent = (_answer(place, "employer2", path.format(one), {}, get=True) for one in ("v1", "v0"))
        assert there == absent, path
        assert there[0] == 404
    assert _answer(place, "employer2", f"/vi/my-vacancies/v1/candidates/{alias}", {"text": ""}, get=False)[0] == 404
    assert PHONE in place.post("employer", f"/vi/meetings/{ref}/contact", 200), "it stands as it stood"


def _answer(place: Place, who: str, path: str, form: dict[str, str], *, get: bool) -> tuple[int, str]:
    answer = place.square.browser(who).get(path) if get else place.square.post(who, path, **form)
    text = re.sub(r'name="csrf_token" value="[0-9a-f]+"', "", answer.text)
    for part in sorted(path.split("/")[3:], key=len, reverse=True):  # a long random name may hold a short one
        text = text.replace(part, "")
    return answer.status_code, text


def test_hidden_and_shown_again_from_the_page_and_a_bad_report_keeps_what_was_typed(place: Place) -> None:
    ref = place.ask()
    page = f"/vi/my-meetings/{ref}"
    assert place.post("returnee", f"{page}/hide").endswith("done=hidden")
    assert "Bỏ ẩn với nơi này" in place.get("returnee", page)
    assert place.post("returnee", f"{page}/show-again").endswith("done=shown")
    assert "Ẩn hồ sơ với nơi này" in place.get("returnee", page)
    wrong = place.post("returnee", f"{page}/report", 422, why="made up", report="Họ đòi hai triệu")
    assert "Họ đòi hai triệu" in wrong
    assert "Hãy chọn một lý do trong danh sách" in wrong
    place.post("returnee", f"{page}/report", why="money", report="Họ đòi hai triệu")
    desk = place.get("moderator", "/vi/desk/meetings")
    assert "Đòi tiền, đòi đặt cọc" in desk
    assert "Họ đòi hai triệu" in desk


def test_an_employer_reports_a_person_and_a_moderator_looks(place: Place) -> None:
    ref = place.ask()
    assert "meetings.tell_of_person" not in place.get("employer", f"/vi/meetings/{ref}")
    place.answer(ref, "messages", text="Chuyển tiền trước đã nhé.")
    wrong = place.post("employer", f"/vi/meetings/{ref}/report", 422, why="papers", report="Họ đòi tiền.")
    assert 'href="#why"' in wrong
    assert "Họ đòi tiền." in wrong
    assert place.post("employer", f"/vi/meetings/{ref}/report", why="money", report="Họ đòi tiền.").endswith(
        "done=told"
    )
    assert "Đã báo cho người kiểm duyệt" in place.get("employer", "/vi/meetings?done=told")
    told = place.get("moderator", "/vi/desk/meetings")
    for said in ("Họ đòi tiền.", "Chuyển tiền trước đã nhé.", "Đòi tiền", "/suspend"):
        assert said in told
    assert SHOWN not in told
    assert PHONE not in told
    found = re.search(r'action="(/vi/desk/meetings/persons/[\w-]{22}/settle)"', told)
    assert found
    assert "Kết luận sẽ hiện ở đây" in place.get("employer", "/vi/meetings")
    place.post("moderator", found[1], found="nothing_wrong")
    assert "Kết luận: Không thấy sai phạm." in place.get("employer", "/vi/meetings")
    assert "Người bạn đã báo" not in place.get("employer2", "/vi/meetings")
    assert "Không thấy sai phạm" not in place.get("returnee", f"/vi/my-meetings/{ref}")
    assert "Họ đòi tiền." not in place.get("moderator", "/vi/desk/meetings")
    late = place.post("employer", f"/vi/meetings/{ref}/report", why="", report="")
    assert late.endswith("done=late")
    assert "Họ đòi tiền." not in place.get("returnee", f"/vi/my-meetings/{ref}"), (
        "what was told stays with the moderators"
    )
