"""Which language a reader gets, and that the same page exists in the other one."""

from __future__ import annotations

import re

import pytest

from tests.web.strict import StrictClient

LINK = re.compile(r'<a [^>]*?href="([^"]*)"')
"""Where a reader may go; the head tells the page's own address as it was asked."""


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
    assert {"Accept-Language", "Cookie"} <= set(re.split(r",\s*", response.headers["Vary"]))


def test_a_choice_is_remembered(client: StrictClient) -> None:
    for chosen, browser in (("en", "vi"), ("vi", "en")):
        switch = client.get(f"/language/{chosen}?to=/{chosen}/markets")
        assert (switch.status_code, switch.headers["Location"]) == (303, f"/{chosen}/markets")
        assert switch.headers["Cache-Control"] == "no-store"
        assert client.get("/", headers={"Accept-Language": browser}).headers["Location"] == f"/{chosen}/"


def test_a_page_sets_no_cookie_whatever_the_browser_speaks(client: StrictClient) -> None:
    for asked in ("vi", "en", "ja"):
        for path in ("/vi/", "/en/", "/en/markets"):
            assert "Set-Cookie" not in client.get(path, headers={"Accept-Language": asked}).headers


@pytest.mark.parametrize(
    "to",
    [
        "",
        "https://evil.example/",
        "//evil.example",
        "/vi/no-such-page",
        "/vi/../../x",
        "javascript:1",
        "/\\evil",
        "/language/en",
    ],
)
def test_the_switch_leads_nowhere_else(client: StrictClient, to: str) -> None:
    answer = client.get("/language/en", query_string={"to": to})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/en/")


def test_a_foreign_cookie_is_ignored(client: StrictClient) -> None:
    client.set_cookie("locale", "../../etc")
    assert client.get("/").headers["Location"] == "/vi/"


def test_the_switch_keeps_page_and_filters(client: StrictClient) -> None:
    page = client.get("/vi/firms?q=nhan+luc&page=2").text
    assert '/en/firms?q=nhan+luc&amp;page=2"' in page  # for search engines
    link = re.search(r'href="(/language/en[^"]*)"', page)
    assert link is not None
    answer = client.get(link[1].replace("&amp;", "&"))
    assert answer.headers["Location"] == "/en/firms?q=nhan+luc&page=2"


def test_an_unknown_language_is_no_page(client: StrictClient) -> None:
    assert client.get("/fr/").status_code == 404
    assert client.get("/language/fr").status_code == 404


@pytest.mark.parametrize(
    "path", ["/vi/firms", "/vi/jobs", "/vi/orders", "/vi/search?q=công ty", "/vi/markets", "/vi/nothing"]
)
@pytest.mark.parametrize(
    "odd",
    [
        "locale=xx",
        "_scheme=javascript&_external=1",
        "_anchor=x",
        "_method=DELETE",
        "_external=1",
        "locale=en&_scheme=ftp",
    ],
)
def test_nobody_writes_our_links_by_the_address(client: StrictClient, path: str, odd: str) -> None:
    """What the link builder itself obeys may stand in an address and does nothing."""
    plain = client.get(path)
    response = client.get(f"{path}{'&' if '?' in path else '?'}{odd}")
    assert response.status_code == plain.status_code
    assert LINK.findall(response.text) == LINK.findall(plain.text)
