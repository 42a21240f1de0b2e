"""What the box suggests: published phrases by the beginning of any word, on both databases as an oracle finds them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.search import outbox, suggestions
from portal.search.document import Doc
from portal.search.engine import Engine
from portal.search.indexer import rebuild, run_once
from portal.search.lexicon import load_lexicon
from portal.search.models import SuggestionRow
from portal.search.rules.lexicon import Lexicon
from portal.search.rules.suggesting import LONGEST_PHRASE, STARTS, holds, typed
from portal.search.suggestions import LOOKED_AT, MOST, WEIGHTS, WORD, suggest
from portal.shared.text import fold
from portal.storage.db import db
from tests.search.documents import Shelf, doc

TITLES = (
    ("page", "Nhật Bản"), ("page", "Điều dưỡng ở Nhật Bản"), ("page", "Đài Loan"), ("page", "Đãi ngộ ở nước ngoài"),
    ("firm", "Công ty Cổ phần Nhân lực Bến Lau"), ("firm", "Công ty TNHH Nhật Minh"), ("vacancy", "Thợ hàn CO2"),
    ("vacancy", "Thợ hàn CO2"), ("document", "Luật 69/2020/QH14"),
)  # fmt: skip


@pytest.fixture
def shelf() -> Shelf:
    return Shelf("page", [doc(str(n), title, kind=kind) for n, (kind, title) in enumerate(TITLES)])


@pytest.fixture
def engine(app: Flask, shelf: Shelf, tmp_path: Path) -> Iterator[Engine]:
    """An index over the titles, and their suggestions; no word lists."""
    engine = Engine(tmp_path / "index", [shelf], Lexicon())
    rebuild(engine)
    yield engine
    db.session.rollback()


def said(text: str, locale: str = "vi", most: int = MOST) -> list[str]:
    return [one.phrase for one in suggest(text, locale, most)]


@pytest.mark.parametrize("text", ["nhat", "NHẬT", "nha", "nhaatj"])
def test_with_and_without_diacritics_and_with_telex_left_in_it(engine: Engine, text: str) -> None:
    assert {"Nhật Bản", "Điều dưỡng ở Nhật Bản", "Công ty TNHH Nhật Minh"} <= set(said(text))


def test_the_page_comes_before_the_firm_and_the_beginning_before_the_end(engine: Engine) -> None:
    assert said("nhat") == ["Nhật Bản", "Điều dưỡng ở Nhật Bản", "Công ty TNHH Nhật Minh"]


def test_of_many_that_begin_so_the_first_are_chosen_not_the_oldest(app: Flask) -> None:
    jobs = [doc(f"v{n}", f"Nhà máy {n}", kind="vacancy") for n in range(LOOKED_AT * 2)]
    suggestions.take_over([*jobs, doc("p", "Nhà ở khi làm việc xa")], [])
    db.session.flush()
    for text in ("n", "nh", "nha", "nha "):
        assert said(text)[0] == "Nhà ở khi làm việc xa", text
    db.session.rollback()


def test_words_that_do_not_stand_side_by_side(engine: Engine) -> None:
    assert said("nhat ban dieu") == ["Điều dưỡng ở Nhật Bản"]
    assert said("lau nhan luc") == ["Công ty Cổ phần Nhân lực Bến Lau"]
    assert said("nhat ban nhat") == []


def test_what_is_written_exactly_so_comes_first(engine: Engine) -> None:
    assert said("đãi") == ["Đãi ngộ ở nước ngoài", "Đài Loan"]
    assert said("đài") == ["Đài Loan", "Đãi ngộ ở nước ngoài"]
    assert said("dai") == ["Đài Loan", "Đãi ngộ ở nước ngoài"]


def test_one_phrase_is_said_once(engine: Engine) -> None:
    assert said("tho han") == ["Thợ hàn CO2"]


def test_signs_and_digits(engine: Engine) -> None:
    assert said("69/20") == ["Luật 69/2020/QH14"]
    assert said("co2") == ["Thợ hàn CO2"]


def test_names_of_the_word_lists_are_suggested(app: Flask) -> None:
    suggestions.rebuild([], load_lexicon())
    assert ("Hàn Quốc", WORD) in [(one.phrase, one.kind) for one in suggest("han qu", "vi")]


@pytest.mark.parametrize("text", ["", " ", "\0", "%_", "'; --", "\ud800", "a" + "\u0301" * 10_000, "x" * 10_000, "!?"])
def test_nonsense_has_no_suggestion_and_does_no_harm(engine: Engine, text: str) -> None:
    assert [one for one in said(text) if "a" not in fold(one)] == []
    assert len(said("nhat")) == 3


def test_it_follows_the_index(engine: Engine, shelf: Shelf) -> None:
    shelf.put(Doc("page", "0", 2, "any", "Nhật Bản hôm nay"))
    shelf.drop("1")
    outbox.enqueue("page", ["0", "1"])
    db.session.commit()
    run_once(engine)
    assert said("nhat") == ["Nhật Bản hôm nay", "Công ty TNHH Nhật Minh"]
    shelf.drop("0")
    rebuild(engine)
    assert said("nhat") == ["Công ty TNHH Nhật Minh"]


def test_each_language_has_its_own(app: Flask) -> None:
    suggestions.take_over([doc("1", "Nhật Bản", locale="vi"), doc("1", "Nippon", locale="en")], [("page", "1")])
    db.session.flush()
    assert (said("n", "vi"), said("n", "en")) == (["Nhật Bản"], ["Nippon"])
    db.session.rollback()


def test_a_long_title_is_no_suggestion(app: Flask) -> None:
    long, short = "từ " * (LONGEST_PHRASE // 3) + "xyz", "từ " * STARTS + "cuối"
    suggestions.take_over([doc("1", long), doc("2", short)], [])
    db.session.flush()
    assert said("tu") == [short]
    assert db.session.scalar(select(func.count()).select_from(SuggestionRow)) == STARTS
    db.session.rollback()


def test_as_an_oracle_finds_them(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of random phrases, exactly those in which every typed word begins a word, those of one beginning first."""
    monkeypatch.setattr(suggestions, "SCANNED", 10_000)
    rng = random.Random(6)
    words = ["bến", "bên", "bền", "ben", "be", "b", "đò", "đo", "xa", "xà", "zô", "z9", "nhà", "nha2"]
    docs = [
        Doc(
            rng.choice(["page", "firm", "vacancy"]), str(n), 1, "any", " ".join(rng.choices(words, k=rng.randint(1, 4)))
        )
        for n in range(300)
    ]
    suggestions.take_over(docs, [(one.kind, one.id) for one in docs])
    db.session.flush()
    for _ in range(60):
        asked = " ".join(rng.choices(["b", "be", "ben", "d", "do", "x", "z", "n", "nha"], k=rng.randint(1, 3)))
        whole = {one.title for one in docs if holds(" ".join(typed(one.title).words), typed(asked))}
        begun = {one.title for one in docs if f" {typed(asked).key}" in f" {' '.join(typed(one.title).words)}"}
        found = said(asked, most=6)
        assert len(found) == min(6, len(whole)), asked
        assert set(found) <= whole
        assert len([one for one in found if one in begun]) == min(6, len(begun)), asked
        weight = {one.title: max(WEIGHTS[o.kind] for o in docs if o.title == one.title) for one in docs}
        near = [weight[one] for one in found if one in begun]
        assert near == sorted((weight[one] for one in begun), reverse=True)[: len(near)]
    db.session.rollback()
