"""How well the judged set is ranked, by the index and by the stand-in, with the same figures for NFC and NFD."""

import math
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine as SqlEngine

from portal.search.backends.base import Reach, Scope
from portal.search.backends.scan import ScanBackend
from portal.search.engine import Engine, QuerySpec
from portal.search.lexicon import load_lexicon
from portal.search.rules.plan import plan
from portal.shared.text import fold
from tests.search.documents import GOLD, doc, gold_documents, read_tsv, shelves

ENOUGH = 0.90  # the line for questions nobody tuned to; this set gave 0.946 when the search was made
QUERIES = read_tsv(GOLD / "queries.tsv")


def judgments() -> dict[str, dict[str, int]]:
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    for query, document, grade, *_ in read_tsv(GOLD / "judgments.tsv"):
        grades[query][document] = int(grade)
    return grades


def ndcg(ranked: list[str], grades: dict[str, int]) -> float:
    gain = sum((2 ** grades.get(d, 0) - 1) / math.log2(i + 2) for i, d in enumerate(ranked[:10]))
    return gain / sum((2**g - 1) / math.log2(i + 2) for i, g in enumerate(sorted(grades.values(), reverse=True)[:10]))


@pytest.fixture(scope="module", params=["whoosh", "postgres"])
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, databases: Callable[[], SqlEngine]
) -> Iterator[Engine]:
    database = databases() if request.param == "postgres" else None
    connect = (lambda: database) if database else None
    engine = Engine(tmp_path_factory.mktemp("gold") / "index", shelves(gold_documents()), connect=connect)
    assert engine.rebuild() == 290
    return engine


def ranked(engine: Engine, text: str) -> list[str]:
    hits = engine.query(QuerySpec(text, limit=100, near=100, wide=True))
    assert not hits.degraded
    return [match.key[1] for match in hits.matches]


def test_the_judged_set_is_ranked_well(engine: Engine) -> None:
    grades = judgments()
    scores = [ndcg(ranked(engine, text), grades[query]) for query, text, _ in QUERIES]
    assert len(scores) == 22
    assert sum(scores) / len(scores) >= ENOUGH


def test_the_stand_in_ranks_alike(engine: Engine) -> None:
    grades, scan = judgments(), ScanBackend(gold_documents(), load_lexicon())
    by_index, by_scan = [], []
    for query, text, _ in QUERIES:
        wanted = plan(engine.query(QuerySpec(text)).understood)
        found = scan.search(wanted, Scope(), Reach(100, 100, 100, anchored=False))
        by_index.append(ndcg(ranked(engine, text), grades[query]))
        by_scan.append(ndcg([match.key[1] for match in found.matches], grades[query]))
    assert abs(sum(by_index) - sum(by_scan)) / len(QUERIES) <= 0.02


@pytest.mark.parametrize(("query", "text", "_class"), QUERIES, ids=[row[0] for row in QUERIES])
def test_nfd_is_ranked_exactly_as_nfc(engine: Engine, query: str, text: str, _class: str) -> None:
    first, other = (ranked(engine, unicodedata.normalize(form, text)) for form in ("NFC", "NFD"))
    assert first == other
    assert first


def test_without_diacritics_little_is_lost(engine: Engine) -> None:
    grades = judgments()
    marked = [(query, text) for query, text, _ in QUERIES if fold(text) != text.lower()]
    with_marks = sum(ndcg(ranked(engine, text), grades[query]) for query, text in marked)
    without = sum(ndcg(ranked(engine, fold(text)), grades[query]) for query, text in marked)
    assert len(marked) >= 8
    assert without >= 0.95 * with_marks


@pytest.mark.parametrize(
    ("query", "first"),
    [("bán", "sell"), ("bạn", "friend"), ("bản", "copy"), ("thợ hàn", "weld"), ("Hàn Quốc", "korea")],
)
def test_who_types_diacritics_gets_that_word_first(tmp_path: Path, query: str, first: str) -> None:
    titles = {"friend": "Bạn bè", "sell": "Bán hàng", "copy": "Bản sao", "korea": "Hàn Quốc cần thợ", "weld": "Thợ hàn"}
    engine = Engine(tmp_path / "index", shelves(doc(id, title) for id, title in titles.items()))
    engine.rebuild()
    assert ranked(engine, query)[0] == first


@pytest.mark.parametrize("query", ["Nhật Bản", "nhat ban", "Japan", "nhat", "NHẬT BẢN"])
def test_who_types_a_title_gets_that_page_first(tmp_path: Path, query: str) -> None:
    """A long page loses by length what short ones win by repetition, unless its title is the whole question."""
    long = doc("market", "Nhật Bản", "thị trường " * 300)
    short = [doc(str(i), f"Nhật Bản Nhật Bản số {i}", "Nhật Bản") for i in range(5)]
    engine = Engine(tmp_path / "index", shelves([*short, long]))
    engine.rebuild()
    assert ranked(engine, query)[0] == "market"


def test_a_stray_syllable_of_a_phrase_is_no_answer(tmp_path: Path) -> None:
    docs = [doc("1", "Thông tư về đào tạo"), doc("2", "Giá lúa hôm nay"), doc("3", "Cảnh báo giả danh công ty")]
    engine = Engine(tmp_path / "index", shelves(docs))
    engine.rebuild()
    assert [m.key[1] for m in engine.query(QuerySpec("lua dao")).matches] == ["3"]  # close to it: cảnh báo, giả danh
    assert [m.key[1] for m in engine.query(QuerySpec("lua dao", wide=True)).matches] == ["3", "2", "1"]
