"""Licence numbers, the state of a licence day by day, references of orders."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from portal.firms.rules.drift import drift, needs_second_person
from portal.firms.rules.licences import (
    StateRow,
    licence_key,
    number_part,
    order_is_closed,
    order_is_registered,
    order_key,
    status_on,
    tax_key,
    without_labels,
)

DAY = date(2026, 6, 30)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("state", "starts", "ends", "day", "status"),
    [
        ("valid", None, None, DAY, "valid"),
        ("valid", None, DAY, BEFORE, "valid"),
        ("valid", None, DAY, DAY, "valid"),
        ("valid", None, DAY, AFTER, "expired"),
        ("valid", DAY, None, BEFORE, "not_yet"),
        ("valid", DAY, None, DAY, "valid"),
        ("valid", DAY, DAY, DAY, "valid"),
        ("suspended", DAY, AFTER, BEFORE, "suspended"),
        ("suspended", BEFORE, BEFORE, AFTER, "suspended"),
        ("revoked", AFTER, None, DAY, "revoked"),
        ("expired", None, None, DAY, "expired"),
        ("handed_back", DAY, None, DAY, "handed_back"),
    ],
)
def test_the_state_on_a_day(state: str, starts: date | None, ends: date | None, day: date, status: str) -> None:
    assert status_on([StateRow(state, starts, ends)], day) == status


def test_the_newest_row_decides_and_no_row_is_no_licence() -> None:
    history = [StateRow("valid", None, None), StateRow("revoked", BEFORE, None)]
    assert status_on(history, DAY) == "revoked"
    assert status_on([], DAY) == "not_yet"


@pytest.mark.parametrize(
    "text", ["9030/BNV-GP", "9030 bnv gp", "9030bnvgp", "9030-bnv-gp", "9030 / BNV – GP", "９030/BNV-GP"]
)
def test_one_licence_number_in_many_spellings(text: str) -> None:
    assert licence_key(text) == (() if text.startswith("９") else ("9030", "bnvgp"))


@pytest.mark.parametrize("text", ["90 30/BNV-GP", "9030/BNW-GP", "9O30/BNV-GP", "9030/ВNV-GP", "09030/BNV-GP", ""])
def test_other_licence_numbers(text: str) -> None:
    assert licence_key(text) != licence_key("9030/BNV-GP")


def test_numbers_and_their_labels() -> None:
    assert number_part("9030/LĐTBXH-GP") == "9030"
    assert number_part("GP-2026/77/BNV") == "2026"
    assert list(without_labels("Giấy phép số: 9030/BNV-GP"))[1:] == [
        "phép số 9030/BNV-GP",
        "số 9030/BNV-GP",
        "9030/BNV-GP",
    ]
    assert list(without_labels("MST:0109990012"))[-1] == list(without_labels("MST0109990012"))[-1] == "0109990012"
    assert list(without_labels("Bến Lau 2")) == ["Bến Lau 2"]
    assert tax_key("01 0999 0012") == "0109990012"
    assert tax_key("0109990012-001") == "0109990012001"
    assert tax_key("010999001") == tax_key("01099900123") == tax_key("٠109990012") == ""


@pytest.mark.parametrize("text", ["ĐH-00-0001", "đh 00 0001", "DH000001", "dh–00–0001", " ĐH-00-0001 "])
def test_one_order_in_many_spellings(text: str) -> None:
    assert order_key(text) == order_key("ĐH-00-0001")


@pytest.mark.parametrize("text", ["ĐH-00-0002", "ĐH/00/0001", "ĐH.00.0001", "ĐН-00-0001", "H-00-0001", "ĐH-00-001"])
def test_other_orders(text: str) -> None:
    """Case, đ, spaces and dashes aside, every character counts; the fourth has a Cyrillic letter."""
    assert order_key(text) != order_key("ĐH-00-0001")


def test_the_days_of_an_order() -> None:
    assert [order_is_registered("1/QLLĐ", DAY, day) for day in (BEFORE, DAY, AFTER)] == [False, True, True]
    assert not order_is_registered(None, DAY, DAY)
    assert not order_is_registered("1/QLLĐ", None, DAY)
    assert [order_is_closed(DAY, day) for day in (BEFORE, DAY, AFTER)] == [False, False, True]
    assert not order_is_closed(None, DAY)


@pytest.mark.parametrize(
    ("stored", "gone", "restated", "waits"),
    [
        (0, 0, 0, False), (20, 1, 1, False), (20, 2, 1, True), (20, 0, 3, True), (19, 1, 1, True), (1, 0, 0, False),
        (500, 50, 0, False), (500, 51, 0, True),
    ],
)  # fmt: skip
def test_drift_waits_only_over_a_tenth(stored: int, gone: int, restated: int, waits: bool) -> None:
    assert needs_second_person(drift(stored, gone, restated)) is waits
