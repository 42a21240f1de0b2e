"""The folding table: one answer for every way of writing the same Vietnamese word."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.shared.text import collation_key, compact, fold, nfc, slug, words

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ ĂÂĐÊÔƠƯ"
vietnamese = st.text(alphabet=LETTERS, max_size=40)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Đào Viên", "dao vien"),
        ("Nguyễn Thượng Ưởng", "nguyen thuong uong"),
        ("XUẤT KHẨU LAO ĐỘNG", "xuat khau lao dong"),
        ("hoà", "hoa"),
        ("hòa", "hoa"),
        ("ＡＢＣ１２３", "abc123"),
        ("an\u200btoàn\u00ad", "antoan"),
        ("溶接", "溶接"),
        ("Straße", "strasse"),
    ],
)
def test_fold(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(vietnamese)
def test_composed_and_decomposed_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(vietnamese)
def test_folding_leaves_plain_letters_and_is_stable(text: str) -> None:
    once = fold(text)
    assert once.isascii()
    assert fold(once) == once


@given(st.text(max_size=60))
def test_nfc_is_stable_and_never_decomposes(text: str) -> None:
    once = nfc(text)
    assert nfc(once) == once
    assert unicodedata.is_normalized("NFC", once)


def test_words_codes_and_slugs() -> None:
    assert words("Cty TNHH An-Toàn_2") == ["cty", "tnhh", "an", "toan", "2"]
    assert compact("123 / LĐTBXH–GP") == "123ldtbxhgp"
    assert slug("9030/BNV-GP") == "9030-bnv-gp"


def test_vietnamese_dictionary_order() -> None:
    ordered = ["An", "Ăn", "Ân", "Ba", "Bà", "Bả", "Bã", "Bá", "Bạ", "Can", "Đa", "Dung", "Đứng"]
    expected = ["An", "Ăn", "Ân", "Ba", "Bà", "Bả", "Bã", "Bá", "Bạ", "Can", "Dung", "Đa", "Đứng"]
    assert sorted(ordered, key=collation_key) == expected


def test_tones_matter_only_where_letters_tie() -> None:
    assert sorted(["bạc a", "bác b", "bac c"], key=collation_key) == ["bạc a", "bác b", "bac c"]
