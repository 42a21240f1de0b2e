"""Registers to test with: the hand-written one of tests/data, alone or among the 500 illustrative firms."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import openpyxl

from portal.cli.illustrative.firms import rows as illustrative_rows
from portal.firms.rules.register import Entry, Finding, Register
from portal.firms.rules.rows import COLUMNS

DATA = Path(__file__).parents[1] / "data" / "firms"
Row = dict[str, str]


def own_rows() -> list[Row]:
    """The 22 hand-written firms, in the columns of the import."""
    with (DATA / "register.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sentences(name: str) -> list[tuple[str, str, str]]:
    """(typed, licence number, kind) of variants.tsv or look_alikes.tsv."""
    lines = (DATA / name).read_text(encoding="utf-8").rstrip("\n").split("\n")
    return [(typed, number, kind) for typed, number, kind in (line.split("\t") for line in lines)]


def entries(rows: Iterable[Mapping[str, str]]) -> list[Entry]:
    """The rows as the check reads them; the id is the place in the list, from 1."""
    made = []
    for place, row in enumerate(rows, 1):
        names = [
            (kind, name)
            for kind, column in (
                ("vi", "name_vi"),
                ("en", "name_en"),
                ("short", "short_name"),
                ("former", "former_names"),
            )
            for name in row[column].split(";")
            if name
        ]
        made.append(Entry(place, row["licence_no"], row["tax_code"] or None, names))
    return made


class Known:
    """A register that answers with licence numbers."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = rows
        self.register = Register(entries(rows))

    def find(self, text: str) -> Finding:
        return self.register.find(text)

    def found(self, text: str) -> str | None:
        """The licence number of the firm that is meant, or None."""
        finding = self.find(text)
        return self.rows[finding.firm_id - 1]["licence_no"] if finding.firm_id is not None else None

    def similar(self, text: str) -> list[str]:
        return [self.rows[s.firm_id - 1]["licence_no"] for s in self.find(text).similar]


@cache
def alone() -> Known:
    """The hand-written firms."""
    return Known(own_rows())


@cache
def crowded() -> Known:
    """The hand-written firms among 500 illustrative ones."""
    return Known(own_rows() + illustrative_rows(500))


def of_names(*names: str) -> Known:
    """A register of firms that have a Vietnamese name and nothing else; numbers from 9801/BNV-GP."""
    blank = dict.fromkeys(COLUMNS, "")
    return Known([blank | {"licence_no": f"{9800 + n}/BNV-GP", "name_vi": name} for n, name in enumerate(names, 1)])


def csv_bytes(rows: Iterable[Mapping[str, str]], columns: Iterable[str] = COLUMNS) -> bytes:
    """A register file."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(columns), extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def xlsx_bytes(rows: Iterable[Mapping[str, object]]) -> bytes:
    """The same as a workbook of text cells."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(list(COLUMNS))
    for row in rows:
        sheet.append([row[column] for column in COLUMNS])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
