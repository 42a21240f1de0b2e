"""The answer page of the check: both names side by side with what differs marked, what to ask, the stop sign, the warnings."""

from __future__ import annotations

import re

import pytest

from tests.web.strict import StrictClient

STOP = "Tài khoản nhận tiền đứng tên một cá nhân: dừng lại."


def answer(client: StrictClient, locale: str = "vi", **asked: str) -> str:
    return client.get(f"/{locale}/check/firm", query_string=asked).get_data(as_text=True)


def test_a_look_alike_is_told_apart_from_the_firm_it_imitates(client: StrictClient) -> None:
    html = answer(client, q="Công ty Cổ phần Nhân lực Bến Lâu Group")
    assert "Đây không phải" in html
    assert re.findall(r"<mark>([^<]+)</mark>", html) == ["Lâu", "Group", "Lau"]
    for told in ("9001/LĐTBXH-GP", "9900000001", "Minh Hoạ"):
        assert told in html, "what tells the real firm apart"


@pytest.mark.parametrize("locale", ["vi", "en"])
@pytest.mark.parametrize(
    ("order", "question"),
    [("ĐH-00-0002", "gia hạn"), ("ĐH-00-0003", "công ty khác"), ("khong co", "văn bản chấp thuận")],
)
def test_an_order_that_is_not_in_order_says_what_to_ask(
    client: StrictClient, locale: str, order: str, question: str
) -> None:
    html = answer(client, locale, q="9001/LĐTBXH-GP", order=order)
    assert ("Hỏi người tuyển" if locale == "vi" else "Ask the recruiter") in html
    assert question in html or locale == "en"
    assert 'class="verdict is-warn' in html


def test_a_green_answer_asks_nothing_and_names_what_to_compare(client: StrictClient) -> None:
    html = answer(client, q="9001/LĐTBXH-GP", order="ĐH-00-0001")
    assert "Hỏi người tuyển" not in html
    assert "9900000001" in html
    assert "<mark>" not in html


@pytest.mark.parametrize("query", ["9001", "9003", "9030", "Công ty Cổ phần Nhân lực Bến Lâu", "asdf"])
def test_the_stop_sign_stands_on_every_answer(client: StrictClient, query: str) -> None:
    assert STOP in answer(client, q=query)


def test_a_look_alike_shows_the_tricks_that_concern_it(client: StrictClient) -> None:
    assert "/vi/warnings/" in answer(client, q="Công ty Cổ phần Nhân lực Bến Lâu").split("<footer")[0]
