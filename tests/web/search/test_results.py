"""The search page and its JSON: found with and without diacritics, safe to show, honest about what was read otherwise."""

from __future__ import annotations

import html
import re
import shutil
from urllib.parse import quote

import pytest
from flask import Flask

from portal.search.engine import Engine
from portal.search.rules.tokens import clean
from tests.web.strict import StrictClient


def page(client: StrictClient, query: str, locale: str = "vi", **more: object) -> str:
    rest = "".join(f"&{name}={value}" for name, value in more.items())
    response = client.get(f"/{locale}/search?q={quote(query)}{rest}")
    assert response.status_code == 200
    return response.get_data(as_text=True)


def titles(body: str) -> list[str]:
    found = re.findall(r"<h3>(.*?)</h3>", body, re.DOTALL)
    return [html.unescape(re.sub(r"<[^>]+>", "", title)).strip() for title in found]


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_the_box_alone_offers_examples(client: StrictClient, locale: str) -> None:
    body = page(client, "", locale)
    assert 'name="robots" content="noindex"' in body
    assert titles(body) == []
    assert body.count('type="search"') == 2


@pytest.mark.parametrize(
    ("typed", "bare"), [("Nhật Bản", "nhat ban"), ("Hàn Quốc", "han quoc"), ("Đài Loan", "dai loan")]
)
def test_pages_are_found_with_and_without_diacritics(client: StrictClient, typed: str, bare: str) -> None:
    with_marks, without = titles(page(client, typed, kind="page")), titles(page(client, bare, kind="page"))
    assert typed in with_marks[0]
    assert typed in without[0]


@pytest.mark.parametrize("kind", ["page", "firm", "vacancy", "document"])
def test_each_kind_is_findable_and_leads_to_its_page(client: StrictClient, kind: str) -> None:
    words = {"page": "Nhật Bản", "firm": "công ty", "vacancy": "tuyển", "document": "luật"}
    body = page(client, words[kind], kind=kind)
    assert titles(body)
    address = re.search(r'<h3><a href="([^"]+)"', body)
    assert address
    assert client.get(address[1]).status_code == 200


def test_english_pages_are_found_on_the_english_side(client: StrictClient) -> None:
    assert titles(page(client, "Japan", "en", kind="page"))[0] == "Japan"
    assert titles(page(client, "Nhật Bản", "en", kind="page"))[0] == "Japan"


def test_what_was_read_otherwise_is_said(client: StrictClient) -> None:
    assert "xuất khẩu lao động" in page(client, "XKLĐ")


@pytest.mark.parametrize(
    "query",
    ["<script>alert(1)</script>", "\"'><img src=x onerror=alert(1)>", "{{ 7*7 }}", "a AND NOT b*", "(((", "\x00", "%", "' OR 1=1 --",
     "o" * 5_000, "\u0301" * 500, "title:x kind:firm", "_ = #japan"],
)  # fmt: skip
@pytest.mark.parametrize("address", ["/vi/search", "/en/search", "/api/v1/search"])
def test_any_text_is_answered_and_shown_as_text(client: StrictClient, address: str, query: str) -> None:
    response = client.get(address, query_string={"q": query})
    if address.startswith("/api"):
        assert response.status_code == (200 if 0 < len(clean(query)) <= 200 else 422)
        return
    assert response.status_code == 200
    body = response.get_data(as_text=True)
    assert "<script>" not in body
    assert "<img src=x" not in body
    if "7*7" in query:
        assert "{{ 7*7 }}" in body


def test_nothing_found_says_what_to_try(client: StrictClient) -> None:
    body = page(client, "zzqqxxw")
    assert "Chưa tìm thấy gì" in body
    assert 'href="/vi/check/firm"' in body


def test_pages_stop_at_the_tenth(client: StrictClient) -> None:
    for number in (1, 2, 10, 11, 999, 0, -3):
        assert client.get(f"/vi/search?q=c%C3%B4ng%20ty&page={number}").status_code == 200
    assert client.get("/api/v1/search?q=c%C3%B4ng%20ty&page=999").json["page"] == 10
    assert client.get("/api/v1/search?q=c%C3%B4ng%20ty").json["pages"] <= 10


