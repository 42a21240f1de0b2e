"""The answer of check-firm on both databases: licence and order by their days, and only the right thing green."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from flask import Flask

from portal.cli.illustrative.firms import orders, rows
from portal.firms import answers, service
from portal.storage.db import db
from tests.conftest import empty_all_tables
from tests.firms.registers import csv_bytes, own_rows

LAST_DAY = date(2026, 6, 30)


@pytest.fixture(autouse=True)
def demo(app: Flask) -> Iterator[None]:
    """The first 40 illustrative firms with their orders."""
    with time_machine.travel("2026-11-25T03:00:00Z", tick=False):
        service.load_illustrative(rows(40), orders(40))
        db.session.commit()
        yield


@pytest.mark.parametrize(
    ("query", "verdict"),
    [
        ("cong ty nhan luc ben lau", "licensed"),
        ("9002", "suspended"),
        ("Công ty TNHH Xuất khẩu Lao động Đò Xưa", "revoked"),
        ("9004", "expired"),
        ("9006", "expired"),
        ("9005", "handed_back"),
        ("9030", "ambiguous"),
        ("cong ty tnhh nhan luc hai van", "ambiguous"),
        ("cong ty nhan luc ben lam", "look_alike"),
        ("asdf", "not_found"),
    ],
)
def test_verdicts(query: str, verdict: str) -> None:
    check = service.check_firm(query)
    assert check.verdict == verdict
    assert check.green is (verdict == "licensed")
    assert (check.firm is None) is (verdict in ("ambiguous", "look_alike", "not_found"))
    assert bool(check.similar) is (verdict in ("ambiguous", "look_alike"))
    assert check.order == "not_asked"


@pytest.mark.parametrize(
    ("query", "order", "state", "green"),
    [
        ("9001", "ĐH-00-0001", "registered", True),
        ("9001", "dh 00 0001", "registered", True),
        ("9001", "0001/QLLĐ-MH", "registered", True),
        ("9001", "0001 qlld mh", "not_registered", False),
        ("9001", "ĐH-00-0002", "closed", False),
        ("9001", "ĐH-00-0003", "other_firm", False),
        ("9001", "ĐH-00-0004", "not_registered", False),
        ("9001", "ĐH-00-9999", "not_registered", False),
        ("9001", "x" * 101, "not_registered", False),
        ("9001", "\x00", "not_registered", False),
        ("9001", "---", "not_registered", False),
        ("9001", "  ", "not_asked", True),
        ("9002", "ĐH-00-0003", "registered", False),
        ("asdf", "ĐH-00-0001", "not_registered", False),
        ("nhan luc ben lam", "ĐH-00-0001", "not_registered", False),
        ("9030", "ĐH-00-0001", "not_registered", False),
    ],
)
def test_two_lights(query: str, order: str, state: str, green: bool) -> None:
    check = service.check_firm(query, order)
    assert (check.order, check.green) == (state, green)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 1, 14), "not_registered"),
        (date(2026, 1, 15), "registered"),
        (date(2026, 3, 31), "registered"),
        (date(2026, 4, 1), "closed"),
    ],
)
def test_an_order_by_its_days(day: date, state: str) -> None:
    """Approved on 15 January, closes on 31 March."""
    assert service.check_firm("9001", "ĐH-00-0002", day=day).order == state


@pytest.mark.parametrize(("day", "verdict"), [(LAST_DAY, "licensed"), (date(2026, 7, 1), "expired")])
def test_a_licence_by_its_last_day(day: date, verdict: str) -> None:
    service.import_register("r.csv", csv_bytes(own_rows()), approve=digest_of(own_rows()))
    assert service.check_firm("Lua Moi Manpower JSC", day=day).verdict == verdict


def test_a_licence_not_yet_in_force_is_none() -> None:
    later = [own_rows()[0] | {"status_from": "2026-11-26"}, *own_rows()[1:]]
    service.import_register("r.csv", csv_bytes(later), approve=digest_of(later))
    check = service.check_firm("9501")
    assert (check.verdict, check.firm, check.similar[0].card.status) == ("not_found", None, "not_yet")
    assert service.check_firm("9501", day=date(2026, 11, 26)).verdict == "licensed"


def digest_of(register: list[dict[str, str]]) -> str:
    return service.import_register("r.csv", csv_bytes(register), dry_run=True).digest


def test_a_new_register_is_known_at_once() -> None:
    assert service.check_firm("9501").verdict == "not_found"
    service.import_register("r.csv", csv_bytes(own_rows()), approve=digest_of(own_rows()))
    assert service.check_firm("9501").verdict == "licensed"
    assert service.check_firm("9001").verdict == "not_found"


def test_the_shape_of_the_answer() -> None:
    told = answers.check_json(service.check_firm("Công ty Cổ phần Nhân lực Bến Lâu", "ĐH-00-0001"))
    assert list(told)[:6] == ["verdict", "firm", "similar", "order", "checked_at", "data_as_of"]
    assert told["firm"] is None
    assert {"licence_no", "name_vi", "status"} <= told["similar"][0].keys()
    assert told["similar"][0]["differences"] == [{"kind": "marks", "typed": "Lâu", "firm": "Lau"}]
    assert told["checked_at"] == "2026-11-25T03:00:00+00:00"
    assert told["data_as_of"] == "2026-11-25"


def without_register() -> None:
    empty_all_tables()


def test_an_empty_register_finds_nothing(app: Flask) -> None:
    without_register()
    assert service.check_firm("9001").verdict == "not_found"


def test_without_a_register_the_page_says_that_it_cannot_answer(app: Flask) -> None:
    without_register()
    page = app.test_client().get("/vi/check/firm?q=cong+ty+that").text
    assert "Chưa có danh sách nào để đối chiếu" in page
    assert "Không thấy trong danh sách" not in page


@pytest.mark.parametrize("text", ["\x00", "\ud800", "%", "_", "x" * 10_000, "'", "\u202e", "\u0301" * 500])
def test_strange_text_is_answered_by_check_and_list(text: str) -> None:
    assert service.check_firm(text, text).verdict == "not_found"
    assert service.find_firms(text=text, province=text, market=text[:9], state="valid").total == 0
