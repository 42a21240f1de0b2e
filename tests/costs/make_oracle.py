"""Writes tests/data/costs/oracle.xlsx, a spreadsheet of live formulas, and freezes what LibreOffice makes of it beside it.

Run by hand from the project: python -m tests.costs.make_oracle (needs `soffice`). The formulas are typed from the definitions
in words at the top of the sheets; nothing of portal.costs is used, so that the two can disagree.
"""

from __future__ import annotations

import csv
import subprocess
import tempfile
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter as column
from openpyxl.worksheet.worksheet import Worksheet

HERE = Path(__file__).parent.parent / "data" / "costs"
PAYBACK_MONTHS, LOAN_MONTHS = 130, 240
# cost, deposit, gross wage, tax+insurance, board, fees of year 1, 2, 3…, share borrowed, interest a year, waiting, contract
PAYBACKS = [
    (91_800_000, 0, 30_600_000, 4_590_000, 9_000_000, 0, 0, 0, "0", "0", 0, 36),
    (91_800_000, 0, 30_600_000, 4_590_000, 9_000_000, 0, 0, 0, "1", "0.08382", 0, 36),
    (91_800_000, 0, 30_600_000, 4_590_000, 9_000_000, 0, 0, 0, "1", "0.08382", 6, 36),
    (91_800_000, 0, 30_600_000, 4_590_000, 9_000_000, 0, 0, 0, "0.5", "0.0792", 3, 36),
    (150_000_000, 0, 30_600_000, 4_590_000, 9_000_000, 0, 0, 0, "1", "0.36", 6, 36),
    (150_000_000, 0, 21_000_000, 2_100_000, 11_000_000, 0, 0, 0, "0.8", "0.12", 4, 36),
    (30_000_000, 100_000_000, 38_000_000, 3_500_000, 8_000_000, 0, 0, 0, "0", "0", 0, 58),
    (30_000_000, 100_000_000, 38_000_000, 3_500_000, 8_000_000, 0, 0, 0, "0.7692", "0.066", 2, 58),
    (30_000_000, 100_000_000, 38_000_000, 3_500_000, 8_000_000, 0, 0, 0, "1", "0.066", 2, 58),
    (80_000_000, 12_000_000, 23_600_000, 909_600, 6_500_000, 1_440_000, 1_360_000, 1_200_000, "0", "0", 0, 36),
    (80_000_000, 12_000_000, 23_600_000, 909_600, 6_500_000, 1_440_000, 1_360_000, 1_200_000, "1", "0.083", 1, 36),
    (180_000_000, 12_000_000, 16_000_000, 909_600, 6_500_000, 1_440_000, 1_360_000, 1_200_000, "0.9", "0.1", 5, 36),
    (180_000_000, 0, 16_000_000, 0, 9_000_000, 1_440_000, 1_360_000, 1_200_000, "0", "0", 0, 36),
    (1, 0, 1, 0, 0, 0, 0, 0, "0", "0", 0, 1),
    (1, 0, 2, 0, 1, 0, 0, 0, "1", "0.12", 1, 1),
    (100, 0, 10, 0, 0, 0, 0, 0, "0", "0", 0, 10),
    (100, 0, 10, 0, 0, 0, 0, 0, "0", "0", 0, 9),
    (1_005, 0, 100, 0, 0, 0, 0, 0, "0", "0", 0, 36),
    (10_049, 0, 1_000, 0, 0, 0, 0, 0, "0", "0", 0, 36),
    (10_050, 0, 1_000, 0, 0, 0, 0, 0, "0", "0", 0, 36),
    (50_000_000, 0, 10_000_000, 1_000_000, 9_000_000, 0, 0, 0, "0", "0", 0, 36),
    (50_000_000, 0, 10_000_000, 1_000_000, 9_500_000, 0, 0, 0, "1", "0.1", 0, 36),
    (100_000_000, 0, 10_000_000, 1_000_000, 8_000_000, 0, 0, 0, "1", "0.12", 0, 36),
    (100_000_000, 0, 10_000_000, 1_000_000, 7_999_999, 0, 0, 0, "1", "0.12", 1, 36),
    (100_000_000, 0, 10_000_000, 1_000_000, 7_000_000, 0, 0, 0, "1", "0.12", 0, 36),
    (100_000_000, 0, 10_000_000, 1_000_000, 7_000_000, 0, 0, 0, "1", "0.2", 0, 84),
    (0, 100_000_000, 38_000_000, 0, 20_000_000, 0, 0, 0, "1", "0.066", 0, 36),
    (0, 36_000_000, 38_000_000, 0, 20_000_000, 0, 0, 0, "0", "0", 0, 36),
    (65_000_000, 0, 17_300_000, 1_730_000, 6_000_000, 0, 0, 0, "0.3333", "0.09", 2, 24),
    (65_000_000, 0, 17_300_000, 1_730_000, 6_000_000, 0, 0, 0, "1", "1", 2, 24),
    (212_345_678, 12_000_000, 27_654_321, 3_210_987, 8_765_432, 111_111, 99_999, 77_777, "0.6", "0.0838", 7, 36),
    (345_678_901, 0, 52_000_000, 11_000_000, 18_000_000, 0, 0, 0, "0.75", "0.1075", 9, 36),
    (345_678_901, 0, 52_000_000, 11_000_000, 36_000_000, 0, 0, 0, "0", "0", 0, 120),
    (7_000_000, 0, 14_000_000, 1_540_000, 7_000_000, 0, 0, 0, "0.2", "0.06", 12, 9),
    (98_765_432, 1_234_567, 19_283_746, 1_928_375, 5_647_382, 0, 2_000_000, 4_000_000, "0.95", "0.0666", 3, 60),
    (120_000_000, 0, 24_000_000, 2_400_000, 18_000_000, 3_600_000, 0, 0, "1", "0.02", 0, 60),
]
# principal, interest a year, months, method
LOANS = [
    (100_000_000, "0.08382", 36, "equal_principal"),
    (100_000_000, "0.08382", 36, "annuity"),
    (200_000_000, "0.066", 60, "equal_principal"),
    (200_000_000, "0.066", 60, "annuity"),
    (200_000_001, "0.08382", 24, "annuity"),
    (91_800_000, "0.0792", 35, "equal_principal"),
    (91_800_000, "0.0792", 35, "annuity"),
    (50_000_000, "0", 12, "annuity"),
    (50_000_000, "0", 7, "equal_principal"),
    (12_345_678, "0.36", 11, "annuity"),
    (12_345_678, "0.36", 11, "equal_principal"),
    (100_000_000, "0.066", 66, "annuity"),
    (100, "0.12", 3, "equal_principal"),
    (100, "0.12", 3, "annuity"),
    (1, "0.1", 1, "annuity"),
    (150_000_000, "1", 36, "annuity"),
    (150_000_000, "0.24", 120, "equal_principal"),
    (777_777_777, "0.0999", 240, "annuity"),
]
PAYBACK_INPUTS = [
    "cost",
    "deposit",
    "gross",
    "taken",
    "living",
    "fee1",
    "fee2",
    "fee3",
    "share",
    "yearly",
    "waiting",
    "contract",
]
PAYBACK_RESULTS = ["loan", "owed0", "earned", "cleared", "interest", "state"]
LOAN_INPUTS = ["principal", "yearly", "months", "method"]
LOAN_RESULTS = ["first", "highest", "last", "interest"]


