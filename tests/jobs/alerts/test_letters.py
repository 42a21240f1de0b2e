"""Letters about new vacancies: to whom it fits and who searched for it, once, at most one on a day, of what may still be seen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from portal.jobs.alerts import noting, searches, stopping, telling
from portal.jobs.alerts.models import AlertNews
from portal.mail import service as mail
from portal.shared.clock import now, today
from portal.storage.db import db
from tests.firms.at_once import at_once
from tests.jobs.alerts.scene import Scene, body, token, told, told_to
from tests.organisations.samples import DETAILS

LAN, HOA = "returnee@demo.example", "returnee2@demo.example"


def test_what_fits_is_told_to_who_agreed_and_once(scene: Scene) -> None:
    scene.agree(scene.lan)
    scene.post("v1", "v2")
    assert scene.work() == 1
    letter = scene.letter()
    assert (letter["To"], letter["Subject"]) == (LAN, "Việc mới cho bạn")
    assert sorted(told(letter)) == ["v1", "v2"]
    assert "Hợp với hồ sơ của bạn:" in body(letter)
    assert "Mới đăng hoặc vừa sửa" not in body(letter), "an empty list has no heading"
    scene.tomorrow()
    scene.post("v1", wage_max=19_000_000)
    assert scene.work() == 0, "told once for ever"


def test_a_saved_search_tells_of_what_comes_after_it(scene: Scene) -> None:
    scene.post("before", province="Hải Phòng")
    scene.work()
    scene.keep(scene.hoa, province="31")
    assert scene.work() == 0
    scene.post("after", province="Hải Phòng")
    scene.post("elsewhere", province="Hà Nội")
    assert scene.work() == 1
    letter = scene.letter()
    assert (letter["To"], told(letter)) == (HOA, ["after"])
    assert "Hải Phòng · 12–18 triệu đồng một tháng" in body(letter)
    assert "Hợp với hồ sơ" not in body(letter)


def test_both_stand_in_one_letter_and_no_vacancy_twice(scene: Scene) -> None:
    scene.agree(scene.lan)
    scene.keep(scene.lan, q="ep nhua")
    scene.post("fits")
    scene.post(
        "other", skills_required=("lái xe nâng",), languages=(), description="", sector="Kho", province="Cần Thơ"
    )
    assert scene.work() == 1
    letter = scene.letter()
    assert told(letter) == ["fits", "other"]
    assert body(letter).index("Hợp với hồ sơ") < body(letter).index("fits") < body(letter).index("Mới đăng")
    scene.tomorrow()
    assert scene.work() == 0


def test_at_most_one_letter_on_a_day_in_viet_nam(scene: Scene) -> None:
    scene.keep(scene.lan, q="ép nhựa")
    scene.clock.move_to(datetime(2026, 12, 1, 16, 59, 58, tzinfo=UTC))
    scene.post("v1")
    assert scene.work() == 1
    scene.clock.move_to(datetime(2026, 12, 1, 16, 59, 59, tzinfo=UTC))  # 23:59:59
    scene.post("v2")
    assert scene.work() == 0
    assert [told(letter) for letter in scene.letters()] == [["v1"]]
    scene.clock.move_to(datetime(2026, 12, 1, 17, 0, 0, tzinfo=UTC))  # the next day begins
    scene.post("v3")
    assert scene.work() == 1
    assert sorted(told(scene.letter())) == ["v2", "v3"]
    scene.clock.move_to(datetime(2026, 12, 1, 16, 0, 0, tzinfo=UTC))  # a clock that goes back
    scene.post("v4")
    assert scene.work() == 0


def test_a_letter_names_ten_and_counts_the_others_which_are_told_too(scene: Scene) -> None:
    scene.agree(scene.lan)
    scene.keep(scene.lan, q="bảo vệ")
    scene.post(*(f"f{n}" for n in range(12)))
    scene.post(
        *(f"k{n}" for n in range(7)),
        title="Bảo vệ",
        skills_required=("bảo vệ",),
        languages=(),
        description="",
        sector="Kho",
    )
    assert scene.work() == 1
    letter = scene.letter()
    names = told(letter)
    assert [name[0] for name in names] == ["f"] * 5 + ["k"] * 5
    assert "Và 7 việc nữa." in body(letter)
    assert "Và 2 việc nữa." in body(letter)
    assert scene.waiting() == 0
    scene.tomorrow()
    assert scene.work() == 0


@pytest.mark.parametrize("why", ["closed", "deadline", "suspended", "unconfirmed"])
def test_what_is_gone_between_noting_and_writing_is_left_out_and_told_when_it_is_back(scene: Scene, why: str) -> None:
    organisation = scene.town.verified("employer")
    scene.agree(scene.lan)
    scene.keep(scene.hoa, q="ép nhựa")
    scene.post("v1", employer=DETAILS.legal_name)
    scene.vacancy_is("v1", organisation=organisation, confirmed_at=now())
    scene.note()
    assert scene.waiting() == 2
    gone = {
        "closed": {"state": "closed"},
        "deadline": {"deadline": today() - timedelta(days=1)},
        "suspended": {},
        "unconfirmed": {"confirmed_at": now() - timedelta(days=31)},
    }[why]
    if why == "suspended":
        scene.organisation_is("suspended")
    else:
        scene.vacancy_is("v1", **gone)
    assert scene.work() == 0
    if why == "suspended":
        scene.organisation_is("verified")
    else:
        scene.vacancy_is("v1", state="open", deadline=None, confirmed_at=now())
    assert scene.work() == 2
    assert [told(letter) for letter in scene.letters()] == [["v1"], ["v1"]]


@pytest.mark.parametrize("how", ["paused", "unseen", "hidden"])
def test_who_rests_hides_or_is_seen_no_more_gets_nothing_of_what_fits(scene: Scene, how: str) -> None:
    scene.agree(scene.lan)
    scene.post("v1", "v2", employer="Công ty Khác")
    scene.post("v3", employer="CÔNG TY tnhh nhựa minh hoạ")
    scene.note()
    assert scene.waiting() == 3
    changed = {
        "paused": {"active": False},
        "unseen": {"consented": False},
        "hidden": {"hidden_employers": ["Công ty Khác"]},
    }
    scene.profile_is(**changed[how])
    letters = (scene.work(), [told(letter) for letter in scene.letters()])
    assert letters == ((1, [["v3"]]) if how == "hidden" else (0, []))
    scene.profile_is(active=True, consented=True, hidden_employers=[])
    scene.tomorrow()
    assert scene.work() == (0 if how == "hidden" else 1), "what somebody hides from is told no more, the rest is"


def test_resting_ends_nothing_of_saved_searches(scene: Scene) -> None:
    scene.keep(scene.lan, q="ép nhựa")
    scene.profile_is(active=False, consented=False)
    scene.post("v1")
    assert scene.work() == 1


def test_an_account_that_is_suspended_or_has_no_address_gets_none(scene: Scene) -> None:
    scene.keep(scene.lan, q="ép nhựa")
    scene.keep(scene.hoa, q="ép nhựa")
    scene.account_is(scene.lan, state="suspended")
    scene.account_is(scene.hoa, email_sealed=None, email_index=None)
    scene.post("v1")
    assert scene.work() == 0
    scene.account_is(scene.lan, state="active")
    scene.tomorrow()
    assert scene.work() == 1


def test_a_letter_speaks_the_language_of_the_account(scene: Scene) -> None:
    scene.account_is(scene.lan, locale="en")
    scene.agree(scene.lan)
    scene.post("v1", wage_min=None, wage_max=12_500_000)
    scene.work()
    letter = scene.letter()
    assert letter["Subject"] == "New jobs for you"
    assert letter["Content-Language"] == "en"
    assert "Bắc Ninh · up to VND 12.5 million a month" in body(letter)
    assert "/en/jobs/v1" in body(letter)
    assert "Fits your profile" in body(letter, "html")


def test_the_letter_says_nothing_of_the_person_and_titles_become_no_link(scene: Scene) -> None:
    scene.agree(scene.lan)
    scene.keep(scene.lan, "CanaryName", q="ép nhựa")
    scene.post("v1", title="Ép nhựa <b>www.lừa.vn</b> http://x.vn/a?b Zalo: 0912")
    scene.work()
    letter = scene.letter()
    everything = letter.as_string() + body(letter) + body(letter, "html")
    for word in ("CanaryName", "Gunma", "N4", "returnee@demo.example\n\n", "www", "http://x", "<b>", "14_000_000"):
        assert word not in everything, word
    assert "Ép nhựa b w w w" in body(letter).replace("  ", " ")


def test_headers_on_the_real_message(scene: Scene) -> None:
    scene.agree(scene.lan)
    scene.post("v1")
    scene.work()
    letter = scene.letter()
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["List-Unsubscribe"].strip("<>").endswith(f"/vi/letters/{token(letter)}")
    assert letter["List-Unsubscribe"].startswith("<http")
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in letter.iter_parts()] == ["text/plain", "text/html"]
    assert letter["Cc"] is None
    assert letter["Bcc"] is None


def test_stopping_by_the_link_takes_letters_back_and_doing_it_again_changes_nothing(scene: Scene) -> None:
    scene.agree(scene.lan)
    scene.keep(scene.lan, q="ép nhựa")
    scene.agree(scene.hoa)
    scene.post("v1")
    assert scene.work() == 2
    found = scene.letters()
    mine = token(next(letter for letter in found if letter["To"] == LAN))
    scene.tomorrow()
    scene.post("v2")
    assert scene.work() == 2
    assert scene.outbox() == 2
    for _ in range(2):
        stopping.stop(mine, now())
    assert scene.outbox() == 1, "the letter that waited is taken back, Hoa's is not"
    desk = searches.mine(scene.lan)
    assert [one.paused for one in desk.searches] == [True]
    assert (desk.fits, [entry.given for entry in desk.entries]) == (False, [False, True])
    scene.tomorrow()
    scene.post("v3")
    scene.work()
    assert told_to(scene.letters(), LAN) == []
    stopping.stop("wrong", now())
    stopping.stop(mine + "x", now())
    assert searches.mine(scene.hoa).fits


def test_taking_back_the_consent_keeps_what_searches_found_for_a_letter_of_its_own(scene: Scene) -> None:
    scene.agree(scene.lan)
    scene.keep(scene.lan, q="bảo vệ")
    scene.post("fits")
    scene.post("kept", title="Bảo vệ", skills_required=("bảo vệ",), languages=(), description="", sector="Kho")
    assert scene.work() == 1
    assert scene.agree(scene.lan, False)
    assert scene.outbox() == 0
    assert scene.work() == 1
    assert told(scene.letter()) == ["kept"]
    assert not scene.agree(scene.lan, False), "nothing was agreed to any more"
    scene.agree(scene.lan)
    scene.tomorrow()
    assert scene.work() == 0


def test_what_was_found_before_somebody_agreed_is_nobodys_news(scene: Scene) -> None:
    scene.post("v1")
    scene.work()
    scene.agree(scene.lan)
    assert scene.work() == 0


def test_a_mere_word_of_the_employer_that_the_job_is_still_there_is_no_news(scene: Scene) -> None:
    scene.post("v1", wage_min=None, wage_max=9_000_000)
    scene.work()
    scene.tomorrow()
    scene.keep(scene.lan, q="ép nhựa")
    scene.vacancy_is("v1", confirmed_at=now(), changed_at=now())
    assert scene.work() == 0
    scene.clock.shift(timedelta(seconds=5))
    scene.vacancy_is("v1", wage_max=11_000_000)
    assert scene.work() == 1


def test_a_paused_search_finds_nothing_and_goes_on_from_then(scene: Scene) -> None:
    ref = scene.keep(scene.lan, q="ép nhựa")
    scene.post("v1")
    scene.note()
    assert searches.pause(scene.lan, ref)
    assert scene.waiting() == 0
    scene.post("v2")
    assert scene.work() == 0
    assert searches.go_on(scene.lan, ref, now())
    assert scene.work() == 0
    scene.post("v3")
    assert scene.work() == 1
    assert told(scene.letter()) == ["v3"]


class Killed(BaseException):
    """Stands for the end of the process."""


@pytest.mark.parametrize("where", ["before", "after"])
def test_a_letter_and_what_it_tells_are_kept_together_or_not_at_all(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    scene.agree(scene.lan)
    scene.post("v1")
    enqueue = mail.enqueue

    def killed(*args: object, **kwargs: object) -> bool:
        if where == "after":
            enqueue(*args, **kwargs)  # type: ignore[arg-type]
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(mail, "enqueue", killed)
        with pytest.raises(Killed):
            scene.work()
    assert scene.letters() == []
    assert scene.waiting() == 1
    assert scene.work() == 1
    assert told(scene.letter()) == ["v1"]


def test_an_address_that_had_its_share_is_told_later(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.agree(scene.lan)
    scene.post("v1")
    with monkeypatch.context() as patch:
        patch.setattr(mail, "enqueue", lambda *args, **kwargs: False)
        assert scene.work() == 0
    assert scene.work() == 1


def test_several_workers_note_and_tell_once(scene: Scene) -> None:
    scene.agree(scene.lan)
    scene.agree(scene.hoa)
    scene.keep(scene.lan, q="ép nhựa")
    scene.post(*(f"v{n}" for n in range(5)))
    scene.engine.catch_up()
    scene.match()
    db.session.remove()
    at_once(scene.app, 3, lambda: noting.note(now(), today()))
    while noting.note(now(), today())[1]:
        pass
    assert len(db.session.scalars(select(AlertNews.vacancy_id)).all()) == 15
    db.session.remove()
    assert sum(at_once(scene.app, 3, lambda: telling.tell(today())[0])) == 2
    found = scene.letters()
    assert sorted(str(letter["To"]) for letter in found) == [HOA, LAN]
    assert all(sorted(told(letter)) == [f"v{n}" for n in range(5)] for letter in found)


def test_what_waited_for_thirty_days_is_forgotten(scene: Scene) -> None:
    scene.keep(scene.lan, q="ép nhựa")
    scene.post("v1")
    scene.note()
    scene.vacancy_is("v1", state="closed")
    scene.clock.shift(timedelta(days=30))
    noting.sweep(now())
    assert scene.waiting() == 1
    scene.clock.shift(timedelta(seconds=1))
    noting.sweep(now())
    assert scene.waiting() == 0
