"""Rules of vacancies: every step and no other, each edge of a deadline and of a confirmation, wages, and what texts may not say."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest

from portal.content import service as content
from portal.jobs.facts import VacancyFacts
from portal.jobs.posting.judging import judge
from portal.jobs.posting.patterns import all_patterns, lures, unlawful
from portal.jobs.posting.rules.screening import passages
from portal.jobs.posting.rules.states import AFTER, DECIDED, Deed, Verdict, after_edit, deeds, stands, verdicts
from portal.jobs.posting.rules.wages import compare
from portal.jobs.rules import CONFIRMED_FOR, is_public
from portal.shared.phrases import BadPhrase, pattern, phrase
from tests.jobs.posting import corpora

DAY = date(2026, 11, 27)
STATES = ("draft", "pending", "open", "paused", "closed")


def test_the_steps_are_these_and_no_others() -> None:
    assert {state: deeds(state) for state in STATES} == {
        "draft": ("submit", "close"),
        "pending": ("withdraw", "close"),
        "open": ("pause", "confirm", "close"),
        "paused": ("resume", "close"),
        "closed": (),
    }
    assert {state: verdicts(state) for state in STATES} == {
        "draft": (),
        "pending": ("published", "returned", "refused"),
        "open": ("stopped",),
        "paused": ("stopped",),
        "closed": (),
    }
    assert {key for key, to in AFTER.items() if to == "open"} == {(Deed.RESUME, "paused"), (Deed.CONFIRM, "open")}
    assert {key for key, to in DECIDED.items() if to == "open"} == {(Verdict.PUBLISH, "pending")}


def test_no_way_leads_to_open_without_a_moderator() -> None:
    """From a draft, by the employer's deeds alone, nothing reaches the public."""
    reached = {"draft"}
    for _ in STATES:
        reached |= {AFTER[deed, state] for deed, state in product(Deed, reached) if (deed, state) in AFTER}
    assert reached == {"draft", "pending", "closed"}


def test_changed_words_of_a_published_one_wait_again() -> None:
    assert [after_edit(state, texts_changed=True) for state in STATES] == [
        "draft",
        "pending",
        "pending",
        "pending",
        "closed",
    ]
    assert [after_edit(state, texts_changed=False) for state in STATES] == list(STATES)


@pytest.mark.parametrize(
    ("deadline", "confirmed", "public", "told"),
    [
        (None, None, True, "open"),
        (DAY, None, True, "open"),
        (DAY - timedelta(days=1), None, False, "expired"),
        (None, DAY - timedelta(days=CONFIRMED_FOR), True, "open"),
        (None, DAY - timedelta(days=CONFIRMED_FOR + 1), False, "unconfirmed"),
        (DAY - timedelta(days=1), DAY, False, "expired"),
    ],
)
def test_each_edge(deadline: date | None, confirmed: date | None, public: bool, told: str) -> None:
    assert is_public("open", deadline, DAY, confirmed) is public
    assert stands("open", deadline, confirmed, DAY) == told
    assert not is_public("paused", deadline, DAY, confirmed)


def test_wages_against_the_minimum_of_every_region() -> None:
    least = {item.id: int(item.data["monthly"]["value"]) for item in content.all_of("regional_wage", DAY)}
    assert least == {"I": 5_310_000, "II": 4_730_000, "III": 4_140_000, "IV": 3_700_000}
    assert compare(3_699_999, 9_000_000, least).verdict == "below"
    assert compare(3_700_000, None, least) == compare(None, 3_700_000, least)
    assert compare(3_700_000, None, least).regions == ("I", "II", "III")
    assert compare(5_309_999, None, least).regions == ("I",)
    assert compare(5_310_000, None, least).verdict == "enough"
    assert compare(None, None, least).verdict == "not_said"


def test_of_a_hundred_lures_95_are_flagged() -> None:
    missed = [text for text in corpora.lures() if not passages(text, lures())]
    assert len(corpora.lures()) == 100
    assert len(missed) <= 5, missed


