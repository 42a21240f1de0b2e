"""Whatever is typed: the answer names what to mend in the reader's language, keeps what was typed, and never breaks."""

from __future__ import annotations

import unicodedata
from urllib.parse import urlencode

import pytest
from werkzeug.test import TestResponse

from tests.web.strict import StrictClient

WHOLE = {"market": "RO", "months": "36", "wage": "20 triệu", "signed_on": "01/11/2026", "kind": "service_fee", "amount": "60 triệu",
         "label": ""}  # fmt: skip
# field, typed, status, words of the answer in Vietnamese
TABLE = [
    ("market", "Nước Mỹ", 422, "Hãy chọn nước đến trong danh sách."),
    ("market", "EU", 422, "Hãy chọn nước đến trong danh sách."),
    ("programme", "TITP", 422, "Chương trình này không đi nước bạn chọn."),
    ("programme", "ABC", 422, "Hãy chọn chương trình trong danh sách"),
    ("kind", "phí lạ", 422, "Hãy chọn loại khoản trong danh sách."),
    ("event", "never", 422, "Hãy chọn trong danh sách."),
    ("months", "0", 422, "từ 1 đến 600"),
    ("months", "-3", 422, "Hãy ghi số tháng hoặc số năm"),
    ("months", "999", 422, "từ 1 đến 600"),
    ("signed_on", "30/02/2026", 422, "Không đọc được ngày."),
    ("signed_on", "01/01/1900", 200, "Chưa kết luận được"),
    ("signed_on", "01/01/2099", 422, "chưa ai biết luật của ngày đó"),
    ("amount", "-5 triệu", 422, "Số tiền không thể âm."),
    ("amount", "9" * 20 + " đ", 422, "Số tiền này quá lớn."),
    ("amount", "một trăm triệu", 422, "Hãy ghi số tiền bằng chữ số"),
    ("amount", "💰💰", 422, "Hãy ghi số tiền bằng chữ số"),
    ("amount", "1.2.3,4 triệu", 422, "Không đọc được số tiền này."),
    ("amount", "1,234.567,8 USD", 422, "Không đọc được số tiền này."),
    ("amount", "60.000.000", 422, "Hãy ghi thêm loại tiền"),
    ("amount", "60 đậu", 422, "Không đọc được số tiền này."),
    ("amount", "150tr", 200, "Vượt mức được thu 90.000.000"),
    ("amount", "60.000.001 đ", 200, "Vượt mức được thu 1"),
    ("amount", "1,2 tr", 200, "trong mức được thu"),
    ("amount", "3.600 đô", 422, "1 USD bằng bao nhiêu đồng?"),
    ("amount", "170k yên", 422, "1 JPY bằng bao nhiêu đồng?"),
    ("amount", unicodedata.normalize("NFD", "60 triệu đồng"), 200, "trong mức được thu"),
    ("label", "<b>phí</b> & “xe”", 200, "&lt;b&gt;phí&lt;/b&gt;"),
    ("occupation", "🙂", 200, "trong mức được thu"),
    ("wage", "0 đ", 422, "Số này phải lớn hơn 0."),
    ("rate_USD", "abc", 422, "Hãy ghi bao nhiêu đồng"),
]


def send(client: StrictClient, locale: str, way: str, fields: dict[str, str]) -> TestResponse:
    """Ask by address, or in the body of a form."""
    if way == "get":
        return client.get(f"/{locale}/check/quote?{urlencode(fields)}")
    return client.post(f"/{locale}/check/quote", data=fields, follow_redirects=True)


@pytest.mark.parametrize("way", ["get", "post"])
@pytest.mark.parametrize(("field", "typed", "status", "words"), TABLE, ids=[f"{f}-{t[:12]}" for f, t, *_ in TABLE])
def test_words_for_every_mistake(
    client: StrictClient, way: str, field: str, typed: str, status: int, words: str
) -> None:
    response = send(client, "vi", way, WHOLE | {field: typed})
    html = response.get_data(as_text=True).replace("\u00a0", " ")
    assert response.status_code == status
    assert words in html
    if status == 422:
        kept = unicodedata.normalize("NFC", typed)
        assert f'value="{kept}"' in html


@pytest.mark.parametrize(("field", "typed", "status", "_words"), TABLE, ids=[f"{f}-{t[:12]}" for f, t, *_ in TABLE])
def test_the_same_in_english(client: StrictClient, field: str, typed: str, status: int, _words: str) -> None:
    assert send(client, "en", "get", WHOLE | {field: typed}).status_code == status


def test_a_mistake_is_said_once(client: StrictClient) -> None:
    html = send(client, "vi", "get", WHOLE | {"rate_USD": "abc"}).get_data(as_text=True)
    assert "Tỷ giá USD: Hãy ghi bao nhiêu đồng" in html
    assert "Cần tỷ giá" not in html


def test_two_hundred_lines_in_a_body_and_empty_ones_skipped(client: StrictClient) -> None:
    rows = {"kind": ["other"] * 200, "amount": ["1 tr", ""] * 100, "label": [""] * 200}
    response = client.post("/vi/check/quote", data=WHOLE | rows)
    assert response.status_code == 200
    assert "100.000.000" in response.get_data(as_text=True)


def test_what_fits_an_address_goes_to_one(client: StrictClient) -> None:
    response = client.post("/vi/check/quote", data=WHOLE)
    assert response.status_code == 303
    assert response.headers["Location"].startswith("/vi/check/quote?market=RO&")
    assert "Set-Cookie" not in response.headers


def test_a_line_is_removed_where_it_stands(client: StrictClient) -> None:
    pairs = [
        ("market", "RO"),
        *[(n, v) for i in "123" for n, v in (("kind", "other"), ("amount", f"{i} tr"), ("label", f"L{i}"))],
    ]
    html = client.get(f"/vi/check/quote?{urlencode([*pairs, ('remove', '1')])}").get_data(as_text=True)
    assert [f'value="{i} tr"' in html for i in "123"] == [True, False, True]
    assert 'value="L2"' not in html


@pytest.mark.parametrize("remove", ["99", "-1", "x", "💰", ""])
def test_removing_what_is_not_there_removes_nothing(client: StrictClient, remove: str) -> None:
    html = client.get(f"/vi/check/quote?{urlencode(WHOLE | {'remove': remove})}").get_data(as_text=True)
    assert 'value="60 triệu"' in html


@pytest.mark.parametrize("add", ["1", "5", "9999", "x"])
def test_lines_are_added_within_reason(client: StrictClient, add: str) -> None:
    html = client.get(f"/vi/check/quote?{urlencode(WHOLE | {'add': add})}").get_data(as_text=True)
    assert html.count('name="amount"') == 1 + {"5": 5, "9999": 1}.get(add, 1)
