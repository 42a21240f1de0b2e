"""Markets and offers side by side, and the loan guide: what they answer, what they ask for, and what bad input gets."""

from __future__ import annotations

from html import unescape
from urllib.parse import urlencode

import pytest

from tests.web.costs.test_sheet import text_of
from tests.web.strict import StrictClient

FOUR = {
    "market_1": "JP", "wage_1": "180k yên", "tax_1": "15", "living_1": "50k yên", "rest_1": "30tr",
    "market_2": "KR", "rest_2": "30tr", "living_2": "8tr", "tax_2": "10",
    "market_3": "tw", "rest_3": "25tr", "living_3": "6tr", "market_4": "DE", "rate_JPY": "170", "rate_KRW": "18", "rate_TWD": "800",
}  # fmt: skip
TWO = {
    "name_1": "công ty A", "market_1": "JP", "wage_1": "180k yên", "months_1": "36", "service_1": "130tr", "rest_1": "30tr",
    "living_1": "50k yên", "tax_1": "15", "name_2": "<b>B & 😀</b>", "market_2": "TW", "wage_2": "32000 TWD", "months_2": "36",
    "service_2": "60tr", "deposit_2": "12tr", "rest_2": "25tr", "living_2": "6tr", "tax_2": "10", "rate_JPY": "170", "rate_TWD": "800",
}  # fmt: skip
LOAN = {"amount": "100 triệu", "term": "36", "yearly": "6,6", "rate_of": "standard", "method": "annuity"}


def page(client: StrictClient, path: str, fields: dict[str, str], status: int = 200, locale: str = "vi") -> str:
    return text_of(client, f"/{locale}{path}?{urlencode(fields)}", status)


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_four_markets(client: StrictClient, locale: str) -> None:
    text = page(client, "/compare", FOUR, locale=locale)
    assert ("7 tháng" if locale == "vi" else "7 months") in text  # (91.9 + 30) ÷ 17.51
    assert ("121.900.000 đ" if locale == "vi" else "VND\u00a0121,900,000".replace("\u00a0", " ")) in text
    assert ("cần lương và tỷ giá" if locale == "vi" else "needs a wage and a rate") in text  # Germany: no sourced hours
    assert ("bằng 3,98 tháng lương đầu" if locale == "vi" else "3.98 first monthly wages") in text


def test_a_table_first_a_chart_second(client: StrictClient) -> None:
    html = client.get(f"/vi/compare?{urlencode(FOUR)}").get_data(as_text=True)
    assert 0 < html.index("<table") < html.index('role="img"')
    assert "Nhật Bản: 7 tháng" in unescape(html)
    assert 'role="img"' not in client.get("/vi/compare?market_1=JP").get_data(as_text=True)


def test_contradicting_sources_stand_as_a_range_with_both(client: StrictClient) -> None:
    """Ten months of 2025 to Japan: two newspapers differ; the last whole year stands beside them."""
    text = page(client, "/compare", {"market_1": "JP"})
    assert "10 tháng đầu năm 2025: 55.049–57.215 , hai nguồn nói khác nhau: 55.049" in text
    assert "năm 2023: 80.010" in text


def test_missing_is_missing(client: StrictClient) -> None:
    text = page(client, "/compare", {"market_1": "GR", "market_2": "IL"})
    assert "chưa có số liệu đã kiểm chứng" in text
    assert "Tạm dừng" in text


def test_two_offers(client: StrictClient) -> None:
    text = page(client, "/compare/offers", TWO)
    assert "công ty A" in text
    assert "<b>B & 😀</b>" in text  # as typed, escaped
    assert "như bạn bị hỏi: 160.000.000 đ" in text
    assert "theo luật nhiều nhất: 121.900.000 đ" in text
    assert "Bạn bị hỏi cao hơn" in text
    assert "và ký quỹ 12.000.000 đ" in text


