"""An import of orders is one change: told cell by cell, and taken back whole, on both databases."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select

from portal.audit import service as audit
from portal.cli import context
from portal.cli.illustrative.firms import orders as illustrative_orders
from portal.cli.illustrative.firms import rows
from portal.cli.imports import import_history, undo_import
from portal.firms import order_store, orders, own_orders, service
from portal.firms.import_log import ChangedSince, get_import
from portal.firms.models import OrderFee, RecruitmentOrder
from portal.search.models import OutboxRow
from portal.shared.problems import BadInput
from portal.storage.db import db
from tests.firms.at_once import at_once, process_environment
from tests.firms.order_files import file_of, row
from tests.firms.test_import import dump
from tests.organisations.conftest import town  # noqa: F401
from tests.organisations.samples import FIRM, Town

SIX_HUNDRED = 600
Row = dict[str, str]


@pytest.fixture(autouse=True)
def november(app: Flask) -> Iterator[None]:
    """A register, and no order at all."""
    with time_machine.travel("2026-11-25T03:00:00Z", tick=False):
        service.load_illustrative(rows(40), [])
        db.session.commit()
        yield


def many(count: int = SIX_HUNDRED) -> list[Row]:
    """So many orders, each with two charges."""
    fees = "third_party=2300000 VND; training=5800000 VND"
    return [
        row(ref=f"ĐH-{place:04d}", approval_no=f"A-{place}", approved_on="2026-01-15", other_fees=fees)
        for place in range(count)
    ]


def bring_in(made: list[Row], file: str = "don-hang.csv") -> orders.OrderPlan:
    return orders.import_orders(file, file_of(*made))


def undo(number: int) -> Any:
    """Take back, with the digest where it waits for one."""
    try:
        return service.undo_import(number)
    except service.WaitsForApproval as waiting:
        return service.undo_import(number, approve=waiting.plan.digest)


def stored() -> list[tuple[object, ...]]:
    """Every column of every order and charge, the moment of the last change aside: that one is history."""
    db.session.expire_all()
    tables = (RecruitmentOrder.__table__, OrderFee.__table__)
    return [
        tuple(value for name, value in found._mapping.items() if name != "changed_at")
        for table in tables
        for found in db.session.execute(select(table).order_by(table.c.id))
    ]


@pytest.mark.sampled("sqlite")
def test_six_hundred_changed_orders_are_told_and_taken_back_to_the_byte() -> None:
    first = many()
    bring_in(first, "thang-10.csv")
    before = stored()
    change = {"wage_amount": "950", "closes_on": "2031-12-31", "other_fees": "third_party=2100000 VND; training=5 VND"}
    with time_machine.travel("2026-11-26T03:00:00Z", tick=False):
        plan = bring_in([one | change for one in first], "thang-11.csv")
    assert (len(plan.changed), plan.new, plan.missing, plan.waits) == (SIX_HUNDRED, [], [], False)
    told = {cell.column: (cell.before, cell.after) for cell in plan.changed[7].cells}
    assert told == {
        "wage_amount": ("900", "950"),
        "closes_on": ("2032-12-31", "2031-12-31"),
        "other_fees": ("third_party=2300000 VND; training=5800000 VND", "third_party=2100000 VND; training=5 VND"),
    }
    assert stored() != before
    taken_back = service.undo_import(plan.number, dry_run=True)
    assert len(taken_back.changed) == SIX_HUNDRED
    assert taken_back.changed[7].cells[0].after == "900"
    assert not service.undo_import(plan.number, dry_run=True).applied
    assert service.undo_import(plan.number).applied
    assert stored() == before
    newest, undone, _ = service.imports()
    assert (newest.undoes, newest.kind, undone.undone_by) == (plan.number, "orders", newest.number)
    assert (undone.undone_on, undone.counts["changed"]) == (date(2026, 11, 25), SIX_HUNDRED), "its record stays"
    assert audit.verify() == []


@pytest.mark.parametrize("fees", ["", "third_party=1 VND", "third_party=1 VND; training=2 VND; exam_fee=3 VND"])
def test_fewer_charges_or_more_are_taken_back_too(fees: str) -> None:
    bring_in(many(30))
    before = orders.get_order("dh-0007").card.fees
    plan = bring_in([one | {"other_fees": fees} for one in many(30)])
    now = orders.get_order("dh-0007").card.fees
    assert len(now) == len([part for part in fees.split(";") if part])
    undo(plan.number)
    db.session.expire_all()
    assert orders.get_order("dh-0007").card.fees == before
    assert db.session.query(OrderFee).count() == 60


def test_what_is_put_back_is_judged_by_the_rules_as_they_stand() -> None:
    """The charge was allowed when the order was first told; by now it is forbidden, so it does not come back to the lists."""
    bring_in(many(30))
    old = order_store.find_order("dh-0001", "")
    assert old is not None
    old.fees[0].kind = "brokerage"
    db.session.commit()
    plan = bring_in(many(30))
    told = service.undo_import(plan.number, dry_run=True)
    assert [(cell.column, cell.after) for cell in told.changed[0].cells][-1] == ("published", "no")
    assert [(state.before, state.after) for state in told.restated] == [("registered", "not_registered")]
    undo(plan.number)
    with pytest.raises(orders.OrderWithheld) as withheld:
        orders.get_order("dh-0001")
    assert withheld.value.found.card.withheld_on == date(2026, 11, 25)
    db.session.expire_all()
    assert (old.published, old.price_verdict, old.withheld_on) == (False, "forbidden", date(2026, 11, 25)), (
        "as it is kept"
    )


def test_the_record_says_file_day_counts_and_every_cell() -> None:
    bring_in([row(), row(ref="ĐH-2", approval_no="2")], "thang-10.csv")
    plan = bring_in([row(employer="Nhà máy Khác"), row(ref="ĐH-3", approval_no="")], "thang-11.csv")
    card, diff = get_import(plan.number)
    assert (card.kind, card.file, card.digest, card.rows, card.actor) == (
        "orders",
        "thang-11.csv",
        plan.file_digest,
        2,
        "system",
    )
    assert (card.as_of, card.counts["new"], card.counts["changed"], card.counts["missing"]) == (
        date(2026, 11, 25),
        1,
        1,
        1,
    )
    [changed] = diff["changed"]
    assert changed["cells"] == [{"column": "employer", "before": "Nhà máy Thử", "after": "Nhà máy Khác"}]
    [new] = diff["new"]
    assert (new["ref"], new["name"]) == ("ĐH-3", "Thợ hàn")
    assert {"column": "wage_amount", "before": "", "after": "900"} in new["cells"]
    assert diff["missing"] == ["ĐH-2"]


def test_each_order_keeps_the_file_that_last_said_it() -> None:
    first = bring_in([row(), row(ref="ĐH-2", approval_no="2")], "thang-10.csv")
    with time_machine.travel("2026-11-26T03:00:00Z", tick=False):
        second = bring_in([row(), row(ref="ĐH-2", approval_no="2", wage_amount="901")], "thang-11.csv")
    kept = {
        order.ref: (order.import_id, order.source_digest, order.imported_on) for order in order_store.orders_after(0, 9)
    }
    assert kept == {
        "ĐH-77/01": (first.number, first.file_digest, date(2026, 11, 25)),
        "ĐH-2": (second.number, second.file_digest, date(2026, 11, 26)),
    }
    service.undo_import(second.number)
    db.session.expire_all()
    assert {order.import_id for order in order_store.orders_after(0, 9)} == {first.number}


def test_what_the_mistake_brought_in_is_shown_nowhere_and_says_so_at_its_address() -> None:
    bring_in(many(30), "thang-10.csv")
    plan = bring_in([row(), *many(30)], "nham.csv")
    assert service.check_firm("9001", "ĐH-77/01").green
    [gone] = undo(plan.number).gone
    assert (gone.ref, gone.name) == ("ĐH-77/01", "Thợ hàn")
    with pytest.raises(orders.OrderTakenBack) as found:
        orders.get_order("dh-77-01")
    assert found.value.day == date(2026, 11, 25)
    check = service.check_firm("9001", "ĐH-77/01")
    assert (check.order, check.found_order, check.green) == ("not_registered", None, False)
    assert service.check_firm("9001", "77/QLLĐ-MH").order == "not_registered"
    assert "ĐH-77/01" not in {card.ref for card in orders.find_orders(size=1000).orders}
    again = bring_in([row()], "dung.csv")
    assert ([order.ref for order in again.returned], again.new) == (["ĐH-77/01"], [])
    assert orders.get_order("dh-77-01").green


def test_other_states_are_told_both_ways() -> None:
    bring_in(many(30))
    made = many(30)
    made[3] |= {"closes_on": "2026-11-01"}
    made[4] |= {"other_fees": "brokerage=1000000 VND"}
    plan = bring_in(made)
    assert {(state.ref, state.before, state.after) for state in plan.restated} == {
        ("ĐH-0003", "registered", "closed"),
        ("ĐH-0004", "registered", "not_registered"),
    }
    assert plan.closed == ["ĐH-0003"]
    [held] = get_import(plan.number)[1]["withheld"]
    assert (held["ref"], held["lines"][0]["kind"], held["lines"][0]["verdict"]) == ("ĐH-0004", "brokerage", "forbidden")
    back = undo(plan.number)
    assert {(state.before, state.after) for state in back.restated} == {
        ("closed", "registered"),
        ("not_registered", "registered"),
    }
    assert orders.get_order("dh-0004").green


def test_over_a_tenth_waits_for_its_own_digest() -> None:
    bring_in(many(20), "thang-10.csv")
    made = many(20)
    for one in made[:3]:
        one |= {"closes_on": "2026-11-01"}
    plan = bring_in(made, "thang-11.csv")
    before = dump()
    told = service.undo_import(plan.number, dry_run=True)
    assert (told.waits, len(told.restated)) == (True, 3)
    with pytest.raises(service.WaitsForApproval) as waiting:
        service.undo_import(plan.number)
    assert waiting.value.plan.digest == told.digest
    with pytest.raises(service.WrongApproval):
        service.undo_import(plan.number, approve="0" * 16)
    assert dump() == before
    assert service.undo_import(plan.number, approve=told.digest).applied
    assert service.imports()[0].approved


def test_exactly_a_tenth_does_not_wait() -> None:
    bring_in(many(20))
    made = many(20)
    for one in made[:2]:
        one |= {"closes_on": "2026-11-01"}
    assert service.undo_import(bring_in(made).number).applied


def test_only_the_last_one_of_its_kind_goes_and_once() -> None:
    first, second = bring_in(many(3)), bring_in([one | {"wage_amount": "901"} for one in many(3)])
    with pytest.raises(service.LaterChanges) as later:
        service.undo_import(first.number)
    assert later.value.numbers == (second.number,)
    with pytest.raises(service.NoSuchImport):
        service.undo_import(999)
    service.undo_import(second.number)
    with pytest.raises(service.ImportTakenBack):
        service.undo_import(second.number)


def test_taking_back_can_be_taken_back() -> None:
    bring_in(many(30), "thang-10.csv")
    plan = bring_in([one | {"wage_amount": "901"} for one in many(31)], "thang-11.csv")
    after = stored()
    undo(plan.number)
    again = service.undo_import(service.imports()[0].number)
    assert ([order.ref for order in again.returned], len(again.changed)) == (["ĐH-0030"], 30)
    assert stored() == after
    assert orders.get_order("dh-0030").green


def test_what_a_firm_typed_since_is_not_undone_with_it(app: Flask, town: Town) -> None:  # noqa: F811
    """A mistaken import took a reference; taken back, the firm may use it, and then the mistake cannot come back over it."""
    town.verified("firm", FIRM.__class__(**{**FIRM.__dict__, "licence_no": "9001/LĐTBXH-GP"}))
    bring_in(many(30))
    plan = bring_in([row(employer="Nhà máy Nhầm"), *many(30)])
    undo(plan.number)
    cells = {name: text for name, text in row().items() if name != "licence_no"}
    priced = own_orders.enter(town.actor("firm"), cells, publish=True)
    assert isinstance(priced, own_orders.Priced), priced
    assert priced.kept == "dh-77-01"
    before = dump()
    with pytest.raises(ChangedSince) as changed:
        service.undo_import(service.imports()[0].number)
    assert changed.value.names == ("ĐH-77/01",)
    assert dump() == before


def test_what_an_editor_changed_since_is_not_undone_with_it() -> None:
    plan = bring_in(many(2))
    order = order_store.find_order("dh-0001", "")
    assert order is not None
    order.approval_no = "B-1"
    db.session.commit()
    before = dump()
    with pytest.raises(ChangedSince) as changed:
        undo(plan.number)
    assert changed.value.names == ("ĐH-0001",)
    assert dump() == before


def test_a_firms_own_order_gets_back_what_the_firm_said(app: Flask, town: Town) -> None:  # noqa: F811
    organisation = town.verified("firm", FIRM.__class__(**{**FIRM.__dict__, "licence_no": "9001/LĐTBXH-GP"}))
    bring_in(many(30))
    cells = {name: text for name, text in row().items() if name != "licence_no"}
    own_orders.enter(town.actor("firm"), cells, publish=True)
    before = stored()
    plan = bring_in([row(wage_amount="1000")])
    assert {cell.column for cell in plan.changed[0].cells} == {"wage_amount", "source"}
    assert service.check_firm("9001", "ĐH-77/01").green
    undo(plan.number)
    assert stored() == before
    order = order_store.find_order("dh-77-01", "")
    assert order is not None
    assert (order.entered_by, order.confirmed) == (organisation, False)
    assert not service.check_firm("9001", "ĐH-77/01").green


def test_the_judging_anew_is_no_change_by_anybody() -> None:
    bring_in(many(30))
    plan = bring_in([one | {"wage_amount": "901"} for one in many(30)])
    order = order_store.find_order("dh-0001", "")
    assert order is not None
    order.published, order.price_verdict, order.withheld_on = False, "above", date(2026, 11, 25)
    db.session.commit()
    service.undo_import(plan.number, approve=service.undo_import(plan.number, dry_run=True).digest)
    assert orders.get_order("dh-0001").green, "judged by the rules as they stand"


def test_the_search_follows_both_spellings() -> None:
    bring_in(many(3))
    made = many(3)
    made[0] |= {"ref": "đh 0000"}
    for act in (lambda: bring_in(made).number, lambda: service.undo_import(service.imports()[0].number)):
        db.session.query(OutboxRow).delete()
        db.session.commit()
        act()
        assert {found.id for found in db.session.scalars(select(OutboxRow))} == {"đh 0000", "ĐH-0000"}


POISON: list[tuple[str, bytes]] = [
    ("no header", b"a,b\n1,2\n"),
    ("nul", file_of(row()) + b"\x00"),
    ("utf-16", file_of(row()).decode().encode("utf-16")),
    ("half a row", file_of(row())[:-40] + b'"'),
    ("foreign firm", file_of(row(), row(ref="X-1", licence_no="9999/BNV-GP"))),
    ("twins", file_of(row(ref="X-1"), row(ref="x 1"))),
    ("turned round", file_of(row(), row(ref="X-1", employer="Nhà máy \u202eThử"))),
    ("homoglyph", file_of(row(), row(ref="ĐН-9"))),
    ("negative", file_of(row(), row(ref="X-1", other_fees="training=-5 VND"))),
    ("not a day", file_of(row(), row(ref="X-1", closes_on="2026-02-30"))),
    ("infinite", file_of(row(), row(ref="X-1", wage_amount="1e999"))),
    ("too long", file_of(row(), row(ref="X" * 2000))),
]


@pytest.mark.parametrize(("kind", "body"), POISON, ids=[kind for kind, _ in POISON])
def test_a_poisoned_file_leaves_the_database_as_it_was(kind: str, body: bytes) -> None:
    bring_in(many(5))
    before = dump()
    for dry_run in (True, False):
        with pytest.raises(BadInput):
            orders.import_orders("xau.csv", body, dry_run=dry_run)
        assert dump() == before


KILL = """
import os, signal, sys
from portal.app import create_app
from portal.firms import imports, orders, service
from portal.search import outbox
from portal.storage.db import db
app = create_app(serving=False)
with app.app_context():
    whole = {"keep": imports.import_log.keep, "enqueue": outbox.enqueue, "commit": db.session.commit}
    def die(*args, **kwargs):
        if sys.argv[2] == "after":
            whole[sys.argv[1]](*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)
    setattr({"keep": imports.import_log, "enqueue": outbox, "commit": db.session}[sys.argv[1]], sys.argv[1], die)
    if sys.argv[3] == "undo":
        service.undo_import(int(sys.argv[4]))
    else:
        orders.import_orders("don-hang.csv", open(sys.argv[4], "rb").read())