def write(path: Path) -> None:
    """The workbook: cases with their inputs and results, and one sheet with every month of every case."""
    book = Workbook()
    payback, loan = book.active, book.create_sheet("loan")
    assert isinstance(payback, Worksheet)
    payback.title = "payback"
    _payback(payback, book.create_sheet("payback_months"))
    _loan(loan, book.create_sheet("loan_months"))
    book.save(path)


def _payback(cases: Worksheet, months: Worksheet) -> None:
    cases.append([*PAYBACK_INPUTS, *PAYBACK_RESULTS])
    months.append(
        [
            "month",
            *(f"{k} {n}" for n in range(len(PAYBACKS)) for k in ["net", "int", "owed", "left", "earned", "clear"]),
        ]
    )
    for m in range(PAYBACK_MONTHS + 1):
        months.cell(m + 2, 1, m)
    for n, case in enumerate(PAYBACKS):
        r = n + 2
        for place, value in enumerate(case, 1):
            cases.cell(r, place, float(value) if isinstance(value, str) else value)
        net, int_, owed, left, earn, clear = (column(2 + 6 * n + k) for k in range(6))
        last = PAYBACK_MONTHS + 2
        of = f"payback_months!{{0}}3:{{0}}{last}"
        cases[f"M{r}"] = f"=ROUND(I{r}*(A{r}+B{r}),0)"
        cases[f"N{r}"] = f"=M{r}+K{r}*ROUND(M{r}*J{r}/12,0)"
        earned, cleared = (f"MIN({of.format(c)})" for c in (earn, clear))
        none = f"COUNT({of.format(earn)})=0"
        cases[f"O{r}"] = f'=IF(payback_months!{left}2<=0,0,IF({none},"",ROUND({earned},1)))'
        cases[f"P{r}"] = f'=IF(COUNT({of.format(clear)})=0,"",ROUND({cleared},1))'
        cases[f"Q{r}"] = f'=IF(AND({none},A{r}>0),"",N{r}-M{r}+SUM({of.format(int_)}))'
        first = f"payback_months!{net}3"
        cases[f"R{r}"] = (
            f'=IF(AND(A{r}=0,M{r}=0),"within",IF(AND({none},A{r}>0),IF({first}<=0,"no_net",'
            f'IF(AND(M{r}>0,ROUND(N{r}*J{r}/12,0)>={first}),"interest_eats","never")),'
            f'IF(MAX({of.format(earn)},{of.format(clear)})<=L{r},"within","late")))'
        )
        months[f"{owed}2"] = f"=payback!N{r}"
        months[f"{left}2"] = f"=payback!A{r}+payback!N{r}-payback!M{r}"
        for m in range(1, PAYBACK_MONTHS + 1):
            at, before = m + 2, m + 1
            fee = f"payback!{'FGH'[min((m - 1) // 12, 2)]}{r}"
            months[f"{net}{at}"] = f"=payback!C{r}-payback!D{r}-payback!E{r}-{fee}"
            months[f"{int_}{at}"] = f"=ROUND({owed}{before}*payback!J{r}/12,0)"
            months[f"{owed}{at}"] = f"=IF({owed}{before}=0,0,MAX(0,{owed}{before}+{int_}{at}-{net}{at}))"
            months[f"{left}{at}"] = f"={left}{before}+{int_}{at}-{net}{at}"
            fell = f"{left}{before}/({left}{before}-{left}{at})"
            months[f"{earn}{at}"] = f'=IF(AND({left}{before}>0,{left}{at}<=0),{m - 1}+{fell},"")'
            paid = f"({owed}{before}+{int_}{at})/{net}{at}"
            months[f"{clear}{at}"] = f'=IF(AND({owed}{before}>0,{owed}{at}=0),{m - 1}+{paid},"")'


