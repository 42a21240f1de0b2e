"""Register files that cannot be read, or should not be: each is refused in words before anything happens."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from datetime import datetime
from html import escape

import openpyxl
import pytest

from portal.firms.files import LONGEST_CELL, MOST_MEMBERS, rows_of
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


def workbook(*sheets: tuple[str, list[list[str]]]) -> bytes:
    """A workbook with these sheets: (state, rows)."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for state, rows in sheets:
        sheet = book.create_sheet()
        sheet.sheet_state = state
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def table(rows: list[dict[str, str]] = ROWS) -> list[list[str]]:
    return [list(COLUMNS), *([row[column] for column in COLUMNS] for row in rows)]


def with_member(name: str, content: bytes) -> bytes:
    """A good workbook with one more member, uncompressed."""
    file = io.BytesIO(xlsx_bytes(ROWS))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(name, content)
    return file.getvalue()


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KINDS = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def by_hand(rows: list[list[str]], state: str = "visible") -> bytes:
    """A workbook whose cells name texts in one list, each text once, as spreadsheets write it; its only sheet in this state."""
    texts = list(dict.fromkeys(cell for row in rows for cell in row))
    place = {text: number for number, text in enumerate(texts)}
    lines = ("".join(f'<c t="s"><v>{place[cell]}</v></c>' for cell in row) for row in rows)
    sheet = "".join(f"<row>{line}</row>" for line in lines)
    parts = ("workbook", "sharedStrings", "worksheets/sheet1")
    kinds = ("sheet.main", "sharedStrings", "worksheet")
    types = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{KINDS}.{kind}+xml"/>'
        for part, kind in zip(parts, kinds, strict=True)
    )
    members = {
        "[Content_Types].xml": f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        f'<sheet name="a" sheetId="1" state="{state}" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONS}">'
        f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{"".join(f"<si><t>{escape(text)}</t></si>" for text in texts)}</sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData></worksheet>',
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


REFUSED: list[tuple[str, Callable[[], bytes], str]] = [
    ("r.csv", lambda: GOOD.replace(b"TNHH", b"TN\0H", 1), "ký tự rỗng"),
    ("r.csv", lambda: csv_bytes([dict(ROWS[0]) | {"address": "đ" * 4001}]), "rows[2].address"),
    ("r.xlsx", lambda: by_hand([list(COLUMNS), *([["đ" * 3900] * len(COLUMNS)] * 700)]), "20.000.000"),
    ("r.xlsx", lambda: by_hand([["x" * 32_000] * 250]), "tiêu đề"),
    ("r.xlsx", lambda: by_hand(table(), "hidden"), "trang tính"),
    ("r.xlsx", lambda: with_member("xl/vbaProject.bin", b"x"), "macro"),
    ("r.xlsx", lambda: with_member("xl/more.xml", b" " * (64 * 1024 - 4) + b"<!DOCTYPE w>"), "XML"),
    ("r.xlsx", lambda: with_member("xl/more.xml", "<!DOCTYPE w>".encode("utf-16")), "XML"),
    ("r.xlsx", lambda: with_member("xl/more.xml", b"<!doctype w>"), "XML"),
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
]


@pytest.mark.parametrize(("name", "make", "word"), REFUSED)
def test_refused(name: str, make: Callable[[], bytes], word: str) -> None:
    assert word in refusal(name, make())


def test_texts_kept_in_one_list_are_read() -> None:
    assert [dict(cells) for _, cells in rows_of("r.xlsx", by_hand(table()), COLUMNS)] == ROWS


def test_the_first_sheet_that_a_person_sees_is_read() -> None:
    other = [dict(ROWS[0]) | {"name_vi": "Công ty TNHH Giấu Kín"}]
    content = workbook(("hidden", table(other)), ("veryHidden", table(other)), ("visible", table()))
    assert rows_of("r.xlsx", content, COLUMNS) == rows_of("r.xlsx", workbook(("visible", table())), COLUMNS)


def test_a_cell_of_the_longest_length_is_read() -> None:
    [(_, cells)] = rows_of("r.csv", csv_bytes([dict(ROWS[0]) | {"address": "đ" * LONGEST_CELL}]), COLUMNS)
    assert len(cells["address"]) == LONGEST_CELL


def test_an_empty_workbook_is_refused() -> None:
    file = io.BytesIO()
    openpyxl.Workbook().save(file)
    assert "tiêu đề" in refusal("r.xlsx", file.getvalue())