def test_of_five_hundred_fair_texts_at_most_25_are_flagged() -> None:
    texts = corpora.fair()
    flagged = [found for text in texts if (found := passages(text, all_patterns()))]
    assert len(texts) == corpora.FAIR
    assert len(flagged) <= 25, len(flagged)


@pytest.mark.parametrize(
    ("name", "lures_from", "fair_to"),
    [
        ("second", 19, 1),  # written after the first patterns, which caught 8 of 20; the patterns were widened by it
        ("unseen", 4, 1),  # written after that and never tuned to: what patterns alone do not see, a moderator must
    ],
)
def test_texts_written_later(name: str, lures_from: int, fair_to: int) -> None:
    caught = [text for text in corpora.lines(f"lures_{name}") if passages(text, lures())]
    flagged = [text for text in corpora.lines(f"fair_{name}") if passages(text, all_patterns())]
    assert len(caught) >= lures_from, caught
    assert len(flagged) <= fair_to, flagged


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("ưu tiên nam dưới 35", "gender"),
        ("uu tien nam duoi 35", "gender"),
        ("Chỉ tuyển nữ", "gender"),
        ("Cần 5 công nhân nữ", "gender"),
        ("Yêu cầu: tuổi từ 18 đến 35", "age"),
        ("không quá 40 tuổi", "age"),
        ("sinh năm 1990 trở lại", "age"),
        ("chưa lập gia đình", "family"),
        ("ưu tiên độc thân", "family"),
        ("không mang thai trong 2 năm đầu", "pregnancy"),
        ("ngoại hình khá", "looks"),
        ("Ngoai hinh ua nhin", "looks"),
        ("cao từ 1m60", "looks"),
        ("Không nhận người Thanh Hóa", "origin"),
        ("tuổi Dần không phù hợp", "stars"),
        ("hợp tuổi chủ", "stars"),
        ("không nhận người khuyết tật", "health"),
        ("cam kết không vào công đoàn", "union"),
    ],
)
def test_unlawful_requirements(text: str, why: str) -> None:
    assert why in {passage.why for passage in passages(text, unlawful())}


@pytest.mark.parametrize(
    "text",
    [
        "Nam hoặc nữ, không phân biệt tuổi", "Làm việc tại tỉnh phía Nam", "Việt Nam", "từ 5 năm kinh nghiệm", "Nam Định",
        "Thợ may áo nữ", "Chăm sóc người cao tuổi", "Có con nhỏ được gửi nhà trẻ", "Nghỉ thai sản theo luật",
        "máy tuổi đời 3 năm", "Công ty TNHH Nam Cường", "Ưu tiên người về từ Nhật", "công đoàn tổ chức du lịch",
    ],
)  # fmt: skip
def test_lawful_words_stay(text: str) -> None:
    assert not passages(text, unlawful())


def test_passages_say_where_they_stand() -> None:
    text = "Lương tốt.\nĐặt c\u200bọc 2 triệu nhé. Gọi 0912 345 678."
    marked = {(one.why, text[one.start : one.end]) for one in passages(text, lures())}
    assert ("deposit", "Đặt c\u200bọc") in marked
    assert ("contact", "0912 345 678") in marked


@pytest.mark.parametrize("bad", ["", "* cọc", "cọc *", "x?", "a||b", "a/b", "1"])
def test_a_bad_phrase_is_refused(bad: str) -> None:
    with pytest.raises(BadPhrase):
        phrase(bad)


def test_tones_may_stand_on_either_vowel() -> None:
    from portal.shared.phrases import caught

    assert list(caught("hòa hoà", [pattern(["hoà"])])) == [(0, 3, 0), (4, 7, 0)]


def test_a_number_split_over_the_fields_of_a_vacancy_is_refused_in_each() -> None:
    split = VacancyFacts("v1", "Thợ hàn, gọi 0912", description="Việc tốt", sector="345 678")
    judged = judge(split, "", DAY)
    assert {problem.field for problem in judged.problems} >= {"title", "sector"}
    assert "description" not in judged.marked
    fair = judge(VacancyFacts("v1", "Thợ hàn 3G", description="Làm ca 8 tiếng, 2 ngày nghỉ", sector="Cơ khí"), "", DAY)
    assert not fair.marked
