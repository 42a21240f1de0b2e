"""`flask match` as others call it: no app, no database, a TREC run and reasons."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from portal.cli.jobs import match
from tests.jobs.samples import GOLD


def run(folder: Path, direction: str, *more: str, profiles: Path = GOLD / "profiles.jsonl") -> tuple[int, str]:
    arguments = ["--vacancies", str(GOLD / "vacancies.jsonl"), "--profiles", str(profiles), "--direction", direction,
                 "--run", str(folder / "run.trec"), *more]  # fmt: skip
    result = CliRunner().invoke(match, arguments)
    return result.exit_code, result.output


@pytest.mark.parametrize(("direction", "queries", "docs"), [("candidates", 72, 24), ("vacancies", 24, 72)])
def test_a_run_lists_every_pair_once(tmp_path: Path, direction: str, queries: int, docs: int) -> None:
    assert run(tmp_path, direction, "--top", "100")[0] == 0
    rows = [line.split() for line in (tmp_path / "run.trec").read_text(encoding="utf-8").splitlines()]
    assert {len(row) for row in rows} == {6}
    assert len({(row[0], row[2]) for row in rows}) == len(rows) == queries * docs
    first = [row for row in rows if row[0] == rows[0][0]]
    assert [int(row[3]) for row in first] == list(range(1, docs + 1))
    assert [int(row[4]) for row in first] == sorted((int(row[4]) for row in first), reverse=True)


def test_reasons_have_the_agreed_shape(tmp_path: Path) -> None:
    run(tmp_path, "vacancies", "--top", "3", "--explain", str(tmp_path / "why.jsonl"))
    rows = [json.loads(line) for line in (tmp_path / "why.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 72
    for row in rows:
        assert set(row) == {"profile", "vacancy", "score", "max", "parts", "meets", "lacks", "unused"}
        assert sum(row["parts"].values()) == row["score"] <= row["max"]
        assert all(set(line) == {"text", "profile_field", "vacancy_field"} for line in row["meets"] + row["lacks"])


def test_wrong_files_end_with_2_and_name_the_line(tmp_path: Path) -> None:
    broken = tmp_path / "p.jsonl"
    broken.write_text('{"id": "p1", "expected_wage": "nhiều"}\n{', encoding="utf-8")
    code, output = run(tmp_path, "vacancies", profiles=broken)
    assert code == 2
    assert "Dòng 1, expected_wage: phải là số" in output
    assert "Dòng 2: không phải JSON." in output
    assert not (tmp_path / "run.trec").exists()


def test_an_unknown_direction_is_refused(tmp_path: Path) -> None:
    assert run(tmp_path, "sideways")[0] == 2
