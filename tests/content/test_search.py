"""What of the content can be found, and that nothing hidden can."""

from __future__ import annotations

import pytest

from portal.content.search import SOURCES
from portal.search.source import Source

BY_KIND = {source.kind: source for source in SOURCES}


def test_every_market_text_and_law_is_there_in_both_languages() -> None:
    pages = {(doc.id, doc.locale) for doc in BY_KIND["page"].all()}
    assert {("markets/jp", "vi"), ("markets/jp", "en"), ("pages/privacy", "vi"), ("pages/privacy", "en")} <= pages
    laws = [doc for doc in BY_KIND["document"].all() if doc.locale == "vi"]
    assert len(laws) == 51


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.kind)
def test_loading_by_id_gives_the_same_documents_as_all(source: Source) -> None:
    docs = list(source.all())
    assert {doc.kind for doc in docs} == {source.kind}
    assert len({doc.key for doc in docs}) == len(docs)
    some = [docs[0].id, docs[-1].id, "nothing/here"]
    assert {doc.key for doc in source.load(some)} == {doc.key for doc in docs if doc.id in some}


def test_programmes_are_found_through_their_market() -> None:
    (korea,) = [doc for doc in BY_KIND["page"].load(["markets/kr"]) if doc.locale == "vi"]
    assert "EPS" in korea.body
    assert korea.title == "Hàn Quốc"


def test_the_number_of_a_law_can_be_found_and_an_unverified_one_cannot() -> None:
    bodies = {doc.id: doc.body for doc in BY_KIND["document"].all() if doc.locale == "vi"}
    assert "69/2020/QH14" in bodies["law-69-2020"]
    assert "13/2023" not in bodies["decree-13-2023"]


def test_nothing_withheld_or_unverified_can_be_found() -> None:
    everything = " ".join(doc.title + " " + doc.body for source in SOURCES for doc in source.all())
    assert "1577-0071" not in everything
    assert "14 năm nếu đủ điểm" not in everything  # an unverified term of contract
