"""What rooms get when they ask for content, and that the facts arrived as they were."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from portal.content import service as content
from portal.content.store import Library


def test_an_item_is_found_by_kind_and_id_or_refused_by_name() -> None:
    assert content.get("market", "JP").data["name"]["en"] == "Japan"
    assert content.find("market", "jp") is None
    with pytest.raises(content.NoSuchItem, match="market 'XX'"):
        content.get("market", "XX")
    with pytest.raises(content.NoSuchKind, match="markets"):
        content.all_of("markets")


@pytest.mark.parametrize(
    ("day", "there"),
    [("2022-02-20", False), ("2022-02-21", True), ("2025-09-14", True), ("2025-09-15", False)],
)
def test_a_day_asked_narrows_to_what_held_on_it(day: str, there: bool) -> None:
    asked = date.fromisoformat(day)
    assert (content.find("document", "dec-40-2021", asked) is not None) is there
    assert ("dec-40-2021" in {item.id for item in content.all_of("document", asked)}) is there


@pytest.mark.parametrize(("day", "name"), [("2025-02-28", "molisa"), ("2025-03-01", "moha")])
def test_the_ministry_of_a_day(day: str, name: str) -> None:
    named = {item.id for item in content.all_of("ministry", date.fromisoformat(day))}
    assert name in named
    assert ("molisa" in named) is (name == "molisa")


def test_a_kind_has_the_version_that_its_file_names_or_none(tmp_path: Path) -> None:
    (tmp_path / "skills.yaml").write_text("kind: skill\nversion: '7'\nitems:\n- id: a\n", encoding="utf-8")
    (tmp_path / "trades.yaml").write_text("kind: trade\nitems:\n- id: a\n  version: '8'\n", encoding="utf-8")
    (tmp_path / "papers.yaml").write_text("kind: paper\nid: a\nversion: '9'\n", encoding="utf-8")
    library = Library(tmp_path)
    assert library.version("skill") == "7"
    assert library.version("trade") is library.version("paper") is None, "those are the items' own"
    with pytest.raises(content.NoSuchKind):
        library.version("nothing")
    assert content.version_of("market") is None
    assert content.version_of("skill")


def test_items_cannot_be_changed_by_those_who_read_them() -> None:
    with pytest.raises(TypeError):
        content.get("market", "JP").data["name"] = "x"  # type: ignore[index]


def test_markets_come_in_the_editors_order() -> None:
    assert [item.id for item in content.all_of("market")][:4] == ["JP", "TW", "KR", "DE"]


def test_every_former_province_belongs_to_one_that_names_it() -> None:
    provinces = {item.id: item for item in content.all_of("province")}
    former = content.all_of("former_province")
    assert len(provinces) == 34
    assert len(former) == 63
    assert {(p.id, old) for p in provinces.values() for old in p.data["former"]} == {
        (item.data["province"], item.id) for item in former
    }


@pytest.mark.parametrize(
    ("old", "new"), [("ha-giang", "08"), ("yen-bai", "15"), ("binh-duong", "79"), ("long-an", "80"), ("ha-noi", "01")]
)
def test_known_mergers(old: str, new: str) -> None:
    assert content.get("former_province", old).data["province"] == new


def test_sources_are_named_once_in_the_order_of_their_first_mention() -> None:
    nodes = [{"source": ["pts-tw2026", "vne-tw2026"]}, {"a": [{"source": ["vne-tw2026", "policy-001"]}]}]
    assert [source.id for source in content.sources_of(*nodes)] == ["pts-tw2026", "vne-tw2026", "policy-001"]
    held = content.sources_of(nodes)[-1]
    assert (held.address, held.document) == (None, "dir-20-2022")


def test_the_data_date_is_the_newest_check() -> None:
    assert content.last_updated() >= date(2026, 11, 22)


def test_withheld_hotlines_and_unverified_wages_are_not_shown() -> None:
    korea = content.shown(content.get("market", "KR"))
    assert korea is not None
    assert [line["number"] for line in korea["hotlines"]] == ["+84 981 84 84 84"]
    assert "4806" not in str(content.shown(content.get("market", "PL")))
    assert content.shown(content.get("language_test", "j-test")) is None


LEVELS = [
    ("jlpt", "N4", 2), ("topik", "II-3", 3), ("tocfl", "Novice 1", 0), ("hsk-2", "HSK2", 1), ("goethe", "B2", 4),
    ("kaigo-nihongo", "đạt", None), ("hsk-3", "HSK 3.0 bậc 4", None), ("ielts", "5.5-6.5", 4),
]  # fmt: skip


@pytest.mark.parametrize(("test", "code", "rank"), LEVELS)
def test_levels_carry_the_rank_of_the_facts(test: str, code: str, rank: int | None) -> None:
    levels = {level["code"]: level["cefr_rank"] for level in content.get("language_test", test).data["levels"]}
    assert levels[code] == rank


def test_regional_minimum_wages() -> None:
    monthly = {item.id: item.data["monthly"]["value"] for item in content.all_of("regional_wage")}
    assert monthly == {"I": "5310000", "II": "4730000", "III": "4140000", "IV": "3700000"}
