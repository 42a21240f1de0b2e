"""What comes back: a table worked out by hand, what is said beside it, and everything that cannot be read told by its field."""

import csv
from datetime import date
from pathlib import Path

import pytest

from portal.fees import fund
from portal.fees.fines import fines_for, fines_on
from portal.fees.refund_question import read_claim, read_span
from portal.fees.refunds import RefundDue, refund_due
from portal.fees.rules import refunds
from portal.fees.rules.refunds import Outcome
from portal.shared.messages import show
from portal.shared.problems import BadInput

TODAY = date(2026, 11, 26)
TABLE = Path(__file__).parent / "data" / "refunds.csv"
ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))


def ask(known_on: date | None = None, **texts: str) -> RefundDue:
    given = {"kind": "service_fee", "reason": "employer", "paid": "90 triệu", "paid_on": "01/03/2025", "until": "01/03/2026",
             "months": "36", "worked": "12 tháng", **texts}  # fmt: skip
    return refund_due(read_claim(given, TODAY), known_on)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['kind']}-{row['reason']}-{row['by_hand']}")
def test_a_refund_worked_out_by_hand(row: dict[str, str]) -> None:
    found = refund_due(read_claim(row, TODAY))
    said = {"outcome": found.outcome.value, "rule": found.item.id if found.item else ""}
    assert said == {"outcome": row["outcome"], "rule": row["rule"]}
    for money, text in ((found.amount, row["amount"]), (found.interest, row["interest"])):
        assert (f"{money.amount:f} {money.currency}" if money else "") == text
    assert bool(found.verify) == (found.outcome is Outcome.CANNOT_TELL and "no promise" not in row["by_hand"])
    assert found.article == (found.item.data.get("legal") if found.item else None)
    if found.total and found.amount:
        assert found.total.amount == found.amount.amount + (found.interest.amount if found.interest else 0)


def test_the_table_has_every_kind_reason_and_outcome() -> None:
    assert {row["kind"] for row in ROWS} == set(refunds.KINDS)
    assert {row["reason"] for row in ROWS} == set(refunds.REASONS)
    assert {row["outcome"] for row in ROWS} == {outcome.value for outcome in Outcome}


def test_the_sum_is_shown_and_the_rate_is_the_visitors() -> None:
    steps = [str(step) for step in ask(rate="0,2").steps]
    assert steps == [
        "36 tháng hợp đồng − 12 tháng đã làm = 24 tháng chưa làm",
        "90.000.000\u00a0đ × 24 ÷ 36 = 60.000.000\u00a0đ",
        "60.000.000\u00a0đ × 0,2 % × 365 ngày ÷ 365 = 120.000\u00a0đ tiền lãi",
    ]
    odd = [str(step) for step in ask(worked="12 tháng 10 ngày").steps]
    assert odd == [
        "36 tháng hợp đồng × 30 ngày = 1.080 ngày",
        "1.080 − 370 ngày đã làm = 710 ngày chưa làm",
        "90.000.000\u00a0đ × 710 ÷ 1.080 = 59.166.667\u00a0đ",
    ]
    assert any("lãi suất bạn ghi" in str(text) for text in ask(rate="0,2").assumptions)
    assert any("Chưa tính tiền lãi" in str(text) for text in ask().assumptions)


def test_keeping_the_money_is_fined_by_the_decree_of_the_day() -> None:
    assert [item.id for item in ask(until="10/09/2026").fines] == ["pen-49-8"]
    assert ask(until="09/09/2026").fines == ()
    waited = ask(reason="waiting", selected_on="01/01/2026", until="10/09/2026", paid_on="02/01/2026")
    assert [item.id for item in waited.fines] == ["pen-49-5"]
    assert ask(reason="own_fault", until="10/09/2026").fines == ()


@pytest.mark.parametrize(
    ("day", "ids"),
    [
        (date(2022, 1, 16), set()),
        (date(2022, 1, 17), {"pen-42-1"}),
        (date(2026, 9, 9), {"pen-42-1"}),
        (date(2026, 9, 10), {"pen-49-1", "pen-49-2", "pen-49-5", "pen-49-6", "pen-49-8", "pen-49-9", "pen-49-10", "pen-53-1",
                             "pen-53-3", "pen-worker-overstay"}),
    ],
)  # fmt: skip
def test_fines_by_the_day_of_the_act(day: date, ids: set[str]) -> None:
    assert {item.id for item in fines_on(day)} == ids


