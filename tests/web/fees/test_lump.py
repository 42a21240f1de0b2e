"""One sum for everything: never called lawful, always told what may be in it at most, and asked to be split.

The amounts below were worked out by hand: three months of wage, 100,000 dong for the Fund, nothing else.
"""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlencode

import pytest

from tests.web.strict import StrictClient

LUMP = {"quick": "1", "kind": "lump", "label": "", "amount": "150 triệu", "market": "JP", "months": "3 năm", "wage": ""}


def ask(client: StrictClient, locale: str = "vi", **changes: str) -> tuple[int, str]:
    """The status and the words of the page."""
    response = client.get(f"/{locale}/check/quote?{urlencode(LUMP | {'signed_on': '26/11/2026'} | changes)}")
    html = response.get_data(as_text=True)
    return response.status_code, " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).replace("\u00a0", " ").split())


@pytest.mark.parametrize("locale", ["vi", "en"])
@pytest.mark.parametrize("changes", [{}, {"wage": "170.000 yên"}, {"wage": "30 triệu"}, {"sheet": "1"}])
def test_every_stage_answers_with_articles(client: StrictClient, locale: str, changes: dict[str, str]) -> None:
    status, words = ask(client, locale, **changes)
    assert status == 200
    assert "Luật 69/2020/QH14 Điều 23 khoản 4" in words
    assert "Luật 69/2020/QH14 Điều 7 khoản 8" in words


@pytest.mark.parametrize("amount", ["1 đ", "86.800.000 đ", "150 triệu", "900 tỷ"])
def test_a_lump_sum_is_never_within(client: StrictClient, amount: str) -> None:
    _status, words = ask(client, amount=amount, wage="28.900.000 đ")
    assert "Chưa kết luận được" in words
    assert "trong mức được thu" not in words


def test_without_a_wage_the_ceiling_is_told_in_months_and_the_wage_is_asked(client: StrictClient) -> None:
    _status, words = ask(client)
    assert "Tiền dịch vụ 3 tháng lương" in words
    assert "Lương một tháng là bao nhiêu?" in words
    assert "Cộng các mức cao nhất" not in words


def test_the_sum_of_the_ceilings_and_what_is_left(client: StrictClient) -> None:
    _status, words = ask(client, wage="170.000 yên", rate_JPY="170")  # 3 × 170.000 × 170 + 100.000
    assert "86.800.000 đ" in words
    assert "63.200.000 đ chưa rõ là tiền gì" in words


def test_less_than_the_ceilings_may_still_hide_something(client: StrictClient) -> None:
    _status, words = ask(client, wage="170.000 yên", rate_JPY="170", amount="86,8 triệu")
    assert "vẫn có thể giấu khoản bị cấm" in words
    assert "chưa rõ là tiền gì" not in words


def test_a_missing_rate_is_asked_for_below_the_answer(client: StrictClient) -> None:
    status, words = ask(client, wage="170.000 yên")
    assert status == 200
    assert "510.000 JPY" in words
    assert words.count("1 JPY bằng bao nhiêu đồng?") == 1


def test_a_lump_beside_a_forbidden_charge_is_forbidden(client: StrictClient) -> None:
    pairs = [("market", "JP"), ("months", "36"), ("wage", "30 triệu"), ("kind", "lump"), ("amount", "50 tr"), ("label", ""),
             ("kind", "brokerage"), ("amount", "1 tr"), ("label", "")]  # fmt: skip
    words = client.get(f"/vi/check/quote?{urlencode(pairs)}").get_data(as_text=True)
    assert "Có khoản luật cấm thu" in words
    assert "Hỏi công ty sáu câu này" in words


@pytest.mark.parametrize("market", ["JP", "TW", "KR", "DE", "AE", "SG", "HK", "US", "FR", "RO"])
@pytest.mark.parametrize("months", ["1", "11", "36", "60"])
def test_any_market_any_length(client: StrictClient, market: str, months: str) -> None:
    assert ask(client, market=market, months=months)[0] == 200


@pytest.mark.parametrize("locale", ["vi", "en"])
@pytest.mark.parametrize(
    ("changes", "field"),
    [({"amount": ""}, "amount-0"), ({"amount": "một trăm triệu"}, "amount-0"), ({"market": ""}, "market"), ({"months": ""}, "months"),
     ({"wage": "nhiều"}, "wage"), ({"signed_on": "x"}, "signed-on"), ({"programme": "x"}, "programme")],
)  # fmt: skip
def test_a_mistake_in_the_short_form_comes_back_to_it(
    client: StrictClient, locale: str, changes: dict[str, str], field: str
) -> None:
    response = client.get(f"/{locale}/check/quote?{urlencode(LUMP | changes)}")
    html = response.get_data(as_text=True)
    assert response.status_code == 422
    assert f'href="#{field}"' in html
    assert 'name="quick"' in html
    for name in ("amount", "months"):
        assert f'value="{(LUMP | changes)[name]}"' in html
