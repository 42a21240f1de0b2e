"""`flask check-quote`: exit codes, the JSON of the contract, and words for people."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from portal.cli.fees import check_quote
from tests.fees.quotes import line, quote


def run(data: Any, *options: str, raw: bytes | None = None) -> Result:
    text = raw if raw is not None else json.dumps(data).encode()
    return CliRunner().invoke(check_quote, ["-", *options], input=text)


@pytest.mark.parametrize("amount", ["100000", "100001"])
def test_any_verdict_is_exit_0(amount: str) -> None:
    result = run(quote(line("service_fee", amount)), "--json")
    assert result.exit_code == 0
    answer = json.loads(result.stdout)
    assert set(answer) == {"verdict", "total", "months_of_wage", "assumptions", "lines"}
    contract = {"verdict", "cap", "excess", "rule_id", "article", "valid_from", "valid_to", "reason"}
    assert contract <= set(answer["lines"][0])


def test_a_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "quote.json"
    file.write_text(json.dumps(quote(line("brokerage", "1"))), encoding="utf-8-sig")
    result = CliRunner().invoke(check_quote, [str(file)])
    assert result.exit_code == 0
    assert "Bị cấm thu" in result.stdout
    assert "Luật 69/2020/QH14 Điều 7 khoản 8" in result.stdout


def test_bad_input_is_exit_2_and_names_the_field() -> None:
    result = run(quote(line("service_fee", "1"), wage=None), "--json")
    assert result.exit_code == 2
    assert json.loads(result.stdout)["errors"][0]["field"] == "monthly_wage"
    assert "monthly_wage" in result.stderr


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff\xfe", b"NaN", b'{"market": NaN}', b"[" * 100_000])
def test_what_is_no_json_is_exit_2(raw: bytes) -> None:
    result = run(None, "--json", raw=raw)
    assert result.exit_code == 2
    assert json.loads(result.stdout)["errors"]


def test_a_missing_file_is_exit_2() -> None:
    assert CliRunner().invoke(check_quote, ["/nowhere.json"]).exit_code == 2
