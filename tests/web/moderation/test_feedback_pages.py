"""A visitor tells, keeps a code, and reads the answer; the desk reads and answers; nothing of it stands in an address."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import delete

from portal.moderation.models import Feedback
from portal.storage.db import db
from tests.web.people import as_role, tokens_of, visitor

SAID = "Có người đòi 30 triệu tiền cọc để giữ chỗ đi Nhật."
ANSWER = "Đây là mánh lừa: không luật nào cho thu tiền cọc giữ chỗ."


@pytest.fixture(autouse=True)
def empty(site: Flask) -> Iterator[None]:
    yield
    with site.app_context():
        db.session.execute(delete(Feedback))
        db.session.commit()


def test_from_what_was_seen_to_the_answer(site: Flask) -> None:
    nobody, moderator = visitor(site), as_role(site, "moderator")
    assert '<option value="scam" selected>' in nobody.get("/vi/feedback?about=scam").text
    form = {"about": "scam", "text": SAID, "page": "https://ben-ve.example/vi/warnings?x=1"}
    told = nobody.post("/vi/feedback", data=form)
    assert told.status_code == 200
    assert told.headers["Cache-Control"] == "no-store"
    code = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", told.text)
    assert code
    assert code[0] in nobody.post("/vi/feedback", data=form).text, "sent again by the back button: the same code"
    waits = nobody.post("/vi/feedback/answer", data={"code": code[0].lower()})
    assert (waits.status_code, SAID in waits.text, "Chưa có trả lời" in waits.text) == (200, True, True)
    assert "Tin báo chờ trả lời" in moderator.get("/vi/desk/work").text
    path = re.search(r'href="(/vi/desk/feedback/[\w-]+)"', moderator.get("/vi/desk/feedback").text)
    assert path
    opened = moderator.get(path[1]).text
    assert SAID in opened
    assert "<code>/vi/warnings</code>" in opened
    short = moderator.post(path[1], data={"outcome": "", "text": "ngắn", **tokens_of(moderator)})
    assert short.status_code == 422
    assert 'href="#outcome"' in short.text
    assert "ngắn" in short.text
    done = moderator.post(path[1], data={"outcome": "mended", "text": ANSWER, **tokens_of(moderator)})
    assert done.headers["Location"].endswith("done=answered")
    late = moderator.post(path[1], data={"outcome": "mended", "text": ANSWER, **tokens_of(moderator)})
    assert late.headers["Location"].endswith("done=late")
    answered = nobody.post("/en/feedback/answer", data={"code": code[0]})
    assert ANSWER in answered.text


def test_what_was_typed_stays_beside_what_to_do(site: Flask) -> None:
    answer = visitor(site).post("/vi/feedback", data={"about": "", "text": "ngắn <b>", "page": "trang 1"})
    assert answer.status_code == 422
    for said in ('href="#about"', 'href="#text"', "ngắn &lt;b&gt;", 'value="trang 1"'):
        assert said in answer.text


@pytest.mark.parametrize(("code", "status"), [("", 422), ("xyz", 422), ("7KQF-2M9D-XW3B", 404)])
def test_a_code_that_opens_nothing_says_so(site: Flask, code: str, status: int) -> None:
    answer = visitor(site).post("/vi/feedback/answer", data={"code": code})
    assert answer.status_code == status
    assert 'href="#code"' in answer.text


def test_too_many_are_told_when_to_come_back(site: Flask) -> None:
    nobody = visitor(site)
    for n in range(6):
        answer = nobody.post("/vi/feedback", data={"about": "other", "text": f"{SAID} {n}"})
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert f"{SAID} 5" in answer.text, "nothing that was typed is lost"
