"""Suggestions without JavaScript: a page of links, a help where a question is short or finds nothing, and JSON."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from tests.web.strict import StrictClient


def body(client: StrictClient, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.get_data(as_text=True)


def test_the_page_lists_links_to_results(client: StrictClient) -> None:
    shown = body(client, "/vi/search/suggest?q=nhat")
    assert f'href="/vi/search?q={quote("Nhật Bản")}"' in shown.replace("+", "%20")
    assert 'name="robots" content="noindex"' in shown
    assert 'value="nhat"' in shown


def test_a_short_question_and_one_without_results_are_helped(client: StrictClient) -> None:
    assert "Có thể bạn muốn tìm" in body(client, "/vi/search?q=nha")
    assert "Có thể bạn muốn tìm" not in body(client, f"/vi/search?q={quote('Nhật Bản')}")
    assert "/vi/search/suggest?q=" in body(client, "/vi/search?q=qxzwv+qqqqq")


@pytest.mark.parametrize(
    "typed", ["", "%00", "%ED%A0%80", "%C3%28", "a" + "%CC%81" * 3000, "x" * 10_000, "%25_%27%3B--"]
)
def test_nonsense_gets_a_calm_page(client: StrictClient, typed: str) -> None:
    for path in ("/vi/search/suggest", "/en/search/suggest", "/api/v1/suggest"):
        assert client.get(f"{path}?q={typed}").status_code == 200


def test_json_says_the_same(client: StrictClient) -> None:
    found = client.get("/api/v1/suggest?q=nhat").get_json()
    assert found["query"] == "nhat"
    assert {"phrase": "Nhật Bản", "kind": "word"} in found["suggestions"]
    assert client.get("/api/v1/suggest?q=nhat&locale=xx").status_code == 422
    assert client.get("/api/v1/suggest?q=japan&locale=en").get_json()["suggestions"]
