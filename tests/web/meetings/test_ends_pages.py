"""How a meeting goes on and ends, on the pages of both sides: nothing pre-ticked, nothing typed is lost, nothing told too early."""

from __future__ import annotations

import re
from datetime import timedelta

import time_machine
from sqlalchemy import select, update

from portal.jobs.models import Vacancy
from portal.mail.models import OutboxLetter
from portal.meetings.ends_models import OutcomeCount
from portal.meetings.service import following
from portal.shared.clock import now
from portal.storage.db import db
from portal.storage.encryption import blind
from tests.meetings.world import PHONE
from tests.web.meetings.conftest import Place
from tests.web.meetings.test_meetings import SHOWN, same

TIMES = {"minutes": "30", "held_by": "place", "place": "12 Lê Lợi"}


def talk(place: Place, shares: str = "contact") -> str:
    ref = place.ask()
    place.answer(ref, shares)
    return ref


def day(after: int) -> str:
    return (now() + timedelta(days=after)).strftime("%Y-%m-%d")


def test_from_an_interview_to_hired_and_the_question_long_after(place: Place) -> None:
    ref = talk(place)
    form = place.get("employer", f"/vi/meetings/{ref}/interview")
    assert " checked" not in form
    page = place.post(
        "employer", f"/vi/meetings/{ref}/interview", 422, **{**TIMES, "day_1": "hôm nao", "time_1": "09:00"}
    )
    assert "hôm nao" in page
    assert "12 Lê Lợi" in page
    assert 'href="#day_1"' in page
    two = {"day_1": day(3), "time_1": "09:00", "day_2": day(4), "time_2": "14:00"}
    assert place.post("employer", f"/vi/meetings/{ref}/interview", **TIMES, **two).endswith("done=times")
    hers = place.get("returnee", f"/vi/my-meetings/{ref}")
    offer = re.search(r'name="offer" value="([A-Za-z0-9_-]{22})"', hers)
    assert offer
    assert " checked" not in hers
    place.post("returnee", f"/vi/my-meetings/{ref}/interview", 422, offer=offer[1])
    place.post("returnee", f"/vi/my-meetings/{ref}/interview", offer=offer[1], choice="1")
    for who, path in (("returnee", f"/vi/my-meetings/{ref}"), ("employer", f"/vi/meetings/{ref}")):
        assert "Phỏng vấn lúc" in place.get(who, path)
        file = place.square.browser(who).get(f"{path}/interview.ics")
        assert file.status_code == 200
        assert file.headers["Cache-Control"] == "private, no-store"
        assert file.mimetype == "text/calendar"
        said = file.text.replace("\r\n ", "")
        assert "DTSTART:" in said
        assert "Lê Lợi" not in said
        assert SHOWN not in said
        assert "Công ty TNHH Minh Họa Bến Lau" in said
    place.post("employer", f"/vi/meetings/{ref}/step", step="offered")
    place.post("employer", f"/vi/meetings/{ref}/step", step="hired")
    assert "Đúng không?" in place.get("returnee", f"/vi/my-meetings/{ref}")
    place.post("returnee", f"/vi/my-meetings/{ref}/hired", said="yes")
    assert "hai bên cùng xác nhận" in place.get("employer", f"/vi/meetings/{ref}")
    assert "Lúc này không có câu hỏi nào" in place.get("returnee", f"/vi/my-meetings/{ref}/after")
    place.get("employer", f"/vi/my-meetings/{ref}/after", 403)


