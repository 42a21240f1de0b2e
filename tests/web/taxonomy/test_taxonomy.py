"""The taxonomy for everybody: found by the words of any country, whole as open data, honest where nothing is known."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from portal.content import service as content
from portal.jobs.matching import vocabulary
from portal.jobs.matching.vocabulary import MOST, find, script_of
from portal.web.taxonomy.presenters import sector_names
from tests.web.strict import StrictClient

API = "/api/v1/taxonomy"


def all_pages(client: StrictClient, kind: str) -> list[dict[str, Any]]:
    first = client.get(f"{API}/{kind}").get_json()
    rows = [
        row for n in range(1, first["pages"] + 1) for row in client.get(f"{API}/{kind}?page={n}").get_json()["items"]
    ]
    assert len(rows) == first["total"]
    return rows


@pytest.mark.parametrize(
    ("text", "skill"),
    [("溶接", "han-que"), ("사출", "ep-nhua"), ("沖壓", "dap"), ("Schweißer", "han-ket-cau"), ("han tic", "han-tig"),
     ("旋盤", "tien-cnc"), ("lái xe nâng", "xe-nang"), ("溶接工", "han-ket-cau"), ("Krankenpflege", "dieu-duong")],
)  # fmt: skip
def test_a_foreign_word_finds_the_skill(client: StrictClient, text: str, skill: str) -> None:
    assert skill in find(text).skills
    for locale in ("vi", "en"):
        assert f'href="/{locale}/skills/{skill}"' in client.get(f"/{locale}/skills", query_string={"q": text}).text


def test_the_nearest_reading_comes_first_and_the_list_ends() -> None:
    assert find("hàn TIG").skills[0] == "han-tig"
    assert len(find("an").skills) <= MOST
    assert find("a").skills == ()
    assert find("") == find("   ")


def test_a_certificate_is_found_by_its_name(client: StrictClient) -> None:
    page = client.get("/vi/skills", query_string={"q": "技能検定3級"}).text
    assert 'href="/vi/certificates/jp-zuiji-3"' in page


def test_what_finds_nothing_says_so(client: StrictClient) -> None:
    assert "Danh mục chưa có chữ này" in client.get("/vi/skills", query_string={"q": "qqqqzz"}).text


def test_a_sector_lists_its_own_skills_only(client: StrictClient) -> None:
    page = client.get("/vi/skills?sector=welding").text
    assert 'href="/vi/skills/han-tig"' in page
    assert 'href="/vi/skills/xe-nang"' not in page
    narrowed = client.get("/vi/skills?sector=plastics&q=Schwei%C3%9Fen").text
    assert 'href="/vi/skills/han-tig"' not in narrowed


def test_every_sector_has_a_name(site: Flask) -> None:
    with site.test_request_context("/vi/"):
        names = sector_names()
    assert set(names) == set(vocabulary.sectors())


@pytest.mark.parametrize("path", ["/vi/skills?sector=none", "/vi/skills/none", "/vi/certificates/none"])
def test_what_is_not_there_is_404(client: StrictClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("text", "script"),
    [("hàn", "vi"), ("đứng máy", "vi"), ("용접", "ko"), ("フライス盤", "ja"), ("溶接", "han"), ("Schweißer", "latin"),
     ("han tig", "latin"), ("Fräsen", "latin"), ("NC旋盤", "han")],
)  # fmt: skip
def test_the_script_of_a_word(text: str, script: str) -> None:
    assert script_of(text) == script


@pytest.mark.parametrize("kind", ["skills", "occupations", "certificates"])
def test_the_open_data_is_whole_and_points_nowhere_else(client: StrictClient, kind: str) -> None:
    rows = all_pages(client, kind)
    assert [row["id"] for row in rows] == [item.id for item in content.all_of(kind.removesuffix("s"))]
    known = {
        name: {item.id for item in content.all_of(name.removesuffix("s"))}
        for name in ("skills", "occupations", "certificates")
    }
    for row in rows:
        assert set(row.get("occupations", ())) <= known["occupations"]
        assert set(row.get("certificates", ())) <= known["certificates"]
        assert {near["id"] for near in row.get("related", ())} <= known[kind] - {row["id"]}
        strengths = [near["strength"] for near in row.get("related", ())]
        assert strengths == sorted(strengths, reverse=True)


def test_a_relation_holds_both_ways(client: StrictClient) -> None:
    for kind in ("skills", "occupations"):
        near = {
            (row["id"], other["id"]): other["strength"] for row in all_pages(client, kind) for other in row["related"]
        }
        assert near
        assert all(near.get((b, a)) == strength for (a, b), strength in near.items())


def test_each_related_skill_says_why_the_same_from_either_side(client: StrictClient) -> None:
    rows = all_pages(client, "skills")
    why = {(row["id"], other["id"]): other["reason"] for row in rows for other in row["related"]}
    assert why["chinh-ep", "ep-nhua"] == {
        "vi": "cùng đọc và cài đặt máy ép nhựa",
        "en": "both read and set an injection press",
    }
    assert all(why[b, a] == reason and reason["vi"] and reason["en"] for (a, b), reason in why.items())


def test_one_skill_is_given_as_in_the_list(client: StrictClient) -> None:
    row = next(row for row in all_pages(client, "skills") if row["id"] == "ep-nhua")
    alone = client.get(f"{API}/skills/ep-nhua").get_json()
    assert alone.pop("edition") == vocabulary.edition("skill")
    assert alone.pop("license")
    assert alone == row
    missing = client.get(f"{API}/skills/nothing")
    assert missing.status_code == 404
    assert missing.mimetype == "application/problem+json"


def test_another_reason_is_another_edition(monkeypatch: pytest.MonkeyPatch) -> None:
    before, all_of = vocabulary.edition("skill"), content.all_of
    rest = [item for item in content.all_of("skill_relation") if item.id != "ep-nhua"]
    monkeypatch.setattr(content, "all_of", lambda kind: rest if kind == "skill_relation" else all_of(kind))
    vocabulary.edition.cache_clear()
    assert vocabulary.edition("skill") != before
    vocabulary.edition.cache_clear()


@pytest.mark.parametrize(("strength", "may"), [(128, False), (129, True)])
def test_up_to_half_a_skill_is_never_met_by_its_neighbour(strength: int, may: bool) -> None:
    assert vocabulary.Near("a", strength).may_be_met is may


def test_no_classification_is_called_a_fact(client: StrictClient) -> None:
    codes = [row["isco08"] for row in all_pages(client, "skills") if row["isco08"]]
    assert codes
    assert {code["state"] for code in codes} == {"needs_verification"}


def test_recognition_is_unknown_without_a_source(client: StrictClient) -> None:
    for row in all_pages(client, "certificates"):
        known = row["recognition"]
        assert (known["status"] == "unknown") is not bool(known["source"]), row["id"]
    page = client.get("/vi/certificates/jp-xe-nang").text
    assert "chưa rõ" in page
    assert "chờ xác minh" in page


def test_licence_edition_and_tag(client: StrictClient) -> None:
    answer = client.get(f"{API}/certificates")
    body = answer.get_json()
    assert body["license"]["url"].startswith("https://creativecommons.org/licenses/by/")
    assert body["edition"] == vocabulary.edition("certificate") != vocabulary.edition("skill")
    assert client.get(f"{API}/certificates", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert client.get(f"{API}/certificates?page=99").get_json()["items"] == []


def test_a_skill_page_shows_words_papers_and_neighbours(client: StrictClient) -> None:
    page = client.get("/vi/skills/xe-nang").text
    assert 'lang="ko"' in page
    assert 'href="/vi/certificates/jp-xe-nang"' in page
    entry = vocabulary.skills()["xe-nang"]
    assert entry.related
    for near in entry.related:
        assert f'href="/vi/skills/{near.id}"' in page
        assert f"Gần vì {near.because['vi']}." in page
    assert page.count("Làm thạo thì được coi là đạt.") == sum(near.may_be_met for near in entry.related) > 0
    assert page.count("Chỉ được tính một phần.") == sum(not near.may_be_met for near in entry.related) > 0


def test_a_paper_that_suits_every_trade_says_so(client: StrictClient) -> None:
    assert "Giấy này có ở nhiều nghề" in client.get("/vi/certificates/jp-kiso").text
    assert "Giấy này có ở nhiều nghề" not in client.get("/vi/certificates/jp-xe-nang").text
