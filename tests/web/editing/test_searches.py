"""From a question without results to one that is understood: proposed by one, agreed to by another; or let go."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from portal.search import misses
from portal.search.models import MissRow
from portal.shared.clock import today
from portal.storage.db import db
from tests.web.editing.conftest import DESK, Room, text_of

PAGE = f"{DESK}/searches"
ASKED, MEANT = "hoc nghe lam nuoc mam", "thợ hàn"


@pytest.fixture
def asked(room: Room) -> Iterator[Room]:
    """Many asked for it in vain."""
    with room.site.app_context():
        for back in reversed(range(misses.ENOUGH_DAYS)):
            for _ in range(misses.ENOUGH_TIMES):
                misses.count(ASKED, "vi", today() - timedelta(days=back))
        db.session.commit()
    yield room
    with room.site.app_context():
        db.session.query(MissRow).delete()
        db.session.commit()


def settle(room: Room, do: str, meant: str = "", query: str = ASKED):  # type: ignore[no-untyped-def]
    return room.post(room.editor, PAGE, do=do, query=query, locale="vi", meant=meant)


def found(room: Room) -> str:
    return text_of(room.nobody.get("/vi/search", query_string={"q": ASKED}).text)


def test_another_person_agrees_and_then_the_words_are_understood(asked: Room) -> None:
    assert ASKED in asked.editor.get(PAGE).text
    assert settle(asked, "propose", MEANT).status_code == 303
    assert MEANT not in found(asked), "one person alone changes nothing"
    desk = asked.reviewer.get(DESK).text
    ref = desk.split(f">{ASKED}</a>")[0].rsplit("/revisions/", 1)[1].split('"')[0]
    approve = f"{DESK}/revisions/{ref}/approve"
    own = asked.post(asked.editor, approve, edits=asked.edits(ref), publish_at="", expire_at="")
    assert own.status_code == 404, "not the one who proposed it"
    done = asked.post(asked.reviewer, approve, edits=asked.edits(ref), publish_at="", expire_at="")
    assert done.status_code == 303
    assert MEANT in found(asked)
    assert f"được hiểu là {MEANT}" in found(asked)
    insisted = asked.nobody.get("/vi/search", query_string={"q": ASKED, "exact": "1"}).text
    assert "được hiểu là" not in insisted
    assert f"Nhiều người tìm “{ASKED}”" in text_of(
        asked.nobody.get("/vi/history/search_reading/hoc-nghe-lam-nuoc-mam").text
    )


@pytest.mark.parametrize("meant", ["", "  ", "!!", "zzqqzz xxyyxx", f"{ASKED} ở Huế", "<script>alert(1)</script> zzqq"])
def test_words_that_find_nothing_either_are_refused_and_kept(asked: Room, meant: str) -> None:
    answer = settle(asked, "propose", meant)
    assert answer.status_code == 422
    assert 'href="#meant-1"' in answer.text
    assert 'id="meant-1"' in answer.text
    assert "<script>alert" not in answer.text
    assert meant.strip().split(" ")[0].replace("<", "&lt;").replace(">", "&gt;") in answer.text


@pytest.mark.parametrize("query", ["溶接", "x", "용접공 모집"])
def test_a_question_in_another_script_gets_a_meaning_too(asked: Room, query: str) -> None:
    with asked.site.app_context():
        for back in reversed(range(misses.ENOUGH_DAYS)):
            for _ in range(misses.ENOUGH_TIMES):
                misses.count(query, "vi", today() - timedelta(days=back))
    assert settle(asked, "propose", MEANT, query).status_code == 303
    assert "Đã có đề nghị" in asked.editor.get(PAGE).text


def test_it_is_proposed_once(asked: Room) -> None:
    assert settle(asked, "propose", MEANT).status_code == 303
    page = asked.editor.get(PAGE).text
    assert "Đã có đề nghị" in page
    assert 'value="propose"' not in page
    assert settle(asked, "propose", "đầu bếp").status_code == 422, "from another tab"


def test_let_go_it_is_gone_until_many_ask_again(asked: Room) -> None:
    assert settle(asked, "let_go").status_code == 303
    assert ASKED not in asked.editor.get(PAGE).text
    assert settle(asked, "let_go").status_code == 404


def test_what_few_asked_nobody_reads_and_nobody_settles(asked: Room) -> None:
    with asked.site.app_context():
        misses.count("mot cau hiem", "vi", today())
    assert "mot cau hiem" not in asked.editor.get(PAGE).text
    for do in ("propose", "let_go"):
        assert settle(asked, do, MEANT, "mot cau hiem").status_code == 404


def test_a_known_phrase_written_much_alike_is_named(asked: Room) -> None:
    with asked.site.app_context():
        for back in reversed(range(misses.ENOUGH_DAYS)):
            for _ in range(misses.ENOUGH_TIMES):
                misses.count("giup viec gja dinh", "vi", today() - timedelta(days=back))
    assert "giúp việc gia đình" in asked.editor.get(PAGE).text


def test_a_reviewer_reads_and_does_not_propose(asked: Room) -> None:
    page = asked.reviewer.get(PAGE).text
    assert ASKED in page
    assert 'value="propose"' not in page
