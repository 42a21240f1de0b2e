"""Watching by letter, through the pages: without JavaScript, account or cookie, in both languages."""

from __future__ import annotations

import json
import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.cli.illustrative.firms import orders as illustrative_orders
from portal.cli.illustrative.firms import rows
from portal.firms import service
from portal.firms.watch_models import Watch
from portal.firms.watch_store import token_of
from portal.mail.models import OutboxLetter
from portal.mail.store import place
from portal.storage.db import db
from portal.storage.encryption import unseal
from tests.web.organisations.conftest import Square

FIRM, ORDER = "/vi/firms/9001-ldtbxh-gp/watch", "/vi/orders/dh-00-0001/watch"
LAN = "lan@example.vn"


@pytest.fixture
def town(square: Square) -> Square:
    with square.app.app_context():
        service.load_illustrative(rows(10), illustrative_orders(10))
        db.session.commit()
    return square


@pytest.fixture
def visitor(town: Square) -> FlaskClient:
    return town.app.test_client()


def watched(town: Square) -> list[tuple[str, bool, str]]:
    """(language, whether it counts, token) of each watch."""
    with town.app.app_context():
        return [(row.locale, row.confirmed_at is not None, token_of(row)) for row in db.session.scalars(select(Watch))]


def said(town: Square) -> list[dict[str, str]]:
    with town.app.app_context():
        rows = db.session.scalars(select(OutboxLetter))
        return [json.loads(unseal(place("said", row.ref), row.said or "")) for row in rows]


@pytest.mark.parametrize(("path", "page"), [(FIRM, "/vi/firms/9001-ldtbxh-gp"), (ORDER, "/vi/orders/dh-00-0001")])
def test_from_the_page_to_the_letters_and_out_again(town: Square, visitor: FlaskClient, path: str, page: str) -> None:
    assert f'"{path}"' in visitor.get(page).text
    assert "csrf_token" not in visitor.get(page).text, "the page is everybody's and may be kept"
    answer = visitor.post(path, data={"email": LAN})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{path}?sent=1")
    assert "Hãy mở thư của bạn" in visitor.get(answer.headers["Location"]).text
    ((locale, counts, token),) = watched(town)
    assert (locale, counts) == ("vi", False)
    link = f"/vi/watch/{token}"
    assert said(town)[0]["path"] == link
    first = visitor.get(link)
    assert first.headers["Cache-Control"] == "no-store"
    assert watched(town)[0][1] is False, "mail programs look at links"
    assert visitor.post(link, data={"way": "x"}).status_code == 422
    for _ in range(2):
        agreed = visitor.post(link, data={"way": "agree"})
        assert (agreed.status_code, watched(town)[0][1]) == (200, True)
    assert "Ngừng theo dõi" in visitor.get(link).text
    assert f'href="{page}"' in visitor.get(link).text
    assert "Stop watching" in visitor.get(link.replace("/vi/", "/en/")).text
    over = visitor.post(link, data={"List-Unsubscribe": "One-Click"})
    assert (over.status_code, watched(town)) == (200, [])
    assert visitor.post(link, data={"way": "stop"}).status_code == 200, "twice is no mistake"
    gone = visitor.get(link)
    assert gone.status_code == 404
    assert "đã ngừng" in gone.text
    assert not visitor.get(link).headers.getlist("Set-Cookie")


def test_the_answer_is_byte_for_byte_the_same_whoever_watches(town: Square, visitor: FlaskClient) -> None:
    visitor.post(FIRM, data={"email": LAN})
    visitor.post(f"/vi/watch/{watched(town)[0][2]}", data={"way": "agree"})
    known, unknown = (visitor.post(FIRM, data={"email": name}) for name in (LAN, "mai@example.vn"))
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert known.data == unknown.data


def test_a_mistake_is_told_and_what_was_typed_stays(town: Square, visitor: FlaskClient) -> None:
    answer = visitor.post(FIRM, data={"email": "lan@@example"})
    assert answer.status_code == 422
    assert 'value="lan@@example"' in answer.text
    assert 'id="email-error"' in answer.text
    assert watched(town) == said(town) == []
    for path in ("/vi/firms/none/watch", "/vi/orders/none/watch"):
        assert visitor.get(path).status_code == visitor.post(path, data={"email": LAN}).status_code == 404
    assert visitor.post(FIRM, data={"email": LAN, "more": "x"}).status_code == 400
    foreign = visitor.post(FIRM, data={"email": LAN}, headers={"Origin": "https://evil.example"})
    assert foreign.status_code == 400
    assert watched(town) == []


def test_english_readers_get_english_letters(town: Square, visitor: FlaskClient) -> None:
    visitor.post(FIRM.replace("/vi/", "/en/"), data={"email": LAN})
    assert watched(town)[0][0] == "en"
    assert said(town)[0]["path"].startswith("/en/watch/")


def test_no_page_and_no_data_says_how_many_watch(town: Square, visitor: FlaskClient) -> None:
    """The firm's page and its JSON are the same with five watchers as with none."""
    paths = ("/vi/firms/9001-ldtbxh-gp", "/api/v1/firms/9001-ldtbxh-gp", "/vi/orders/dh-00-0001")
    before = [re.sub(r"[?&]v=\w+", "", visitor.get(path).text) for path in paths]
    for number in range(5):
        visitor.post(FIRM, data={"email": f"an{number}@example.vn"})
    for _, _, token in watched(town):
        visitor.post(f"/vi/watch/{token}", data={"way": "agree"})
    assert [re.sub(r"[?&]v=\w+", "", visitor.get(path).text) for path in paths] == before
