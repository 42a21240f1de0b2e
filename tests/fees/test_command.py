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


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e400"])
def test_a_number_that_json_does_not_know_is_named_by_its_field(number: str) -> None:
    raw = json.dumps(quote(line("brokerage", "@"))).replace('"@"', number).encode()
    result = run(None, "--json", raw=raw)
    assert result.exit_code == 2
    assert [error["field"] for error in json.loads(result.stdout)["errors"]] == ["lines[0].amount"]


@pytest.mark.parametrize("label", ["\x1b[31mđỏ\x07", "một\x00hai", "một\r\nhai", "một\u2028hai"])
def test_a_label_commands_no_screen(label: str) -> None:
    result = run(quote(line("brokerage", "1", label=label)))
    assert result.exit_code == 0
    said = next(row for row in result.stdout.splitlines() if row.startswith("- "))
    assert all(char.isprintable() for char in said.replace("\u00a0", ""))


@pytest.mark.parametrize("where", ["label", "occupation", "rates"])
def test_half_a_character_is_refused(where: str) -> None:
    parts: dict[str, Any] = {
        "label": {"lines": [line("brokerage", "1", label="\ud800")]},
        "occupation": {"occupation": "\udfff"},
        "rates": {"rates": {"JPY": "170", "\ud800": "1"}},
    }
    result = run(quote(line("brokerage", "1")) | parts[where])
    assert result.exit_code == 2
    assert result.exception is None or isinstance(result.exception, SystemExit)