def test_a_page_that_is_no_longer_there_shows_the_last_one(client: StrictClient) -> None:
    body = page(client, "nhat ban", kind="page", page=10)
    assert titles(body)
    assert "Chưa tìm thấy gì" not in body


def test_counts_of_kinds_are_what_each_kind_lists(client: StrictClient) -> None:
    answer = client.get("/api/v1/search?q=nhat%20ban").json
    assert answer["kinds"]
    for kind, count in answer["kinds"].items():
        narrowed = client.get(f"/api/v1/search?q=nhat%20ban&kind={kind}").json
        assert narrowed["total"] == count
        assert {result["kind"] for result in narrowed["results"]} == {kind}
        assert narrowed["kinds"] == answer["kinds"]


@pytest.mark.parametrize(
    ("query_string", "field"),
    [("", "q"), ("q=", "q"), ("q=%20", "q"), ("q=a&kind=people", "kind"), ("q=a&locale=fr", "locale")],
)
def test_the_api_names_the_field_to_mend(client: StrictClient, query_string: str, field: str) -> None:
    response = client.get(f"/api/v1/search?{query_string}")
    assert response.status_code == 422
    assert response.mimetype == "application/problem+json"
    assert [error["field"] for error in response.json["errors"]] == [field]


def test_the_api_gives_addresses_in_the_language_asked(client: StrictClient) -> None:
    for locale in ("vi", "en"):
        result = client.get(f"/api/v1/search?q=japan&kind=page&locale={locale}").json["results"][0]
        assert result["address"] == f"/{locale}/markets/jp"
        assert client.get(result["address"]).status_code == 200


def test_without_an_index_the_page_answers_with_a_notice(site: Flask, client: StrictClient) -> None:
    engine: Engine = site.extensions["search"]
    folder = engine.index.folder  # type: ignore[attr-defined]  # the site of the tests searches by files
    kept = folder.with_name("kept")
    shutil.move(folder, kept)
    try:
        body = page(client, "Nhật Bản", kind="page")
        assert "Tìm kiếm đang chạy tạm" in body
        assert "Nhật Bản" in titles(body)[0]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.move(kept, folder)
    assert "Tìm kiếm đang chạy tạm" not in page(client, "Nhật Bản")


def chips(body: str) -> list[tuple[str, str]]:
    """What the chips say and where their crosses lead."""
    part = re.search(r'<div class="chips">(.*?)</div>', body, re.DOTALL)
    rows = re.findall(r"<li>(.*?)</li>", part[1], re.DOTALL) if part else []
    told = []
    for row in rows:
        link = re.search(r'href="([^"]+)"', row)
        words = re.sub(r"<[^>]+>", " ", row.split("<a")[0])
        told.append((" ".join(words.split()), html.unescape(link[1]) if link else ""))
    return told


def test_what_was_understood_is_told_in_chips_that_can_be_removed(client: StrictClient) -> None:
    told = dict(chips(page(client, "tho han nhat ban")))
    assert set(told) == {"Nghề: thợ hàn", "Nước: Nhật Bản"}
    assert told["Nước: Nhật Bản"] == "/vi/search?q=tho+han"
    assert chips(client.get(told["Nước: Nhật Bản"]).text) == [("Nghề: thợ hàn", "")]


def test_an_old_province_is_read_as_that_of_today(client: StrictClient) -> None:
    assert ("Tỉnh, thành: Bắc Ninh", "/vi/search?q=viec+o") in chips(page(client, "viec o bac giang"))


def facet_links(body: str) -> dict[str, tuple[int, str]]:
    part = re.search(r'<details class="filters narrow">(.*?)</details>', body, re.DOTALL)
    rows = re.findall(
        r'<a href="([^"]+)"[^>]*><span data-as-typed lang="vi">(.*?)</span> <span class="num">\((\d+)\)',
        part[1] if part else "",
    )
    return {text: (int(count), html.unescape(address)) for address, text, count in rows}


