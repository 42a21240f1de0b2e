"""check-content finds each kind of mistake where it stands, and nothing in the content as it is."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from portal.cli.content import check_content
from portal.content import service
from tests.content.conftest import Change

Findings = Callable[[str, str, Change], list[str]]
KR, JP = ("market", "KR"), ("market", "JP")
TEN_MONTHS = ("statistic", "deployed-kr-2025-10m")


def without(key: str) -> Change:
    """Take a key off the first minimum wage of a market."""
    return lambda market: market["minimum_wage"][0].pop(key)


def put(*path: Any) -> Change:
    """Put the last value at the place that the others name."""
    *steps, key, value = path

    def change(row: dict[str, Any]) -> None:
        node: Any = row
        for step in steps:
            node = node[step]
        if key == "+":
            node.append(value)
        else:
            node[key] = value

    return change


MISTAKES = [
    ("no state", KR, without("state"), "minimum_wage[0].state"),
    ("no source", KR, without("source"), "minimum_wage[0].source"),
    ("no effective date", KR, without("effective"), "minimum_wage[0].effective"),
    ("no last check", KR, without("last_verified"), "minimum_wage[0].last_verified"),
    ("sourced by nothing", KR, put("minimum_wage", 0, "source", []), "minimum_wage[0].source"),
    ("source that is no list", KR, put("minimum_wage", 0, "source", "kbs-minwage26"), "minimum_wage[0].source"),
    ("unknown source", KR, put("minimum_wage", 0, "source", ["nowhere"]), "minimum_wage[0].source"),
    ("unknown state", KR, put("hours", "state", "certain"), "hours.state"),
    ("a bare number", KR, put("fee", 1200), "fee"),
    ("a bare amount", KR, put("fee", {"amount": "1200", "currency": "USD"}), "fee.amount"),
    ("a figure in a sentence", KR, put("summary", {"vi": "Lương 10 triệu", "en": "Wages"}), "summary.vi"),
    ("a figure in a warning", KR, put("warnings", "+", {"text": {"vi": "Mất 9 triệu", "en": "x"}}), "text.vi"),
    ("programme of no market", ("programme", "E-9"), put("market", "XX"), "market"),
    ("rule of no document", ("fee_rule", "broker-ban"), put("documents", ["law-1"]), "documents"),
    ("former province of none", ("former_province", "ha-giang"), put("province", "99"), "province"),
    ("replaced by nothing", ("document", "dec-40-2021"), put("replaced_by", ["dec-x"]), "replaced_by"),
    ("English missing", KR, put("name", {"vi": "Hàn Quốc"}), "name"),
    ("cut at a comma", KR, put("name", {"vi": "Hàn", "nước ở Đông Á": None, "en": "Korea"}), "name"),
    ("Vietnamese empty", KR, put("name", {"vi": " ", "en": "South Korea"}), "name"),
    ("a sentence in one language", KR, put("summary", "Chỉ tiếng Việt"), "summary"),
    ("not composed", KR, put("name", "vi", unicodedata.normalize("NFD", "Hàn Quốc")), "name.vi"),
    ("invisible character", KR, put("name", "en", "South\u200bKorea"), "name.en"),
    ("straight quotes", KR, put("summary", "en", 'A "sure" place'), "summary.en"),
    ("unreadable date", KR, put("minimum_wage", 0, "effective", "01/01/2026"), "minimum_wage[0].effective"),
    ("a day that is none", KR, put("minimum_wage", 0, "effective", "2026-02-30"), "minimum_wage[0].effective"),
    ("last check unknown", KR, put("hours", "last_verified", "unknown"), "hours.last_verified"),
    ("last check without day", KR, put("hours", "last_verified", "2026-11"), "hours.last_verified"),
    ("ends before it begins", ("document", "dec-40-2021"), put("effective_to", "2022-02-20"), "effective_to"),
    ("withheld number in a text", KR, put("summary", "vi", "Gọi 1577 0071"), "summary.vi"),
    ("withheld number elsewhere", JP, put("occupations", "+", {"vi": "a", "en": "call 1644-0644"}), "en"),
    ("one side of a contradiction", TEN_MONTHS, put("values", 0, "state", "needs_verification"), ""),
]  # fmt: skip


@pytest.mark.parametrize(("item", "change", "place"), [m[1:] for m in MISTAKES], ids=[m[0] for m in MISTAKES])
def test_a_mistake_is_found_where_it_stands(
    findings: Findings, item: tuple[str, str], change: Change, place: str
) -> None:
    found = findings(*item, change)
    assert found
    assert all(f" · {item[1]} · " in line for line in found)
    assert any(line.split(": ")[0].endswith(place) for line in found), found


def test_the_content_as_it_is_may_be_published() -> None:
    report = service.check()
    assert [f"{f.item.file} {f.item.id} {f.path}: {f.message}" for f in report.findings] == []
    assert report.counts["market"] == 16
    assert report.counts["programme"] == 27
    assert report.counts["document"] == 51
    assert report.counts["province"] == 34
    assert report.counts["former_province"] == 63
    assert report.counts["rate"] == 0


def test_a_contradiction_shown_from_neither_side_is_fine(findings: Findings) -> None:
    def hide(statistic: dict[str, Any]) -> None:
        for value in statistic["values"]:
            value["state"] = "withheld"

    assert findings(*TEN_MONTHS, hide) == []


def test_a_missing_english_page_is_found(folder: Path) -> None:
    (folder / "pages" / "about.en.md").unlink()
    assert {finding.path for finding in service.check(folder).findings} == {"title", "summary", "body"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("kind: market\nid: KR\nid: JP\n", "written twice"),
        ("kind: market\nid: [KR\n", "kr.yaml"),
        ("kind: programme\nid: KR\n", "kind: market"),
        ("kind: market\nid: 7\n", "text `id`"),
        ("kind: market\nid: JP\n", "used twice"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "markets").mkdir()
    (tmp_path / "markets" / "jp.yaml").write_text("kind: market\nid: JP\n", encoding="utf-8")
    (tmp_path / "markets" / "kr.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(service.UnreadableContent, match=says):
        service.check(tmp_path)


def run(folder: Path) -> tuple[int, str]:
    result = CliRunner().invoke(check_content, ["--folder", str(folder)])
    return result.exit_code, result.output


def test_the_command_says_which_row_what_to_do_and_exits_1(folder: Path) -> None:
    path = folder / "markets" / "kr.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("  source: [kbs-minwage26]\n", "", 1), encoding="utf-8")
    code, output = run(folder)
    assert code == 1
    assert "content/markets/kr.yaml · KR · minimum_wage[0].source" in output
    assert "content/sources.yaml" in output


def test_the_command_exits_0_when_all_is_right(folder: Path) -> None:
    code, output = run(folder)
    assert code == 0, output
    assert "may be published" in output


def test_the_command_exits_1_on_a_file_it_cannot_read(folder: Path) -> None:
    (folder / "provinces.yaml").write_text("kind: province\nitems: [", encoding="utf-8")
    code, output = run(folder)
    assert code == 1
    assert "provinces.yaml" in output
