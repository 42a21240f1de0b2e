"""Levels in tests and in words, and how far one falls short of another."""

from __future__ import annotations

import pytest

from portal.jobs.matching.knowledge import knowledge
from portal.jobs.matching.languages import UNKNOWN, gap
from portal.jobs.matching.spoken import languages_of
from portal.jobs.places import province_id
from tests.jobs.samples import profile


@pytest.mark.parametrize(
    ("language", "test", "text", "rank"),
    [
        ("ja", "JLPT", "N5", 1),
        ("ja", "JLPT", "N4", 2),
        ("ja", "JLPT", "N3", 2),  # without the score the lower of A2 and B1 counts
        ("ja", "JLPT", "n2", 3),
        ("ja", None, "đỗ N1 năm 2024", 4),
        ("ja", None, "3", 2),
        ("ko", "TOPIK", "TOPIK 5", 5),
        ("ko", "TOPIK", "II-4", 4),
        ("ko", None, "3급", 3),
        ("ko", "EPS-TOPIK", "đạt", None),
        ("zh", "HSK", "HSK3", 2),
        ("zh", "TOCFL", "B1", 3),
        ("zh", None, "giao tiếp công xưởng", 2),
        ("en", "TOEIC", "549", 2),
        ("en", "TOEIC", "550", 3),
        ("en", "TOEIC", "784", 3),
        ("en", "TOEIC", "785", 4),
        ("en", "IELTS", "5.5", 4),
        ("en", None, "giao tiếp đơn giản", 1),
        ("en", None, "bap be", 0),
        ("de", "CEFR", "B2 (hết hạn)", 4),
        ("sw", None, "wie auch immer", None),
        ("ja", None, "", None),
        ("ja", "JLPT", "đang học", None),
    ],
)
def test_a_level_as_people_write_it(language: str, test: str | None, text: str, rank: int | None) -> None:
    assert knowledge().levels.read(language, text, test).rank == rank


@pytest.mark.parametrize(
    ("asked", "claimed", "short"),
    [("N3", "N3", 0), ("N3", "N4", 1), ("N3", "N5", 2), ("N4", "N2", 0), ("N2", "giao tiếp", 1), ("", "N5", 0)],
)
def test_japanese_gaps(asked: str, claimed: str, short: int) -> None:
    levels = knowledge().levels
    assert gap(levels.read("ja", asked), levels.read("ja", claimed)) == short


def test_what_cannot_be_compared() -> None:
    levels = knowledge().levels
    assert gap(levels.read("ko", "TOPIK 2"), levels.read("ko", "đạt", "EPS-TOPIK")) == UNKNOWN


def test_scripts_of_one_spoken_language_are_one() -> None:
    assert {knowledge().language_of(code) for code in ("zh", "zh-Hant", "zh-hans", "tiếng Trung", "TW")} == {"zh"}
    assert knowledge().language_of("Klingon") == "klingon"


def test_a_long_stay_makes_a_start_likely_but_is_no_claim() -> None:
    spoken = languages_of(profile(languages=(), certificates=(), headline="", summary=""), knowledge())
    assert [(s.language, s.level.rank, s.stated, s.quote) for s in spoken] == [("ja", 2, False, "JP")]


def test_a_denied_language_is_not_spoken() -> None:
    facts = profile(languages=(), certificates=(), experience=(), headline="", summary="Em chưa biết tiếng Nhật.")
    assert not languages_of(facts, knowledge())


@pytest.mark.parametrize(
    ("name", "province"),
    [("TP.HCM", "79"), ("Bình Dương cũ", "79"), ("tinh Nghe An", "40"), ("Thành phố Huế", "46"), ("Sài Gòn", "79"),
     ("Thanh Hóa", "38"), ("Bắc Giang", "24"), ("Atlantis", None), ("", None)],
)  # fmt: skip
def test_places_of_today_and_before(name: str, province: str | None) -> None:
    assert province_id(name) == province
