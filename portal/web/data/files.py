"""A data set as a file: CSV that a spreadsheet opens without running anything in it, or JSON with its dictionary."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from typing import Any

from portal.web.data.tables import Table
from portal.web.shell.licence import LICENCE
from portal.web.shell.wording import say

BOM = "\ufeff"
"""Excel reads a CSV file as UTF-8 only where it begins with this; other programs skip it (Python: encoding utf-8-sig)."""
_FORMULA = re.compile(r"^[=+\-@\t\r|%]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def as_csv(table: Table) -> str:
    """A header line of column names, then the rows; cells that a spreadsheet would run begin with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows([[safe(column.of(row)) for column in table.columns] for row in table.rows()])
    return BOM + out.getvalue()


def safe(value: Any) -> str:
    """The cell as text. A text that begins like a formula is kept from being one; a number stays a number."""
    text = "" if value is None else str(value)
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def as_json(table: Table, *, updated: date, address: str) -> str:
    """The same rows with names, licence, date and what each column means."""
    document = {
        "name": table.name,
        "title": say(table.title),
        "description": say(table.about),
        "license": LICENCE,
        "updated": updated.isoformat(),
        "address": address,
        "columns": [{"name": column.name, "meaning": say(column.meaning)} for column in table.columns],
        "rows": [{column.name: column.of(row) for column in table.columns} for row in table.rows()],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)
