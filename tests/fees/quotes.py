"""Quotes for tests: a whole one by default, any part of it changed by name."""

from __future__ import annotations

from typing import Any

from portal.fees.service import LineVerdict, QuoteVerdict, check_quote


def line(
    kind: str = "service_fee", amount: str = "0", currency: str = "JPY", label: str | None = None
) -> dict[str, Any]:
    """One charge."""
    return {"kind": kind, "label": label, "amount": amount, "currency": currency}


def quote(*lines: dict[str, Any], wage: str | None = "100000", currency: str = "JPY", **changes: Any) -> dict[str, Any]:
    """A quote: Romania, 12 months, 100,000 JPY a month, signed in March 2025, unless changed."""
    return {
        "market": "RO",
        "programme": None,
        "occupation": "thợ may",
        "contract_months": 12,
        "monthly_wage": None if wage is None else {"amount": wage, "currency": currency},
        "signed_on": "2025-03-01",
        "event": None,
        "lines": list(lines),
        **changes,
    }


def ask(*lines: dict[str, Any], **changes: Any) -> QuoteVerdict:
    """The verdict on such a quote."""
    return check_quote(quote(*lines, **changes))


def one(kind: str, amount: str, currency: str = "JPY", **changes: Any) -> LineVerdict:
    """The verdict on the only line of such a quote."""
    return ask(line(kind, amount, currency), **changes).lines[0]


def service_fee(amount: str, **changes: Any) -> LineVerdict:
    """The verdict on a service fee in JPY."""
    return one("service_fee", amount, **changes)
