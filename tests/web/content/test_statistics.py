"""How many people went: every row of the facts with its source, ranges where sources contradict, no trend across them."""

from __future__ import annotations

import pytest
import yaml

from portal.config import ROOT
from tests.web.content.test_pages import LOCALES, text
from tests.web.strict import StrictClient

ROWS = [
    (item, value)
    for path in sorted((ROOT / "content" / "statistics").glob("*.yaml"))
    for item in yaml.safe_load(path.read_text("utf-8"))["items"]
    for value in item["values"]
]


def test_every_row_is_there() -> None:
    assert len(ROWS) == 93
    assert len({item["id"] for item, _value in ROWS}) == 85


@pytest.mark.parametrize("locale", LOCALES)
def test_the_page_tells_every_sourced_number(client: StrictClient, locale: str) -> None:
    page = text(client, f"/{locale}/statistics")
    for item, value in ROWS:
        said = f"{int(value['value']):,}" if isinstance(value["value"], int) else str(value["value"])
        said = said if locale == "en" else said.replace(",", "_").replace(".", ",").replace("_", ".")
        assert (said in page) is (value["state"] == "sourced"), item["id"]


def test_sources_that_contradict_each_other_stand_as_a_range_with_both(client: StrictClient) -> None:
    page = text(client, "/vi/statistics")
    for low, high in (("147.387", "152.000"), ("121.190", "128.044"), ("290", "302")):
        assert f"{low}–{high}" in page
    row = page[page.index("290–302") :]
    assert row.index("vov.vn") < row.index("vietnamnews.vn") < row.index("</tr>")


def test_a_range_that_one_source_gives_is_no_contradiction(client: StrictClient) -> None:
    page = text(client, "/vi/statistics")
    row = page[page.index("110.000–120.000") :].split("</tr>")[0]
    assert "hai nguồn" not in row


def test_money_sent_home_is_a_table_and_never_a_chart(client: StrictClient) -> None:
    page = text(client, "/vi/statistics")
    section = page[page.index("Tiền lao động theo hợp đồng gửi về") : page.index("Kiều hối cả nước")]
    assert "<svg" not in section
    assert "đừng đọc thành xu hướng" in section
    assert "6,5–7" in section


def test_a_year_without_source_stays_empty_in_the_chart(client: StrictClient) -> None:
    page = text(client, "/vi/markets/jp")
    chart = page[page.index('<figure class="chart">') : page.index("</figure>")]
    drawn = chart[chart.index("</desc>") :]
    assert drawn.count("<rect") == 4
    assert drawn.count("chưa có số có nguồn") == 2  # 2020 and 2021


def test_markets_are_compared_in_one_year_by_one_source_only(client: StrictClient) -> None:
    page = text(client, "/vi/statistics")
    start = page.index('<h2 id="one-source">')
    part = page[start : page.index('<h2 id="markets">')]
    assert "2023" in part
    assert part.count("<rect") == 13
    assert part.count('href="https://vamas.com.vn') == 1


def test_the_data_can_be_taken_along(client: StrictClient) -> None:
    assert 'href="/api/v1/statistics"' in text(client, "/vi/statistics")
    listed = client.get("/api/v1/statistics").get_json()
    assert sum(len(item["values"]) for item in listed["items"]) == 93
    for item in listed["items"]:
        for value in item["values"]:
            assert ("value" in value) is (value["state"] == "sourced")
            assert set(value["source"]) <= set(listed["sources"])
