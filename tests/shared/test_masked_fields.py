"""Several fields are covered as one text: whoever splits a number over them is read as well, and the shape stays."""

from __future__ import annotations

import string
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.jobs.facts import ProfileFacts, SkillClaim, Stint, VacancyFacts
from portal.shared.contact_details import MASK, masked_fields

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
def test_a_number_split_over_the_items_of_a_list_is_covered(parts: tuple[str, ...]) -> None:
    said = masked_fields({"skills": parts})["skills"]
    assert MASK in "".join(said)
    assert _figures(said) < 3
    assert all(word not in "".join(said) for word in ("chín", "bốn"))
    assert "hàn TIG" not in parts or "hàn TIG" in said


@pytest.mark.parametrize("parts", SPLIT)
def test_a_number_split_over_fields_and_records_is_covered(parts: tuple[str, ...]) -> None:
    first, *others = parts
    profile = ProfileFacts(
        "p1",
        headline=first,
        skills=tuple(SkillClaim(part) for part in others[:1]),
        experience=tuple(Stint("thợ", "JP", duties=part) for part in others[1:]),
    )
    said = ProfileFacts(**masked_fields(vars(profile)))
    assert _figures((said.headline, said.skills, [stint.duties for stint in said.experience])) < 3


@pytest.mark.parametrize("parts", FAIR)
def test_fair_items_stay(parts: tuple[str, ...]) -> None:
    assert masked_fields({"skills": parts}) == {"skills": parts}


def test_only_texts_change_and_the_shape_stays() -> None:
    vacancy = VacancyFacts(
        "0912345678", "Thợ hàn", description="Zalo: 0912345678", wage_min=12_000_000, skills_required=("TIG",)
    )
    said = VacancyFacts(**masked_fields(vars(vacancy)))
    assert said == replace(vacancy, description=f"Zalo: {MASK}")
    assert masked_fields({"a": [{"b": "0912345678"}, None, 3], "ref": "0912345678"}) == {
        "a": [{"b": MASK}, None, 3],
        "ref": "0912345678",
    }
    assert masked_fields({"code": "0912345678"}, leave=("code",)) == {"code": "0912345678"}


@given(st.lists(st.text(string.digits + " .-hàn", max_size=8), max_size=6))
def test_covering_again_changes_nothing(parts: list[str]) -> None:
    once = masked_fields({"skills": parts})
    assert masked_fields(once) == once
    assert [bool(part) for part in once["skills"]] == [bool(part) for part in parts]


@given(st.integers(2, 8), st.integers(0, 99_999_999))
def test_no_place_to_split_at_hides_a_number(at: int, rest: int) -> None:
    number = f"09{rest:08d}"
    said = masked_fields({"headline": f"gọi {number[:at]}", "summary": f"{number[at:]} nhé"})
    assert _figures(said) == 0
