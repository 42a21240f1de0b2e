"""One plan worked out by hand: what counts, in which currency, what is left out, and what the law and the quote each make of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from portal.costs import wording
from portal.costs.asked import Plan, Typed, read_plan
from portal.costs.borrowing import read_loan
from portal.costs.ceilings import A_MONTH, AT_MOST, FORBIDDEN, OPEN, PERHAPS_LESS, WAGE_NEEDED, ceilings_of
from portal.costs.rules.payback import WITHIN
from portal.costs.service import Sheet, cost_sheet
from portal.fees.rules.terms import Amount

DAY = date(2026, 11, 26)
YEN = Amount(Fraction(180_000), "JPY")


def sheet(market: str, **fields: str) -> Sheet:
    typed = Typed(fields)
    plan = read_plan(typed, market, DAY)
    assert not typed.problems
    return cost_sheet(plan)


@pytest.mark.parametrize(
    ("market", "programme", "day", "charge", "state", "cap"),
    [
        ("JP", "SSW1", DAY, "service_fee", PERHAPS_LESS, (540_000, "JPY")),
        ("DE", "TRIPLEWIN", DAY, "service_fee", AT_MOST, (540_000, "JPY")),
        ("JP", None, DAY, "brokerage", FORBIDDEN, (0, "VND")),
        ("JP", None, DAY, "worker_deposit", FORBIDDEN, (0, "VND")),
        ("JP", None, DAY, "fund_contribution", AT_MOST, (100_000, "VND")),
        ("JP", None, DAY, "third_party", OPEN, None),
        ("KR", "E-9", DAY, "service_fee", OPEN, None),
        ("KR", "E-9", DAY, "worker_deposit", AT_MOST, (100_000_000, "VND")),
        ("KR", "E-9", DAY, "exam_fee", AT_MOST, (28, "USD")),
        ("KR", "E-9", DAY, "insurance", AT_MOST, (400_000, "KRW")),
        ("TW", "TW-MFG", date(2025, 12, 31), "worker_deposit", AT_MOST, (12_000_000, "VND")),
        ("TW", "TW-MFG", date(2026, 1, 1), "worker_deposit", OPEN, None),
        ("TW", "TW-CARE", DAY, "destination_broker_fee", A_MONTH, None),
        ("AE", None, DAY, "destination_agency_fee", FORBIDDEN, (0, "VND")),
        ("SG", None, DAY, "destination_agency_fee", AT_MOST, (360_000, "JPY")),
    ],
)
def test_ceilings(
    market: str, programme: str | None, day: date, charge: str, state: str, cap: tuple[int, str] | None
) -> None:
    found = ceilings_of(Plan(market, day, programme), 36, YEN)[charge]
    assert found.state == state
    assert (found.cap and (found.cap.value, found.cap.currency)) == cap


def test_a_ceiling_in_months_of_wage_needs_no_wage() -> None:
    found = ceilings_of(Plan("DE", DAY, "TRIPLEWIN"), 18, None)["service_fee"]
    assert (found.state, found.wage_months, found.cap) == (WAGE_NEEDED, Fraction(3, 2), None)
    none = ceilings_of(Plan("DE", DAY, "TRIPLEWIN"), 18, Amount(Fraction(0), "EUR"))["service_fee"]
    assert none.state == WAGE_NEEDED


def test_monthly_charges_of_taiwan_fall_by_year() -> None:
    assert [
        int(a.value) for a in ceilings_of(Plan("TW", DAY, "TW-CARE"), 36, None)["destination_broker_fee"].by_year
    ] == [1800, 1700, 1500]
    mid = ceilings_of(Plan("TW", DAY, "TW-MID"), 36, None)["destination_broker_fee"].by_year
    assert [a.value for a in mid] == [Fraction(2000, 12)]


def test_korea_by_hand() -> None:
    """EPS at the minimum wage of 2,156,880 won, 18 dong: cost 28 USD + fund; deposit and insurance come back."""
    case = sheet(
        "KR", programme="E-9", months="36", tax="10", living="10 triệu", rate_KRW="18", rate_USD="26.000"
    ).cases[0]
    assert (case.gross, case.taken, case.living, case.net) == (38_823_840, 3_882_384, 10_000_000, 24_941_456)
    assert case.lawful is not None
    assert case.lawful.payback is not None
    assert (case.lawful.cost, case.lawful.deposit) == (28 * 26_000 + 100_000, 100_000_000 + 400_000 * 18)
    assert (case.lawful.payback.state, case.lawful.payback.months) == (WITHIN, Decimal("0.0"))
    assert case.lawful.ratio == Decimal("0.02")
    assert case.typed is None
    assert case.lawful.at_least  # air fare and others are not counted


def test_nothing_is_counted_without_its_rate() -> None:
    found = sheet("KR", programme="E-9", rate_KRW="18")
    assert found.needs == ("USD",)
    assert found.cases[0].lawful is None


def test_typed_is_only_what_was_typed_and_lawful_never_above_the_law() -> None:
    fields = {
        "wage_mid": "180000 JPY",
        "rate_JPY": "170",
        "paid_service-fee": "200 triệu",
        "paid_fund": "5 triệu",
        "paid_airfare": "12 triệu",
        "paid_deposit": "50 triệu",
    }
    case = sheet("JP", months="36", **fields).cases[0]
    assert case.lawful is not None
    assert case.typed is not None
    assert (case.lawful.cost, case.lawful.deposit) == (91_800_000 + 100_000 + 12_000_000, 0)
    assert (case.typed.cost, case.typed.deposit) == (217_000_000, 50_000_000)
    above = {row.item["id"]: row.above for row in sheet("JP", months="36", **fields).rows if row.typed}
    assert above == {"service-fee": True, "fund": True, "airfare": None, "deposit": True}


def test_one_unit_under_at_and_over_the_ceiling() -> None:
    for amount, above in (
        ("539.999 JPY", False),
        ("540.000 JPY", False),
        ("540.001 JPY", True),
        ("91.800.000 VND", False),
        ("91.800.001 VND", True),
    ):
        rows = sheet("JP", wage_mid="180000 JPY", months="36", rate_JPY="170", **{"paid_service-fee": amount}).rows
        assert [row.above for row in rows if row.item["id"] == "service-fee"] == [above], amount


def test_what_is_left_out_is_said() -> None:
    case = sheet("JP", wage_mid="180000 JPY", rate_JPY="170", share="50").cases[0]
    assert case.lawful is not None
    assert case.lawful.notes == (wording.NO_TAX, wording.NO_LIVING, wording.NO_INTEREST)
    assert {item["id"] for item in case.lawful.missing} == {
        "medical", "training-language", "training-orientation", "passport", "police-record", "visa", "airfare",
    }  # fmt: skip


def test_a_loan_of_the_bank() -> None:
    typed = Typed(
        {
            "amount": "200 triệu",
            "yearly": "6,6",
            "rate_of": "standard",
            "term": "36",
            "costs": "199.999.999 đ",
            "contract": "35",
        }
    )
    terms, found = read_loan(typed, DAY)
    assert found is not None
    assert found.yearly == Fraction("0.08382")
    assert (found.cap, found.over_cap, found.longer_than_contract) == (199_999_999, True, True)
    assert found.needs_security is False  # security above 200 million, not at it
    assert terms.rate_percent is None
    _, more = read_loan(Typed({"amount": "200.000.001 đ", "yearly": "6,6", "term": "36", "contract": "36"}), DAY)
    assert more is not None
    assert (more.needs_security, more.longer_than_contract, more.over_cap) == (True, False, None)
