"""A row of the register written back into the cells of the import format, and two rows compared cell by cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from portal.firms.rules.rows import FirmRow


@dataclass(frozen=True)
class CellChange:
    """A cell that says something else: the column of the import format, the text before and after."""

    column: str
    before: str
    after: str


def cells_of(row: FirmRow) -> dict[str, str]:
    """The cells that read as this row; days in ISO form, lists joined by “; ”."""
    named: dict[str, list[str]] = {"vi": [], "en": [], "short": [], "former": []}
    for kind, name in row.names:
        named[kind].append(name)
    return {
        "licence_no": row.licence_no,
        "licence_issued_on": _day(row.licence_issued_on),
        "name_vi": "; ".join(named["vi"]),
        "name_en": "; ".join(named["en"]),
        "short_name": "; ".join(named["short"]),
        "former_names": "; ".join(named["former"]),
        "tax_code": row.tax_code,
        "address": row.address,
        "province": row.province,
        "phone": row.phone,
        "website": row.website,
        "legal_representative": row.legal_representative,
        "authorised_people": "; ".join(row.people),
        "status": row.state,
        "status_from": _day(row.starts_on),
        "status_to": _day(row.runs_to),
        "decision_no": row.decision_no,
        "markets": ";".join(row.markets),
        "branches": "; ".join(f"{name} @ {address}" if address else name for name, address in row.branches),
    }


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[CellChange, ...]:
    """The cells in which the second row says something else than the first."""
    return tuple(CellChange(column, before[column], text) for column, text in after.items() if before[column] != text)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
