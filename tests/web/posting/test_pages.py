"""An employer writes a vacancy and a moderator decides: nothing reaches the public unread, and nobody reaches another's."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from portal.jobs import service as jobs
from portal.jobs.models import MatchChange, Vacancy, VacancyDecision
from portal.search.models import OutboxRow
from portal.shared.clock import now, today
from portal.storage.db import db
from tests.jobs.posting.samples import FORM
from tests.web.organisations.conftest import Square

NEW = "/vi/my-vacancies/new"


def write(town: Square, way: str = "submit", who: str = "employer", **changed: str) -> tuple[int, str]:
    """Send the form; the status, and the ref of what was kept or the page."""
    answer = town.post(who, NEW, **{**FORM, "version": "0", **changed, "way": way})
    place = answer.headers.get("Location", "")
    return answer.status_code, re.sub(r".*/my-vacancies/([^?]+).*", r"\1", place) or answer.text


def decide(town: Square, ref: str, choice: str = "published:checked", why: str = "", version: str = "") -> int:
    to = f"/vi/vacancies-to-review/{ref}"
    version = version or town.version("moderator", to)
    return town.post("moderator", to, choice=choice, explanation=why, version=version).status_code


def published(town: Square, **changed: str) -> str:
    status, ref = write(town, **changed)
    assert status == 303, ref
    assert decide(town, ref) == 303
    return ref


def do(town: Square, ref: str, deed: str, who: str = "employer") -> int:
    return town.post(who, f"/vi/my-vacancies/{ref}/do", deed=deed).status_code


def stored(town: Square, ref: str) -> Vacancy:
    with town.app.app_context():
        row = db.session.scalar(select(Vacancy).where(Vacancy.ref == ref))
        assert row is not None
        return row


def seen(town: Square, ref: str) -> bool:
    """Whether everybody sees it, on its page, in the list and in the API alike."""
    client = town.app.test_client()
    page = client.get(f"/vi/jobs/{ref}").status_code == 200
    listed = ref in client.get("/vi/jobs").text
    api = client.get(f"/api/v1/vacancies/{ref}").status_code == 200
    assert page == listed == api
    return page


def test_nothing_is_public_before_a_moderator_read_it(town: Square) -> None:
    status, ref = write(town, "save")
    assert status == 303
    assert not seen(town, ref)
    assert town.browser("moderator").get(f"/vi/vacancies-to-review/{ref}").status_code == 404, (
        "a draft is nobody's business"
    )
    assert do(town, ref, "submit") == 303
    assert not seen(town, ref)
    queue = town.get("moderator", "/vi/vacancies-to-review")
    assert ref in queue
    assert decide(town, ref) == 303
    assert seen(town, ref)
    html = town.get("employer", f"/vi/my-vacancies/{ref}")
    assert "Đã cho đăng" in html
    assert "Công ty TNHH Minh Họa Bến Lau" in town.app.test_client().get(f"/vi/jobs/{ref}").text
    town.get("employer", f"/en/my-vacancies/{ref}")
    town.get("employer", "/en/my-vacancies")
    town.get("employer", f"/en/my-vacancies/{ref}/edit")
    town.get("moderator", f"/en/vacancies-to-review/{ref}")


def test_the_form_reads_what_people_type(town: Square) -> None:
    ref = write(town, "save")[1]
    row = stored(town, ref)
    assert (row.wage_min, row.wage_max, row.experience_years, row.positions) == (11_000_000, 15_000_000, 1.5, 6)
    assert (row.province, row.skills_required) == ("Bắc Ninh", ["đứng máy tiện CNC", "đọc bản vẽ cơ khí"])
    assert row.languages == [{"language": "ja", "level": "N4", "test": None, "required": False, "strict": False}]
    html = town.get("employer", f"/vi/my-vacancies/{ref}/edit")
    assert 'value="11.000.000"' in html
    assert 'value="1,5"' in html


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"wage_min": "12000"}, "wage_min", "Bạn muốn nói bao nhiêu?"),
        ({"wage_min": "nhiều"}, "wage_min", "Không đọc được số tiền này"),
        ({"wage_min": "16 triệu"}, "wage_min", "Lương từ đang cao hơn"),
        ({"wage_min": "3 triệu", "wage_max": ""}, "wage_min", "Thấp hơn lương tối thiểu của mọi vùng"),
        ({"wage_min": "", "wage_max": ""}, "wage_min", "tin không ghi lương không được đăng"),
        ({"title": ""}, "title", "Còn thiếu tên việc"),
        ({"province": ""}, "province", "Còn thiếu nơi làm"),
        ({"province": "JP"}, "province", "Hãy chọn trong danh sách"),
        ({"deadline": "31/02/2027"}, "deadline", "Không đọc được ngày này"),
        ({"deadline": "01/01/2020"}, "deadline", "từ hôm nay trở đi"),
        ({"description": "Ưu tiên nam dưới 35, ngoại hình khá."}, "description", "khoản 8 Điều 3"),
        ({"skills_preferred": "nữ dưới 30 tuổi"}, "skills_preferred", "khoản 8 Điều 3"),
        ({"description": "Có gì gọi 0912 345 678."}, "description", "không ghi cách liên hệ"),
        ({"description": "Làm xưởng bánh, đi Nhật bay sau 2 tuần."}, "description", "chỉ công ty có giấy phép"),
        ({"description": "Đặt cọc 2 triệu để giữ vị trí."}, "description", "không được ghi"),
        ({"language_1": "", "level_1": "N4"}, "language_1", "chưa chọn tiếng nào"),
        ({"language_2": "ja"}, "language_2", "đã chọn ở dòng trên"),
        ({"positions": "0"}, "positions", "số người cần"),
        ({"experience_years": "lâu"}, "experience_years", "số năm"),
    ],
)
def test_what_may_not_be_published_is_refused_with_what_was_typed(
    town: Square, changed: dict[str, str], field: str, said: str
) -> None:
    for way in ("submit", "preview"):
        answer = town.post("employer", NEW, **{**FORM, "version": "0", **changed, "way": way})
        assert answer.status_code == (422 if way == "submit" else answer.status_code)
        assert f'href="#{field}"' in answer.text
        assert said in answer.text
        kept = next(iter(changed.values()))
        assert kept in answer.text or field == "province", "a choice that is not offered is not offered"
    with town.app.app_context():
        assert db.session.scalar(select(Vacancy)) is None


def test_a_draft_may_be_unfinished_and_a_lawful_reason_is_read_by_a_moderator(town: Square) -> None:
    status, ref = write(town, "save", province="", description="Chỉ tuyển nữ.", wage_min="", wage_max="")
    assert status == 303
    assert do(town, ref, "submit") == 422
    reason = "Khoản 2 Điều 1 văn bản Thử: nhân viên phòng thay đồ nữ."
    status, ref = write(town, description="Chỉ tuyển nữ.", lawful_reason=reason)
    assert status == 303
    html = town.get("moderator", f"/vi/vacancies-to-review/{ref}")
    assert reason in html
    assert '<mark class="is-bad">Chỉ tuyển nữ</mark>' in html
    assert write(town, description="Chưa lập gia đình.", lawful_reason=reason)[0] == 422, "no reason excuses this"


def test_the_preview_keeps_nothing_and_says_what_was_understood(town: Square) -> None:
    answer = town.post("employer", NEW, **{**FORM, "version": "0", "way": "preview"})
    assert answer.status_code == 200
    assert "Máy hiểu tin này thế nào" in answer.text
    assert "5.310.000" in answer.text, "the minimum with its source stands beside"
    with town.app.app_context():
        assert db.session.scalar(select(Vacancy)) is None
    assert (
        town.post("employer", "/en/my-vacancies/new", **{**FORM, "version": "0", "way": "preview"}).status_code == 200
    )


def test_another_employers_vacancy_looks_like_none(town: Square) -> None:
    ref = published(town)
    for path in (f"/vi/my-vacancies/{ref}", f"/vi/my-vacancies/{ref}/edit"):
        assert town.browser("employer2").get(path).status_code == 404
    assert do(town, ref, "close", "employer2") == 404
    to = f"/vi/my-vacancies/{ref}/edit"
    assert town.post("employer2", to, **{**FORM, "version": "2", "way": "save"}).status_code == 404
    assert ref not in town.get("employer2", "/vi/my-vacancies")
    assert stored(town, ref).state == "open"


def test_changed_words_wait_again_and_changed_figures_do_not(town: Square) -> None:
    ref = published(town)
    to = f"/vi/my-vacancies/{ref}/edit"
    version = town.version("employer", to)
    assert (
        town.post("employer", to, **{**FORM, "wage_max": "16 triệu", "version": version, "way": "save"}).status_code
        == 303
    )
    assert seen(town, ref)
    stale = town.post("employer", to, **{**FORM, "version": version, "way": "save"})
    assert stale.status_code == 409
    version = town.version("employer", to)
    sent = {**FORM, "description": "Việc khác hẳn, làm ở xưởng bên cạnh.", "version": version, "way": "save"}
    assert town.post("employer", to, **sent).status_code == 303
    assert stored(town, ref).state == "pending"
    assert not seen(town, ref)
    bad = {**FORM, "description": "Đặt cọc 2 triệu.", "version": town.version("employer", to), "way": "save"}
    assert town.post("employer", to, **bad).status_code == 422


def test_a_moderator_decides_of_what_they_saw(town: Square) -> None:
    ref = write(town)[1]
    page = f"/vi/vacancies-to-review/{ref}"
    version = town.version("moderator", page)
    edit = f"/vi/my-vacancies/{ref}/edit"
    town.post("employer", edit, **{**FORM, "title": "Thợ phay CNC", "version": version, "way": "save"})
    assert decide(town, ref, version=version) == 409
    assert not seen(town, ref)
    assert decide(town, ref, "returned:unclear") == 422, "who returns it explains"
    assert decide(town, ref, "published:lure") == 422
    assert decide(town, ref, "returned:unclear", "Hãy ghi rõ ca làm và nơi làm.") == 303
    assert "Hãy ghi rõ ca làm" in town.get("employer", f"/vi/my-vacancies/{ref}")
    assert stored(town, ref).state == "draft"
    assert do(town, ref, "submit") == 303
    assert decide(town, ref, "refused:not_real", "Không có nhà máy nào như vậy.") == 303
    assert do(town, ref, "submit") == 422
    with town.app.app_context():
        assert [row.decision for row in db.session.scalars(select(VacancyDecision))] == ["returned", "refused"]


def test_a_suspended_organisation_is_gone_at_once_and_back_again(town: Square) -> None:
    ref = published(town)
    with town.app.app_context():
        db.session.query(OutboxRow).delete()
        before = db.session.query(MatchChange).count()
        town.town.decide(town.ref, "suspend:fraud")  # type: ignore[attr-defined]
        assert [row.id for row in db.session.scalars(select(OutboxRow).where(OutboxRow.kind == "vacancy"))] == [ref]
        assert db.session.query(MatchChange).count() == before + 1
        assert jobs.open_facts(today()) == []
    assert not seen(town, ref)
    assert write(town)[0] == 422
    assert write(town, "save")[0] == 303
    assert do(town, ref, "confirm") == 422
    assert do(town, ref, "pause") == 303
    with town.app.app_context():
        town.town.decide(town.ref, "reinstate:cleared")  # type: ignore[attr-defined]
    assert do(town, ref, "resume") == 303
    assert seen(town, ref)


def test_an_unconfirmed_one_stops_being_shown(town: Square) -> None:
    ref = published(town)
    for days, shown in ((30, True), (31, False)):
        with town.app.app_context():
            db.session.execute(update(Vacancy).values(confirmed_at=now() - timedelta(days=days)))
            db.session.commit()
        assert seen(town, ref) is shown
    assert "Chưa xác nhận còn tuyển" in town.get("employer", "/vi/my-vacancies")
    assert do(town, ref, "confirm") == 303
    assert seen(town, ref)
    assert do(town, ref, "close") == 303
    assert not seen(town, ref)
    assert do(town, ref, "resume") == 422


def test_an_unverified_organisation_writes_drafts_only(square: Square) -> None:
    assert "Chưa có tổ chức" in square.get("employer", "/vi/my-vacancies")
    assert square.browser("employer").get(NEW).status_code == 404
    with square.app.app_context():
        from tests.organisations.samples import DETAILS

        square.town.waiting("employer", DETAILS)
    assert write(square, "submit")[0] == 422
    status, ref = write(square, "save")
    assert status == 303
    assert do(square, ref, "submit") == 422
    assert "Tổ chức chưa được xác minh" in square.get("employer", "/vi/my-vacancies")


def test_every_change_is_told_to_ranking_and_index(town: Square) -> None:
    ref = published(town)
    for deed in ("pause", "resume", "confirm", "close"):
        with town.app.app_context():
            db.session.query(OutboxRow).delete()
            before = db.session.query(MatchChange).count()
            db.session.commit()
        assert do(town, ref, deed) == 303
        with town.app.app_context():
            assert [row.id for row in db.session.scalars(select(OutboxRow).where(OutboxRow.kind == "vacancy"))] == [ref]
            assert db.session.query(MatchChange).count() == before + 1
