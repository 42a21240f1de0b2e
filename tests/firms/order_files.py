"""Order files to test with: rows in the columns of the import, on the first illustrative firms."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from portal.firms.rules.order_rows import COLUMNS

ROW = {
    "ref": "ĐH-77/01", "licence_no": "9001/LĐTBXH-GP", "market": "RO", "programme": "", "occupation": "Thợ hàn", "employer": "Nhà máy Thử",
    "positions": "20", "wage_amount": "900", "wage_currency": "EUR", "contract_months": "24", "approval_no": "77/QLLĐ-MH",
    "approved_on": "2026-01-15", "opens_on": "2026-02-01", "closes_on": "2032-12-31", "service_fee_amount": "",
    "service_fee_currency": "", "other_fees": "third_party=2300000 VND",
}  # fmt: skip


def row(**changed: str) -> dict[str, str]:
    """A right row with other cells."""
    return ROW | changed


def file_of(*rows: Mapping[str, str], columns: Iterable[str] = COLUMNS) -> bytes:
    """A CSV file of these rows."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(columns))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()
