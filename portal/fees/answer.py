"""A verdict as JSON: the shape of the `check-quote` contract, for the command and the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from portal.fees.service import LineVerdict, Priced, QuoteVerdict
from portal.shared.messages import Message

Say = Callable[[Message], str]


def as_json(verdict: QuoteVerdict, say: Say = str) -> dict[str, Any]:
    """The whole answer. Amounts are decimal text, `vnd` whole numbers (null: no rate was needed and none is known)."""
    return {
        "verdict": verdict.verdict,
        "total": {"vnd": verdict.total.vnd, **_money(verdict.total)},
        "months_of_wage": float(verdict.months_of_wage) if verdict.months_of_wage is not None else None,
        "assumptions": [say(text) for text in verdict.assumptions],
        "lines": [_line(line, say) for line in verdict.lines],
    }


def _money(priced: Priced) -> dict[str, Any]:
    return {"amount": format(priced.exact, "f"), "currency": priced.money.currency}


def _priced(priced: Priced | None) -> dict[str, Any] | None:
    return None if priced is None else {**_money(priced), "vnd": priced.vnd}


def _line(line: LineVerdict, say: Say) -> dict[str, Any]:
    return {
        "kind": line.kind,
        "label": line.label or None,
        "verdict": line.verdict,
        "cap": _priced(line.cap),
        "excess": _priced(line.excess),
        "rule_id": line.rule_id,
        "article": line.article,
        "valid_from": line.valid_from.isoformat() if line.valid_from else None,
        "valid_to": line.valid_to.isoformat() if line.valid_to else None,
        "reason": say(line.reason),
    }
