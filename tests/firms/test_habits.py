"""Names of other habits than the illustrative ones: brands, initials, numbers, one syllable, twins, names of trade words alone."""

from __future__ import annotations

import csv
import unicodedata
from functools import cache

import pytest

from portal.firms.rules.rows import COLUMNS
from tests.firms.registers import DATA, Known, of_names, sentences


@cache
def known() -> Known:
    """The 90 firms of habits.tsv."""
    with (DATA / "habits.tsv").open(encoding="utf-8", newline="") as file:
        blank = dict.fromkeys(COLUMNS, "")
        return Known([blank | row for row in csv.DictReader(file, delimiter="\t")])


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_true_variants_are_the_firm_itself(form: str) -> None:
    wrong = [
        (kind, typed, known().find(typed).outcome)
        for typed, number, kind in sentences("habits_variants.tsv")
        if known().found(unicodedata.normalize(form, typed)) != number  # type: ignore[arg-type]
    ]
    assert wrong == []


def test_look_alikes_are_never_the_firm_and_name_whom_they_imitate() -> None:
    wrong = [
        (kind, typed, known().found(typed), known().similar(typed))
        for typed, number, kind in sentences("habits_look_alikes.tsv")
        if known().find(typed).outcome != "look_alike" or number not in known().similar(typed)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("C.ty C.P Nhân lực Bến Lau", "9801/BNV-GP"),
        ("Tổng công ty Bãi Đá", "9802/BNV-GP"),
        ("Công ty TNHH Đá Bạc", "9803/BNV-GP"),
        ("Công ty MTV Đá Bạc", None),
        ("CTCP Bãi Đá", None),
        ("CTCP ĐT Gió Xa", "9804/BNV-GP"),
        ("CTCP T&K Sông Xa", "9805/BNV-GP"),
        ("CTCP TK Sông Xa", None),
        ("CTCP T-K Sông Xa", "9805/BNV-GP"),
        ("CTCP Hoa & Sen", "9806/BNV-GP"),
        ("CTCP Hoa Sen", None),
        ("CTCP K Way", "9807/BNV-GP"),
        ("CTCP KWay", "9807/BNV-GP"),
        ("CTCP ứng Cung Nhân lực Mây Xa", None),
        ("CTCP Cung MTV ứng Nhân lực Mây Xa", None),
    ],
)
def test_forms_initials_connectors_and_moved_words(typed: str, number: str | None) -> None:
    register = of_names(
        "Công ty Cổ phần Nhân lực Bến Lau",
        "Tổng công ty Bãi Đá - CTCP",
        "Công ty TNHH Hai thành viên trở lên Đá Bạc",
        "Công ty Cổ phần Đào tạo Gió Xa",
        "Công ty Cổ phần T&K Sông Xa",
        "Công ty Cổ phần Hoa và Sen",
        "Công ty Cổ phần K-Way",
        "Công ty Cổ phần Cung ứng Nhân lực Mây Xa",
    )
    assert register.found(typed) == number


def test_letters_that_may_stand_for_two_phrases_fit_two_firms() -> None:
    register = of_names("Công ty Cổ phần Đào tạo Gió Xa", "Công ty Cổ phần Đầu tư Gió Xa")
    assert register.find("CTCP ĐT Gió Xa").outcome == "ambiguous"
    assert register.similar("ctcp dt gio xa") == ["9801/BNV-GP", "9802/BNV-GP"]
    assert register.found("CTCP Đào tạo Gió Xa") == "9801/BNV-GP"


def test_a_name_without_its_form_is_not_the_beginning_of_a_longer_one() -> None:
    register = of_names("Công ty Cổ phần Nhân lực Gió Xa", "Công ty TNHH Nhân lực Quốc tế Gió Xa")
    assert register.found("nhan luc gio xa") == "9801/BNV-GP"
    assert register.found("nhan luc quoc te gio xa") == "9802/BNV-GP"
    assert register.find("gio xa").outcome == "ambiguous"


def test_a_number_of_any_form_beside_the_name_must_be_its_own() -> None:
    assert known().found("Công ty TNHH Nhân lực Bách Nghệ (GP-7050/QLLĐ)") is None
    assert known().found("Công ty TNHH Nhân lực Bách Nghệ, MST 7700 100 073") is None
    assert known().found("7004/LĐTBXH-GP Công ty Cổ phần Xây dựng và Xuất nhập khẩu số 27") == "7004/LĐTBXH-GP"