def _loan(cases: Worksheet, months: Worksheet) -> None:
    cases.append([*LOAN_INPUTS, *LOAN_RESULTS])
    months.append(
        ["month", *(f"{k} {n}" for n in range(len(LOANS)) for k in ("interest", "principal", "owed", "paid"))]
    )
    for m in range(LOAN_MONTHS + 1):
        months.cell(m + 2, 1, m)
    for n, (principal, yearly, term, method) in enumerate(LOANS):
        r = n + 2
        for place, value in enumerate((principal, float(yearly), term, method), 1):
            cases.cell(r, place, value)
        int_, part, owed, paid = (column(2 + 4 * n + k) for k in range(4))
        of = f"loan_months!{{0}}3:{{0}}{term + 2}"
        cases[f"E{r}"] = f"=loan_months!{paid}3"
        cases[f"F{r}"] = f"=MAX({of.format(paid)})"
        cases[f"G{r}"] = f"=loan_months!{paid}{term + 2}"
        cases[f"H{r}"] = f"=SUM({of.format(int_)})"
        months[f"{owed}2"] = f"=loan!A{r}"
        for m in range(1, term + 1):
            at, before = m + 2, m + 1
            months[f"{int_}{at}"] = f"=ROUND({owed}{before}*loan!B{r}/12,0)"
            if m == term:
                months[f"{part}{at}"] = f"={owed}{before}"
            elif method == "annuity":
                months[f"{part}{at}"] = f"=ROUND(-PMT(loan!B{r}/12,loan!C{r},loan!A{r}),0)-{int_}{at}"
            else:
                months[f"{part}{at}"] = f"=ROUND(loan!A{r}/loan!C{r},0)"
            months[f"{owed}{at}"] = f"={owed}{before}-{part}{at}"
            months[f"{paid}{at}"] = f"={int_}{at}+{part}{at}"


def freeze(path: Path) -> None:
    """Let LibreOffice work out the workbook, and keep inputs and results as CSV."""
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", folder, str(path)]
        subprocess.run(command, check=True, timeout=300)
        worked = load_workbook(Path(folder) / path.name, data_only=True)
    for name, cases in (("payback", PAYBACKS), ("loan", LOANS)):
        rows = list(worked[name].iter_rows(values_only=True))
        assert len(rows) == len(cases) + 1
        with (path.parent / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow(rows[0])
            for row, case in zip(rows[1:], cases, strict=True):
                out.writerow([*case, *("" if value is None else value for value in row[len(case) :])])


if __name__ == "__main__":
    HERE.mkdir(parents=True, exist_ok=True)
    write(HERE / "oracle.xlsx")
    freeze(HERE / "oracle.xlsx")
