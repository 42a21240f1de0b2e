"""Money, dates and months as people type them."""

import unicodedata
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.fees.typed import NEGATIVE, NO_CURRENCY, NOT_MONEY, TOO_LARGE, read_day, read_money, read_months
from portal.shared.messages import Message, show
from portal.shared.money import Money


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("4.500 USD", "4500", "USD"),
        ("4,500 USD", "4500", "USD"),
        ("4 500 usd", "4500", "USD"),
        ("4500$", "4500", "USD"),
        ("$4,500.50", "4500.5", "USD"),
        ("4.500,50 đô", "4500.5", "USD"),
        ("USD 4500", "4500", "USD"),
        ("4.5 usd", "4.5", "USD"),
        ("120 triệu", "120000000", "VND"),
        ("120tr", "120000000", "VND"),
        ("120 trieu dong", "120000000", "VND"),
        ("1,2 tr", "1200000", "VND"),
        ("1.2 tr", "1200000", "VND"),
        ("1,25 triệu", "1250000", "VND"),
        ("1,250 tr", "1250000", "VND"),
        ("1.250 tr", "1250000000", "VND"),
        ("1tr2", "1200000", "VND"),
        ("1tr250", "1250000", "VND"),
        ("1 triệu rưỡi", "1500000", "VND"),
        ("1,2 tỷ", "1200000000", "VND"),
        ("93 củ", "93000000", "VND"),
        ("170k yên", "170000", "JPY"),
        ("170 nghìn yen", "170000", "JPY"),
        ("17 man", None, "no currency"),
        ("17 man yên", "170000", "JPY"),
        ("170.000¥", "170000", "JPY"),
        ("500k đ", "500000", "VND"),
        ("500k", None, "no currency"),
        ("2.156.880 won", "2156880", "KRW"),
        ("29.500 Đài tệ", "29500", "TWD"),
        ("1.300 SAR", "1300", "SAR"),
        ("13,9 EUR", "13.9", "EUR"),
        ("1.2 million yen", "1200000", "JPY"),
        ("120 million dong", "120000000", "VND"),
        ("120 million", None, "no currency"),
        ("200.000 đồng", "200000", "VND"),
        ("200.000₫", "200000", "VND"),
        ("100.000 VNĐ", "100000", "VND"),
        ("0", "0", "VND"),
        ("0 USD", "0", "USD"),
        ("3 triệu yên", "3000000", "JPY"),
        ("4500", None, "no currency"),
        ("", None, "no money"),
        ("nhiều lắm", None, "no money"),
        ("4.500 - 5.000 USD", None, "no money"),
        ("4.50.000 USD", None, "no money"),
        ("4.500 USD mỗi năm", None, "no money"),
        ("4.500 bitcoin", None, "no money"),
        ("USD 4500 JPY", None, "no money"),
        ("-500 USD", None, "negative"),
        ("-120 triệu", None, "negative"),
        ("999999 tỷ", "999999000000000", "VND"),
        ("1000000 tỷ", None, "too large"),
        ("<b>4</b>", None, "no money"),
        ("💰", None, "no money"),
        ("9" * 61, None, "no money"),
    ],
)  # fmt: skip
def test_money(text: str, value: str | None, currency: str) -> None:
    for written in (text, unicodedata.normalize("NFD", text), f"  {text}\u200b "):
        typed = read_money(written)
        if value is None:
            mistakes = {"no currency": NO_CURRENCY, "no money": NOT_MONEY, "negative": NEGATIVE, "too large": TOO_LARGE}
            if currency == "no money" and len(text) > 55:
                continue
            assert typed.mistake == mistakes[currency]
        else:
            assert (typed.value, typed.currency) == (Fraction(value), currency)


@given(st.integers(0, 10**12), st.sampled_from(["VND", "USD", "JPY", "EUR"]), st.sampled_from(["vi", "en"]))
def test_what_we_say_back_is_read_as_the_same(amount: int, currency: str, locale: str) -> None:
    said = show(Money(Decimal(amount), currency), locale)
    typed = read_money(said)
    assert (typed.value, typed.currency) == (amount, currency)


@given(st.text(max_size=80))
def test_any_text_is_answered(text: str) -> None:
    typed = read_money(text)
    assert (typed.money is None) == isinstance(typed.mistake, Message)
    read_day(text)
    read_months(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-05-01", date(2026, 5, 1)),
        ("01/05/2026", date(2026, 5, 1)),
        ("1.5.2026", date(2026, 5, 1)),
        ("31-12-2025", date(2025, 12, 31)),
        ("31/02/2026", None),
        ("05/2026", None),
        ("2026-02-30", None),
        ("hôm qua", None),
        ("", None),
    ],
)
def test_days(text: str, day: date | None) -> None:
    assert read_day(text) == day


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("36", 36), ("36 tháng", 36), ("3 năm", 36), ("3 nam 6 thang", 42), ("3 năm 6", 42), ("1 year", 12), ("0", 0),
        ("", None), ("ba năm", None), ("3,5 năm", None), ("-3", None),
    ],
)  # fmt: skip
def test_months(text: str, months: int | None) -> None:
    assert read_months(text) == months
