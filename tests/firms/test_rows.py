"""One row of the register: what is an error, what is a warning, what is neither."""

from __future__ import annotations

import pytest

from portal.firms.rules.register_file import read_rows
from portal.firms.rules.rows import trouble
from tests.firms.registers import own_rows

GOOD = own_rows()[0]


def read(**cells: str) -> tuple[list[str], list[str]]:
    """The columns with errors and those with warnings, of a good row with these cells changed."""
    _, notes = read_rows([(2, GOOD | cells)], lambda name: name in ("Hà Nội", "Hải Dương"))
    return [n.column for n in notes.errors], [n.column for n in notes.warnings]


def test_a_good_row_has_nothing_to_say() -> None:
    assert read() == ([], [])


@pytest.mark.parametrize(
    "cells",
    [
        {"licence_no": ""},
        {"licence_no": "///"},
        {"licence_no": "9501/ВNV-GP"},
        {"name_vi": " "},
        {"name_vi": "Công ty Nhân lực B\u0435n Lau"},
        {"name_vi": "Công ty Nhân lực\u200b Bến Lau"},
        {"name_vi": "Công ty \u202eNhân lực"},
        {"name_vi": "Công ty Ｎhân lực"},
        {"name_vi": "x" * 301},
        {"name_en": "B\u0435n Lau"},
        {"short_name": "BΕN"},
        {"former_names": "Tên cũ; T\u0456n"},
        {"legal_representative": "Nguy\u0435n"},
        {"authorised_people": "Lê\u00ad Văn"},
        {"branches": "Chi nh\u0430nh @ Huế"},
        {"status": ""},
        {"status": "Valid"},
        {"status": "returned"},
        {"licence_issued_on": "6/5/2019"},
        {"status_from": "2026-02-30"},
        {"status_to": "20260101"},
        {"markets": "JP;XX"},
        {"markets": "JPN"},
        {"address": "x" * 2001},
    ],
)
def test_errors(cells: dict[str, str]) -> None:
    assert read(**cells)[0] == list(cells)


@pytest.mark.parametrize(
    "cells",
    [
        {"phone": "gọi Zalo"},
        {"website": "không có"},
        {"tax_code": "123"},
        {"province": "Hà Lội"},
        {"status_to": "2019-05-05"},
    ],
)
def test_warnings_are_imported(cells: dict[str, str]) -> None:
    assert read(**cells) == ([], list(cells))


@pytest.mark.parametrize(
    "cells",
    [
        {"markets": "jp; kr"},
        {"markets": ""},
        {"tax_code": ""},
        {"province": "Hải Dương"},
        {"phone": "024.3333.4444; 0900 000 000"},
        {"website": "www.vi-du.example/a"},
        {"name_en": "Société d’Été JSC"},
        {"licence_no": "12/2026/BNV-GP"},
        {"status_to": "2019-05-06"},
    ],
)
def test_neither(cells: dict[str, str]) -> None:
    assert read(**cells) == ([], [])


def test_all_errors_of_all_rows_are_told_at_once() -> None:
    rows = [(2, GOOD | {"name_vi": "", "status": "x"}), (3, GOOD | {"licence_no": ""}), (4, GOOD)]
    _, notes = read_rows(rows, lambda _name: True)
    assert [(n.row, n.column) for n in notes.errors] == [
        (2, "name_vi"),
        (2, "status"),
        (3, "licence_no"),
        (4, "licence_no"),
    ]
    assert "dòng 2" in str(notes.errors[-1].message), "the fourth row repeats the licence of the second"


@pytest.mark.parametrize("number", ["9501/LĐTBXH-GP", "9501 ldtbxh gp"])
def test_one_licence_may_stand_once(number: str) -> None:
    _, notes = read_rows([(2, GOOD), (3, GOOD | {"licence_no": number})], lambda _name: True)
    assert [(n.row, n.column) for n in notes.errors] == [(3, "licence_no")]


@pytest.mark.parametrize(
    ("name", "warned"),
    [
        ("Công ty TNHH Thương mại Sông Trầm", True),
        ("Công ty Cổ phần Nhân lực Song Tram", True),
        ("Công ty Cổ phần Nhân lực Sông Trầmm", True),
        ("Công ty Cổ phần Nhân lực Sông Tràn", True),
        ("Công ty Cổ phần Nhân lực Núi Xanh", False),
        ("Công ty TNHH Du học Sông Tranh", False),
    ],
)
def test_names_too_alike_are_warned_of(name: str, warned: bool) -> None:
    other = GOOD | {"licence_no": "9599/BNV-GP", "name_vi": name, "tax_code": "9900959999"}
    _, notes = read_rows([(2, GOOD), (3, other)], lambda _name: True)
    assert [(n.row, n.column) for n in notes.warnings] == ([(3, "name_vi")] if warned else [])
    assert not notes.errors


def test_trouble_names_the_letter() -> None:
    assert "U+0435" in str(trouble("B\u0435n"))
    assert trouble("Công ty Đỗ Ngữ ỲÝỶỸỴ é ö") is None
