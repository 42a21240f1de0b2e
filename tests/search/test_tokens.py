"""Words are cut and compared as people write them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search.rules.telex import undo
from portal.search.rules.tokens import clean, exact_form, folded_form, tokens

VIETNAMESE = st.text(
    alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ -,.",
    max_size=60,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [("hoà", "hòa"), ("thuỷ", "thủy"), ("kỹ", "kĩ"), ("quý", "quí"), ("Lý", "lí"), ("ĐỨC", "đức"), ("khoẻ", "khỏe")],
)
def test_two_spellings_of_one_word_are_one(one: str, other: str) -> None:
    assert exact_form(one) == exact_form(other)
    assert folded_form(one) == folded_form(other)


@pytest.mark.parametrize(
    ("one", "other"), [("bán", "bạn"), ("hàn", "hạn"), ("đúc", "Đức"), ("phí", "phi"), ("mỹ", "mì")]
)
def test_words_that_fold_alike_keep_their_exact_forms_apart(one: str, other: str) -> None:
    assert exact_form(one) != exact_form(other)


@given(VIETNAMESE)
def test_nfd_gives_the_very_same_words(text: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    assert [(t.folded, t.exact) for t in tokens(clean(text))] == [(t.folded, t.exact) for t in tokens(clean(apart))]


@given(st.text(max_size=80))
def test_every_word_stands_where_it_says(text: str) -> None:
    cleaned = clean(text)
    for token in tokens(cleaned):
        assert cleaned[token.start : token.end] == token.typed
        assert token.folded


def test_neighbours_pair_within_a_sentence_only() -> None:
    glued = {t.typed: t.glued for t in tokens("xuất khẩu lao-động, an toàn. Nghệ An")}
    assert glued == {
        "xuất": True,
        "khẩu": True,
        "lao": True,
        "động": False,
        "an": True,
        "toàn": False,
        "Nghệ": True,
        "An": False,
    }


def test_an_is_a_syllable() -> None:
    assert [t.folded for t in tokens("an toàn ở Nghệ An")] == ["an", "toan", "o", "nghe", "an"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("xuaats", "xuất"), ("khaaru", "khẩu"), ("ddoongj", "động"), ("nhaatj", "nhật"), ("dduwcs", "đức"),
        ("nuwocs", "nước"), ("nuwowcs", "nước"), ("tieengs", "tiếng"), ("hanf", "hàn"), ("quyx", "quỹ"),
        ("ngheef", "nghề"), ("ddieeuf", "điều"), ("duwowngx", "dưỡng"), ("nhata", "nhât"), ("hoaf", "hòa"),
        ("giuwx", "giữ"), ("caa", "câ"),
    ],
)  # fmt: skip
def test_telex_keys_are_read_back(typed: str, meant: str) -> None:
    assert undo(typed) == meant


@pytest.mark.parametrize("word", ["nam", "tokutei", "kaigo", "class", "ssw", "nhat", "topik", "x", ""])
def test_a_word_without_telex_keys_is_left_alone(word: str) -> None:
    assert undo(word) is None
