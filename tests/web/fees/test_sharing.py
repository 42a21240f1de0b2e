"""What is sent on holds no word of the person's own, opens the same answer, and fits a sheet of paper."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import segno

from portal.fees.rules.occupations import NONE, stated
from portal.web.fees.choices import OCCUPATIONS
from portal.web.fees.sharing import _code
from tests.web.strict import StrictClient

OFFER = [("market", "TW"), ("months", "36"), ("wage", "20 triệu"), ("signed_on", "01/05/2026"), ("occupation", "giúp việc nhà bà Lan"),
         ("kind", "service_fee"), ("amount", "25 triệu"), ("label", "Chị Hoa thu 0912345678"),
         ("kind", "other"), ("amount", "1 tr"), ("label", "")]  # fmt: skip


def page(client: StrictClient, offer: list[tuple[str, str]], **more: str) -> str:
    """The page of an offer."""
    response = client.get(f"/vi/check/quote?{urlencode([*offer, *more.items()])}")
    assert response.status_code == 200
    return unescape(response.get_data(as_text=True))


def shared_address(html: str) -> str:
    """Where the link to send on leads."""
    found = re.search(r'<a href="([^"]+)" class="long"', html)
    assert found
    return found[1]


def test_no_word_of_ones_own_is_in_the_address(client: StrictClient) -> None:
    html = page(client, OFFER)
    address = shared_address(html)
    query = parse_qs(urlsplit(address).query)
    assert set(query) == {"market", "months", "wage", "signed_on", "kind", "amount"}
    assert "Hoa" not in address
    assert "Lan" not in address
    assert "vì có thể có tên người" in html


def test_an_answer_that_would_differ_says_so(client: StrictClient) -> None:
    assert "sẽ thấy kết luận khác" in page(client, OFFER)  # without the occupation the ceiling is another
    named = [(name, "Giúp việc gia đình" if name == "occupation" else value) for name, value in OFFER]
    html = page(client, named)
    assert "sẽ thấy kết luận khác" not in html
    assert parse_qs(urlsplit(shared_address(html)).query)["occupation"] == ["Giúp việc gia đình"]


def test_the_shared_address_opens_the_same_answer(client: StrictClient) -> None:
    offer = [(name, value) for name, value in OFFER if name not in ("occupation", "label")]
    html = page(client, offer)
    again = client.get(urlsplit(shared_address(html)).path + "?" + urlsplit(shared_address(html)).query)
    headline = re.search(r'id="verdict">(.*?)</h2>', html, re.DOTALL)
    assert headline
    assert headline[1] in unescape(again.get_data(as_text=True))


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_the_sheet_has_date_data_day_address_and_code(client: StrictClient, locale: str) -> None:
    html = client.get(f"/{locale}/check/quote?{urlencode([*OFFER, ('sheet', '1')])}").get_data(as_text=True)
    sheet = html.split('class="sheet-a5')[1]
    assert sheet.count("2026") >= 3
    assert "/check/quote" in sheet
    assert "<svg" in sheet
    assert "style=" not in sheet
    assert "Hoa" not in re.sub(r"<[^>]+>", "", sheet)


def test_the_code_is_the_picture_of_its_address() -> None:

    code = _code("https://benve.example/vi/check/quote?market=JP")
    matrix = [
        list(row) for row in segno.make("https://benve.example/vi/check/quote?market=JP", error="l", micro=False).matrix
    ]
    drawn = [[0] * len(matrix) for _ in matrix]
    for x, y, long in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", code.path):
        for i in range(int(long)):
            drawn[int(y) - 4][int(x) - 4 + i] = 1
    assert drawn == matrix


@pytest.mark.parametrize("name", OCCUPATIONS, ids=lambda name: str(name)[:20])
def test_the_rules_understand_each_proposed_occupation(name: object) -> None:
    readings = stated(str(name))
    assert len(readings) == 1
    assert readings[0] != NONE
