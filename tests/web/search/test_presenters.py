"""Vietnamese names inside an English text are said to be Vietnamese, and nothing of the text is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search.rules.highlight import Piece
from portal.web.search.presenters import reachable, runs


def test_vietnamese_words_of_an_english_text_are_set_apart() -> None:
    pieces = [Piece("The "), Piece("deposit (ký quỹ)", hit=True), Piece(" of Hà Nội, 2026")]
    found = [(run.text, run.hit, run.foreign) for run in runs(pieces, "en")]
    assert found == [
        ("The ", False, False),
        ("deposit ", True, False),
        ("(ký quỹ)", True, True),
        (" of ", False, False),
        ("Hà Nội,", False, True),
        (" 2026", False, False),
    ]


def test_a_vietnamese_text_stays_whole() -> None:
    assert [run.foreign for run in runs([Piece("ký quỹ")], "vi")] == [False]


@given(st.lists(st.tuples(st.text(), st.booleans())), st.sampled_from(["vi", "en"]))
def test_nothing_is_lost(parts: list[tuple[str, bool]], lang: str) -> None:
    pieces = [Piece(text, hit) for text, hit in parts]
    assert "".join(run.text for run in runs(pieces, lang)) == "".join(piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("total", "last"), [(0, 1), (1, 1), (10, 1), (11, 2), (99, 10), (100, 10), (101, 10), (5000, 10)]
)
def test_no_page_after_the_tenth(total: int, last: int) -> None:
    assert reachable(1, 10, total).last == last
