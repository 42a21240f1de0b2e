"""What visitors tell is kept sealed, once, found by its code alone, answered once, and forgotten in time; on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select, text

from portal.accounts.rules.actor import Actor
from portal.accounts.rules.origin import Origin
from portal.accounts.rules.refusals import Refused
from portal.accounts.tokens import new_ref
from portal.moderation.models import Feedback
from portal.moderation.rules.feedback import CODE_LENGTH, KEPT, code_of, read_code, read_page, shown
from portal.moderation.service import feedback
from portal.shared.problems import BadInput
from portal.storage.db import db

NOW = datetime(2026, 11, 28, 3, tzinfo=UTC)
SAID = "Một người xưng là Công ty Minh Họa đòi 30 triệu tiền cọc qua Zalo 0912 345 678."
ANSWER = "Chúng tôi đã thêm mánh này vào trang Mánh lừa."
_addresses = iter(range(10_000))


@pytest.fixture(autouse=True)
def empty(app: Flask) -> Iterator[None]:
    yield
    db.session.rollback()
    db.session.execute(delete(Feedback))
    db.session.commit()


def somewhere() -> Origin:
    number = next(_addresses)
    return Origin(f"10.{number // 250}.{number % 250}.9", "", "")


HERE = Origin("203.0.113.7", "", "")


def told(
    said: str = SAID, about: str = "scam", page: str = "/vi/warnings", origin: Origin | None = None, now: datetime = NOW
) -> str:
    code = feedback.tell(about, page, said, "vi", origin or somewhere(), now)
    assert isinstance(code, str)
    return code


def staff(role: str = "moderator") -> Actor:
    return Actor(new_ref(), frozenset({role}), session_ref=new_ref())


def rows() -> list[Feedback]:
    return list(db.session.scalars(select(Feedback)))


def test_the_code_opens_what_was_told_and_its_answer() -> None:
    code = told()
    before = feedback.look(code.lower().replace("-", " "), somewhere(), NOW)
    assert isinstance(before, feedback.Told)
    assert (before.said, before.answer, before.outcome, before.page) == (SAID, "", None, "/vi/warnings")
    assert feedback.answer(staff(), before.ref, "mended", ANSWER, NOW) is True
    after = feedback.look(code, somewhere(), NOW)
    assert isinstance(after, feedback.Told)
    assert (after.answer, after.outcome) == (ANSWER, "mended")


def test_the_database_holds_neither_words_nor_code() -> None:
    code = told()
    [row] = db.session.execute(text("SELECT * FROM feedback")).mappings().all()
    kept = " ".join(map(str, row.values()))
    for part in (code, code.replace("-", ""), "0912", "Minh Họa", "cọc"):
        assert part not in kept


def test_sent_twice_it_is_one_report_with_one_code_and_nobody_else_has_it() -> None:
    mine = told(origin=HERE)
    assert told(origin=HERE) == mine
    assert len(rows()) == 1
    others = {
        told(origin=Origin("198.51.100.7", "", "")), told(f"{SAID} Thêm.", origin=HERE), told(about="firm", origin=HERE),
        told(origin=HERE, now=NOW + timedelta(days=1)),
    }  # fmt: skip
    assert len(others - {mine}) == 4


@pytest.mark.parametrize(
    ("about", "said", "wrong"),
    [
        ("", SAID, {"about"}), ("phone", SAID, {"about"}), ("scam", "", {"text"}), ("scam", " \n ngắn ", {"text"}),
        ("scam", "x" * 2_001, {"text"}), ("", "", {"about", "text"}),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_and_nothing_kept(about: str, said: str, wrong: set[str]) -> None:
    with pytest.raises(BadInput) as refused:
        told(said, about=about)
    assert {problem.field for problem in refused.value.problems} == wrong
    assert rows() == []


@pytest.mark.parametrize("page", ["https://evil.example/", "//evil.example", "/vi/../x", "x" * 999])
def test_a_page_that_is_none_of_ours_is_not_kept(page: str) -> None:
    code = told(page=page)
    assert [row.page for row in rows()] == [""]
    found = feedback.look(code, somewhere(), NOW)
    assert isinstance(found, feedback.Told)
    assert page in found.said, "what was typed is not lost"


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("/vi/markets/jp", "/vi/markets/jp"), (" https://ben-ve.example/en/fees/ ", "/en/fees"),
        ("/vi/search?q=0912345678", "/vi/search"), ("/vi/k/9001#x", "/vi/k/9001"), ("trang chủ", ""),
    ],
)  # fmt: skip
def test_a_page_is_kept_without_what_was_asked_there(typed: str, page: str) -> None:
    assert read_page(typed) == page


def test_one_address_tells_a_handful_and_then_waits() -> None:
    origin = somewhere()
    done = [feedback.tell("other", "", f"{SAID} {n}", "vi", origin, NOW) for n in range(8)]
    assert [isinstance(answer, Refused) for answer in done] == [False] * 5 + [True] * 3
    assert len(rows()) == 5


def test_codes_are_not_guessed_through() -> None:
    origin = somewhere()
    tried = [feedback.look(shown(code_of(str(n))), origin, NOW) for n in range(15)]
    assert [isinstance(answer, Refused) for answer in tried] == [False] * 10 + [True] * 5


@pytest.mark.parametrize(
    "typed", ["", "x", "7KQF-2M9D-XW3", "7KQF-2M9D-XW3BB", "0000-0000-0000", "7KQF-2M9D-XW3I", "\u202e" * 12]
)
def test_what_is_no_code_is_said_to_be_none(typed: str) -> None:
    with pytest.raises(BadInput):
        feedback.look(typed, somewhere(), NOW)


def test_codes_are_spread_and_written_back() -> None:
    codes = {code_of(f"{n} {SAID}") for n in range(2_000)}
    assert len(codes) == 2_000
    assert {len(code) for code in codes} == {CODE_LENGTH}
    assert all(read_code(shown(code)) == code for code in codes)


@pytest.mark.parametrize("role", ["returnee", "employer", "firm", "reviewer", "officer"])
def test_who_has_no_part_in_it_reads_and_answers_nothing(role: str) -> None:
    told()
    [row] = rows()
    actor = staff(role)
    assert feedback.waiting(actor) is None
    assert feedback.one(actor, row.ref) is None
    assert feedback.answer(actor, row.ref, "mended", ANSWER, NOW) is None


def test_it_is_answered_once_and_then_waits_no_more() -> None:
    told()
    [row] = rows()
    assert feedback.answer(staff("editor"), row.ref, "passed_on", ANSWER, NOW) is True
    assert feedback.answer(staff(), row.ref, "no_cause", "Một câu trả lời khác.", NOW) is False
    db.session.expire_all()
    assert [found.outcome for found in rows()] == ["passed_on"]
    assert feedback.waiting(staff()) == []


@pytest.mark.parametrize(
    ("outcome", "said", "wrong"),
    [("", ANSWER, {"outcome"}), ("closed", ANSWER, {"outcome"}), ("mended", "ok", {"text"})],
)
def test_an_answer_without_outcome_or_words_is_none(outcome: str, said: str, wrong: set[str]) -> None:
    told()
    [row] = rows()
    with pytest.raises(BadInput) as refused:
        feedback.answer(staff(), row.ref, outcome, said, NOW)
    assert {problem.field for problem in refused.value.problems} == wrong


@pytest.mark.parametrize(("later", "left"), [(-timedelta(seconds=1), 2), (timedelta(0), 2), (timedelta(seconds=1), 1)])
def test_what_was_answered_goes_in_its_time_and_what_waits_stays(later: timedelta, left: int) -> None:
    told()
    told(f"{SAID} Thêm.")
    feedback.answer(staff(), rows()[0].ref, "mended", ANSWER, NOW)
    feedback.sweep(NOW + KEPT + later)
    assert len(rows()) == left
