"""A question is read as its writer meant it, with bounded work whatever was typed."""

import time
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.search.backends.scan import ScanBackend
from portal.search.lexicon import load_lexicon
from portal.search.rules.lexicon import build
from portal.search.rules.plan import MOST_WAYS, plan
from portal.search.rules.understanding import MOST_WORDS, Understood, understand
from tests.search.documents import doc, gold_documents

LEXICON = load_lexicon([("Bình Dương", "Thành phố Hồ Chí Minh"), ("Bắc Giang", "Bắc Ninh")])
INDEX = ScanBackend(gold_documents(), LEXICON)


def one_by_one(index: ScanBackend) -> Callable[[str], int]:
    return lambda term: index.frequencies([term])[term]


def read(query: str) -> Understood:
    return understand(query, LEXICON, one_by_one(INDEX))


def notes(query: str) -> set[tuple[str, str, str]]:
    return {(note.kind, note.typed, note.meant) for note in read(query).notes}


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("XKLĐ", ("synonym", "XKLĐ", "xuất khẩu lao động")),
        ("xkld", ("synonym", "xkld", "xuất khẩu lao động")),
        ("NLĐ", ("synonym", "NLĐ", "người lao động")),
        ("tts may", ("synonym", "tts", "thực tập sinh")),
        ("đơn tokutei", ("synonym", "tokutei", "kỹ năng đặc định")),
        ("kaigo", ("synonym", "kaigo", "hộ lý")),
        ("E9", ("synonym", "E9", "EPS")),
        ("visa e-9", ("synonym", "e 9", "EPS")),
        ("việc ở Bình Dương", ("former_place", "Bình Dương", "TP Hồ Chí Minh")),
        ("bac giang", ("former_place", "bac giang", "Bắc Ninh")),
        ("xuaats khaaru", ("correction", "xuaats", "xuất")),
        ("dieu duog", ("correction", "duog", "duong")),
        ("thuyeenf vieen", ("correction", "thuyeenf", "thuyền")),
        ("nhatban", ("correction", "nhatban", "nhat ban")),
        ("xuatkhaulaodong", ("correction", "xuatkhaulaodong", "xuat khau lao dong")),
    ],
)
def test_what_was_read_otherwise_is_said(query: str, note: tuple[str, str, str]) -> None:
    if note[0] == "former_place" and note[2] == "TP Hồ Chí Minh":
        note = (note[0], note[1], "Thành phố Hồ Chí Minh")
    assert note in notes(query)


@pytest.mark.parametrize("query", ["ban hang", "thợ hàn", "an toàn", "ho so", "tho moc", "zzqx", "ab", "q7w8e9"])
def test_words_that_exist_or_resemble_nothing_are_never_changed(query: str) -> None:
    assert not [note for note in read(query).notes if note.kind == "correction"]


def test_a_typed_mark_must_be_the_right_one() -> None:
    """`Đức` is Germany, `đúc` is casting; bare `duc` may be either."""
    assert [u.meaning.term for u in read("Đức").units if u.meaning] == ["#germany"]
    assert [u.meaning for u in read("đúc").units] == [None]
    assert plan(read("duc")).strict == (("#germany",), ("duc",))
    assert plan(read("Đức")).strict == (("#germany",),)


def test_words_that_need_not_match_are_kept_when_there_is_nothing_else() -> None:
    assert [unit.stop for unit in read("thợ hàn đi Nhật").units] == [False, True, False]
    assert [unit.stop for unit in read("đi").units] == [False]


@pytest.mark.parametrize("query", ["XKLĐ Nhật Bản", "xuat khau lao dong nhat ban"])
def test_what_everything_is_about_need_not_be_found_beside_other_words(query: str) -> None:
    assert plan(read(query)).strict == (("#japan",),)
    assert plan(read("XKLĐ")).strict == (("#labour-export",),)


@pytest.mark.parametrize(
    ("query", "stops"),
    [("cơ khí máy", 0), ("co khi may", 0), ("có khi máy", 2), ("tu phap", 0), ("từ Nhật", 1), ("di nhat", 1)],
)
def test_bare_letters_of_a_word_that_matters_are_no_stop_word(query: str, stops: int) -> None:
    assert sum(unit.stop for unit in read(query).units) == stops


@given(st.text(max_size=300))
@settings(max_examples=150)
def test_any_text_is_a_question_and_nfd_is_the_same_one(text: str) -> None:
    asked = read(text)
    assert len(asked.units) <= MOST_WORDS
    assert len(plan(asked).strict) <= MOST_WAYS
    composed, apart = (read(unicodedata.normalize(form, text[:60])) for form in ("NFC", "NFD"))
    assert plan(composed) == plan(apart)


@pytest.mark.parametrize(
    "bomb",
    ["a" * 10_000, "\u0301" * 10_000, "a\u0301" * 10_000, "xuat" * 2_500, "\x00" * 500, "\ud800 nhật", "((((" * 2_000,
     " ".join(["duc"] * 5_000), " ".join(f"w{i}x" for i in range(5_000)), "phi nhat duc uc han hung may dn hd vn sg " * 50],
)  # fmt: skip
def test_a_query_bomb_is_answered_quickly(bomb: str) -> None:
    start = time.perf_counter()
    asked = read(bomb)
    wanted = plan(asked)
    assert time.perf_counter() - start < 0.5
    assert len(asked.units) <= MOST_WORDS
    assert len(wanted.strict) <= MOST_WAYS


def test_a_typo_is_mended_towards_the_neighbour_it_stands_beside() -> None:
    """`duoc` is the more frequent word, but beside `dieu` only `duong` was ever written."""
    docs = [doc(str(i), "được hạn") for i in range(9)] + [doc("x", "điều dưỡng"), doc("y", "đường")]
    index = ScanBackend(docs, build([]))
    alone = understand("duog", build([]), one_by_one(index))
    beside = understand("dieu duog", build([]), one_by_one(index))
    assert [(n.typed, n.meant) for n in alone.notes] == [("duog", "duoc")]
    assert [(n.typed, n.meant) for n in beside.notes] == [("duog", "duong")]


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("thợ hàn nhật bản", [("occupation", "thợ hàn", "thợ hàn", "nhật bản"), ("country", "nhật bản", "Nhật Bản", "thợ hàn")]),
        ("tho han Han Quoc", [("occupation", "tho han", "thợ hàn", "Han Quoc"), ("country", "Han Quoc", "Hàn Quốc", "tho han")]),
        ("việc ở Bắc Giang", [("province", "Bắc Giang", "Bắc Ninh", "việc ở")]),
        ("E9", [("programme", "E9", "EPS", "")]),
        ("hán", []),
        ("bán hàng", []),
        ("", []),
    ],
)  # fmt: skip
def test_what_a_question_names_is_told_with_the_question_without_it(query: str, named: list[tuple[str, ...]]) -> None:
    assert [(it.about, it.typed, it.show, it.rest) for it in read(query).subjects()] == named


def test_every_province_of_today_is_known_as_one() -> None:
    lexicon = load_lexicon(places=["Nghệ An", "Huế", "Thanh Hóa"])
    for typed in ("nghe an", "Nghệ An", "huế", "thanh hoa", "Thanh Hoá"):
        assert [it.about for it in understand(typed, lexicon, lambda _: 1).subjects()] == ["province"]


def test_exactly_as_typed_mends_nothing() -> None:
    asked = understand("xuaats khaaru", LEXICON, one_by_one(INDEX), mend=False)
    assert asked.notes == ()
    assert [token.typed for unit in asked.units for token in unit.typed] == ["xuaats", "khaaru"]