"""
PLACES = (("keep", "after"), ("enqueue", "before"), ("enqueue", "after"), ("commit", "before"), ("commit", "after"))


@pytest.mark.sampled("postgresql-import", "sqlite-undo")
@pytest.mark.parametrize("what", ["import", "undo"])
def test_kill_9_between_leaves_all_or_nothing(app: Flask, tmp_path: Path, what: str) -> None:
    bring_in(many(20), "thang-10.csv")
    plan = bring_in([one | {"wage_amount": "901"} for one in many(20)], "thang-11.csv")
    path = tmp_path / "thang-12.csv"
    path.write_bytes(file_of(*(one | {"wage_amount": "902"} for one in many(20))))
    argument = str(plan.number) if what == "undo" else str(path)
    before, count = dump(), len(service.imports())
    db.session.commit()
    for name, when in PLACES:
        run = subprocess.run(
            [sys.executable, "-c", KILL, name, when, what, argument], env=process_environment(app), check=False
        )
        assert run.returncode == -signal.SIGKILL
        if (name, when) != ("commit", "after"):
            assert dump() == before, (name, when)
    db.session.expire_all()
    wages = {str(order.wage_amount) for order in order_store.orders_after(0, 99)}
    assert wages == {"900" if what == "undo" else "902"}, "after the commit all of it stands"
    assert len(service.imports()) == count + 1


def test_two_who_take_the_same_back_at_once_do_it_once(app: Flask) -> None:
    bring_in(many(3))
    plan = bring_in([one | {"wage_amount": "901"} for one in many(3)])

    def take_back() -> bool:
        try:
            return service.undo_import(plan.number).applied
        except service.ImportTakenBack:
            return False

    assert sorted(at_once(app, 2, take_back)) == [False, True]
    assert len(service.imports()) == 3


def test_the_commands_tell_and_refuse_in_words(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(context, "create_app", lambda **_how: app)
    service.load_illustrative(rows(40), illustrative_orders(40))
    db.session.commit()
    bring_in(many(30))
    plan = bring_in([one | {"wage_amount": "901"} for one in many(30)], "thang-11.csv")
    dry = CliRunner().invoke(undo_import, [str(plan.number), "--dry-run"])
    assert (dry.exit_code, "wage_amount: 901 → 900" in dry.output, "dry run" in dry.output) == (0, True, True)
    history = CliRunner().invoke(import_history)
    assert f"{plan.number}  orders" in history.output
    assert "changed 30" in history.output
    order = order_store.find_order("dh-0001", "")
    assert order is not None
    order.employer = "Nhà máy Sửa Tay"
    db.session.commit()
    refused = CliRunner().invoke(undo_import, [str(plan.number)])
    assert refused.exit_code == 1
    assert "changed since by a firm, an editor or the demo" in refused.output
    assert "ĐH-0001" in refused.output
