"""What is marked are the words of the truth, unchanged and in place."""

from hypothesis import given
from hypothesis import strategies as st

from portal.search.lexicon import load_lexicon
from portal.search.rules.highlight import passage, whole
from portal.search.rules.tokens import clean
from portal.search.rules.understanding import understand

LEXICON = load_lexicon()


def marked(text: str, query: str) -> list[str]:
    return [p.text for p in whole(text, understand(query, LEXICON, lambda _: 1), LEXICON) if p.hit]


def test_bare_letters_mark_the_words_with_their_diacritics() -> None:
    assert marked("Thợ hàn đi Nhật Bản", "tho han") == ["Thợ hàn"]


def test_a_typed_mark_is_not_found_in_another_word() -> None:
    assert marked("Bán hàng cho bạn", "bán") == ["Bán"]


def test_bare_letters_of_a_phrase_mark_no_other_word() -> None:
    assert marked("Nhất định Ban ghi Nhật Bản", "nhat ban") == ["Nhật Bản"]


def test_synonyms_are_marked_as_a_whole() -> None:
    assert marked("Thủ tục xuất khẩu lao động", "XKLĐ") == ["xuất khẩu lao động"]


def test_words_that_need_not_match_are_not_marked() -> None:
    assert marked("Đi làm ở Đức", "đi Đức") == ["Đức"]


@given(st.text(max_size=200), st.text(max_size=20))
def test_the_text_itself_is_never_changed(text: str, query: str) -> None:
    asked = understand(query, LEXICON, lambda _: 1)
    assert "".join(piece.text for piece in whole(text, asked, LEXICON)) == clean(text)


def test_the_passage_holds_the_answer_and_is_cut_between_words() -> None:
    text = "mở đầu " * 60 + "người lao động nhận lại tiền ký quỹ và lãi " + "kết thúc " * 60
    pieces = passage(text, understand("ky quy", LEXICON, lambda _: 1), LEXICON, length=120)
    said = "".join(piece.text for piece in pieces)
    assert "tiền ký quỹ" in [piece.text for piece in pieces if piece.hit]
    assert said.startswith("… ")
    assert said.endswith(" …")
    assert len(said) <= 124
    assert set(said.split()) <= set(text.split()) | {"…"}


def test_a_passage_without_any_answering_word_is_the_beginning() -> None:
    text = "mở đầu " * 60
    assert "".join(p.text for p in passage(text, understand("xyz", LEXICON, lambda _: 1), LEXICON)).startswith("mở đầu")


def test_a_text_without_a_single_space_is_still_cut() -> None:
    said = "".join(p.text for p in passage("x" * 5000, understand("xyz", LEXICON, lambda _: 1), LEXICON))
    assert len(said) < 230
