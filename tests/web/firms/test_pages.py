"""The firm pages through the strict client: what a verdict looks like, what may look green, what the list shows."""

from __future__ import annotations

import re

import pytest

from tests.web.strict import StrictClient


def page(client: StrictClient, address: str, **arguments: str) -> str:
    answer = client.get(address, query_string=arguments)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def tone(html: str) -> str:
    found = re.findall(r'class="verdict is-(\w+)', html)
    assert len(found) == 1
    return str(found[0])


@pytest.mark.parametrize("locale", ["vi", "en"])
@pytest.mark.parametrize(
    ("query", "order", "colour"),
    [
        ("cong ty nhan luc ben lau", "", "good"),
        ("9001/LĐTBXH-GP", "ĐH-00-0001", "good"),
        ("9001/LĐTBXH-GP", "ĐH-00-0002", "warn"),
        ("9001/LĐTBXH-GP", "ĐH-00-0003", "warn"),
        ("9001/LĐTBXH-GP", "khong co", "warn"),
        ("9002", "", "warn"),
        ("9003", "", "bad"),
        ("9004", "", "bad"),
        ("9005", "", "warn"),
        ("9030", "", "warn"),
        ("Công ty Cổ phần Nhân lực Bến Lâu", "ĐH-00-0001", "bad"),
        ("Công ty Cổ phần Nhân lực B3n Lau", "", "bad"),
        ("Công ty Cổ phần Nhân lực Bến\u200b Lau", "", "bad"),
        ("asdf", "", "warn"),
        ('<script>alert("x")</script>', "<b>", "warn"),
        ("x" * 10_000, "x" * 10_000, "warn"),
    ],
)
def test_only_a_licensed_firm_with_its_own_open_order_looks_green(
    client: StrictClient, locale: str, query: str, order: str, colour: str
) -> None:
    html = page(client, f"/{locale}/check/firm", q=query, order=order)
    assert tone(html) == colour
    assert "<script>" not in html
    assert "noindex" in html


def test_a_look_alike_stands_beside_the_firm_it_imitates(client: StrictClient) -> None:
    html = page(client, "/vi/check/firm", q="Công ty TNHH Nhân lực Quốc tế Bến Lâu")
    assert "Công ty TNHH Nhân lực Quốc tế Bến Lâu" in html
    assert "Công ty Cổ phần Nhân lực Bến Lau" in html
    assert "/vi/firms/9001-ldtbxh-gp" in html
    for words in ("Loại hình công ty khác", "Dấu khác", "Thêm chữ chỉ ngành nghề"):
        assert words in html


def test_the_form_keeps_what_was_typed_and_asks_for_what_is_missing(client: StrictClient) -> None:
    html = page(client, "/vi/check/firm", q="9001", order="ĐH-00-0001")
    assert 'value="9001"' in html
    assert 'value="ĐH-00-0001"' in html
    assert "Cần sửa trước khi tiếp tục" in page(client, "/vi/check/firm", q=" ")
    assert "Cần sửa trước khi tiếp tục" not in page(client, "/vi/check/firm")


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_the_list_is_searched_narrowed_and_paged(client: StrictClient, locale: str) -> None:
    whole = page(client, f"/{locale}/firms")
    assert whole.count('href="/%s/firms/9' % locale) == 20  # noqa: UP031 - a brace would read worse
    assert f"/{locale}/firms?page=25" in whole
    assert client.get(f"/{locale}/firms?page=26").status_code == 404
    found = page(client, f"/{locale}/firms", q="ben lau")
    assert f"/{locale}/firms/9001-ldtbxh-gp" in found
    old = page(client, f"/{locale}/firms", province="Hải Dương", state="valid")
    assert '<option value="hai-phong" selected>' in old
    assert f"/{locale}/check/firm?q=zzzz" in page(client, f"/{locale}/firms", q="zzzz")


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_a_firm_page_tells_what_the_register_says(client: StrictClient, locale: str) -> None:
    html = page(client, f"/{locale}/firms/9001-ldtbxh-gp")
    for words in (
        "Công ty Cổ phần Nhân lực Bến Lau",
        "Ben Lau Manpower Joint Stock Company",
        "9900000001",
        "ĐH-00-0001",
        "Minh Hoạ",
    ):
        assert words in html
    revoked = page(client, f"/{locale}/firms/9003-ldtbxh-gp")
    assert "banner is-bad" in revoked
    assert "/QĐ-MH" in revoked
    assert client.get(f"/{locale}/firms/9999-bnv-gp").status_code == 404


@pytest.mark.parametrize("address", ["/vi/check/firm?q=9001&order=x", "/vi/firms", "/vi/firms/9001-ldtbxh-gp"])
def test_pages_are_light(client: StrictClient, address: str) -> None:
    assert len(client.get(address, headers={"Accept-Encoding": "gzip"}).get_data()) < 30_000
