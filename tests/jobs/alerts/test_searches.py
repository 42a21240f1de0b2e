"""Saved searches: kept as the list is asked, at most twenty, sealed, one's own; and those of an address, agreed to by letter."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select, text

from portal.accounts.results import Done
from portal.accounts.rules.origin import Origin
from portal.accounts.rules.refusals import Refused
from portal.accounts.service.me import delete_account
from portal.jobs.alerts import by_address, noting, searches, stopping, store
from portal.jobs.alerts.by_address import Sent
from portal.jobs.alerts.models import AlertNews, AlertReader, HomeReminder, SavedSearch
from portal.jobs.facts import Wanted
from portal.shared.clock import now
from portal.shared.problems import BadInput
from portal.storage.db import db
from portal.storage.rotation import declared
from tests.firms.at_once import at_once
from tests.jobs.alerts.scene import NOTHING, Scene, token, told

MAI = "Mai.Canary@Example.vn"
HERE = Origin("203.0.113.7")


def problems(scene: Scene, **form: str) -> set[str]:
    with pytest.raises(BadInput) as wrong:
        searches.keep(scene.lan, {**NOTHING, "name": "Tên", **form}, now())
    return {problem.field for problem in wrong.value.problems}


def test_a_search_is_kept_as_the_list_is_asked(scene: Scene) -> None:
    scene.post("v1", "v2")
    ref = scene.keep(scene.lan, "  Nhựa  gần nhà ", q="ép nhựa", province="24", wage="12", sector="Nhựa")
    (kept,) = searches.mine(scene.lan).searches
    assert (kept.ref, kept.name, kept.paused, kept.count) == (ref, "Nhựa gần nhà", False, 2)
    assert kept.wanted == Wanted("ép nhựa", "24", "Nhựa", 12_000_000)
    assert scene.keep(scene.lan, "Tên khác", q="ép nhựa", province="24", wage="12", sector="Nhựa") == ref
    assert len(searches.mine(scene.lan).searches) == 1, "a form sent twice keeps one"
    assert searches.mine(scene.hoa).searches == []


def test_what_the_list_cannot_be_asked_is_refused_with_every_reason(scene: Scene) -> None:
    scene.post("v1")
    assert problems(scene) == {"q"}
    assert problems(scene, name=" ", q="x" * 201, province="99", wage="13", sector="Không có") == {
        "name", "q", "province", "wage", "sector",
    }  # fmt: skip
    assert problems(scene, name="x" * 81, q="ép") == {"name"}
    assert problems(scene, q="!!!") == {"q"}
    assert searches.mine(scene.lan).searches == []


def test_twenty_and_no_more(scene: Scene) -> None:
    refs = [scene.keep(scene.lan, f"Tìm {n}", q=f"nghề{n}") for n in range(20)]
    assert problems(scene, q="nghề thứ 21") == {"name"}
    assert searches.delete(scene.lan, refs[0])
    assert not searches.delete(scene.lan, refs[0])
    scene.keep(scene.lan, "Tìm nữa", q="nghề thứ 21")


def test_a_sector_that_nobody_offers_any_more_finds_nothing_and_not_everything(scene: Scene) -> None:
    scene.post("v1", sector="Gỗ")
    scene.keep(scene.lan, sector="Gỗ")
    scene.work()
    scene.vacancy_is("v1", state="closed")
    scene.post("v2", sector="Nhựa")
    assert searches.mine(scene.lan).searches[0].count == 0
    assert scene.work() == 0


def test_another_persons_search_is_none(scene: Scene) -> None:
    ref = scene.keep(scene.lan, q="ép nhựa")
    scene.keep(scene.hoa, q="hàn")
    assert not searches.rename(scene.hoa, ref, "Của tôi")
    assert not searches.pause(scene.hoa, ref)
    assert not searches.go_on(scene.hoa, ref, now())
    assert not searches.delete(scene.hoa, ref)
    (kept,) = searches.mine(scene.lan).searches
    assert (kept.name, kept.paused) == ("Gần nhà", False)
    with pytest.raises(searches.NotTheirs):
        searches.mine(scene.town.actor("employer"))


def test_nothing_readable_is_stored_of_what_somebody_looks_for(scene: Scene) -> None:
    scene.keep(scene.lan, "CanaryName", q="canaryword")
    ask(q="canaryword")
    for table in ("alert_reader", "saved_search", "audit_row", "mail_outbox"):
        stored = " ".join(str(value) for row in db.session.execute(text(f"SELECT * FROM {table}")) for value in row)  # noqa: S608
        assert "canary" not in stored.casefold(), table
    columns = {(one.table, one.column) for one in declared()}
    assert {
        ("alert_reader", "email_sealed"),
        ("alert_reader", "token_sealed"),
        ("saved_search", "said_sealed"),
    } <= columns


def test_two_forms_at_one_moment_make_one(scene: Scene) -> None:
    db.session.remove()
    refs = at_once(scene.app, 3, lambda: scene.keep(scene.lan, q="ép nhựa"))
    assert len(set(refs)) == 1
    assert db.session.scalar(select(func.count()).select_from(SavedSearch)) == 1


def test_an_account_that_goes_leaves_nothing_behind(scene: Scene) -> None:
    scene.agree(scene.lan)
    scene.keep(scene.lan, q="ép nhựa")
    scene.keep(scene.hoa, q="ép nhựa")
    scene.post("v1")
    assert scene.work() == 2
    assert delete_account(scene.lan, "demo-returnee-2026", now()) == Done()
    left = {model.__tablename__: db.session.scalar(select(func.count()).select_from(model)) for model in
            (AlertReader, SavedSearch, AlertNews, HomeReminder)}  # fmt: skip
    assert left == {"alert_reader": 1, "saved_search": 1, "alert_news": 1, "home_reminder": 0}
    assert [letter["To"] for letter in scene.letters()] == ["returnee2@demo.example"]


# ---- without an account


def ask(address: str = MAI, at: str = "203.0.113.7", **filters: str) -> object:
    form = {**NOTHING, **(filters or {"q": "ép nhựa"}), "email": address}
    return by_address.ask(form, "vi", Origin(at), now())


def agreed(scene: Scene, **filters: str) -> str:
    """An address whose search counts; the token of its letters."""
    assert ask(**filters) == Sent()
    mine = token(scene.letter())
    for one in by_address.look(mine, now()).searches:
        assert by_address.agree(mine, one.ref, now())
    return mine


def test_an_address_gets_letters_only_after_it_agreed(scene: Scene) -> None:
    assert ask() == Sent()
    letter = scene.letter()
    assert (letter["To"], letter["Subject"]) == ("Mai.Canary@example.vn", "Xác nhận nhận thư về việc mới")
    scene.post("v1")
    assert scene.work() == 0
    mine = token(letter)
    (seen,) = by_address.look(mine, now()).searches
    assert (seen.confirmed, seen.wanted.text) == (False, "ép nhựa")
    assert by_address.agree(mine, seen.ref, now())
    assert by_address.agree(mine, seen.ref, now()), "the second of two tabs"
    assert scene.work() == 0, "what was there before is no news"
    scene.post("v2")
    assert scene.work() == 1
    news = scene.letter()
    assert (told(news), token(news)) == (["v2"], mine)


def test_each_search_of_an_address_is_agreed_to_by_itself(scene: Scene) -> None:
    mine = agreed(scene)
    ask(q="bảo vệ")
    assert token(scene.letter()) == mine
    scene.post("v1", title="Bảo vệ", skills_required=("bảo vệ",), languages=(), description="", sector="Kho")
    assert scene.work() == 0
    assert [one.confirmed for one in by_address.look(mine, now()).searches] == [True, False]


def test_stopping_an_address_leaves_nothing_and_a_token_of_an_account_opens_no_search(scene: Scene) -> None:
    mine = agreed(scene)
    scene.keep(scene.lan, q="ép nhựa")
    theirs = store.token_of(scene.reader(scene.lan))
    assert by_address.look(theirs, now()).searches == ()
    assert not by_address.agree(theirs, searches.mine(scene.lan).searches[0].ref, now())
    assert not by_address.delete(theirs, searches.mine(scene.lan).searches[0].ref)
    assert not by_address.delete(mine, searches.mine(scene.lan).searches[0].ref)
    scene.post("v1")
    assert scene.work() == 2
    stopping.stop(mine, now())
    stopping.stop(mine, now())
    assert [letter["To"] for letter in scene.letters()] == ["returnee@demo.example"]
    assert db.session.scalar(select(func.count()).select_from(AlertReader)) == 1
    assert by_address.look(mine, now()).searches == ()


def test_the_last_search_takes_the_address_with_it(scene: Scene) -> None:
    mine = agreed(scene)
    (one,) = by_address.look(mine, now()).searches
    assert by_address.delete(mine, one.ref)
    assert not by_address.delete(mine, one.ref)
    assert db.session.scalar(select(func.count()).select_from(AlertReader)) == 0


def test_wishes_nobody_confirmed_are_dead_after_two_days_and_forgotten(scene: Scene) -> None:
    ask()
    mine = token(scene.letter())
    (one,) = by_address.look(mine, now()).searches
    scene.clock.shift(timedelta(days=2) - timedelta(seconds=1))
    noting.sweep(now())
    assert by_address.look(mine, now()).searches
    scene.clock.shift(timedelta(seconds=1))
    assert not by_address.agree(mine, one.ref, now())
    assert by_address.look(mine, now()).searches == []
    noting.sweep(now())
    assert db.session.scalar(select(func.count()).select_from(AlertReader)) == 0


def test_one_answer_whoever_keeps_what_and_letters_cannot_be_thrown_at_an_address(scene: Scene) -> None:
    agreed(scene)
    answers = {repr(ask(at=f"10.{n}.0.7", q=f"nghề{n}")) for n in range(30)}
    assert answers == {"Sent()"}
    assert len(scene.letters()) == 2, "three to one address, with the one before"
    assert sum(isinstance(ask(f"an{n}@example.vn", at="198.51.100.9"), Refused) for n in range(30)) == 20


@pytest.mark.parametrize("address", ["", "x", "a b@example.vn", "a@example.vn\nBcc: b@example.vn"])
def test_what_is_no_address_or_no_search_is_told_and_nothing_is_kept(scene: Scene, address: str) -> None:
    with pytest.raises(BadInput) as wrong:
        by_address.ask({**NOTHING, "email": address}, "vi", HERE, now())
    assert {problem.field for problem in wrong.value.problems} == {"q", "email"}
    assert db.session.scalar(select(func.count()).select_from(AlertReader)) == 0