@pytest.mark.parametrize(
    ("act", "id"),
    [("service_fee.above", "pen-49-8"), ("brokerage.forbidden", "pen-49-6"), ("worker_deposit.above", "pen-49-2"),
     ("service_fee_rule.forbidden", "pen-49-6"), ("no_licence", "pen-53-3")],
)  # fmt: skip
def test_an_act_has_its_fine(act: str, id: str) -> None:
    assert [item.id for item in fines_for(act, date(2026, 9, 10))] == [id]
    assert fines_for(act, date(2026, 9, 9)) == ()


def test_the_fund_pays_by_reason_and_never_an_amount_nobody_read() -> None:
    by_id = {one.item.id: one for one in ask(reason="health").support}
    health = by_id["fund-support-health"]
    assert (show(health.low), show(health.high)) == ("10.000.000\u00a0đ", "30.000.000\u00a0đ")
    assert [one.item.id for one in ask(reason="death").support] == ["fund-support-death"]
    before, after = (fund.payouts_for("death", day)[0] for day in (date(2025, 9, 14), date(2025, 9, 15)))
    assert before.certain
    assert show(before.high) == "40.000.000\u00a0đ"
    assert (after.certain, after.low, after.high) == (False, None, None)
    assert ask(reason="own_fault").support == ()
    dispute = fund.payouts_for("breach", TODAY)[0]
    assert (show(dispute.high), show(dispute.high_for_several), dispute.percent) == (
        "50.000.000\u00a0đ", "100.000.000\u00a0đ", 50)  # fmt: skip
    training = fund.payouts_for("abuse", TODAY)[1]
    assert (show(training.high), training.months) == ("1.000.000\u00a0đ", 6)
    assert len(fund.payouts(TODAY)) == 5


def test_contributions_by_day() -> None:
    assert fund.contributions(date(2022, 2, 20)) == ()
    assert [(one.payer, show(one.amount)) for one in fund.contributions(date(2022, 2, 21))] == [
        ("worker", "100.000\u00a0đ"), ("company", "150.000\u00a0đ")]  # fmt: skip


def test_what_was_known_then() -> None:
    assert ask(known_on=date(2026, 11, 21)).outcome is Outcome.CANNOT_TELL
    assert ask(known_on=date(2026, 11, 22)).outcome is Outcome.DUE


@pytest.mark.parametrize(
    ("texts", "field"),
    [
        ({"kind": "gold"}, "kind"), ({"reason": ""}, "reason"), ({"paid": ""}, "paid"), ({"paid": "0 đồng"}, "paid"),
        ({"paid": "-5 triệu"}, "paid"), ({"paid": "1.2.3"}, "paid"), ({"paid": "90"}, "paid"), ({"paid": "😀"}, "paid"),
        ({"paid_on": ""}, "paid_on"), ({"paid_on": "31/02/2025"}, "paid_on"), ({"paid_on": "27/11/2026", "until": ""}, "paid_on"),
        ({"paid_on": "31/12/1989"}, "paid_on"), ({"until": "28/02/2025"}, "until"), ({"until": "27/11/2026"}, "until"),
        ({"signed_on": "<b>"}, "signed_on"), ({"months": ""}, "months"), ({"months": "0"}, "months"), ({"months": "601"}, "months"),
        ({"worked": ""}, "worked"), ({"worked": "abc"}, "worked"), ({"worked": "36 tháng 1 ngày"}, "worked"),
        ({"rate": "101"}, "rate"), ({"rate": "abc"}, "rate"), ({"rate": "-1"}, "rate"),
        ({"reason": "waiting"}, "selected_on"), ({"reason": "waiting", "selected_on": "01/01/2026", "promised": "lâu"}, "promised"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_by_its_field(texts: dict[str, str], field: str) -> None:
    with pytest.raises(BadInput) as bad:
        ask(**texts)
    assert field in [problem.field for problem in bad.value.problems]


def test_all_mistakes_at_once() -> None:
    with pytest.raises(BadInput) as bad:
        read_claim({}, TODAY)
    assert [problem.field for problem in bad.value.problems] == ["kind", "reason", "paid", "paid_on"]


@pytest.mark.parametrize(
    ("text", "span"),
    [("0", (0, 0)), ("5", (5, 0)), ("5 tháng 10 ngày", (5, 10)), ("5 thang 10 ngay", (5, 10)), ("1 năm 2 tháng", (14, 0)),
     ("40 ngày", (0, 40)), ("1 year 3 days", (12, 3)), ("5 tháng 10", None), ("", None), ("ngày", None)],
)  # fmt: skip
def test_spans_as_people_type_them(text: str, span: tuple[int, int] | None) -> None:
    assert read_span(text) == span
