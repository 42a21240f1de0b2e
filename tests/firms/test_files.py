"""Register files that cannot be read, or should not be: each is refused in words before anything happens."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from datetime import datetime

import openpyxl
import pytest

from portal.firms.files import MOST_MEMBERS, rows_of
from portal.firms.rules.rows import COLUMNS
from portal.shared.problems import BadInput
from tests.firms.registers import csv_bytes, own_rows, xlsx_bytes

ROWS = own_rows()
GOOD = csv_bytes(ROWS)


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(BadInput) as refused:
        rows_of(name, content, COLUMNS)
    return str(refused.value)


def test_csv_and_xlsx_read_alike() -> None:
    from_csv = rows_of("r.csv", GOOD, COLUMNS)
    assert rows_of("r.CSV", b"\xef\xbb\xbf" + GOOD, COLUMNS) == from_csv
    assert [dict(cells) for _, cells in rows_of("r.xlsx", xlsx_bytes(ROWS), COLUMNS)] == [dict(c) for _, c in from_csv]
    assert [number for number, _ in from_csv] == list(range(2, len(ROWS) + 2))


def test_cells_parted_by_another_sign_are_refused_by_its_name() -> None:
    """A spreadsheet set to Vietnamese writes `;`, which this format needs for lists."""
    assert "“;”" in refusal("r.csv", GOOD.replace(b",", b";"))
    assert "“\t”" in refusal("r.csv", GOOD.replace(b",", b"\t"))


def test_columns_in_another_order_and_blank_rows_are_fine() -> None:
    columns = list(reversed(COLUMNS))
    blank = GOOD + b"," * (len(COLUMNS) - 1) + b"\r\n\r\n"
    assert [dict(c) for _, c in rows_of("r.csv", csv_bytes(ROWS, columns), COLUMNS)] == ROWS
    assert len(rows_of("r.csv", blank, COLUMNS)) == len(ROWS)


def test_cells_that_are_no_text_become_text() -> None:
    row = dict(ROWS[0]) | {
        "tax_code": 9900950101,
        "status_from": datetime(2020, 1, 2),  # noqa: DTZ001 - a cell has no time zone
        "phone": 2400009501.0,
        "address": "=1+1",
    }
    [(_, cells)] = rows_of("r.xlsx", xlsx_bytes([row]), COLUMNS)
    assert (cells["tax_code"], cells["status_from"], cells["phone"]) == ("9900950101", "2020-01-02", "2400009501")
    assert cells["address"] == "=1+1"


def bomb(members: int, size: int, lie: bool = False) -> bytes:
    """A workbook with members that swell; `lie` writes a small size into the directory."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for place in range(members):
            archive.writestr(f"xl/worksheets/sheet{place}.xml", b"0" * size)
    content = bytearray(file.getvalue())
    if lie:
        for place in range(len(content) - 4):
            if content[place : place + 4] == b"PK\x01\x02":
                content[place + 24 : place + 28] = struct.pack("<I", 10)
    return bytes(content)


def with_entity() -> bytes:
    """A good workbook whose sheet declares an entity."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes(ROWS))) as source, zipfile.ZipFile(file, "w") as target:
        for member in source.infolist():
            content = source.read(member)
            if member.filename.startswith("xl/worksheets/"):
                content = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa">]>' + content
            target.writestr(member.filename, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "make", "word"),
    [
        ("r.csv", lambda: GOOD.decode().encode("utf-16"), "UTF-16"),
        ("r.csv", lambda: GOOD.decode().encode("utf-16-le"), "UTF-16"),
        ("r.csv", lambda: GOOD.decode().encode("cp1258", "replace"), "UTF-8"),
        ("r.csv", lambda: b"", "tiêu đề"),
        ("r.csv", lambda: GOOD.replace(b"licence_no", b"licence", 1), "licence_no"),
        ("r.csv", lambda: GOOD.replace(b"licence_no", b"tax_code", 1), "tax_code"),
        ("r.csv", lambda: GOOD.replace(b",", b"\t"), "tiêu đề"),
        ("r.csv", lambda: GOOD.split(b"\r\n")[0], "không có dòng"),
        ("r.csv", lambda: GOOD + b"9999/BNV-GP,,\r\n", "rows[24]"),
        ("r.csv", lambda: GOOD + b'"', "CSV"),
        ("r.csv", lambda: GOOD.split(b"\r\n")[0] + b"\r\n" + b"x\r\n" * 20_002, "20.000"),
        ("r.csv", lambda: b"a" * (21 * 1024 * 1024), "MB"),
        ("r.xls", lambda: GOOD, ".xlsx"),
        ("r.xlsx", lambda: GOOD, "XLSX"),
        ("r.xlsx", lambda: b"PK\x03\x04" + b"\0" * 60, "XLSX"),
        ("r.xlsx", lambda: xlsx_bytes(ROWS)[:-200], "XLSX"),
        ("r.xlsx", lambda: bomb(1, 60 * 1024 * 1024), "nén quá nhiều"),
        ("r.xlsx", lambda: bomb(12, 5 * 1024 * 1024), "nén quá nhiều"),
        ("r.xlsx", lambda: bomb(1, 60 * 1024 * 1024, lie=True), "XLSX"),
        ("r.xlsx", lambda: bomb(1, 3 * 1024 * 1024), "nén quá nhiều"),
        ("r.xlsx", lambda: bomb(MOST_MEMBERS + 1, 1), "nén quá nhiều"),
        ("r.xlsx", lambda: bomb(1, 10), "XLSX"),
        ("r.xlsx", with_entity, "XML"),
    ],
)
def test_refused(name: str, make: Callable[[], bytes], word: str) -> None:
    assert word in refusal(name, make())


def test_an_empty_workbook_is_refused() -> None:
    file = io.BytesIO()
    openpyxl.Workbook().save(file)
    assert "tiêu đề" in refusal("r.xlsx", file.getvalue())