def total(body: str) -> int:
    found = re.search(r"\d+–\d+ trong (\d+)|Có (\d+) kết quả", body)
    return int(found[1] or found[2]) if found else 0


def test_each_facet_leads_to_as_many_results_as_it_counts(client: StrictClient) -> None:
    links = facet_links(page(client, "công ty", kind="firm"))
    assert links
    for text, (count, address) in links.items():
        narrowed = client.get(address).text
        assert total(narrowed) == count, text
        assert any(text in said for said, _ in chips(narrowed)), text


def test_a_chosen_filter_can_be_removed_and_stays_in_the_form(client: StrictClient) -> None:
    body = page(client, "công ty", market="JP")
    assert '<input type="hidden" name="market" value="JP">' in body
    assert ("Nước: Nhật Bản", "/vi/search?q=c%C3%B4ng+ty") in chips(body)


def test_a_filter_that_nobody_has_finds_nothing_and_says_how_to_go_on(client: StrictClient) -> None:
    body = page(client, "công ty", province="atlantis<b>")
    assert titles(body) == []
    assert "Chưa tìm thấy gì" in body
    assert "Bỏ lọc “atlantis&lt;b&gt;”" in re.sub("<[^>]+>", "", body)


def test_vacancies_by_wage_and_by_day(client: StrictClient) -> None:
    by_wage = page(client, "thợ", kind="vacancy", sort="wage")
    assert re.search(r'aria-current="page">Lương cao nhất', by_wage)
    assert titles(by_wage) != titles(page(client, "thợ", kind="vacancy"))
    assert "Lương cao nhất" not in page(client, "thợ"), "only where every result has a wage"
    assert client.get("/api/v1/search?q=thợ&sort=wage").status_code == 422


def test_the_answer_in_numbers_is_that_of_the_page(client: StrictClient) -> None:
    answer = client.get("/api/v1/search?q=thợ&kind=vacancy&sort=wage&locale=vi").get_json()
    wages = [row["title"] for row in answer["results"]][:10]
    assert wages == titles(page(client, "thợ", kind="vacancy", sort="wage"))
    assert set(answer["facets"]) == {"market", "province", "sector"}
    named = client.get("/api/v1/search?q=thợ hàn Nhật").get_json()["named"]
    assert named == [
        {"kind": "occupation", "typed": "thợ hàn", "meant": "thợ hàn"},
        {"kind": "country", "typed": "Nhật", "meant": "Nhật Bản"},
    ]


def test_a_mended_word_can_be_taken_back(client: StrictClient) -> None:
    body = page(client, "xuaats khaaru")
    assert "Ý bạn là" in body
    link = re.search(r'href="([^"]+exact=1)"', body)
    assert link
    assert "Ý bạn là" not in client.get(html.unescape(link[1])).text


def test_a_firms_name_leads_to_the_check_of_its_licence(client: StrictClient) -> None:
    for query in ("cong ty nhan luc ben lau", "cong ty nhan luc ben tau", "9001"):
        body = page(client, query)
        assert "Kết quả tìm kiếm không nói công ty nào được phép" in body, query
        assert f"/vi/check/firm?q={quote(query).replace('%20', '+')}" in body
    for query in ("thợ hàn", "xklđ đài loan", "hải phòng", "phí môi giới", "vay vốn"):
        assert "Bạn hỏi về một công ty?" not in page(client, query), query


def test_nothing_found_says_what_was_tried_and_what_else_to_ask(client: StrictClient) -> None:
    body = page(client, "zzqxw", kind="vacancy")
    assert "Chúng tôi đã tìm" in body
    assert "trong việc làm" in body
    assert 'href="/vi/check/quote"' in body


@pytest.mark.parametrize("text", ["", "zzzzqq", "hàn"])
@pytest.mark.parametrize("name", ["market", "province", "sector"])
def test_a_filter_that_is_no_value_is_told_as_it_was_typed(client: StrictClient, text: str, name: str) -> None:
    body = client.get("/en/search", query_string={"q": text, name: "Đà"}).get_data(as_text=True)
    assert not text or '<span data-as-typed lang="vi">Đà</span>' in body
