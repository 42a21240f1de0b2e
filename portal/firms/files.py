"""What stands in a register file: rows of text from CSV or XLSX, opened with care; a file that could harm is refused in words."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date, datetime
from pathlib import PurePath

import openpyxl

from portal.shared.messages import Message, message
from portal.shared.problems import BadInput, Problem

LARGEST_FILE = 20 * 1024 * 1024
MOST_ROWS = 20_000
MOST_INFLATED = 50 * 1024 * 1024
MOST_RATIO = 100
MOST_MEMBERS = 2000
MOST_COLUMNS = 256
"""Of a sheet; cells further to the right are not read."""
LONGEST_CELL = 4000
MOST_TEXT = 20_000_000
"""Characters in all cells together: a small file can name one long text many times."""
_SMALL = 1024 * 1024
_CHUNK = 64 * 1024
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")

Row = tuple[int, Mapping[str, str]]


def rows_of(name: str, content: bytes, columns: Sequence[str]) -> list[Row]:
    """The rows below the header, each with its number in the file (the header is 1) and its cells by column.

    BadInput, field `file`, where it is no such file: too large, another encoding, another header, an archive that swells.
    """
    if len(content) > LARGEST_FILE:
        raise _refused(message("Tệp lớn hơn %(most)s MB", most=LARGEST_FILE // 1024 // 1024))
    suffix = PurePath(name).suffix.lower()
    if suffix == ".xlsx":
        return _by_column(_xlsx(content), columns)
    if suffix == ".csv":
        return _by_column(_csv(content), columns)
    raise _refused(message("Chỉ nhận tệp .csv hoặc .xlsx"))


def _refused(what: Message) -> BadInput:
    return BadInput([Problem("file", what)])


def _by_column(lines: Iterable[Sequence[str]], columns: Sequence[str]) -> list[Row]:
    table = _within(lines)
    header = _header(next(table, ()), columns)
    rows: list[Row] = []
    problems: list[Problem] = []
    for number, cells in enumerate(table, 2):
        if number > MOST_ROWS + 1:
            raise _refused(message("Tệp có hơn %(most)s dòng", most=MOST_ROWS))
        if not any(cell.strip() for cell in cells):
            continue
        problems += _too_long(number, header, cells)
        if len(cells) < len(header) or any(cell.strip() for cell in cells[len(header) :]):
            what = message("Dòng có %(found)s ô, cần %(wanted)s ô", found=len(cells), wanted=len(header))
            problems.append(Problem(f"rows[{number}]", what))
        rows.append((number, dict(zip(header, cells, strict=False))))
    if problems:
        raise BadInput(problems)
    if not rows:
        raise _refused(message("Tệp không có dòng dữ liệu nào"))
    return rows


def _header(cells: Sequence[str], columns: Sequence[str]) -> Sequence[str]:
    """The columns of the file in its own order. BadInput where they are not exactly `columns`."""
    header = [cell.strip().lower() for cell in cells]
    while header and not header[-1]:
        header.pop()
    if len(header) == 1 and (sign := next((sign for sign in ";\t|" if sign in header[0]), "")):
        what = message("Dòng tiêu đề không đúng: các ô phải cách nhau bằng dấu phẩy, không phải “%(sign)s”", sign=sign)
        raise _refused(what)
    if sorted(header) != sorted(columns):
        missing = [c for c in columns if c not in header]
        extra = [c for c in dict.fromkeys(header) if c not in columns or header.count(c) > 1]
        raise _refused(
            message(
                "Dòng tiêu đề không đúng. Thiếu: %(missing)s. Thừa hoặc lặp: %(extra)s",
                missing=", ".join(missing) or "–",
                extra=", ".join(extra)[:200] or "–",
            )
        )
    return header


def _within(lines: Iterable[Sequence[str]]) -> Iterator[Sequence[str]]:
    """The lines as long as their text, all cells together, stays within bounds."""
    left = MOST_TEXT
    for cells in lines:
        left -= sum(map(len, cells))
        if left < 0:
            raise _refused(message("Tệp có hơn %(most)s ký tự", most=MOST_TEXT))
        yield cells


def _too_long(number: int, header: Sequence[str], cells: Sequence[str]) -> list[Problem]:
    what = message("Ô này dài hơn %(most)s ký tự", most=LONGEST_CELL)
    long = (place for place, cell in enumerate(cells) if len(cell) > LONGEST_CELL)
    return [Problem(f"rows[{number}].{header[place] if place < len(header) else place + 1}", what) for place in long]


def _csv(content: bytes) -> Iterator[Sequence[str]]:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or content.count(0) * 4 > len(content):  # every second byte, or nearly
        raise _refused(message("Tệp không phải UTF-8 (có vẻ là UTF-16). Hãy lưu lại dạng “CSV UTF-8”"))
    if (place := content.find(0)) >= 0:
        raise _refused(
            message("Tệp có ký tự rỗng (byte thứ %(place)s), có thể đã hỏng. Hãy lưu lại tệp", place=place + 1)
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(
            message("Tệp không phải UTF-8 (byte thứ %(place)s). Hãy lưu lại dạng “CSV UTF-8”", place=error.start + 1)
        ) from None
    try:
        yield from csv.reader(io.StringIO(text, newline=""), strict=True)
    except csv.Error as error:
        raise _refused(message("Không đọc được CSV: %(error)s", error=str(error))) from None


def _xlsx(content: bytes) -> Iterator[Sequence[str]]:
    _weigh(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles it does not know; they are not read
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        with closing(book):
            sheet = next((sheet for sheet in book.worksheets if sheet.sheet_state == "visible"), None)
            if sheet is None:
                raise _refused(message("Tệp XLSX không có trang tính nào đang hiện"))
            sheet.reset_dimensions()  # what the file says of its own size is not believed
            for cells in sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS, values_only=True):
                yield [_text(cell) for cell in cells]
    except BadInput:
        raise
    except Exception as error:  # openpyxl raises nearly anything on a damaged file; nothing was changed yet
        raise _refused(message("Không mở được tệp XLSX: %(error)s", error=type(error).__name__)) from error


def _weigh(content: bytes) -> None:
    """Refuse an archive that swells: by what it declares, then by what really comes out, before anything reads it."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError):
        raise _refused(message("Tệp không phải XLSX")) from None
    members = archive.infolist()
    if len(members) > MOST_MEMBERS or sum(m.file_size for m in members) > MOST_INFLATED:
        raise _refused(message("Tệp XLSX nén quá nhiều dữ liệu nên không được mở"))
    if any(PurePath(member.filename).name.lower() == "vbaproject.bin" for member in members):
        raise _refused(message("Tệp XLSX có macro. Hãy lưu lại dạng .xlsx không có macro"))
    inflated = 0
    try:
        for member in members:
            before = b""
            with archive.open(member) as stream:
                while piece := stream.read(_CHUNK):
                    inflated += len(piece)
                    if inflated > MOST_INFLATED or (inflated > _SMALL and inflated > MOST_RATIO * len(content)):
                        raise _refused(message("Tệp XLSX nén quá nhiều dữ liệu nên không được mở"))
                    before = (before[-len(_DECLARATIONS[0]) :] + piece.replace(b"\0", b"")).upper()  # UTF-16 too
                    if any(word in before for word in _DECLARATIONS):
                        raise _refused(message("Tệp XLSX chứa khai báo XML không được phép"))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise _refused(message("Tệp XLSX bị hỏng")) from None


def _text(cell: object) -> str:
    """A cell as text: whole numbers without a point, days in ISO form, formulas as they are written."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
