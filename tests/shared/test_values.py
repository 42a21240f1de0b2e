"""Money, messages and problems as people read them."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from portal.shared.messages import Message, message, show
from portal.shared.money import Money, whole_dong
from portal.shared.problems import BadInput, Problem

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("amount", "dong"),
    [
        (Decimal("0.49"), 0),
        (Decimal("0.5"), 1),
        (Decimal("1.5"), 2),
        (Decimal("2.5"), 3),
        (Decimal("-0.5"), -1),
        (Fraction(1, 3), 0),
        (Fraction(1, 2), 1),
        (Fraction(5, 2), 3),
        (Fraction(-1, 2), -1),
        (Fraction(10**15 * 2 + 1, 2), 10**15 + 1),
    ],
)
def test_whole_dong_rounds_half_up(amount: Decimal | Fraction, dong: int) -> None:
    assert whole_dong(amount) == dong


@pytest.mark.parametrize(
    ("money", "vi", "en"),
    [
        (Money(Decimal("91800000"), "VND"), f"91.800.000{NBSP}đ", f"VND{NBSP}91,800,000"),
        (Money(Decimal("4500"), "USD"), f"4.500{NBSP}USD", f"USD{NBSP}4,500"),
        (Money(Decimal("13.9"), "EUR"), f"13,90{NBSP}EUR", f"EUR{NBSP}13.90"),
        (Money(Decimal("170000"), "JPY"), f"170.000{NBSP}JPY", f"JPY{NBSP}170,000"),
    ],
)
def test_money_is_written_as_people_write_it(money: Money, vi: str, en: str) -> None:
    assert (show(money, "vi"), show(money, "en")) == (vi, en)


def test_a_message_is_said_in_either_language() -> None:
    said = message("Vượt %(excess)s từ %(day)s", excess=Money(Decimal(1200), "VND"), day=date(2026, 6, 30))
    assert str(said) == f"Vượt 1.200{NBSP}đ từ 30/06/2026"
    english = {"Vượt %(excess)s từ %(day)s": "Above by %(excess)s since %(day)s"}
    assert said.render("en", english.__getitem__) == f"Above by VND{NBSP}1,200 since 30 Jun 2026"


def test_messages_nest_and_texts_follow_the_language() -> None:
    inner = message("ba tháng")
    outer = message("%(what)s: %(term)s", what={"vi": "Hợp đồng", "en": "Contract"}, term=inner)
    assert str(outer) == "Hợp đồng: ba tháng"
    assert outer.render("en", lambda text: {"ba tháng": "three months"}.get(text, text)) == "Contract: three months"


def test_a_percent_sign_without_values_is_one_sign() -> None:
    assert str(Message("8 %% một năm")) == "8 % một năm"


def test_bad_input_tells_every_field() -> None:
    error = BadInput([Problem("lines[0].amount", message("Hãy ghi số")), Problem("rates.JPY", message("Thiếu tỷ giá"))])
    assert str(error) == "lines[0].amount: Hãy ghi số; rates.JPY: Thiếu tỷ giá"
