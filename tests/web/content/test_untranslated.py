"""A text that is not yet in English stands in Vietnamese, says so, and is marked as Vietnamese for screen readers."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from types import MappingProxyType

import pytest

from portal.content.editions import library
from portal.content.item import Item
from tests.web.content.test_pages import text
from tests.web.strict import StrictClient

NOTICE = "Part of this page is not yet translated"


@pytest.fixture
def poland_in_vietnamese() -> Iterator[None]:
    """The summary and one claim of a market lose their English, as a new text of an editor has none."""
    books = library()
    kept = books.items("market"), books.items("programme")
    market, programme = copy.deepcopy(dict(kept[0]["PL"].data)), copy.deepcopy(dict(kept[1]["E-8"].data))
    del market["summary"]["en"]
    del programme["claims"][1]["text"]["en"]
    books._read["market"] = MappingProxyType({**kept[0], "PL": Item("market", "PL", market)})
    books._read["programme"] = MappingProxyType({**kept[1], "E-8": Item("programme", "E-8", programme)})
    yield
    books._read["market"], books._read["programme"] = kept


@pytest.mark.usefixtures("poland_in_vietnamese")
def test_a_text_without_english_says_so_and_names_its_language(client: StrictClient) -> None:
    page = text(client, "/en/markets/pl")
    assert NOTICE in page
    assert '<span lang="vi">Việc chế biến, hàn, kho.' in page
    assert 'content="Việc chế biến' in page  # the description holds the text without a tag
    assert NOTICE in text(client, "/en/markets/kr/e-8")
    assert '<span lang="vi">' in text(client, "/en/markets")


@pytest.mark.usefixtures("poland_in_vietnamese")
def test_the_vietnamese_page_needs_no_notice(client: StrictClient) -> None:
    page = text(client, "/vi/markets/pl")
    assert "chưa được dịch" not in page
    assert '<span lang="vi">Việc' not in page


def test_what_is_translated_has_no_notice(client: StrictClient) -> None:
    for address in ("markets/pl", "markets/kr/e-8", "documents/law-69-2020"):
        assert NOTICE not in text(client, f"/en/{address}")