def test_the_question_after_three_months_is_answered_by_one_tap_and_stopped_by_one(place: Place) -> None:
    ref = talk(place)
    place.email("returnee", "canary-lan@example.vn")
    place.post("employer", f"/vi/meetings/{ref}/step", step="hired")
    with place.square.app.app_context(), time_machine.travel(now() + timedelta(days=95), tick=False):
        assert following.ask_due(now()) == 1
        view = following.look(place.world.lan, ref, now())
        assert view is not None
        assert view.months == 3
        assert following.answer(place.world.lan, ref, "3", "still", now()) is True
        kinds = list(db.session.scalars(select(OutboxLetter.kind)))
    assert kinds.count("work_follow_up") == 1
    with place.square.app.app_context():
        token = f"{ref}.{blind(following.PURPOSE, ref)}"
    client = place.square.app.test_client()
    assert "Ngừng nhận câu hỏi?" in client.get(f"/vi/stop-asking/{token}").text
    assert "Bạn đã chọn" not in place.get("returnee", f"/vi/my-meetings/{ref}/after"), "looking changes nothing"
    assert client.post(f"/vi/stop-asking/{token}", data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert client.post("/vi/stop-asking/é", data={"way": "stop"}).status_code == 200, "every link is answered alike"
    assert "Bạn đã chọn" in place.get("returnee", f"/vi/my-meetings/{ref}/after")


def test_a_refusal_is_kind_and_says_what_would_help(place: Place) -> None:
    ref = talk(place)
    page = place.post("employer", f"/vi/meetings/{ref}/step", 422, step="refused")
    assert "Hãy chọn một lý do" in page
    place.post("employer", f"/vi/meetings/{ref}/step", step="refused", reason="language")
    hers = place.get("returnee", f"/vi/my-meetings/{ref}")
    assert "Việc này cần ngoại ngữ cao hơn" in hers
    assert "/vi/my-matches/v1" in hers
    place.post("employer", f"/vi/meetings/{ref}/step", step="interview")
    assert "Việc này cần ngoại ngữ cao hơn" not in place.get("returnee", f"/vi/my-meetings/{ref}")
    place.post("employer", f"/vi/meetings/{ref}/step", 404, step="fired")


def test_a_reason_for_no_is_told_only_when_the_person_tells_it(place: Place) -> None:
    ref = place.ask()
    silent, listed = place.get("employer", f"/vi/meetings/{ref}"), place.get("employer", "/vi/meetings")
    place.post("returnee", f"/vi/my-meetings/{ref}/answer", shares="no")
    hers = place.get("returnee", f"/vi/my-meetings/{ref}")
    assert "Không bắt buộc" in hers
    assert " checked" not in hers
    assert same(place.get("employer", f"/vi/meetings/{ref}")) == same(silent)
    assert same(place.get("employer", "/vi/meetings")) == same(listed)
    place.post("returnee", f"/vi/my-meetings/{ref}/reason", 422)
    assert same(place.get("employer", f"/vi/meetings/{ref}")) == same(silent)
    place.post("returnee", f"/vi/my-meetings/{ref}/reason", reason="hours")
    assert "Giờ làm không hợp" in place.get("employer", f"/vi/meetings/{ref}")
    assert "Giờ làm không hợp" in place.get("returnee", f"/vi/my-meetings/{ref}")


def test_nothing_of_the_steps_is_left_when_the_person_takes_back(place: Place) -> None:
    ref = place.ask()
    silent = place.get("employer", f"/vi/meetings/{ref}")
    place.answer(ref)
    place.post("employer", f"/vi/meetings/{ref}/interview", **TIMES, day_1=day(3), time_1="09:00")
    place.post("employer", f"/vi/meetings/{ref}/step", step="offered")
    place.post("returnee", f"/vi/my-meetings/{ref}/withdraw")
    assert same(place.get("employer", f"/vi/meetings/{ref}")) == same(silent)
    place.get("employer", f"/vi/meetings/{ref}/interview", 404)
    assert place.post("employer", f"/vi/meetings/{ref}/step", step="hired").endswith("done=late")
    assert place.post("employer", f"/vi/meetings/{ref}/contact").endswith(ref)


def test_keeping_needs_a_tick_and_is_taken_back_by_one_press(place: Place) -> None:
    ref = talk(place)
    assert "chưa ghi" not in place.get("returnee", f"/vi/my-meetings/{ref}")
    page = place.post("returnee", f"/vi/my-meetings/{ref}/keep", 422, way="keep")
    assert 'href="#keep"' in page
    assert 'id="keep"' in page
    place.post("returnee", f"/vi/my-meetings/{ref}/keep", way="keep", agreed="1")
    assert "Thôi, xóa đúng hạn" in place.get("returnee", f"/vi/my-meetings/{ref}")
    assert "tối đa 12 tháng" in place.get("returnee", "/vi/my-looks")
    place.post("returnee", f"/vi/my-meetings/{ref}/keep", way="stop")
    assert "Muốn giữ lại lâu hơn?" in place.get("returnee", f"/vi/my-meetings/{ref}")


def test_both_sides_read_the_day_on_which_it_goes_and_then_it_is_gone(place: Place) -> None:
    ref = talk(place)
    for who, path in (("returnee", f"/vi/my-meetings/{ref}"), ("employer", f"/vi/meetings/{ref}")):
        assert "30 ngày sau khi tin đóng" in place.get(who, path)
    with place.square.app.app_context():
        db.session.execute(update(Vacancy).values(state="closed", closed_at=now() - timedelta(days=10)))
        db.session.commit()
    for who, path in (("returnee", f"/vi/my-meetings/{ref}"), ("employer", f"/vi/meetings/{ref}")):
        assert "bị xóa ngày" in place.get(who, path)
    with place.square.app.app_context():
        db.session.execute(update(Vacancy).values(closed_at=now() - timedelta(days=31)))
        db.session.commit()
    place.get("returnee", f"/vi/my-meetings/{ref}", 404)
    place.get("employer", f"/vi/meetings/{ref}", 404)
    place.square.post("employer", f"/vi/meetings/{ref}/contact")
    assert PHONE not in place.square.post("employer", f"/vi/meetings/{ref}/contact").text
    assert ref not in place.get("returnee", "/vi/my-meetings")
    assert ref not in place.get("employer", "/vi/meetings")


def test_everybody_reads_how_quickly_an_employer_answers(place: Place) -> None:
    client = place.square.app.test_client()
    assert "Chưa đủ số để nói" in client.get("/vi/jobs/v1").text
    with place.square.app.app_context():
        db.session.execute(update(Vacancy).values(waiting_since=now() - timedelta(days=20)))
        db.session.commit()
    assert "tin này xếp cuối" in client.get("/vi/jobs/v1").text
    assert "Có người đang chờ bạn trả lời" in place.get("employer", "/vi/my-vacancies/v1")
    with place.square.app.app_context():
        db.session.execute(update(Vacancy).values(waiting_since=now() - timedelta(days=61)))
        db.session.commit()
    assert client.get("/vi/jobs/v1").status_code == 404
    assert "đã tự đóng" in place.get("employer", "/vi/my-vacancies/v1")
    assert client.get("/vi/jobs/v1/apply").status_code in (303, 404)
    place.get("returnee", "/vi/jobs/v1/apply", 404)


def test_a_vacancy_that_leaves_people_waiting_stands_last_among_those_that_fit(place: Place) -> None:
    with place.square.app.app_context():
        place.world.make_vacancy("v2")
        db.session.execute(update(Vacancy).where(Vacancy.ref == "v1").values(waiting_since=now() - timedelta(days=20)))
        db.session.commit()
    order = re.findall(r'href="/vi/my-matches/(v\d)"', place.get("returnee", "/vi/my-matches"))
    assert list(dict.fromkeys(order)) == ["v2", "v1"]
    with place.square.app.app_context():
        db.session.execute(update(Vacancy).values(waiting_since=None))
        db.session.execute(update(Vacancy).where(Vacancy.ref == "v2").values(waiting_since=now() - timedelta(days=20)))
        db.session.commit()
    order = re.findall(r'href="/vi/my-matches/(v\d)"', place.get("returnee", "/vi/my-matches"))
    assert list(dict.fromkeys(order)) == ["v1", "v2"]


def test_outcomes_tell_no_small_figure(place: Place) -> None:
    client = place.square.app.test_client()
    assert "Chưa đủ số để nói" in client.get("/vi/outcomes").text
    with place.square.app.app_context():
        for what, count in (
            ("applied", 23),
            ("answered", 17),
            ("hired", 4),
            ("day2", 17),
            ("still3", 11),
            ("none3", 1),
        ):
            db.session.add(OutcomeCount(month="2026-01", province="24", sector="machining", what=what, count=count))
        db.session.commit()
    page = client.get("/vi/outcomes").text
    assert ">23<" in page
    assert ">17<" in page
    assert ">4<" not in page
    assert "quá ít để nói" in page
    assert "01/2026" in page
