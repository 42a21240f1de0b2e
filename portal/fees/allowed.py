"""What may be charged for one market, programme and occupation, kind by kind: how much at most, who pays, when, by which article."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from portal.content.item import Item
from portal.fees import store
from portal.fees.formula_words import say_formula
from portal.fees.rules import formulas
from portal.fees.rules.judging import Bounds, Dated, Doubt, bounds
from portal.fees.rules.money import RateNeeded
from portal.fees.rules.readings import covers, readings
from portal.fees.rules.standing import Standing, standing
from portal.fees.rules.terms import DEPOSIT_KIND, NOT_A_CHARGE, Amount, FeeRule, Offer
from portal.fees.store import Shelf
from portal.fees.sums import money_of
from portal.fees.wording import KINDS
from portal.shared.locales import Text
from portal.shared.messages import Message
from portal.shared.money import Money

CAP, ZERO, DEPOSIT, FREE, UNKNOWN = "cap", "zero", "deposit", "free", "unknown"
_UNIT = "XXX"  # a wage of one unit: the ceiling in it is the ceiling in months of wage
_USUAL = 12


@dataclass(frozen=True)
class Allowed:
    """What the rules say of one kind of charge.

    `verdict`: `cap` up to a ceiling, `zero` nothing, `deposit` up to a ceiling and it comes back, `free` by agreement,
    `unknown` nothing sourced limits it. `cap`: the ceiling beyond which a charge is surely unlawful, in its own currency, where
    it can be worked out; `months_of_wage`: the same as months of contract wage. `in_words`: the ceiling said without a contract.
    `certain` False: a lower ceiling may hold (`doubts` say what would have to be known, `verify` lists the rules an editor must
    verify). `payer`: worker, company, employer, not_worker (the rule says only who need not) or unknown. `due`: when it may be
    collected. `article`: the text reference, None where the facts give none. `decides`: the rule (its evidence node is
    `decides.data`), None where none does. `rules`: every rule of this kind that speaks of this market on that day and may be
    shown, deciding or not.
    """

    kind: str
    name: Message
    verdict: str
    cap: Money | None
    months_of_wage: Fraction | None
    in_words: Message | None
    certain: bool
    payer: str
    refundable: bool
    due: Text | None
    article: str | None
    decides: Item | None
    rules: tuple[Item, ...]
    doubts: tuple[Doubt, ...]
    verify: tuple[Item, ...]


def rules_for(
    market: str,
    programme: str | None,
    occupation: str | None,
    as_of: date,
    *,
    months: int | None = None,
    wage: Amount | None = None,
    event: str | None = None,
    known_on: date | None = None,
) -> tuple[Allowed, ...]:
    """Every kind of charge with what may be charged under a contract signed on `as_of`, as known on `known_on` (None: now).

    `market` ISO 3166, `programme` an id of the programmes or None, `occupation` free text, a code, or None (unknown). `months` of
    the contract and `wage` (one month's) work the ceilings out: without months there are no sums, only words; without a wage,
    ceilings in months of wage stay `months_of_wage`. Kinds that are money to the worker (refund, fund support, loan) are left out.
    """
    offer = Offer(market, programme, occupation, months or _USUAL, wage or Amount(Fraction(1), _UNIT), as_of, event, ())
    shelf = store.shelf(known_on)
    kinds = [kind for kind in dict.fromkeys(rule.kind for rule in shelf.rules) if kind not in NOT_A_CHARGE]
    return tuple(_of_kind(kind, offer, shelf, sums=months is not None, priced=wage is not None) for kind in kinds)


def _of_kind(kind: str, offer: Offer, shelf: Shelf, *, sums: bool, priced: bool) -> Allowed:
    rules = [rule for rule in shelf.rules if rule.kind == kind]
    dated = [(rule, clause) for rule in rules for clause in rule.clauses if not clause.scope.label]
    try:
        found = bounds(offer, dated)
    except RateNeeded:  # ceilings in two currencies and no rate: nothing is compared
        found = Bounds(None, None, False, (), ())
    speaking = tuple(
        shelf.item(rule.id) for rule in rules if _may_be_shown(shelf, rule) and _speaks(rule, shelf, offer)
    )
    verify = tuple(shelf.item(rule.id) for rule in found.doubtful_rules)
    base = Allowed(kind, KINDS[kind], UNKNOWN, None, None, None, found.certain, "unknown", False, None, None, None,
                   speaking, found.doubts, verify)  # fmt: skip
    if found.governing is None:
        return base
    return _decided(base, found.governing, found, shelf, offer, sums=sums, priced=priced)


def _decided(
    base: Allowed, dated: Dated, found: Bounds, shelf: Shelf, offer: Offer, *, sums: bool, priced: bool
) -> Allowed:
    rule, clause = dated
    row, cap = shelf.row(rule.id), found.high
    by_wage = formulas.needs_wage(clause.formula)
    known = cap is not None and sums and (priced or not by_wage)
    return replace(
        base,
        verdict=_verdict(rule, base.kind, cap, clause.formula.type),
        cap=money_of(cap) if known and cap else None,
        months_of_wage=formulas.wage_months(clause.formula, offer.months) if by_wage and sums else None,
        in_words=say_formula(clause.written) if clause.written else None,
        payer=row.get("payer", "worker" if row.get("worker_may_be_charged") else "not_worker"),
        refundable=rule.refundable,
        due=row.get("due"),
        article=row.get("legal"),
        decides=shelf.item(rule.id),
    )


def _verdict(rule: FeeRule, kind: str, cap: Amount | None, formula: str) -> str:
    if formula == formulas.MARKET_PRICE:
        return FREE
    if cap is not None and not cap.value:
        return ZERO
    if kind == DEPOSIT_KIND and rule.refundable:
        return DEPOSIT
    return CAP if cap is not None else UNKNOWN


def _speaks(rule: FeeRule, shelf: Shelf, offer: Offer) -> bool:
    """Whether the rule, or one of its clauses in any reading of the offer, is about this contract on that day."""
    if standing(rule, None, offer.signed_on) is Standing.NOT_IN_FORCE:
        return False
    clauses = rule.clauses or store.without_formula(shelf.row(rule.id))
    return any(covers(clause.scope, offer, way) for clause in clauses for way in readings(offer, clauses))


def _may_be_shown(shelf: Shelf, rule: FeeRule) -> bool:
    return bool(shelf.row(rule.id)["state"] != "withheld")
