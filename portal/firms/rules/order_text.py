"""An order written back into the cells of the import format, with what the site itself made of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from portal.firms.rules.order_rows import SERVICE_FEE, FeeLine, OrderRow

PUBLISHED, SOURCE = "published", "source"
"""Two columns that stand in no file: whether its price lets it be shown, and who said it."""
YES, NO, FIRM, FILE = "yes", "no", "firm", "file"


def cells_of(row: OrderRow, licence_no: str, *, published: bool, by_firm: bool) -> dict[str, str]:
    """The cells that read as this order; days in ISO form, sums without idle noughts, charges joined by “; ”."""
    service = row.fees[0] if row.fees and row.fees[0].kind == SERVICE_FEE else None
    return {
        "ref": row.ref,
        "licence_no": licence_no,
        "market": row.market,
        "programme": row.programme or "",
        "occupation": row.occupation,
        "employer": row.employer or "",
        "positions": str(row.positions or ""),
        "wage_amount": _sum(row.wage_amount),
        "wage_currency": row.wage_currency or "",
        "contract_months": str(row.contract_months or ""),
        "approval_no": row.approval_no or "",
        "approved_on": _day(row.approved_on),
        "opens_on": _day(row.opens_on),
        "closes_on": _day(row.closes_on),
        "service_fee_amount": _sum(service.amount) if service else "",
        "service_fee_currency": service.currency if service else "",
        "other_fees": _lines(row.fees[1:] if service else row.fees),
        PUBLISHED: YES if published else NO,
        SOURCE: FIRM if by_firm else FILE,
    }


def _lines(fees: Sequence[FeeLine]) -> str:
    return "; ".join(f"{line.kind}={_sum(line.amount)} {line.currency}" for line in fees)


def _sum(amount: Decimal | None) -> str:
    return "" if amount is None else format(amount.normalize(), "f")


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
