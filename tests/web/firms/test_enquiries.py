"""A worker asks a firm: sees what the firm will see, nothing is ticked, no phone without a tick, and all of it can be taken back."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select, text, update

from portal.accounts.models import Account
from portal.accounts.results import Done
from portal.accounts.service import me, staff
from portal.audit import service as audit
from portal.cli.illustrative.firms import orders as illustrative_orders
from portal.cli.illustrative.firms import rows
from portal.firms import enquiries, enquiry_store, firm_enquiries, service
from portal.firms.enquiry_models import Enquiry
from portal.firms.models import LicenceState
from portal.mail.models import OutboxLetter
from portal.shared.clock import now
from portal.storage.db import db
from tests.organisations.samples import FIRM
from tests.web.organisations.conftest import Square

ASK = "/vi/firms/9001-ldtbxh-gp/enquiry"
PHONE, MASKED = "0912 345 678", "•••••"
QUESTION = "Đơn hàng hàn này có thu tiền môi giới không? Gọi em 0912 345 678 hoặc Zalo: hoanguyen95"


@pytest.fixture
def town(square: Square) -> Square:
    """Firm 9001 has a verified account; firm 9007 has none."""
    with square.app.app_context():
        service.load_illustrative(rows(10), illustrative_orders(10))
        db.session.commit()
        square.firm_ref = square.town.verified("firm", replace(FIRM, licence_no="9001 LĐTBXH-GP"))  # type: ignore[attr-defined]
    return square


def seen(town: Square, who: str = "returnee", **ticked: str) -> str:
    """The preview of a question."""
    answer = town.post(who, ASK, text=QUESTION, phone=PHONE, order="", way="preview", **ticked)
    assert answer.status_code == 200, answer.text
    return answer.text


def mark(page: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    assert found
    return found[1]


def sent(town: Square, who: str = "returnee", **ticked: str) -> str:
    """A question that was sent; its ref."""
    page = seen(town, who, **ticked)
    answer = town.post(
        who, ASK, text=QUESTION, phone=PHONE, order="", way="send", agreed="1", seen=mark(page), **ticked
    )
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"].split("/")[-1].split("?")[0]


def stored(town: Square) -> list[Enquiry]:
    with town.app.app_context():
        return list(db.session.scalars(select(Enquiry).order_by(Enquiry.id)))


def log_of(town: Square, name: str = "returnee") -> str:
    return town.get(name, "/vi/account/log")


def reads(town: Square) -> int:
    with town.app.app_context():
        return len(audit.of_object(town.town.actor("returnee").ref, 50, ["enquiry.read"]))


def test_nothing_is_ticked_and_nothing_is_kept_before_it_is_agreed_to(town: Square) -> None:
    form = town.get("returnee", ASK)
    assert " checked" not in form
    page = seen(town)
    assert " checked" not in page
    assert f"Gọi em {MASKED} hoặc Zalo: {MASKED}" in page
    assert "không cho xem" in page
    assert "đã được che" in page
    assert stored(town) == []
    unticked = town.post("returnee", ASK, text=QUESTION, phone="", order="", way="send", seen=mark(page))
    assert unticked.status_code == 422
    assert "đánh dấu vào ô đồng ý" in unticked.text
    assert stored(town) == []
    assert town.post("returnee", ASK, text=QUESTION, way="send", agreed="1", seen="0" * 64).status_code == 200
    assert stored(town) == [], "not what was seen"
    edited = town.post("returnee", ASK, text=QUESTION, phone=PHONE, show_contact="1", way="edit")
    assert QUESTION in edited.text
    assert "checked" in edited.text, "what they ticked themselves is kept"


def test_the_firm_sees_what_the_worker_saw_and_no_more(town: Square) -> None:
    before = seen(town)
    ref = sent(town)
    page = town.get("firm", f"/vi/my-firm/enquiries/{ref}")
    shown = re.compile(r'<div class="card flow">.*?</div>\s*<', re.DOTALL)
    first, second = shown.search(before), shown.search(page)
    assert first
    assert second
    assert first[0] == second[0]
    for private in ("0912", "hoanguyen", "Mẫu", "returnee@"):
        assert private not in page
    (row,) = stored(town)
    assert (row.consent, row.locale, row.phone_sealed, row.name_sealed) == ("1", "vi", None, None)
    with town.app.app_context():
        everything = " ".join(map(str, db.session.execute(text("SELECT * FROM firm_enquiry")).first() or ()))
    assert "hàn" not in everything
    ticked = sent(town, "returnee2", show_name="1", show_contact="1")
    page = town.get("firm", f"/vi/my-firm/enquiries/{ticked}")
    assert "+84912345678" in page
    assert "Zalo: hoanguyen95" in page
    assert "Trần Văn Mẫu" in page
    assert stored(town)[1].consent == "1+name+contact"


def test_a_phone_that_is_wrong_keeps_the_form(town: Square) -> None:
    answer = town.post("returnee", ASK, text=QUESTION, phone="12", show_contact="1", way="preview")
    assert answer.status_code == 422
    assert "Số điện thoại này không đúng" in answer.text
    assert QUESTION in answer.text
    for typed in ("", "ngắn", "a" * 1501):
        assert town.post("returnee", ASK, text=typed, way="preview").status_code == 422


def test_each_reading_is_one_line_in_the_workers_log(town: Square) -> None:
    ref = sent(town)
    town.get("firm", "/vi/my-firm/enquiries")
    assert reads(town) == 0, "the list shows nothing of it"
    for count in (1, 2):
        town.get("firm", f"/vi/my-firm/enquiries/{ref}")
        assert reads(town) == count
    wrong = town.post("firm", f"/vi/my-firm/enquiries/{ref}", answer="x")
    assert (wrong.status_code, reads(town)) == (422, 3), "the form again shows it again"
    page = log_of(town)
    assert page.count("Công ty đã mở thư hỏi của bạn") == 3
    assert "Công ty CP Nhân lực Minh Họa" in page
    assert "Số lần công ty đã mở thư: 3" in town.get("returnee", f"/vi/my-enquiries/{ref}")
    town.get("returnee", "/en/account/log")


def test_the_answer_is_read_on_the_site_and_a_letter_only_says_so(town: Square) -> None:
    ref = sent(town)
    to = f"/vi/my-firm/enquiries/{ref}"
    assert town.post("firm", to, answer="Không thu tiền môi giới. Liên hệ Zalo: 0988 777 666").status_code == 303
    page = town.get("returnee", f"/vi/my-enquiries/{ref}")
    assert "Không thu tiền môi giới" in page
    assert "0988" not in page
    again = town.post("firm", to, answer="Một câu trả lời khác nữa")
    assert again.headers["Location"].endswith("done=before")
    assert "Một câu" not in town.get("returnee", f"/en/my-enquiries/{ref}")
    with town.app.app_context():
        kinds = sorted(db.session.scalars(select(OutboxLetter.kind)))
    assert kinds.count("enquiry_arrived") == 1
    assert kinds.count("enquiry_answered") == 1
    assert "Công ty đã trả lời thư hỏi của bạn" in log_of(town)


def test_taken_back_the_firm_sees_nothing_from_that_moment(town: Square) -> None:
    ref = sent(town, show_contact="1")
    to = f"/vi/my-firm/enquiries/{ref}"
    town.get("firm", to)
    assert town.post("returnee", f"/vi/my-enquiries/{ref}/withdraw").status_code == 303
    absent = town.browser("firm").get("/vi/my-firm/enquiries/nothing-of-this-name")
    gone = town.browser("firm").get(to)
    assert (gone.status_code, absent.status_code) == (404, 404)
    assert town.post("firm", to, answer="Câu trả lời đủ dài").status_code == 404
    assert town.post("firm", f"{to}/report").status_code == 404
    assert ref not in town.get("firm", "/vi/my-firm/enquiries")
    assert stored(town)[0].phone_sealed is None
    assert reads(town) == 1
    assert "Bạn đã rút thư lại" in town.get("returnee", f"/vi/my-enquiries/{ref}")
    assert town.post("returnee", f"/vi/my-enquiries/{ref}/withdraw").status_code == 303, "twice is no mistake"
    sent(town)


def test_another_workers_and_another_firms_are_absent(town: Square) -> None:
    ref = sent(town)
    with town.app.app_context():
        other = replace(FIRM, licence_no="9007/LĐTBXH-GP", tax_code="0101248141", legal_name="Công ty CP Khác")
        town.town.verified("firm2", other)
    assert town.browser("firm2").get("/vi/my-firm/enquiries").status_code == 200
    assert town.browser("firm2").get(f"/vi/my-firm/enquiries/{ref}").status_code == 404
    assert town.post("firm2", f"/vi/my-firm/enquiries/{ref}", answer="Câu trả lời đủ dài").status_code == 404
    assert town.browser("returnee2").get(f"/vi/my-enquiries/{ref}").status_code == 404
    for deed in ("withdraw", "report"):
        assert town.post("returnee2", f"/vi/my-enquiries/{ref}/{deed}").status_code == 404
    assert town.post("firm2", f"/vi/my-firm/enquiries/{ref}/report").status_code == 404
    for path in (f"/vi/my-enquiries/{ref}", ASK):
        assert town.browser("firm").get(path).status_code == 403
    assert town.browser("moderator").get(f"/vi/my-firm/enquiries/{ref}").status_code == 403
    assert stored(town)[0].state == "open"
    assert reads(town) == 0


def test_one_question_waits_at_a_firm_at_a_time(town: Square) -> None:
    ref = sent(town)
    page = seen(town)
    again = town.post("returnee", ASK, text=QUESTION, phone="", way="send", agreed="1", seen=mark(page))
    assert again.headers["Location"] == f"/vi/my-enquiries/{ref}?done=before"
    assert len(stored(town)) == 1


@pytest.mark.parametrize("what", ["licence", "organisation"])
def test_what_may_not_go_on_is_closed_at_once_with_words(town: Square, what: str) -> None:
    ref = sent(town, show_contact="1")
    to = f"/vi/my-firm/enquiries/{ref}"
    town.get("firm", to)
    with town.app.app_context():
        if what == "licence":
            db.session.execute(update(LicenceState).where(LicenceState.firm_id == 1).values(state="revoked"))
        else:
            town.town.decide(town.firm_ref, "suspend:fraud")  # type: ignore[attr-defined]
        db.session.commit()
    assert town.browser("firm").get(to).status_code == 404, "before any job ran"
    assert town.post("firm", to, answer="Câu trả lời đủ dài").status_code == 404
    with town.app.app_context():
        firm_enquiries.tidy(now())
    row = stored(town)[0]
    assert (row.state, row.phone_sealed) == ("closed", None)
    said = {"licence": "Giấy phép của công ty không còn hiệu lực", "organisation": "không còn được xác minh"}[what]
    assert said in town.get("returnee", f"/vi/my-enquiries/{ref}")
    assert "Thư hỏi của bạn đã được đóng" in log_of(town)
    assert town.browser("returnee").get(ASK).headers["Location"] == "/vi/firms/9001-ldtbxh-gp/contact"
    with town.app.app_context():
        assert "enquiry_closed" in set(db.session.scalars(select(OutboxLetter.kind)))


def suspend(town: Square) -> None:
    with town.app.app_context():
        found = staff.suspend(town.town.actor("moderator"), town.town.actor("returnee").ref, "spam", now())
        assert isinstance(found, Done), found


def test_a_suspension_closes_what_the_worker_asked_in_the_same_moment_and_for_good(town: Square) -> None:
    ref = sent(town, show_contact="1")
    to = f"/vi/my-firm/enquiries/{ref}"
    town.get("firm", to)
    suspend(town)
    row = stored(town)[0]
    assert (row.state, row.ended_for, row.phone_sealed) == ("closed", "worker_gone", None), "before any job ran"
    said = "Tài khoản của người hỏi không còn hoạt động"
    page = town.get("firm", to, status=410)
    assert said in page
    assert "hàn" not in page.split("<h1")[1].split("</main>")[0], "nothing of the question"
    assert "khóa" not in page.split("<h1")[1].split("</main>")[0], "why is the worker’s affair"
    inbox = town.get("firm", "/vi/my-firm/enquiries")
    assert said in inbox
    assert f'href="{to}"' not in inbox
    late = town.post("firm", to, answer="Câu trả lời đủ dài\nhai dòng")
    assert late.status_code == 410
    assert "Câu trả lời chưa được gửi" in late.text
    assert "Câu trả lời đủ dài" in late.text, "what was typed stays"
    assert town.post("firm", f"{to}/report").status_code == 410
    before = reads(town)
    with town.app.app_context():
        staff.reinstate(town.town.actor("moderator"), town.town.actor("returnee").ref, now())
        firm_enquiries.tidy(now())
    town.browsers.pop("returnee")
    assert town.browser("firm").get(to).status_code == 410, "never opened again"
    assert "Thư được đóng khi tài khoản của bạn bị tạm khóa" in town.get("returnee", f"/vi/my-enquiries/{ref}")
    assert "đã được đóng vì tài khoản của bạn bị tạm khóa" in log_of(town)
    assert reads(town) == before
    assert sent(town) != ref, "a new question can be asked"


def test_one_that_was_closed_that_way_is_gone_after_ninety_days_too(town: Square) -> None:
    ref = sent(town)
    suspend(town)
    with town.app.app_context(), time_machine.travel(stored(town)[0].sent_at + timedelta(days=90), tick=False):
        firm = town.town.actor("firm")
        assert firm_enquiries.read(firm, ref) is None
        assert not firm_enquiries.inbox(firm)


def test_where_closing_fails_nobody_is_suspended(town: Square, monkeypatch: pytest.MonkeyPatch) -> None:
    sent(town)

    def broken(*_: object) -> bool:
        raise RuntimeError

    monkeypatch.setattr(enquiry_store, "end", broken)
    with pytest.raises(RuntimeError):
        suspend(town)
    monkeypatch.undo()
    with town.app.app_context():
        assert (
            db.session.scalar(select(Account.state).where(Account.ref == town.town.actor("returnee").ref)) == "active"
        )
    assert stored(town)[0].state == "open"


def test_a_suspension_from_before_is_followed_by_the_worker(town: Square) -> None:
    """Of a time when suspending closed nothing."""
    ref = sent(town, show_contact="1")
    with town.app.app_context():
        mine = Account.ref == town.town.actor("returnee").ref
        db.session.execute(update(Account).where(mine).values(state="suspended"))
        db.session.commit()
    assert town.browser("firm").get(f"/vi/my-firm/enquiries/{ref}").status_code == 404, "before any job ran"
    with town.app.app_context():
        assert firm_enquiries.tidy(now()) == 1
        assert firm_enquiries.tidy(now()) == 0
        assert "enquiry_closed" not in set(db.session.scalars(select(OutboxLetter.kind)))
    row = stored(town)[0]
    assert (row.state, row.ended_for, row.phone_sealed) == ("closed", "worker_gone", None)


def test_with_the_account_goes_what_it_asked(town: Square) -> None:
    ref = sent(town)
    with town.app.app_context():
        me.delete_account(town.town.actor("returnee"), "demo-returnee-2026", now())
    assert town.browser("firm").get(f"/vi/my-firm/enquiries/{ref}").status_code == 404
    with town.app.app_context():
        firm_enquiries.tidy(now())
    assert stored(town) == []


def test_after_ninety_days_nothing_is_left(town: Square) -> None:
    ref = sent(town)
    end = stored(town)[0].sent_at + timedelta(days=90)
    with town.app.app_context():
        firm_enquiries.tidy(end - timedelta(seconds=1))
        assert enquiries.look(town.town.actor("returnee"), ref) is not None
        with time_machine.travel(end, tick=False):
            assert firm_enquiries.read(town.town.actor("firm"), ref) is None
        firm_enquiries.tidy(end)
    assert stored(town) == []


def test_one_tap_reports_and_a_moderator_sees_the_firms_words_only(town: Square) -> None:
    ref = sent(town, show_name="1", show_contact="1")
    town.post("firm", f"/vi/my-firm/enquiries/{ref}", answer="Muốn đi thì nộp trước 20 triệu nhé.")
    assert town.post("returnee", f"/vi/my-enquiries/{ref}/report").status_code == 303
    assert town.browser("firm").get(f"/vi/my-firm/enquiries/{ref}").status_code == 404
    page = town.get("moderator", "/vi/enquiries/reported")
    assert "nộp trước 20 triệu" in page
    for private in ("Nguyễn Thị Mẫu", "912345678", "môi giới"):
        assert private not in page
    assert "Nhân viên Bến Về đã xem một thư hỏi bị báo" in log_of(town)
    town.get("moderator", "/en/enquiries/reported")
    assert town.post("moderator", f"/vi/enquiries/reported/{ref}").status_code == 303
    assert "nộp trước" not in town.get("moderator", "/vi/enquiries/reported")


def test_a_firm_without_an_account_is_reached_by_the_register(town: Square) -> None:
    page = town.get("anonymous" if "anonymous" in town.browsers else "returnee", "/vi/firms/9007-ldtbxh-gp/contact")
    assert "Chưa hỏi được qua trang này" in page
    assert "024 0000 0007" in page
    answer = town.browser("returnee").get("/vi/firms/9007-ldtbxh-gp/enquiry")
    assert answer.headers["Location"] == "/vi/firms/9007-ldtbxh-gp/contact"
    assert "Viết thư hỏi" in town.get("returnee", "/en/firms/9001-ldtbxh-gp/contact").replace(
        "Write a question", "Viết thư hỏi"
    )
    assert "Hôm nay công ty này không có giấy phép" in town.get("returnee", "/vi/firms/9003-ldtbxh-gp/contact")
    with town.app.app_context():
        twin = replace(FIRM, licence_no="9001/LĐTBXH-GP", tax_code="0101248141", legal_name="Công ty CP Mạo Danh")
        town.town.verified("firm22", twin)
    assert "Chưa hỏi được" in town.get("returnee", "/vi/firms/9001-ldtbxh-gp/contact"), "two claim one licence"


def test_an_order_of_another_firm_is_not_named(town: Square) -> None:
    page = town.post("returnee", ASK, text=QUESTION, order="dh-00-0001", way="preview").text
    with town.app.app_context():
        own = {order.slug: order.ref for order in service.get_firm("9001-ldtbxh-gp").orders}
    assert ("ĐH-00-0001" in page) is ("dh-00-0001" in own)
    assert "ĐH-00-0003" not in town.post("returnee", ASK, text=QUESTION, order="../x", way="preview").text


def test_a_worker_cannot_flood(town: Square) -> None:
    for number in range(6):
        page = seen(town)
        answer = town.post("returnee", ASK, text=QUESTION, phone="", way="send", agreed="1", seen=mark(page))
        if number == 5:
            assert answer.status_code == 429
            assert "Bạn thử quá nhanh" in answer.text
            assert QUESTION in answer.text
        else:
            ref = answer.headers["Location"].split("/")[-1].split("?")[0]
            town.post("returnee", f"/vi/my-enquiries/{ref}/withdraw")
