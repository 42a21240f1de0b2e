"""An order that was lawful when it was written leaves the lists when the law or its day changes: when read, and by `flask work`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from flask import Flask
from sqlalchemy import delete, select

from portal.audit.models import AuditRow
from portal.cli.illustrative.firms import rows
from portal.cli.judged import said_of_orders
from portal.cli.work import judging
from portal.fees import edition as editions
from portal.fees import store
from portal.fees.store import Shelf
from portal.firms import orders, rejudging, service
from portal.firms.models import RecruitmentOrder
from portal.firms.search import SOURCES
from portal.search.models import OutboxRow
from portal.storage.db import db
from tests.firms.order_files import file_of, row

DAY = date(2026, 11, 25)
REF = "ĐH-77/01"


@pytest.fixture(autouse=True)
def listed(app: Flask) -> Iterator[None]:
    """A listed order whose service fee is one wage, and one without charges."""
    with time_machine.travel("2026-11-25T03:00:00Z", tick=False):
        service.load_illustrative(rows(12), [])
        db.session.commit()
        fee = {"service_fee_amount": "900", "service_fee_currency": "EUR"}
        orders.import_orders("don-hang.csv", file_of(row(**fee), row(ref="ĐH-2", approval_no="2", other_fees="")))
        yield


@pytest.fixture
def stricter(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on every ceiling on a service fee is nought, as a corrected content would say."""
    usual = store.shelf()

    def forbid(known_on: date | None = None) -> Shelf:
        return Shelf({id: _no_fee(data) for id, data in usual.rows.items()})

    monkeypatch.setattr(store, "shelf", forbid)
    monkeypatch.setattr(rejudging, "edition", lambda: "f" * 64)


def _no_fee(data: store.Data) -> store.Data:
    if data["kind"] != "service_fee":
        return data
    items = [{**item, "formula": {"type": "zero"}} for item in data.get("items", ())]
    return {**data, "formula": {"type": "zero"}} | ({"items": items} if items else {})


def shown() -> set[str]:
    return {card.ref for card in orders.find_orders(size=100).orders}


def everywhere() -> set[bool]:
    """Whether the order is shown in each place that shows orders."""
    docs = {doc.id for source in SOURCES if source.kind == "order" for doc in source.all()}
    of_firm = {card.ref for card in service.get_firm("9001-ldtbxh-gp").orders}
    return {REF in shown(), REF in docs, REF in of_firm, service.check_firm("9001", REF).green}


def test_a_stricter_rule_takes_the_order_away_before_any_job_ran(stricter: None) -> None:
    assert not rejudging.is_done(DAY)
    assert everywhere() == {False}
    found = orders.find_orders(size=100)
    assert (found.total, [card.ref for card in found.orders]) == (1, ["ĐH-2"])
    with pytest.raises(orders.OrderWithheld) as refused:
        orders.get_order(REF)
    detail = refused.value.found
    assert (detail.card.state, detail.card.withheld_on, detail.green) == ("not_registered", DAY, False)
    assert detail.sheet.verdict in ("above", "forbidden")


def test_the_job_keeps_what_it_finds_and_says_which_and_why(stricter: None) -> None:
    db.session.execute(delete(OutboxRow))
    found = rejudging.rejudge(DAY)
    assert found is not None
    assert [(order.ref, order.published) for order in found] == [(REF, False)]
    said = "\n".join(said_of_orders(found))
    assert f"order {REF}: taken off the lists by the law of 2026-11-25" in said
    assert "Tiền dịch vụ 900\u00a0EUR: Bị cấm thu" in said
    stored = db.session.scalars(select(RecruitmentOrder).where(RecruitmentOrder.ref == REF)).one()
    assert (stored.published, stored.withheld_on) == (False, DAY)
    assert db.session.scalars(select(OutboxRow.id)).all() == [REF]
    assert db.session.scalars(select(AuditRow.action).order_by(AuditRow.seq)).all()[-1] == "orders.rejudged"
    assert rejudging.is_done(DAY)
    assert everywhere() == {False}
    assert rejudging.rejudge(DAY) is None, "once a day is enough"
    with pytest.raises(orders.OrderWithheld):
        orders.get_order(REF)


def test_what_a_later_rule_allows_comes_back(stricter: None, monkeypatch: pytest.MonkeyPatch) -> None:
    rejudging.rejudge(DAY)
    monkeypatch.undo()
    assert not rejudging.is_done(DAY), "another edition of the rules"
    found = rejudging.rejudge(DAY)
    assert found is not None
    assert [(order.ref, order.published) for order in found] == [(REF, True)]
    assert everywhere() == {True}
    assert orders.get_order(REF).card.withheld_on is None


def test_a_new_day_is_judged_anew_and_an_unchanged_order_is_left_alone() -> None:
    assert rejudging.rejudge(DAY) == []
    assert rejudging.is_done(DAY)
    assert not rejudging.is_done(date(2026, 11, 26))
    changed = {order.ref: order.changed_at for order in db.session.scalars(select(RecruitmentOrder))}
    with time_machine.travel("2026-11-26T03:00:00Z", tick=False):
        assert rejudging.rejudge() == []
    assert {order.ref: order.changed_at for order in db.session.scalars(select(RecruitmentOrder))} == changed


def test_an_order_that_was_never_listed_stays_unknown(stricter: None) -> None:
    fee = {"service_fee_amount": "900", "service_fee_currency": "EUR"}
    orders.import_orders("don-hang.csv", file_of(row(ref="ĐH-3", approval_no="3", **fee)))
    rejudging.rejudge(DAY)
    with pytest.raises(orders.NoSuchOrder) as refused:
        orders.get_order("ĐH-3")
    assert not isinstance(refused.value, orders.OrderWithheld)


def test_more_orders_than_one_batch(monkeypatch: pytest.MonkeyPatch, stricter: None) -> None:
    monkeypatch.setattr(rejudging, "BATCH", 1)
    found = rejudging.rejudge(DAY)
    assert found is not None
    assert [order.ref for order in found] == [REF]


def test_work_judges_and_tells(stricter: None, capsys: pytest.CaptureFixture[str]) -> None:
    job = judging()
    assert job() is False
    assert f"order {REF}: taken off the lists" in capsys.readouterr().out
    assert job() is False
    assert capsys.readouterr().out == ""


def test_the_edition_is_that_of_what_judges(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = editions.edition()
    editions.edition.cache_clear()
    written = store.written

    def other(kind: str) -> list[store.Data]:
        return [*written(kind), {"id": "new"}] if kind == "rate" else written(kind)

    monkeypatch.setattr(store, "written", other)
    assert editions.edition() != usual
    editions.edition.cache_clear()
    monkeypatch.undo()
    assert editions.edition() == usual


def test_a_rule_that_begins_takes_the_order_away_on_its_first_day(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = store.shelf()
    later = {
        **usual.row("service-general"), "id": "later", "rank": "market", "formula": {"type": "zero"},
        "effective": "2026-12-01", "applies_to": {"markets": ["RO"]},
    }  # fmt: skip
    monkeypatch.setattr(store, "shelf", lambda known_on=None: Shelf({**usual.rows, "later": later}))
    for day, shown_then in ((date(2026, 11, 30), True), (date(2026, 12, 1), False)):
        with time_machine.travel(f"{day}T03:00:00Z", tick=False):
            assert everywhere() == {shown_then}, "as read, before any job"
            found = rejudging.rejudge()
            assert [order.ref for order in found or ()] == ([] if shown_then else [REF])
            assert everywhere() == {shown_then}, "as kept"
