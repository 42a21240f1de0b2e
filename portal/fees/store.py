"""How the fee rules are fetched: from content's data to the dated values that the rules judge by, as known on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from portal.content import service as content
from portal.content.editions import per_edition
from portal.content.item import Item
from portal.fees.rules.formulas import TYPES
from portal.fees.rules.known import known_rows
from portal.fees.rules.terms import Clause, FeeRule, Formula, Scope
from portal.shared.text import words

Data = Mapping[str, Any]
RULE, VERSION = "fee_rule", "fee_rule_version"
_RANKS = ("general", "special", "market", "host")
_SOURCED = ("verified", "sourced")
_UNKNOWN = "unknown"
_NO_LONGER = ("superseded", "historical")


@dataclass(frozen=True)
class Shelf:
    """The fee rules as one day knew them: every rule in the order of the files, each in one version."""

    rows: Mapping[str, Data]

    @cached_property
    def rules(self) -> tuple[FeeRule, ...]:
        """Every rule as the rules of judging understand it."""
        return tuple(fee_rule(row) for row in self.rows.values())

    def row(self, id: str) -> Data:
        """What the editor wrote of this rule; KeyError if it was not known on that day."""
        return self.rows[id]

    def item(self, id: str) -> Item:
        """The rule as content: kind `fee_rule`, its data the version of that day (its evidence node)."""
        return Item(RULE, id, self.rows[id])


@per_edition
def shelf(known_on: date | None = None) -> Shelf:
    """The rules as the site knew them on a day; None: as it knows them now."""
    return Shelf(known_rows(written(RULE), written(VERSION), known_on))


def written(kind: str) -> list[Data]:
    """The rows of this kind as they stand in the files; empty where there is no such file."""
    try:
        return [item.data for item in content.all_of(kind)]
    except content.NoSuchKind:  # no rule was ever corrected
        return []


def all_rules(known_on: date | None = None) -> tuple[FeeRule, ...]:
    """Every fee rule of the content as the rules understand it, in the order of the files."""
    return shelf(known_on).rules


@per_edition
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
        yield Clause(_scope(scope, named, doubtful), formula(row["formula"]), "condition" in row, own, row["formula"])


def without_formula(data: Data) -> tuple[Clause, ...]:
    """Whom a rule without a ceiling speaks of, as a clause that limits nothing."""
    return (Clause(_scope(data.get("applies_to", {}), frozenset(), frozenset()), Formula("")),)


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
