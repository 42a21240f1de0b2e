"""What editors agreed to read words as changes the question, never the index, and gives way to what was typed on purpose."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.search.engine import Engine, QuerySpec
from portal.search.rules.readings import Readings, readings
from portal.search.rules.tokens import tokens
from tests.search.documents import Shelf, doc

READ = readings([("ô sin", "giúp việc gia đình"), ("ô", "cái ô"), ("thế chân", "ký quỹ"), ("  ", "x"), ("x", "!?")])


def said(text: str, read: Readings = READ) -> tuple[str, list[tuple[str, str]]]:
    found = read.read(tokens(text))
    return " ".join(word.typed for word in found.words), found.instead


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tiền thế chân", "tiền ký quỹ"),
        ("tien the chan di nhat", "tien ký quỹ di nhat"),
        ("THẾ CHÂN", "ký quỹ"),
        ("đi ô sin", "đi giúp việc gia đình"),
        ("o sin", "giúp việc gia đình"),
        ("ô", "cái ô"),
    ],
)
def test_words_are_read_as_agreed_wherever_they_stand(typed: str, meant: str) -> None:
    assert said(typed)[0] == meant


@pytest.mark.parametrize("typed", ["thẻ chân", "thế chăn", "chân thế", "thế", "x", "", "ở sin"])
def test_another_word_stays_what_it_is(typed: str) -> None:
    assert said(typed) == (typed, [])


def test_the_reader_is_told_what_was_read() -> None:
    assert said("hoàn The Chan ngay")[1] == [("The Chan", "ký quỹ")]


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    agreed = [("ô sin", "giúp việc gia đình")]
    docs = [doc("a", "Giúp việc gia đình ở Đài Loan", "Người giúp việc."), doc("b", "Thợ hàn", "Hàn tàu.")]
    engine = Engine(tmp_path / "index", [Shelf("page", docs)], readings=lambda: readings(agreed))
    engine.rebuild()
    agreed.append(("thợ gò", "thợ hàn"))  # asked anew for each question: nothing is built for it
    return engine


@pytest.mark.parametrize(("typed", "id", "note"), [("ô sin", "a", "ô sin"), ("tho go", "b", "tho go")])
def test_a_question_finds_what_was_meant_and_says_so(engine: Engine, typed: str, id: str, note: str) -> None:
    hits = engine.query(QuerySpec(typed, near=0))
    assert [match.key[1] for match in hits.matches] == [id]
    assert ("reading", note) in {(each.kind, each.typed) for each in hits.understood.notes}


def test_who_insists_on_their_words_gets_those(engine: Engine) -> None:
    hits = engine.query(QuerySpec("ô sin", near=0, exact=True))
    assert (hits.total, hits.understood.notes) == (0, ())
