"""Orders on both databases: brought in whole or not at all, priced on the way, green only where both lights are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select

from portal.cli import context
from portal.cli.illustrative.firms import orders as illustrative_orders
from portal.cli.illustrative.firms import rows
from portal.cli.orders import import_orders as command
from portal.firms import orders, service
from portal.firms.models import OrderFee, RecruitmentOrder
from portal.firms.order_plan import OrderChange
from portal.firms.search import SOURCES
from portal.shared.problems import BadInput
from portal.storage.db import db
from tests.firms.order_files import file_of, row

FORBIDDEN = "brokerage=1000000 VND"


@pytest.fixture(autouse=True)
def register(app: Flask) -> Iterator[None]:
    with time_machine.travel("2026-11-25T03:00:00Z", tick=False):
        service.load_illustrative(rows(40), illustrative_orders(40))
        db.session.commit()
        yield


def bring_in(*made: dict[str, str], dry_run: bool = False) -> orders.OrderPlan:
    return orders.import_orders("don-hang.csv", file_of(*made), dry_run=dry_run)


def names(found: list[OrderChange]) -> list[str]:
    return [order.ref for order in found]


def everything() -> list[tuple[object, ...]]:
    tables = (RecruitmentOrder.__table__, OrderFee.__table__)
    return [tuple(found) for table in tables for found in db.session.execute(select(table).order_by(table.c.id))]


def test_a_row_is_kept_whole_with_its_file_and_day() -> None:
    plan = bring_in(row(service_fee_amount="0", service_fee_currency="EUR"))
    assert (names(plan.new), plan.changed, plan.withheld, plan.applied) == (["ĐH-77/01"], [], [], True)
    found = orders.get_order("dh-77-01")
    card = found.card
    assert (card.ref, card.employer, card.positions, card.contract_months) == ("ĐH-77/01", "Nhà máy Thử", 20, 24)
    assert [(fee.kind, str(fee.amount), fee.currency) for fee in card.fees] == [
        ("service_fee", "0", "EUR"),
        ("third_party", "2300000", "VND"),
    ]
    assert card.source == ("don-hang.csv", plan.file_digest, date(2026, 11, 25))
    assert found.green
    assert orders.get_order("ĐH-77/01").card == card


def test_the_same_file_twice_changes_nothing() -> None:
    bring_in(row(), row(ref="ĐH-2", approval_no="2"))
    before = everything()
    with time_machine.travel("2026-11-26T03:00:00Z", tick=False):
        plan = bring_in(row(), row(ref="ĐH-2", approval_no="2"))
    assert (plan.new, plan.changed) == ([], [])
    assert everything() == before


def test_a_dry_run_tells_the_same_and_keeps_still() -> None:
    before = everything()
    plan = bring_in(row(), row(ref="ĐH-00-0001", market="JP", closes_on="2026-11-24"), dry_run=True)
    assert (names(plan.new), plan.closed, plan.applied) == (["ĐH-77/01"], ["ĐH-00-0001"], False)
    assert [order.columns[:2] for order in plan.changed if order.ref == "ĐH-00-0001"] == [("programme", "occupation")]
    assert "ĐH-00-0002" in plan.missing
    assert everything() == before


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        ({"ref": ""}, "ref"),
        ({"ref": "ĐH\u202e-1"}, "ref"),
        ({"ref": "ĐH/00/0001"}, "ref"),
        ({"licence_no": "9999/BNV-GP"}, "licence_no"),
        ({"market": "ZZ"}, "market"),
        ({"programme": "TITP"}, "programme"),
        ({"occupation": ""}, "occupation"),
        ({"occupation": "Thợ hàn\u200b"}, "occupation"),
        ({"employer": "Nhà máy \u202eThử"}, "employer"),
        ({"positions": "0"}, "positions"),
        ({"positions": "=1+1"}, "positions"),
        ({"wage_amount": "1.000,5"}, "wage_amount"),
        ({"wage_currency": ""}, "wage_currency"),
        ({"wage_currency": "XAU"}, "wage_currency"),
        ({"contract_months": "-3"}, "contract_months"),
        ({"approved_on": "2026-02-30"}, "approved_on"),
        ({"closes_on": "2026-01-31"}, "closes_on"),
        ({"service_fee_amount": "100"}, "service_fee_currency"),
        ({"other_fees": "training 5 VND"}, "other_fees"),
        ({"other_fees": "bribe=5 VND"}, "other_fees"),
        ({"other_fees": "training=-5 VND"}, "other_fees"),
        ({"other_fees": "training=NaN VND"}, "other_fees"),
    ],
)
def test_one_wrong_row_and_nothing_is_changed(changed: dict[str, str], column: str) -> None:
    before = everything()
    with pytest.raises(BadInput) as refused:
        bring_in(row(ref="ĐH-1", approval_no="1"), row(**changed))
    assert {problem.field for problem in refused.value.problems} == {f"rows[3].{column}"}
    db.session.rollback()
    assert everything() == before


def test_a_reference_twice_in_one_file_is_refused_at_the_second() -> None:
    with pytest.raises(BadInput) as refused:
        bring_in(row(), row(ref="đh 77 01"))
    assert [problem.field for problem in refused.value.problems] == ["rows[3].ref"]


def test_a_formula_is_text() -> None:
    bring_in(row(occupation='=HYPERLINK("http://x","Thợ hàn")'))
    assert orders.get_order("dh-77-01").card.occupation.startswith("=HYPERLINK")


@pytest.mark.parametrize(
    "fees",
    [
        {"other_fees": FORBIDDEN},
        {"other_fees": f"third_party=1 VND; {FORBIDDEN}"},
        {"other_fees": "brokerage=1 JPY; third_party=5 USD"},
        {"other_fees": FORBIDDEN, "contract_months": ""},
        {"other_fees": FORBIDDEN, "wage_amount": "", "wage_currency": ""},
        {"service_fee_amount": "2000", "service_fee_currency": "EUR"},
        {"service_fee_amount": "2000", "service_fee_currency": "EUR", "other_fees": "third_party=5 KRW"},
        {"service_fee_amount": "1000", "service_fee_currency": "EUR", "other_fees": "service_fee=1000 EUR"},
        {"service_fee_amount": "2000", "service_fee_currency": "EUR", "other_fees": "service_fee=1 USD"},
    ],
)
def test_a_line_above_or_forbidden_keeps_the_order_off_every_list(fees: dict[str, str]) -> None:
    plan = bring_in(row(**fees))
    assert [held.ref for held in plan.withheld] == ["ĐH-77/01"]
    with pytest.raises(orders.NoSuchOrder):
        orders.get_order("dh-77-01")
    assert "ĐH-77/01" not in {card.ref for card in orders.find_orders(size=1000).orders}
    assert "ĐH-77/01" not in {card.ref for card in service.get_firm("9001-ldtbxh-gp").orders}
    assert "ĐH-77/01" not in {doc.id for source in SOURCES if source.kind == "order" for doc in source.all()}
    check = service.check_firm("9001", "ĐH-77/01")
    assert (check.verdict, check.order, check.green) == ("licensed", "not_registered", False)


@pytest.mark.parametrize(
    "fees",
    [
        {"other_fees": "training=99000000 VND"},
        {"other_fees": "training=5 VND", "contract_months": ""},
        {"service_fee_amount": "99000", "service_fee_currency": "USD"},
    ],
)
def test_what_cannot_be_told_is_shown_and_does_not_block(fees: dict[str, str]) -> None:
    plan = bring_in(row(**fees))
    assert (plan.withheld, plan.unsure) == ([], ["ĐH-77/01"])
    assert orders.get_order("dh-77-01").sheet.verdict == "cannot_tell"
    assert service.check_firm("9001", "ĐH-77/01").green


def test_mending_the_price_publishes_the_order() -> None:
    bring_in(row(other_fees=FORBIDDEN))
    plan = bring_in(row())
    [order] = plan.changed
    assert [(cell.column, cell.before, cell.after) for cell in order.cells] == [
        ("other_fees", "brokerage=1000000 VND", "third_party=2300000 VND"),
        ("published", "no", "yes"),
    ]
    assert orders.get_order("dh-77-01").green


@pytest.mark.parametrize(
    ("changed", "asked", "order"),
    [
        ({}, "9001", "registered"),
        ({"closes_on": "2026-11-25"}, "9001", "registered"),
        ({"closes_on": "2026-11-24"}, "9001", "closed"),
        ({"approved_on": "2026-11-26"}, "9001", "not_registered"),
        ({"approval_no": ""}, "9001", "not_registered"),
        ({"approved_on": ""}, "9001", "not_registered"),
        ({"other_fees": FORBIDDEN}, "9001", "not_registered"),
        ({}, "9007", "other_firm"),
        ({}, "nhan luc ben lam", "not_registered"),
    ],
)
def test_only_both_lights_are_green(changed: dict[str, str], asked: str, order: str) -> None:
    bring_in(row(**changed))
    for text in ("ĐH-77/01", "dh 77/01", "77/QLLĐ-MH") if order == "registered" else ("ĐH-77/01",):
        check = service.check_firm(asked, text)
        assert (check.order, check.green) == (order, order == "registered")


def test_lists_are_narrowed_and_sorted() -> None:
    bring_in(
        row(ref="A-1", wage_amount="900", opens_on="2026-03-01", approval_no="1"),
        row(ref="A-2", wage_amount="1100", opens_on="2026-02-01", approval_no="2"),
        row(ref="A-3", wage_amount="30000", wage_currency="HUF", market="HU", approval_no="3", closes_on="2026-03-01"),
        row(ref="A-4", wage_amount="", wage_currency="", occupation="Đầu bếp", approval_no=""),
    )

    def refs(**how: str) -> list[str]:
        return [card.ref for card in orders.find_orders(size=1000, **how).orders if card.ref.startswith("A-")]

    assert refs(sort="wage") == ["A-2", "A-1", "A-3", "A-4"]
    assert refs(sort="newest") == ["A-1", "A-2", "A-3", "A-4"]
    assert refs(text="dau bep") == ["A-4"]
    assert refs(state="not_registered") == ["A-4"]
    assert refs(state="closed") == ["A-3"]
    assert refs(state="registered", sort="ref") == ["A-1", "A-2"]
    assert refs(market="hu") == ["A-3"]
    assert refs(firm="9007-ldtbxh-gp") == []
    assert refs(state="x") == []


def test_the_states_in_sql_are_those_of_the_rule() -> None:
    bring_in(row(closes_on="2026-11-25"), row(ref="W-1", approval_no=""), row(ref="W-2", approved_on="2026-11-26"))
    for day in (date(2026, 1, 14), date(2026, 1, 15), date(2026, 11, 25), date(2026, 11, 26), date(2033, 1, 1)):
        everyone = orders.find_orders(size=1000, day=day).orders
        for state in orders.STATES:
            found = orders.find_orders(size=1000, state=state, day=day).orders
            assert {card.ref for card in found} == {card.ref for card in everyone if card.state == state}


def test_the_command_says_what_it_does(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(context, "create_app", lambda **_how: app)
    path = tmp_path / "don-hang.csv"
    path.write_bytes(file_of(row(), row(ref="X-1", other_fees=FORBIDDEN, approval_no="x1")))
    dry = CliRunner().invoke(command, [str(path), "--dry-run"])
    assert dry.exit_code == 0
    assert "new 2" in dry.output
    assert "not published X-1" in dry.output
    assert "Tiền môi giới 1.000.000\u00a0đ: Bị cấm thu" in dry.output
    assert "Điều 7" in dry.output
    done = CliRunner().invoke(command, [str(path)])
    assert (done.exit_code, "Imported." in done.output) == (0, True)
    path.write_bytes(file_of(row(market="??")))
    wrong = CliRunner().invoke(command, [str(path)])
    assert wrong.exit_code == 2
    assert "rows[2].market" in wrong.output
