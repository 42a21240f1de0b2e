"""Amounts of any size are compared and answered exactly: tiny excesses, hundredths of a dong, numbers longer than Decimal keeps."""

from decimal import Decimal
from fractions import Fraction

import pytest

from portal.fees.answer import as_json
from portal.fees.rules.money import by_currency
from portal.fees.rules.terms import Amount
from portal.fees.sums import decimal_of, rounded
from tests.fees.quotes import ask, line

HUGE = "9" * 30


@pytest.mark.parametrize(
    ("amount", "verdict", "excess"),
    [
        ("100000.0000000001", "above", "0.0000000001"),
        ("100000.000000000000000000000000000001", "above", "0.000000000000000000000000000001"),
        ("99999.999999999999999999999999999999", "within", None),
        (HUGE, "above", str(10**30 - 1 - 100_000)),
    ],
)
def test_a_ceiling_is_kept_to_the_last_digit(amount: str, verdict: str, excess: str | None) -> None:
    answer = as_json(ask(line("service_fee", amount)))["lines"][0]
    assert answer["verdict"] == verdict
    assert (answer["excess"] and answer["excess"]["amount"]) == excess
    assert answer["reason"]


@pytest.mark.parametrize(
    ("amount", "verdict", "excess", "vnd"),
    [("100000", "within", None, None), ("100000.01", "above", "0.01", 0), ("100000.5", "above", "0.5", 1)],
)
def test_dong_have_hundredths_only_to_be_compared(
    amount: str, verdict: str, excess: str | None, vnd: int | None
) -> None:
    """The Fund takes 100,000 VND. `amount` is exact, `vnd` whole and rounded half up."""
    answer = as_json(ask(line("fund_contribution", amount, "VND"), wage=None))["lines"][0]
    assert answer["verdict"] == verdict
    assert answer["excess"] == (excess and {"amount": excess, "currency": "VND", "vnd": vnd})


def test_long_sums_across_long_rates_are_answered() -> None:
    rates = {"JPY": HUGE + ".5", "USD": "0." + "0" * 29 + "1"}
    answer = as_json(ask(line("service_fee", HUGE), line("service_fee", HUGE, "USD"), rates=rates))
    assert answer["verdict"] == "above"
    assert answer["total"]["vnd"] > 10**59
    assert all(step["excess"]["vnd"] > 10**59 for step in answer["lines"])


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(0), "0"),
        (Fraction(100), "100"),
        (Fraction(1, 3), "0.33"),
        (Fraction(1, 150), "0.0067"),
        (Fraction(1, 300), "0.0033"),
        (Fraction(-1, 300), "-0.0033"),
        (Fraction(7, 10**9), "0.000000007"),
        (Fraction(10**40 + 1, 10**6), "1" + "0" * 34 + ".000001"),
        (Fraction(10**40, 3), "3" * 40 + ".33"),
    ],
)
def test_what_is_not_nothing_does_not_look_like_nothing(value: Fraction, shown: str) -> None:
    assert format(decimal_of(value), "f") == shown


def test_rounding_goes_up_at_half_whatever_the_length() -> None:
    assert rounded(Fraction(10**40) + Fraction(5, 1000), 2) == Decimal("1" + "0" * 40 + ".01")
    assert rounded(Fraction(1, 8), 2) == Decimal("0.13")


def test_one_sum_for_each_currency() -> None:
    amounts = [Amount(Fraction(n), code) for n, code in ((1, "USD"), (2, "VND"), (3, "USD"), (0, "JPY"))]
    assert by_currency(amounts) == [Amount(Fraction(4), "USD"), Amount(Fraction(2), "VND")]


def test_a_rate_is_told_with_its_decimals() -> None:
    answer = ask(line("service_fee", "200000"), rates={"JPY": "170.55"})
    assert "Tỷ giá do người hỏi đưa ra: 1 JPY = 170,55\u00a0đ." in [str(text) for text in answer.assumptions]
    assert str(answer.lines[0].steps[-1]) == "100.000\u00a0JPY × 170,55\u00a0đ = 17.055.000\u00a0đ"
