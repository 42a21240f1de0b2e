"""The rules agree with a spreadsheet that LibreOffice worked out: loans and months to pay back, to the dong and the tenth."""

from __future__ import annotations

import csv
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook

from portal.costs.rules import loan, payback
from tests.costs.make_oracle import LOANS, PAYBACKS

DATA = Path(__file__).parent.parent / "data" / "costs"


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def months(text: str) -> Decimal | None:
    return Decimal(text).quantize(Decimal("0.1")) if text else None


@pytest.mark.parametrize("row", rows("payback"), ids=lambda row: "-".join(row.values())[:60])
def test_payback(row: dict[str, str]) -> None:
    number = {name: int(row[name]) for name in ("cost", "deposit", "gross", "taken", "living", "waiting", "contract")}
    fees = tuple(int(row[f"fee{year}"]) for year in (1, 2, 3))
    wage = payback.Wage(number["gross"], number["taken"], number["living"], fees)
    debt = payback.Debt(Fraction(row["share"]), Fraction(row["yearly"]), number["waiting"])
    found = payback.payback(number["cost"], number["deposit"], wage, debt, number["contract"])
    assert (found.state, found.months, found.cleared) == (row["state"], months(row["earned"]), months(row["cleared"]))
    assert abs(found.loan - int(row["loan"])) <= 1
    if row["interest"]:
        assert abs(found.interest - int(row["interest"])) <= 1


@pytest.mark.parametrize("row", rows("loan"), ids=lambda row: "-".join(row.values())[:60])
def test_loan(row: dict[str, str]) -> None:
    found = loan.schedule(int(row["principal"]), Fraction(row["yearly"]), int(row["months"]), row["method"])
    worked = (found.payments[0].total, found.highest, found.payments[-1].total, found.interest)
    asked = tuple(int(row[name]) for name in ("first", "highest", "last", "interest"))
    assert all(abs(ours - theirs) <= 1 for ours, theirs in zip(worked, asked, strict=True)), (worked, asked)
    assert found.payments[-1].owed == 0
    assert sum(payment.principal for payment in found.payments) == found.principal


def test_the_oracle_is_large_and_its_formulas_are_alive() -> None:
    """Frozen results stand beside a workbook whose cells are formulas, with the cases they came from."""
    book = load_workbook(DATA / "oracle.xlsx")
    assert len(rows("payback")) == len(PAYBACKS) >= 30
    assert len(rows("loan")) == len(LOANS) >= 15
    assert str(book["payback"]["O2"].value).startswith("=IF(")
    assert "PMT(" in str(book["loan_months"]["G4"].value)
    assert {row["state"] for row in rows("payback")} == {"within", "late", "no_net", "interest_eats"}


def test_states_that_no_finite_sheet_reaches() -> None:
    """A debt of a thousand years, a plan of a month: words instead of a number."""
    slow = payback.payback(10**12, 0, payback.Wage(10_000, 0, 9_999), payback.Debt(), 36)
    assert (slow.state, slow.months) == (payback.NEVER, None)
    assert payback.payback(0, 0, payback.Wage(0, 0, 0), payback.Debt(), 1).months == 0
    assert payback.in_wages(91_800_000, 30_600_000) == Decimal("3.00")
    assert payback.in_wages(1, 0) is None
    assert payback.in_wages(1005, 1000) == Decimal("1.01")  # 1.005 goes up


@pytest.mark.parametrize("wrong", [(0, 0, 1), (1, -1, 1), (1, 0, 0), (1, 0, 601)])
def test_no_loan(wrong: tuple[int, int, int]) -> None:
    principal, yearly, term = wrong
    with pytest.raises(ValueError, match="no loan"):
        loan.schedule(principal, Fraction(yearly), term, loan.ANNUITY)
