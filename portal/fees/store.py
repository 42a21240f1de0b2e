"""How the fee rules are fetched: from content's data to the dated values that the rules judge by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

from portal.content import service as content
from portal.fees.rules.formulas import TYPES
from portal.fees.rules.terms import Clause, FeeRule, Formula, Scope
from portal.shared.text import words

Data = Mapping[str, Any]
RULE = "fee_rule"
_RANKS = ("general", "special", "market", "host")
_SOURCED = ("verified", "sourced")
_UNKNOWN = "unknown"
_NO_LONGER = ("superseded", "historical")


@lru_cache(maxsize=1)
def all_rules() -> tuple[FeeRule, ...]:
    """Every fee rule of the content as the rules understand it, in the order of the files."""
    return tuple(fee_rule(item.data) for item in content.all_of(RULE))


@lru_cache(maxsize=1)
def kinds() -> tuple[str, ...]:
    """Every kind of charge that a rule speaks of, in the order of the files."""
    return tuple(dict.fromkeys(item.data["kind"] for item in content.all_of(RULE)))


def fee_rule(data: Data) -> FeeRule:
    """One rule. A first day that the rule does not give is the earliest known day of its documents, if any."""
    return FeeRule(
        id=data["id"],
        kind=data["kind"],
        rank=_RANKS.index(data["rank"]),
        clauses=tuple(_clauses(data)),
        sourced=data["state"] in _SOURCED,
        starts=_day(data.get("effective")) or first_day_of_documents(data),
        ends=_day(data.get("effective_to")),
        doubtful_from=_doubtful_from(data),
        retired=data.get("status") in _NO_LONGER or data["state"] == "superseded",
        refundable=bool(data.get("refundable")),
        stands_for=frozenset(data.get("stands_for", ())),
    )


def first_day_of_documents(data: Data) -> date | None:
    """The earliest day on which a document of the rule took force (else was issued); None if no document gives one."""
    found = (content.find("document", id) for id in data.get("documents", ()))
    return min((day for item in found if item and (day := _day_of_document(item.data))), default=None)


def _day_of_document(data: Data) -> date | None:
    return _day(data.get("effective")) or _day(data.get("issued"))


def _doubtful_from(data: Data) -> date | None:
    """From when a sourced rule is not asserted: `verify_from`; for `verify`, when the replacing text took force."""
    if not data.get("verify"):
        return None
    if day := _day(data.get("verify_from")):
        return day
    replacing = content.find("document", data["replaced_by"]) if data.get("replaced_by") else None
    return _day_of_document(replacing.data) if replacing else None


def _clauses(data: Data) -> Iterable[Clause]:
    rows = [row for row in data.get("items", [data]) if row.get("formula", {}).get("type") in TYPES]
    scopes = [row.get("applies_to", {}) for row in rows]
    named = frozenset(code for scope in scopes for code in scope.get("markets", ()))
    doubtful = frozenset(code for scope in scopes for code in scope.get("markets_doubtful", ()))
    for row, scope in zip(rows, scopes, strict=True):
        own = _day(row.get("effective")) if "items" in data else None
        yield Clause(_scope(scope, named, doubtful), formula(row["formula"]), "condition" in row, own)


def _scope(data: Data, named: frozenset[str], doubtful: frozenset[str]) -> Scope:
    elsewhere = bool(data.get("elsewhere"))
    limited = "markets" in data
    return Scope(
        markets=named if elsewhere else frozenset(data["markets"]) if limited else None,
        doubtful=doubtful if elsewhere else frozenset(data.get("markets_doubtful", ())),
        elsewhere=elsewhere,
        programmes=frozenset(data.get("programmes", ())),
        programmes_except=frozenset(data.get("programmes_except", ())),
        occupations=frozenset(data.get("occupations", ())),
        occupations_except=frozenset(data.get("occupations_except", ())),
        months_min=data.get("contract_months_min", 0),
        event=data.get("event"),
        service_company=data.get("channel") == "service_company",
        label=tuple(" ".join(words(phrase)) for phrase in data.get("label", ())),
    )


def formula(data: Data) -> Formula:
    """A formula with exact numbers; amounts in content are decimal text."""
    amounts = data.get("amounts") or ([data["amount"]] if "amount" in data else [])
    return Formula(
        type=data["type"],
        months=Fraction(data["months"]) if "months" in data else None,
        at_most=Fraction(data["at_most"]) if "at_most" in data else None,
        at_most_from=data.get("at_most_from", 0),
        amounts=tuple(Fraction(amount) for amount in amounts),
        currency=data.get("currency", ""),
    )


def _day(text: str | None) -> date | None:
    return None if text in (None, _UNKNOWN) else date.fromisoformat(str(text))
