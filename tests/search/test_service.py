"""What is shown is the truth of this moment, whatever the index still says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from portal.search.engine import Engine, QuerySpec
from portal.search.rules.scoring import affordable
from portal.search.service import find, shorter
from tests.search.documents import Shelf, doc

DOCS = [doc(str(i), f"Thợ hàn số {i}", "hàn TIG", market="JP" if i % 2 else "DE") for i in range(25)]


@pytest.fixture
def shelf() -> Shelf:
    return Shelf("page", DOCS)


@pytest.fixture
def engine(shelf: Shelf, tmp_path: Path) -> Engine:
    engine = Engine(tmp_path / "index", [shelf])
    engine.rebuild()
    return engine


def test_what_is_no_longer_public_is_left_out_before_the_index_knows(engine: Engine, shelf: Shelf) -> None:
    shelf.drop("7")
    shown = {r.doc.id for page in (1, 2, 3) for r in find(engine, QuerySpec("thợ hàn", page=page)).results}
    assert shown == {str(i) for i in range(25)} - {"7"}


def test_the_title_is_that_of_the_truth(engine: Engine, shelf: Shelf) -> None:
    shelf.put(replace(DOCS[3], title="Thợ hàn bậc cao", rev=2))
    titles = {
        r.doc.id: "".join(p.text for p in r.title) for r in find(engine, QuerySpec("thợ hàn 3", limit=100)).results
    }
    assert titles["3"] == "Thợ hàn bậc cao"


@pytest.mark.parametrize(("page", "count"), [(0, 10), (1, 10), (2, 10), (3, 5), (4, 0), (10, 0), (11, 0), (10**9, 0)])
def test_pages_hold_each_result_once(engine: Engine, page: int, count: int) -> None:
    answer = find(engine, QuerySpec("thợ hàn", page=page))
    assert len(answer.results) == count
    assert answer.total == 25


@pytest.mark.parametrize(
    ("market", "total"), [(("JP",), 12), (("DE",), 13), (("JP", "DE"), 25), (("KR",), 0), ((), 25)]
)
def test_filters_narrow_and_count(engine: Engine, market: tuple[str, ...], total: int) -> None:
    assert find(engine, QuerySpec("thợ hàn", filters={"market": market}, near=0)).total == total


@pytest.mark.parametrize(("locale", "ids"), [("vi", {"a", "c"}), ("en", {"b", "c"}), ("", {"a", "b", "c"})])
def test_a_language_shows_its_own_texts_and_those_of_every_language(tmp_path: Path, locale: str, ids: set[str]) -> None:
    docs = [doc("a", "Nhật Bản", locale="vi"), doc("b", "Japan", locale="en"), doc("c", "Japan Nhật Bản")]
    engine = Engine(tmp_path / "index", [Shelf("page", docs)])
    engine.rebuild()
    assert {r.doc.id for r in find(engine, QuerySpec("nhat ban", locale=locale)).results} == ids


@pytest.mark.parametrize("text", ["", "   ", "?!…", "\x00"])
def test_a_question_without_words_is_none(engine: Engine, text: str) -> None:
    answer = find(engine, QuerySpec(text))
    assert (answer.asked, answer.total, answer.results) == (False, 0, ())


def test_work_is_bounded_and_full_answers_are_never_lost_by_it(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a tiny budget only the most telling terms are read, and still every document with all words is ranked."""
    monkeypatch.setattr("portal.search.engine.affordable", lambda plan, frequency: affordable(plan, frequency, most=1))
    assert find(engine, QuerySpec("thợ hàn số TIG", limit=100)).total == 25
    assert len(find(engine, QuerySpec("thợ hàn số TIG", limit=100)).results) == 25


def test_a_question_that_finds_nothing_is_tried_with_a_word_less(engine: Engine) -> None:
    spec = QuerySpec("thợ hàn vũ trụ", near=0)
    assert find(engine, spec).total == 0
    tried = shorter(engine, spec)
    assert tried == []  # without one of two unknown words the other one is still asked for
    tried = shorter(engine, QuerySpec("thợ hàn vũ", near=0))
    assert [(each.query, each.without, each.total) for each in tried] == [("thợ hàn", "vũ", 25)]


def test_a_shorter_question_keeps_the_filters(engine: Engine) -> None:
    tried = shorter(engine, QuerySpec("thợ hàn vũ", filters={"market": ("JP",)}, near=0))
    assert [each.total for each in tried] == [12]


def test_what_was_asked_for_is_counted_by_value(engine: Engine) -> None:
    answer = find(engine, QuerySpec("thợ hàn", facets=("market", "sector")))
    assert answer.facets == {"market": {"JP": 12, "DE": 13}, "sector": {}}
