"""Several texts are covered as one: whoever splits a number over them is read as well."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.shared.contact_details import MASK, masked_together, split_over

SPLIT = (
    ("0912", "345 678"),
    ("345 678", "0912"),
    ("0912", "hàn TIG", "345678"),
    ("09", "12", "34", "56", "78"),
    ("gọi em 0912", "345 678 nhé"),
    ("không chín một hai", "ba bốn năm sáu bảy tám"),
    ("đầu số 0912", "hàn TIG", "đuôi số 345 678"),
    ("912", "345", "678"),
    ("０９１２", "⑤⑥⑦⑧⑨⓪"),
)
FAIR = (
    ("2019", "2020", "2021"),
    ("2016–2019", "2019–2022"),
    ("CNC-6136", "Fanuc 0i", "S45C"),
    ("TOPIK 4 2021", "158 điểm"),
    ("JLPT N3 12/2022", "EPS-TOPIK 190/200"),
    ("hàn 3G", "hàn 6G", "ISO 9001"),
    ("Facebook Ads", "Photoshop 2020"),
    ("Zalo", "AutoCAD 2020"),
)


def _figures(value: object) -> int:
    return sum(char.isdigit() for char in str(value))


@pytest.mark.parametrize("parts", SPLIT)
def test_a_number_split_over_texts_is_covered(parts: tuple[str, ...]) -> None:
    said = masked_together(parts)
    assert MASK in "".join(said)
    assert _figures(said) < 3
    assert all(word not in "".join(said) for word in ("chín", "bốn"))
    assert "hàn TIG" not in parts or "hàn TIG" in said
    assert split_over(parts)


@pytest.mark.parametrize("parts", FAIR)
def test_fair_texts_stay(parts: tuple[str, ...]) -> None:
    assert masked_together(parts) == list(parts)
    assert split_over(parts) == []


def test_what_one_text_shows_alone_is_not_split() -> None:
    assert masked_together(["Thợ hàn", "Zalo: 0912345678"]) == ["Thợ hàn", f"Zalo: {MASK}"]
    assert split_over(["Thợ hàn", "Zalo: 0912345678"]) == []


@given(st.lists(st.text(string.digits + " .-hàn", max_size=8), max_size=6))
def test_covering_again_changes_nothing(parts: list[str]) -> None:
    once = masked_together(parts)
    assert masked_together(once) == once
    assert [bool(part) for part in once] == [bool(part) for part in parts]


@given(st.integers(2, 8), st.integers(0, 99_999_999))
def test_no_place_to_split_at_hides_a_number(at: int, rest: int) -> None:
    number = f"09{rest:08d}"
    assert _figures(masked_together([f"gọi {number[:at]}", f"{number[at:]} nhé"])) == 0
