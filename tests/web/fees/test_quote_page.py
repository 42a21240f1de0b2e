"""The price check page: one form, one answer, everything typed is kept, and every mistake is told where it is."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlencode

import pytest

from tests.web.strict import StrictClient

LOCALES = ("vi", "en")
OFFER = [
    ("market", "JP"), ("months", "3 năm"), ("wage", "170.000 yên"), ("signed_on", "01/11/2026"),
    ("kind", "service_fee"), ("amount", "4.500 USD"), ("label", ""),
    ("kind", "brokerage"), ("amount", "500 USD"), ("label", "Phí bên Nhật"),
    ("kind", "training"), ("amount", ""), ("label", ""),
    ("rate_USD", "26.000"), ("rate_JPY", "170"),
]  # fmt: skip


def page(client: StrictClient, fields: list[tuple[str, str]], locale: str = "vi") -> tuple[int, str]:
    """The status and the words of the page."""
    response = client.get(f"/{locale}/check/quote?{urlencode(fields)}")
    html = response.get_data(as_text=True)
    return response.status_code, " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).replace("\u00a0", " ").split())


def changed(**changes: str) -> list[tuple[str, str]]:
    """The offer with other values for single fields."""
    return [(name, changes.get(name, value)) for name, value in OFFER]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(("more", "amounts"), [("", 1), ("?way=page", 3), ("?market=JP", 1)])
def test_a_new_form(client: StrictClient, locale: str, more: str, amounts: int) -> None:
    response = client.get(f"/{locale}/check/quote{more}")
    html = response.get_data(as_text=True)
    assert response.status_code == 200
    assert len(response.get_data()) < 50_000
    assert html.count('name="amount"') == amounts
    assert "verdict" not in re.findall(r'class="([^"]*)"', html.split("<main")[1])


def test_the_start_offers_both_ways(client: StrictClient) -> None:
    html = client.get("/vi/check/quote").get_data(as_text=True)
    for words in ("Từng câu một", "Điền hết trên một trang", "dừng lại", "Công ty hỏi bao nhiêu?"):
        assert words in html


def test_the_example_of_the_issue(client: StrictClient) -> None:
    status, words = page(client, OFFER)
    assert status == 200
    assert "Có khoản luật cấm thu, và có khoản vượt mức 30.300.000 đ" in words
    assert "Tổng các khoản công ty hỏi: 130.000.000 đ , bằng 4,5 tháng lương" in words.replace("đ,", "đ ,")
    assert "Luật 69/2020/QH14 Điều 23 khoản 4" in words
    assert "Luật 69/2020/QH14 Điều 7 khoản 8" in words
    assert "3 tháng lương × 170.000 JPY = 510.000 JPY" in words
    assert "510.000 JPY × 170 đ = 86.700.000 đ" in words
    assert words.count("Nói với công ty:") == 2
    assert "Tỷ giá do người hỏi đưa ra: 1 USD = 26.000 đ." in words


def test_the_answer_in_english(client: StrictClient) -> None:
    status, words = page(client, OFFER, "en")
    assert status == 200
    assert "One charge is forbidden, another is too much by VND 30,300,000" in words
    assert "3 × JPY 170,000 = JPY 510,000" in words


@pytest.mark.parametrize(
    ("amount", "headline"),
    [
        ("86.700.000 đ", "Các khoản đều trong mức được thu"),
        ("86.700.001 đ", "Vượt mức được thu 1 đ"),
    ],
)
def test_one_dong_over(client: StrictClient, amount: str, headline: str) -> None:
    fields = [("market", "RO"), ("months", "36"), ("wage", "170.000 yên"), ("signed_on", "2026-11-01"), ("occupation", "may"),
              ("kind", "service_fee"), ("amount", amount), ("rate_JPY", "170")]  # fmt: skip
    assert headline in page(client, fields)[1]


def test_in_doubt_no_ceiling_is_shown_as_lawful(client: StrictClient) -> None:
    fields = [("market", "KR"), ("months", "36"), ("wage", "10 triệu"), ("signed_on", "01/07/2026"),
              ("occupation", "thuyen vien tau ca gan bo"), ("kind", "service_fee"), ("amount", "25 triệu")]  # fmt: skip
    status, words = page(client, fields)
    assert status == 200
    assert "Chưa kết luận được" in words
    assert "Biên tập viên còn phải đối chiếu" in words
    assert "Điều chắc chắn: nhiều hơn 30.000.000 đ là vượt mức." in words
    assert "20.000.000" not in words  # the withheld figure


@pytest.mark.parametrize("locale", LOCALES)
def test_missing_rates_are_asked_for_alone_and_once(client: StrictClient, locale: str) -> None:
    fields = [field for field in OFFER if not field[0].startswith("rate")]
    response = client.get(f"/{locale}/check/quote?{urlencode(fields)}")
    html = response.get_data(as_text=True)
    assert response.status_code == 422
    assert re.findall(r'<input id="([\w-]+)"', html.split("<main")[1]) == ["rate-JPY", "rate-USD"]
    assert html.count("1 JPY bằng bao nhiêu đồng?" if locale == "vi" else "How many dong is 1 JPY?") == 1
    assert '<input type="hidden" name="amount" value="4.500 USD">' in html
    assert "banner is-bad" not in html


def test_a_missing_wage_is_asked_for_alone(client: StrictClient) -> None:
    response = client.get(f"/vi/check/quote?{urlencode(changed(wage=''))}")
    html = response.get_data(as_text=True)
    assert response.status_code == 422
    assert re.findall(r'<input id="([\w-]+)"', html.split("<main")[1]) == ["wage", "rate-JPY", "rate-USD"]
    assert 'value="26.000"' in html


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"market": ""}, "market"),
        ({"market": "EU"}, "market"),
        ({"months": "0"}, "months"),
        ({"months": "ba năm"}, "months"),
        ({"months": ""}, "months"),
        ({"wage": "170.000"}, "wage"),
        ({"wage": "0 yên"}, "wage"),
        ({"signed_on": ""}, "signed-on"),
        ({"signed_on": "32/13/2026"}, "signed-on"),
        ({"rate_USD": "abc"}, "rate-USD"),
        ({"rate_USD": "0"}, "rate-USD"),
    ],
)
def test_each_mistake_is_linked_to_its_input(
    client: StrictClient, locale: str, changes: dict[str, str], field: str
) -> None:
    response = client.get(f"/{locale}/check/quote?{urlencode(changed(**changes))}")
    html = response.get_data(as_text=True)
    assert response.status_code == 422
    assert re.findall(r'href="#([\w-]+)"', html.split('class="banner')[1].split("</section>")[0]) == [field]
    assert f'id="{field}-error"' in html
    assert 'value="500 USD"' in html  # what was typed is still there


def test_a_mistake_in_a_line_names_its_row(client: StrictClient) -> None:
    fields = [
        *OFFER[:4],
        ("kind", "brokerage"),
        ("amount", ""),
        ("label", ""),
        ("kind", "training"),
        ("amount", "nhiều"),
        ("label", ""),
    ]
    response = client.get(f"/vi/check/quote?{urlencode(fields)}")
    assert response.status_code == 422
    assert 'href="#amount-1"' in response.get_data(as_text=True)
    assert "Khoản 2, Số tiền" in response.get_data(as_text=True)


def test_nothing_typed_asks_for_a_line(client: StrictClient) -> None:
    response = client.get("/vi/check/quote?kind=service_fee&amount=&label=")
    assert response.status_code == 422
    assert 'href="#amount-0"' in response.get_data(as_text=True)


def test_another_line_keeps_everything_and_judges_nothing(client: StrictClient) -> None:
    response = client.get(f"/vi/check/quote?{urlencode([*OFFER, ('add', '1')])}")
    html = response.get_data(as_text=True)
    assert response.status_code == 200
    assert html.count('name="amount"') == 4
    assert 'value="4.500 USD"' in html
    assert "Nói với công ty" not in html


HOSTILE = [
    "<script>alert(1)</script>",
    "{{7*7}}",
    "' OR 1=1",
    "💰" * 50,
    "a" * 5000,
    "\u202e123",
    "=1+1",
    "%s%n",
    "\x00",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(
    "field",
    [
        "market",
        "programme",
        "occupation",
        "months",
        "wage",
        "signed_on",
        "event",
        "kind",
        "amount",
        "label",
        "rate_USD",
    ],
)
def test_no_text_breaks_the_page(client: StrictClient, field: str, text: str) -> None:
    response = client.get(f"/vi/check/quote?{urlencode([*changed(**{field: text}), (field, text)])}")
    assert response.status_code in (200, 422)
    assert "<script" not in response.get_data(as_text=True)


@pytest.mark.parametrize(("count", "status"), [(50, 200), (200, 200), (201, 422)])
def test_more_lines_than_the_page_takes(client: StrictClient, count: int, status: int) -> None:
    fields = [*OFFER[:4], *[("kind", "other"), ("amount", "1 tr")] * count, ("rate_JPY", "170")]
    response = client.get(f"/vi/check/quote?{urlencode(fields)}")
    html = response.get_data(as_text=True)
    assert response.status_code == status
    assert ("nhiều nhất 200 khoản" in html) == (status == 422)
    if count > 50:  # fewer lines fit the address of the link that changes them
        assert html.count('value="1 tr"') == 200


def test_an_answer_is_not_indexed_and_the_form_is(client: StrictClient) -> None:
    assert 'content="noindex"' in client.get(f"/vi/check/quote?{urlencode(OFFER)}").get_data(as_text=True)
    assert 'content="noindex"' not in client.get("/vi/check/quote").get_data(as_text=True)
