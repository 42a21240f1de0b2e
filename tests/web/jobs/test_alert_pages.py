"""Keeping a search and stopping letters, through the pages: without JavaScript, by one's own account or by none."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.jobs import service
from portal.jobs.alerts import searches, store
from portal.jobs.alerts.models import AlertReader
from portal.jobs.bring_in import keep_vacancies
from portal.jobs.matching import engine as engines
from portal.mail.models import OutboxLetter
from portal.storage.db import db
from tests.jobs import samples
from tests.web.organisations.conftest import Square, square

__all__ = ["square"]
FILTERS = "q=%C3%A9p+nh%E1%BB%B1a&province=24&wage=12&sector=Nh%E1%BB%B1a"
ASKED = {"q": "ép nhựa", "province": "24", "wage": "12", "sector": "Nhựa"}


@pytest.fixture
def town(square: Square) -> Iterator[Square]:
    with square.app.app_context():
        engines._engine.cache_clear()
        keep_vacancies([samples.vacancy(deadline=None)], illustrative=True, province_of=service.province_id)
        db.session.commit()
    yield square
    engines._engine.cache_clear()


@pytest.fixture
def visitor(town: Square) -> FlaskClient:
    return town.app.test_client()


def kept(town: Square, who: str = "returnee", **more: str) -> str:
    """A search that this account keeps; its ref."""
    answer = town.post(who, "/vi/my-alerts/keep", **{"name": "Nhựa gần nhà", **ASKED, **more})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/vi/my-alerts?done=kept")
    with town.app.app_context():
        return searches.mine(town.town.actor(who)).searches[-1].ref


def desk(town: Square, who: str = "returnee") -> searches.Desk:
    with town.app.app_context():
        return searches.mine(town.town.actor(who))


def token(town: Square) -> str:
    with town.app.app_context():
        return store.token_of(db.session.scalars(select(AlertReader)).one())


def test_from_the_list_to_the_account(town: Square, visitor: FlaskClient) -> None:
    page = visitor.get(f"/vi/jobs?{FILTERS}").text
    assert "Giữ tìm kiếm này" in page
    assert "Giữ tìm kiếm này" not in visitor.get("/vi/jobs").text
    assert "csrf_token" not in page, "the list is everybody's"
    assert re.search(r'<link rel="alternate" type="application/atom\+xml" href="/vi/jobs.atom\?q=%C3%A9p', page)
    ways = visitor.get(f"/vi/jobs/keep?{FILTERS}").text
    link = re.search(r'href="(/vi/my-alerts/keep\?[^"]+)"', ways)
    assert link
    address = link[1].replace("&amp;", "&")
    assert visitor.get(address).headers["Location"].startswith("/vi/sign-in?next=/vi/my-alerts/keep?q")
    form = town.get("returnee", address)
    assert 'name="q" type="search" value="ép nhựa"' in form
    assert '<option value="24" selected>' in form
    kept(town)
    (one,) = desk(town).searches
    assert (one.name, one.count) == ("Nhựa gần nhà", 1)
    mine = town.get("returnee", "/vi/my-alerts?done=kept")
    assert "Đã giữ tìm kiếm." in mine
    assert "Bây giờ có 1 việc" in mine
    assert mine.count("/vi/jobs.atom?q=%C3%A9p") == 2, "the feed: a link, and for feed readers"


def test_mistakes_are_told_and_what_was_typed_stands_there_again(town: Square) -> None:
    answer = town.post("returnee", "/vi/my-alerts/keep", name="x" * 81, q="ép nhựa", province="99", wage="", sector="")
    assert answer.status_code == 422
    for field in ("name", "province"):
        assert f'href="#{field}"' in answer.text
        assert f'id="{field}-error"' in answer.text
    assert 'value="ép nhựa"' in answer.text
    ref = kept(town)
    again = town.post("returnee", f"/vi/my-alerts/{ref}", way="rename", name="")
    assert again.status_code == 422
    assert f'href="#name-{ref}"' in again.text
    assert town.post("returnee", f"/vi/my-alerts/{ref}", way="else", name="").status_code == 404


def test_rename_pause_resume_delete(town: Square) -> None:
    ref = kept(town)
    for way, done, paused in (("pause", "paused", True), ("resume", "resumed", False), ("pause", "paused", True)):
        answer = town.post("returnee", f"/vi/my-alerts/{ref}", way=way)
        assert answer.headers["Location"] == f"/vi/my-alerts?done={done}"
        assert desk(town).searches[0].paused is paused
    assert "Đang nghỉ" in town.get("returnee", "/vi/my-alerts")
    assert town.post("returnee", f"/vi/my-alerts/{ref}", way="rename", name="Tên mới").status_code == 303
    assert desk(town).searches[0].name == "Tên mới"
    assert (
        town.post("returnee", f"/vi/my-alerts/{ref}", way="delete").headers["Location"] == "/vi/my-alerts?done=deleted"
    )
    assert town.post("returnee", f"/vi/my-alerts/{ref}", way="delete").status_code == 404
    assert "Bạn chưa giữ tìm kiếm nào" in town.get("returnee", "/vi/my-alerts")


def test_another_persons_search_is_absent(town: Square) -> None:
    ref = kept(town)
    for way in ("rename", "pause", "resume", "delete"):
        assert town.post("returnee2", f"/vi/my-alerts/{ref}", way=way, name="Của tôi").status_code == 404
    (one,) = desk(town).searches
    assert (one.name, one.paused) == ("Nhựa gần nhà", False)
    assert "Nhựa gần nhà" not in town.get("returnee2", "/vi/my-alerts")


def test_letters_are_agreed_to_with_a_tick_and_taken_back_with_a_button(town: Square) -> None:
    page = town.get("returnee", "/vi/my-alerts")
    assert "checked" not in page
    assert town.post("returnee", "/vi/my-alerts/letters", way="agree").status_code == 422
    assert not desk(town).fits
    assert town.post("returnee", "/vi/my-alerts/letters", way="agree", agreed="1").status_code == 303
    assert desk(town).fits
    assert "Rút lại: không gửi thư này nữa" in town.get("returnee", "/vi/my-alerts")
    assert town.post("returnee", "/vi/my-alerts/letters", way="withdraw").status_code == 303
    assert not desk(town).fits
    log = town.get("returnee", "/vi/account/log")
    assert "Đã rút lại điều đã đồng ý" in log


def test_one_click_needs_no_session_and_looking_changes_nothing(town: Square, visitor: FlaskClient) -> None:
    kept(town)
    town.post("returnee", "/vi/my-alerts/letters", way="agree", agreed="1")
    link = f"/vi/letters/{token(town)}"
    for _ in range(2):
        page = visitor.get(link)
        assert page.headers["Cache-Control"] == "no-store"
        assert page.status_code == 200
        visitor.head(link)
    assert desk(town).fits, "mail programs look at links"
    assert not desk(town).searches[0].paused
    body = {"List-Unsubscribe": "One-Click"}
    first, second = visitor.post(link, data=body), visitor.post(link, data=body)
    wrong = visitor.post(f"/vi/letters/{'x' * 43}", data=body)
    assert first.data == second.data
    assert first.text.replace(token(town), "") == wrong.text.replace("x" * 43, "")
    assert {first.status_code, second.status_code, wrong.status_code} == {200}
    assert not desk(town).fits
    assert desk(town).searches[0].paused
    assert len(desk(town).entries) == 2, "agreed to once, taken back once"
    known, none = visitor.get(link).text, visitor.get(f"/vi/letters/{'x' * 43}").text
    assert known.replace(token(town), "") == none.replace("x" * 43, ""), "whether a link is one of ours is not told"
    assert visitor.post(link, data={"way": "else"}).status_code == 422
    assert visitor.post(link, data={"unknown": "field"}).status_code == 400


def test_by_an_address_alone(town: Square, visitor: FlaskClient) -> None:
    answer = visitor.post("/vi/jobs/keep", data={**ASKED, "email": "mai@example.vn"})
    assert answer.status_code == 303
    sent = visitor.get(answer.headers["Location"])
    assert "Hãy mở thư của bạn" in sent.text
    again = visitor.post("/vi/jobs/keep", data={**ASKED, "email": "mai@example.vn"})
    assert (again.headers["Location"], again.data) == (answer.headers["Location"], answer.data)
    link = f"/vi/letters/{token(town)}"
    page = visitor.get(link).text
    assert "Chờ bạn đồng ý" in page
    ref = re.search(r'name="search" value="([\w-]+)"', page)
    assert ref
    agreed = visitor.post(link, data={"way": "agree", "search": ref[1]})
    assert "Đang gửi thư" in agreed.text
    assert "Xong." in visitor.post(link, data={"way": "agree", "search": ref[1]}).text
    assert "không còn" in visitor.post(link, data={"way": "agree", "search": "x"}).text
    visitor.post(link, data={"way": "stop"})
    with town.app.app_context():
        assert db.session.scalars(select(AlertReader)).all() == []
        assert db.session.scalars(select(OutboxLetter)).all() == []


def test_a_wrong_address_and_nothing_asked_are_told_together(town: Square, visitor: FlaskClient) -> None:
    answer = visitor.post("/en/jobs/keep", data={"email": "no address"})
    assert answer.status_code == 422
    assert 'href="#q"' in answer.text
    assert 'href="#email"' in answer.text
    assert 'value="no address"' in answer.text


def test_the_feed_carries_its_filters_and_a_sector_of_yesterday_is_not_everything(
    town: Square, visitor: FlaskClient
) -> None:
    feed = visitor.get(f"/vi/jobs.atom?{FILTERS}")
    assert feed.mimetype == "application/atom+xml"
    assert feed.text.count("<entry>") == 1
    assert re.search(r"<id>[^<]+/vi/jobs.atom\?q=%C3%A9p\+nh%E1%BB%B1a&amp;province=24&amp;", feed.text)
    assert re.search(r'type="text/html" href="[^"]+/vi/jobs\?q=%C3%A9p', feed.text)
    for none in ("sector=G%E1%BB%97", "province=31", "wage=20", "q=th%E1%BB%A3+h%C3%A0n"):
        assert "<entry>" not in visitor.get(f"/vi/jobs.atom?{none}").text, none
    assert "<entry>" in visitor.get("/vi/jobs.atom").text
