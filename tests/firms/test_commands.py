"""`flask check-firm` and `flask import firms` as a person runs them: words, exit codes, JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from portal.cli import context
from portal.cli.firms import check_firm, import_firms
from portal.cli.imports import import_history, undo_import
from tests.firms.registers import csv_bytes, own_rows


@pytest.fixture(autouse=True)
def own_app(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands build their app from the environment; here they get the one of the test."""
    monkeypatch.setattr(context, "create_app", lambda **_how: app)


def run(command: object, *arguments: object) -> Result:
    return CliRunner().invoke(command, [str(a) for a in arguments])  # type: ignore[arg-type]


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "register.csv"
    path.write_bytes(csv_bytes(own_rows()))
    return path


def test_import_then_check(register: Path) -> None:
    imported = run(import_firms, register)
    assert imported.exit_code == 0, imported.output
    assert "new 22" in imported.output
    for query, verdict in (
        ("9501", "licensed"),
        ("cong ty nhan luc song trau", "look_alike"),
        ("9509", "suspended"),
        ("asdf", "not_found"),
    ):
        asked = run(check_firm, query, "--json")
        assert (asked.exit_code, json.loads(asked.output)["verdict"]) == (0, verdict)
    told = run(check_firm, "Công ty TNHH Nhân lực Sông Trầm", "--order", "ĐH-1")
    assert told.exit_code == 0
    assert "look_alike" in told.output
    assert "9501/LĐTBXH-GP" in told.output
    assert "Loại hình công ty khác" in told.output


def test_a_dry_run_tells_and_keeps_still(register: Path) -> None:
    told = run(import_firms, register, "--dry-run")
    assert told.exit_code == 0
    assert "digest: " in told.output
    assert json.loads(run(check_firm, "9501", "--json").output)["verdict"] == "not_found"


def test_errors_are_told_row_by_row_with_exit_2(register: Path) -> None:
    rows = own_rows()
    rows[4]["status"], rows[7]["name_vi"] = "ok", ""
    register.write_bytes(csv_bytes(rows))
    told = run(import_firms, register)
    assert told.exit_code == 2
    assert "rows[6].status" in told.output
    assert "rows[9].name_vi" in told.output
    assert "nothing was changed" in told.output


def test_warnings_do_not_stop(register: Path) -> None:
    rows = own_rows()
    rows[0]["phone"] = "?"
    register.write_bytes(csv_bytes(rows))
    told = run(import_firms, register)
    assert told.exit_code == 0
    assert "warning rows[2].phone" in told.output


def test_a_drift_waits_for_a_second_person_with_exit_1(register: Path) -> None:
    run(import_firms, register)
    register.write_bytes(csv_bytes(own_rows()[4:]))
    dry = run(import_firms, register, "--dry-run")
    assert "needs --approve" in dry.output
    waiting = run(import_firms, register)
    assert waiting.exit_code == 1
    digest = dry.output.split("digest: ")[1].split()[0]
    assert f"--approve {digest}" in waiting.output
    assert run(import_firms, register, "--approve", "0123").exit_code == 1
    assert json.loads(run(check_firm, "9501", "--json").output)["verdict"] == "licensed"
    assert run(import_firms, register, "--approve", digest).exit_code == 0
    assert json.loads(run(check_firm, "9501", "--json").output)["verdict"] == "not_found"


def test_a_second_person_sees_every_firm_that_would_disappear(register: Path) -> None:
    more = [own_rows()[0] | {"licence_no": f"{n}/BNV-GP", "tax_code": ""} for n in range(8000, 8040)]
    register.write_bytes(csv_bytes([*own_rows(), *more]))
    run(import_firms, register)
    register.write_bytes(csv_bytes(own_rows()))
    told = run(import_firms, register, "--dry-run").output
    assert all(f"disappeared {n}/BNV-GP" in told for n in range(8000, 8040))


def test_a_file_that_is_not_there_is_bad_input(tmp_path: Path) -> None:
    assert run(import_firms, tmp_path / "none.csv").exit_code == 2


def test_an_import_is_told_cell_by_cell_listed_and_taken_back(register: Path) -> None:
    assert "number 1" in run(import_firms, register).output
    rows = own_rows()
    rows[0]["phone"] = "024 3999 0000"
    register.write_bytes(csv_bytes(rows))
    imported = run(import_firms, register)
    assert f"phone: {own_rows()[0]['phone'] or '–'} → 024 3999 0000" in imported.output
    assert run(undo_import, 1).exit_code == 1, "the second import stands on it"
    assert "2, in this order" in run(undo_import, 1).output
    assert run(undo_import, 77).exit_code == 2
    looked = run(undo_import, 2, "--dry-run")
    assert (looked.exit_code, "Nothing was changed" in looked.output) == (0, True)
    assert "Import 2 is taken back." in run(undo_import, 2).output
    assert "taken back already" in run(undo_import, 2).output
    listed = run(import_history).output.splitlines()
    assert [line.split()[0] for line in listed] == ["3", "2", "1"]
    assert "takes back 2" in listed[0]
    assert "taken back 2" in listed[1]