@pytest.mark.parametrize(
    ("path", "fields", "name"),
    [
        ("/compare", {"market_1": "XX"}, "market_1"),
        ("/compare", {"market_1": "JP", "programme_1": "E-9"}, "programme_1"),
        ("/compare", {"market_1": "JP", "wage_1": "-5 yên"}, "wage_1"),
        ("/compare", {"market_4": "JP", "tax_4": "101"}, "tax_4"),
        ("/compare", {"market_1": "JP", "rate_JPY": "0"}, "rate_JPY"),
        ("/compare", {"market_1": "JP", "share": "<b>"}, "share"),
        ("/compare/offers", {"wage_2": "5 triệu"}, "market_2"),
        ("/compare/offers", {"market_1": "JP", "months_1": "100 năm"}, "months_1"),
        ("/compare/offers", {"market_1": "JP", "service_1": "1.2,3.4"}, "service_1"),
        ("/loan", {**LOAN, "amount": "0 đ"}, "amount"),
        ("/loan", {**LOAN, "amount": "-1 triệu"}, "amount"),
        ("/loan", {**LOAN, "amount": "5000 USD"}, "amount"),
        ("/loan", {**LOAN, "amount": "900.000 tỷ"}, "amount"),
        ("/loan", {**LOAN, "amount": ""}, "amount"),
        ("/loan", {**LOAN, "yearly": ""}, "yearly"),
        ("/loan", {**LOAN, "yearly": "mười"}, "yearly"),
        ("/loan", {**LOAN, "term": "100 năm"}, "term"),
        ("/loan", {**LOAN, "term": "0"}, "term"),
        ("/loan", {**LOAN, "method": "balloon"}, "method"),
        ("/loan", {**LOAN, "rate_of": "<script>"}, "rate_of"),
    ],
)
def test_bad_input_is_told_under_its_field(client: StrictClient, path: str, fields: dict[str, str], name: str) -> None:
    for locale in ("vi", "en"):
        response = client.get(f"/{locale}{path}?{urlencode(fields)}")
        html = response.get_data(as_text=True)
        assert response.status_code == 422
        assert f'href="#{name}"' in html
        assert f'id="{name}-error"' in html


def test_loan(client: StrictClient) -> None:
    """100 million over 36 months at 1.27 × 6.6 %: as the spreadsheet says."""
    text = page(client, "/loan", LOAN)
    assert "Trả cao nhất 3.151.289 đ một tháng" in text
    assert "lãi 8,382 % một năm: tổng tiền lãi 13.446.398 đ" in text
    assert "không cần tài sản bảo đảm" in text
    equal = page(
        client,
        "/loan",
        {**LOAN, "method": "equal_principal", "amount": "250 triệu", "costs": "200 triệu", "contract": "24"},
    )
    assert "phải có tài sản bảo đảm" in equal
    assert "cho vay nhiều nhất 200.000.000 đ" in equal
    assert "không cho vay lâu hơn hợp đồng" in equal
    assert "Lãi suất 0" in page(client, "/loan", {**LOAN, "yearly": "0"})


def test_loan_guide_gives_no_unverified_rate(client: StrictClient) -> None:
    for locale in ("vi", "en"):
        text = page(client, "/loan", {}, locale=locale)
        assert "6,6" not in text
        assert "8,382" not in text
        assert "8.382" not in text
        assert "127 %" in text
        assert "130" not in text


def test_the_sheet_leads_to_the_loan_with_its_numbers(client: StrictClient) -> None:
    html = client.get("/vi/costs/jp?wage_mid=180k+y%C3%AAn&rate_JPY=170&months=36&yearly=9&share=50").get_data(
        as_text=True
    )
    assert "/vi/loan?costs=91900000+VND&amp;amount=45950000+VND&amp;contract=36&amp;term=36&amp;yearly=9" in html
    assert client.get("/vi/loan?costs=91900000+VND&amount=45950000+VND&contract=36&term=36&yearly=9").status_code == 200
