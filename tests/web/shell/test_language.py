"""Which language a reader gets, and that the same page exists in the other one."""

from __future__ import annotations

import pytest

from tests.web.strict import StrictClient


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("", "/vi/"),
        ("vi", "/vi/"),
        ("en-US,en;q=0.9", "/en/"),
        ("zh-TW,zh;q=0.9", "/vi/"),
        ("zh-TW,en;q=0.5", "/en/"),
        ("ja,vi;q=0.8,en;q=0.9", "/en/"),
        ("not a header;;;", "/vi/"),
    ],
)
def test_the_browser_is_asked(client: StrictClient, asked: str, answer: str) -> None:
    response = client.get("/", headers={"Accept-Language": asked})
    assert response.status_code == 302
    assert response.headers["Location"] == answer
    assert "Accept-Language" in response.headers["Vary"]


def test_a_choice_is_remembered(client: StrictClient) -> None:
    assert client.get("/en/", headers={"Accept-Language": "vi"}).status_code == 200
    assert client.get("/", headers={"Accept-Language": "vi"}).headers["Location"] == "/en/"
    client.get("/vi/")
    assert client.get("/", headers={"Accept-Language": "en"}).headers["Location"] == "/vi/"


def test_no_cookie_where_nothing_was_chosen(client: StrictClient) -> None:
    assert "Set-Cookie" not in client.get("/vi/", headers={"Accept-Language": "vi"}).headers


def test_a_foreign_cookie_is_ignored(client: StrictClient) -> None:
    client.set_cookie("locale", "../../etc")
    assert client.get("/").headers["Location"] == "/vi/"


def test_the_switch_keeps_page_and_filters(client: StrictClient) -> None:
    page = client.get("/vi/firms?q=nhan+luc&page=2").text
    assert '/en/firms?q=nhan+luc&amp;page=2"' in page


def test_an_unknown_language_is_no_page(client: StrictClient) -> None:
    assert client.get("/fr/").status_code == 404
