"""Files that other people wrote: what is refused, with line and field, and what is let pass."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from portal.jobs.facts import CertificateAsk, LanguageAsk
from portal.jobs.formats.files import contact_problems, read_profiles, read_vacancies
from portal.shared.problems import BadInput


def written(folder: Path, *rows: Any, name: str = "x.jsonl") -> Path:
    path = folder / name
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def wrong(path: Path, read: Any = read_vacancies) -> list[str]:
    with pytest.raises(BadInput) as refused:
        read(path)
    return [problem.field for problem in refused.value.problems]


def test_the_least_that_is_needed(tmp_path: Path) -> None:
    [vacancy] = read_vacancies(written(tmp_path, "", {"id": "v1", "title": "Thợ hàn"}, "  "))
    assert (vacancy.ref, vacancy.positions, vacancy.languages, vacancy.wage_max) == ("v1", 1, (), None)
    [profile] = read_profiles(written(tmp_path, {"id": "p1"}))
    assert profile.skills == ()


@pytest.mark.parametrize(
    ("field", "value", "path"),
    [
        ("title", None, "title"),
        ("title", "  ", "title"),
        ("title", ["x"], "title"),
        ("wage_min", "mười triệu", "wage_min"),
        ("wage_min", 12_000_000.5, "wage_min"),
        ("wage_min", 12_000, "wage_min"),
        ("wage_max", "1.5.0", "wage_max"),
        ("wage_max", "12 triệu rưỡi", "wage_max"),
        ("certificates_required", [{"strict": True}], "certificates_required[0].name"),
        ("certificates_required", [{"name": "Bằng FC", "strict": "yes"}], "certificates_required[0].strict"),
        ("languages", [{"language": "ja", "strict": 1}], "languages[0].strict"),
        ("closed", "no", "closed"),
        ("wage_min", -1, "wage_min"),
        ("wage_min", True, "wage_min"),
        ("wage_max", 10**11, "wage_max"),
        ("experience_years", 61, "experience_years"),
        ("positions", 0, "positions"),
        ("skills_required", "hàn", "skills_required"),
        ("skills_required", ["hàn", 3], "skills_required[1]"),
        ("skills_required", ["x"] * 301, "skills_required"),
        ("languages", ["ja"], "languages[0]"),
        ("languages", [{"level": "N3"}], "languages[0].language"),
        ("languages", [{"language": "ja", "required": "yes"}], "languages[0].required"),
        ("deadline", "31/01/2027", "deadline"),
        ("deadline", "2027-02-30", "deadline"),
        ("description", "x" * 20_001, "description"),
    ],
)
def test_a_wrong_value_is_named_by_line_and_field(tmp_path: Path, field: str, value: Any, path: str) -> None:
    good = {"id": "v1", "title": "Thợ hàn"}
    assert wrong(written(tmp_path, good, good | {"id": "v2", field: value})) == [f"2:{path}"]


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    rows = [
        {"id": "v1"},
        "{broken",
        "[1]",
        {"id": "v1", "title": "x", "wage_min": 3, "wage_max": 2},
        '{"id": "v3", "title": NaN}',
        '{"id": "v4", "title": "x", "wage_min": 1e999}',
    ]
    assert wrong(written(tmp_path, *rows)) == ["1:title", "2", "3", "4:wage_min", "4:id", "5", "6:wage_min"]


def test_unknown_languages_and_levels_pass(tmp_path: Path) -> None:
    row = {"id": "v1", "title": "x", "languages": [{"language": "tlh", "test": None, "level": "như gió", "required": True},
                                                   {"language": "ja", "level": 3}]}  # fmt: skip
    [vacancy] = read_vacancies(written(tmp_path, row))
    assert vacancy.languages == (LanguageAsk("tlh", "như gió", None, True), LanguageAsk("ja", "3"))


def test_who_a_person_is_is_never_read(tmp_path: Path) -> None:
    plain = {"id": "p1", "headline": "Thợ hàn", "skills": ["hàn TIG", {"name": "mài", "years": 2}]}
    told = plain | {"name": "Nguyễn Thị A", "gender": "F", "birth_year": 1990, "ethnicity": "Tày", "photo": "x.jpg"}
    assert read_profiles(written(tmp_path, plain)) == read_profiles(written(tmp_path, told))


def test_a_real_person_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, {"id": "p1"}, {"id": "p2", "email": "a@b.example"})
    assert [problem.field for problem in contact_problems(path)] == ["2:email"]


@pytest.mark.parametrize(
    ("written_as", "dong"),
    [
        (12_000_000, 12_000_000),
        (12, 12_000_000),
        (12.5, 12_500_000),
        ("12", 12_000_000),
        ("12,5", 12_500_000),
        ("12.000.000", 12_000_000),
        ("12,000,000 VND", 12_000_000),
        ("12.000.000 đ/tháng", 12_000_000),
        ("12 triệu", 12_000_000),
        ("12,5tr", 12_500_000),
        ("12 trieu dong", 12_000_000),
        (0, None),
        ("", None),
        (None, None),
        (999, 999_000_000),
        (100_000, 100_000),
    ],
)
def test_a_wage_in_dong_or_in_millions(tmp_path: Path, written_as: Any, dong: int | None) -> None:
    [person] = read_profiles(written(tmp_path, {"id": "p1", "expected_wage": written_as}))
    assert person.expected_wage == dong
    [job] = read_vacancies(
        written(tmp_path, {"id": "v1", "title": "x", "wage_min": written_as, "wage_max": written_as})
    )
    assert (job.wage_min, job.wage_max) == (dong, dong)


def test_what_keeps_a_pair_out_of_the_ranking_is_read(tmp_path: Path) -> None:
    person = {"id": "p1", "active": False, "consented": False, "hidden_employers": ["Công ty A"]}
    [hidden, plain] = read_profiles(written(tmp_path, person, {"id": "p2"}))
    assert (hidden.active, hidden.consented, hidden.hidden_employers) == (False, False, ("Công ty A",))
    assert (plain.active, plain.consented, plain.hidden_employers) == (True, True, ())
    job = {"id": "v1", "title": "x", "closed": True, "languages": [{"language": "ja", "level": "N3", "strict": True}],
           "certificates_required": ["Bằng FC", {"name": "Hàn 6G", "strict": True}]}  # fmt: skip
    [vacancy] = read_vacancies(written(tmp_path, job))
    assert vacancy.closed
    assert vacancy.languages == (LanguageAsk("ja", "N3", required=True, strict=True),)
    assert vacancy.certificates_required == (CertificateAsk("Bằng FC"), CertificateAsk("Hàn 6G", strict=True))


def test_csv_says_the_same_as_json(tmp_path: Path) -> None:
    header = "id,title,skills_required,languages,wage_max,experience_years,deadline,note,certificates_required"
    row = (
        "v1,Thợ hàn,hàn TIG; hàn que ,ja JLPT N3 required;ko TOPIK 3;zh giao tiếp;de B1 strict,15000000,1.5,2027-01-31,x,"
        "Chứng chỉ hàn 6G strict; Thẻ an toàn"
    )
    [vacancy] = read_vacancies(written(tmp_path, header, row, name="x.csv"))
    assert vacancy.skills_required == ("hàn TIG", "hàn que")
    assert vacancy.languages == (
        LanguageAsk("ja", "N3", "JLPT", True),
        LanguageAsk("ko", "3", "TOPIK"),
        LanguageAsk("zh", "giao tiếp"),
        LanguageAsk("de", "B1", required=True, strict=True),
    )
    assert vacancy.certificates_required == (
        CertificateAsk("Chứng chỉ hàn 6G", strict=True),
        CertificateAsk("Thẻ an toàn"),
    )
    assert (vacancy.wage_max, vacancy.experience_years) == (15_000_000, 1.5)


@pytest.mark.parametrize(
    ("lines", "fields"),
    [
        (["id,name", "v1,x"], ["1"]),
        (["id,title,wage_min", "v1,x,nhiều"], ["2:wage_min"]),
        (["id,title", ",x"], ["2:id"]),
    ],
)
def test_wrong_csv(tmp_path: Path, lines: list[str], fields: list[str]) -> None:
    assert wrong(written(tmp_path, *lines, name="x.csv")) == fields


def test_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes("{“id”: “é”}".encode("utf-16"))
    assert wrong(path) == ["x.jsonl"]


def test_a_byte_order_mark_and_windows_lines_pass(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes('\ufeff{"id": "v1", "title": "x"}\r\n{"id": "v2", "title": "y"}\r\n'.encode())
    assert [vacancy.ref for vacancy in read_vacancies(path)] == ["v1", "v2"]


def test_numbers_written_as_texts_are_numbers(tmp_path: Path) -> None:
    row = {
        "id": "v1",
        "title": "x",
        "wage_min": "9000000",
        "wage_max": " 12000000 ",
        "experience_years": "1,5",
        "positions": "",
    }
    [vacancy] = read_vacancies(written(tmp_path, row))
    assert (vacancy.wage_min, vacancy.wage_max, vacancy.experience_years) == (9_000_000, 12_000_000, 1.5)
    assert vacancy.positions == 1


def test_characters_that_no_store_can_hold_are_replaced(tmp_path: Path) -> None:
    [vacancy] = read_vacancies(written(tmp_path, r'{"id": "v\ud800", "title": "Thợ\u0000 hàn"}'))
    assert (vacancy.ref, vacancy.title) == ("v\ufffd", "Thợ\ufffd hàn")
