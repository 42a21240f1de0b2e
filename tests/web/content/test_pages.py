"""Markets, legal texts and texts about the site as a reader meets them, and as a program reads them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from portal.config import ROOT
from portal.content import service as content
from tests.web.strict import StrictClient

LOCALES = ("vi", "en")
MARKETS = sorted(path.stem for path in Path(ROOT / "content" / "markets").glob("*.yaml"))
DOCUMENTS = [row["id"] for row in yaml.safe_load((ROOT / "content" / "documents.yaml").read_text("utf-8"))["items"]]


def text(client: StrictClient, address: str) -> str:
    """The page, as one line without markup kept apart by spaces."""
    response = client.get(address)
    assert response.status_code == 200, address
    return " ".join(response.get_data(as_text=True).split())


@pytest.mark.parametrize("locale", LOCALES)
def test_every_market_has_its_page_and_its_line(client: StrictClient, locale: str) -> None:
    listed = text(client, f"/{locale}/markets")
    for code in MARKETS:
        assert f'href="/{locale}/markets/{code}"' in listed
        page = text(client, f"/{locale}/markets/{code}")
        name = content.get("market", code.upper()).data["name"][locale]
        assert f"<h1>{name}</h1>" in page


@pytest.mark.parametrize("locale", LOCALES)
def test_every_legal_text_has_its_page(client: StrictClient, locale: str) -> None:
    for document in DOCUMENTS:
        text(client, f"/{locale}/documents/{document}")


def test_a_figure_stands_with_state_source_dates(client: StrictClient) -> None:
    page = text(client, "/vi/markets/my")
    assert "1.700 MYR/tháng" in page
    assert "từ 01/02/2025" in page
    assert 'href="https://es.nhandan.vn/' in page
    assert "có nguồn, chưa đối chiếu văn bản gốc · xem lại lần cuối 22/11/2026" in page.replace("&nbsp;", " ")


def test_sources_open_without_passing_on_rank_or_opener(client: StrictClient) -> None:
    page = text(client, "/vi/markets/jp")
    assert page.count('href="https://') > 20
    assert page.count('<a href="http') == page.count('rel="nofollow noopener external"')


def test_what_waits_is_named_without_its_value(client: StrictClient) -> None:
    page = text(client, "/vi/markets/pl")
    assert "Lương tối thiểu: Theo tháng, trước thuế" in page
    assert "4.806" not in page
    assert "4.666" in page
    listed = text(client, "/vi/markets")
    assert listed.count("mức mới hơn đang chờ xác minh") == 1
    assert listed.index("4.666") < listed.index("mức mới hơn đang chờ xác minh") < listed.index("Singapore")


def test_a_withheld_number_is_nowhere(client: StrictClient) -> None:
    for address in ("/vi/markets/kr", "/en/markets/kr", "/api/v1/markets/kr", "/api/v1/markets"):
        page = client.get(address).get_data(as_text=True)
        assert "1577" not in page
        assert "1345" not in page


def test_sources_that_disagree_are_both_shown(client: StrictClient) -> None:
    page = text(client, "/vi/markets/jp")
    assert "55.049" in page
    assert "57.215" in page
    assert page.count(">hai nguồn nói khác nhau<") == 1


def test_whole_years_stand_in_a_chart_and_parts_of_a_year_do_not(client: StrictClient) -> None:
    page = text(client, "/vi/markets/jp")
    chart = page[page.index('<figure class="chart">') : page.index("</figure>")]
    assert "80.010" in chart
    assert "55.049" not in chart
    assert '<figure class="chart">' not in text(client, "/vi/markets/ro")  # one year makes no chart


@pytest.mark.parametrize(("code", "says"), [("il", "Đang tạm dừng"), ("hu", "Đọc trước khi nộp tiền")])
def test_a_suspended_or_limited_market_says_so_first(client: StrictClient, code: str, says: str) -> None:
    page = text(client, f"/vi/markets/{code}")
    assert page.index(says) < page.index('<nav class="kinds"')


def test_a_market_in_capitals_leads_to_the_one_address(client: StrictClient) -> None:
    response = client.get("/vi/markets/JP")
    assert (response.status_code, response.headers["Location"]) == (308, "/vi/markets/jp")


@pytest.mark.parametrize("address", ["/vi/markets/xx", "/vi/documents/none", "/vi/pages/none", "/vi/pages/../x"])
def test_what_is_not_there_is_not_found(client: StrictClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_the_library_is_narrowed_by_status_and_topic(client: StrictClient) -> None:
    page = text(client, "/vi/documents?status=replaced&topic=fund")
    assert 'href="/vi/documents/dec-40-2021"' in page
    assert 'href="/vi/documents/dec-34-2025"' not in page
    assert 'href="/vi/documents/dec-34-2025"' in text(client, "/vi/documents?topic=fund")
    assert "1–20 trong 51" in text(client, "/vi/documents?status=nonsense")
    assert "Không có văn bản nào như vậy" in text(client, "/vi/documents?status=repealed&topic=eps")


def test_a_law_links_to_what_replaced_it_and_keeps_the_old_name_of_its_ministry(client: StrictClient) -> None:
    page = text(client, "/vi/documents/circular-02-2024")
    assert 'href="/vi/documents/circular-09-2026-bnv"' in page
    assert "Bộ Lao động – Thương binh và Xã hội" in page
    assert "nay là Bộ Nội vụ" in page


def test_an_unverified_law_gives_neither_number_nor_dates(client: StrictClient) -> None:
    page = text(client, "/vi/documents/decree-13-2023")
    assert "Văn bản này chờ xác minh" in page
    assert "13/2023" not in page
    assert "2023" not in page[page.index("<main") : page.index("</main>")]


def test_fields_of_a_law_that_wait_are_not_told(client: StrictClient) -> None:
    page = text(client, "/vi/documents/law-16-2023")
    assert "16/2023" not in page
    assert "01/07/2024" not in page


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", ["about", "privacy", "how-we-verify", "accessibility", "open-data"])
def test_the_texts_about_the_site(client: StrictClient, locale: str, name: str) -> None:
    title = content.get("page", name).data["title"][locale]
    assert f"<h1>{title}</h1>" in text(client, f"/{locale}/pages/{name}")


def test_markets_as_json(client: StrictClient) -> None:
    listed = client.get("/api/v1/markets").get_json()
    assert len(listed["items"]) == len(MARKETS)
    japan = client.get("/api/v1/markets/jp").get_json()
    assert japan == client.get("/api/v1/markets/JP").get_json()
    wage = japan["minimum_wage"][0]
    assert (wage["value"], wage["currency"], wage["per"], wage["effective"]) == ("1121", "JPY", "hour", "2025-10")
    assert japan["sources"][wage["source"][0]]["address"].startswith("https://")
    assert {"TITP", "ESD", "SSW1", "SSW2", "IMJ"} == {programme["id"] for programme in japan["programmes"]}
    assert "text" not in next(p for p in japan["programmes"] if p["id"] == "SSW2")["claims"][0]


def test_an_unknown_market_is_a_problem(client: StrictClient) -> None:
    response = client.get("/api/v1/markets/zz")
    assert (response.status_code, response.mimetype) == (404, "application/problem+json")
