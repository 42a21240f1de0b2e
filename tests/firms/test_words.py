"""What names are made of: syllables, forms, trade words, marks and tricks."""

from __future__ import annotations

import pytest

from portal.firms.rules.characters import tricks, undisguised
from portal.firms.rules.distance import distance, edit
from portal.firms.rules.names import parse
from portal.firms.rules.syllables import is_bare_syllable, is_syllable


@pytest.mark.parametrize(
    "syllable",
    "bên lau nghiêp quyêt giêng gi gin quôc nguyên khuyu thương ươm yêu kỳ nghê ghê cuôc huê xoong".replace(
        "ỳ", "y"
    ).split(),
)
def test_syllables(syllable: str) -> None:
    assert is_syllable(syllable)


@pytest.mark.parametrize("text", "bênn bne ngiêp kông cê gê nge ghao quo lău wau fan zim jao lsu trma sng".split())  # noqa: SIM905
def test_no_syllables(text: str) -> None:
    assert not is_syllable(text)


def test_without_marks_a_word_is_judged_by_its_letters() -> None:
    assert is_bare_syllable("lau")
    assert is_bare_syllable("quoc")
    assert not is_syllable("quoc")


@pytest.mark.parametrize(
    ("text", "forms", "trade", "own"),
    [
        ("Công ty Cổ phần Nhân lực Bến Lau", {"CP"}, "nhan luc", "ben lau"),
        ("cty tnhh mtv xkld sao viet", {"TNHH", "MTV"}, "xuat khau lao dong", "sao viet"),
        ("Ben Lau Manpower Co., Ltd", {"TNHH"}, "manpower", "ben lau"),
        ("Tổng công ty Bãi Dương - CTCP", {"TCT", "CP"}, "", "bai duong"),
        ("Công ty CP Thương mại và Dịch vụ VN Hoà Khê", {"CP"}, "thuong mai dich vu viet nam", "hoa khe"),
        ("Công ty Cổ phần Nhân lực Quốc tế", {"CP"}, "", "nhan luc quoc te"),
        ("T&K", set(), "", "t k"),
        ("Công ty", set(), "", ""),
    ],
)
def test_parts_of_a_name(text: str, forms: set[str], trade: str, own: str) -> None:
    name = parse(text)
    assert (name.forms, name.trade_key, name.own_key) == (forms, trade, own)


def test_where_the_tone_stands_does_not_matter_but_which_tone_does() -> None:
    assert parse("Hoà").own[0].exact == parse("Hòa").own[0].exact
    assert parse("Hoà").own[0].exact != parse("Hoá").own[0].exact
    assert parse("Hoàá").own[0].exact != parse("Hoàa").own[0].exact, "two tones are told apart from one"
    assert parse("Đa").own[0].exact != parse("Da").own[0].exact


@pytest.mark.parametrize(
    ("text", "found", "reading"),
    [
        ("Bến Lau", set(), "ben lau"),
        ("\ufeffBến Lau\u200b", set(), "ben lau"),
        ("Bến\u200b Lau", {"invisible"}, "ben lau"),
        ("B\u0435n Lau", {"foreign"}, "ben lau"),
        ("ΒΕΝ LAU", {"foreign"}, "ben lau"),
        ("B3n L@u", {"digits"}, "ben lau"),
        ("Số 1 Bến Lau", set(), "so 1 ben lau"),
        ("Ｂến Lau", {"foreign"}, "ben lau"),
        ("Bến Lau!", set(), "ben lau!"),
    ],
)
def test_tricks(text: str, found: set[str], reading: str) -> None:
    assert tricks(text) == found
    assert reading in undisguised(text)


@pytest.mark.parametrize(
    ("left", "right", "steps"),
    [("ben", "ben", 0), ("ben", "benn", 1), ("ben", "bne", 1), ("ben", "lau", 3), ("", "ab", 2)],
)
def test_distance(left: str, right: str, steps: int) -> None:
    assert distance(left, right, 5) == steps
    assert distance(left, right, 0) == min(steps, 1)


def test_edits() -> None:
    assert edit("lau", "lau") == "none"
    assert edit("lauu", "lau") == "slip"
    assert edit("iau", "lau") == "disguise"
    assert edit("law", "lo") == "far"
