"""What may lawfully be charged at most for each kind of charge, for one contract: asked of the fee rules, never decided here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from portal.costs.asked import Plan
from portal.fees import wording
from portal.fees.allowed import ZERO, Allowed, rules_for
from portal.fees.rules.formulas import FIXED_PER_YEAR, MONTHLY_BY_YEAR, YEAR
from portal.fees.rules.judging import Doubt
from portal.fees.rules.terms import Amount
from portal.shared.messages import Message

FORBIDDEN, AT_MOST, PERHAPS_LESS, A_MONTH = "forbidden", "at_most", "perhaps_less", "a_month"
WAGE_NEEDED, OPEN = "wage_needed", "open"
"""Nothing may be charged; up to `cap`; never more than `cap` but perhaps less; up to `by_year` each month; the cap is so many
months of a wage that is not known; nothing is concluded."""


@dataclass(frozen=True)
class Ceiling:
    """What the rules say of one kind of charge. `cap` in its own currency; `wage_months`: the cap as months of wage.

    `by_year`: the cap of one month in year 1, 2, … (the last repeats). `why`: what would have to be known. `rule_id` names the
    rule that decides, or that is meant.
    """

    state: str
    cap: Amount | None = None
    wage_months: Fraction | None = None
    by_year: tuple[Amount, ...] = ()
    rule_id: str | None = None
    why: tuple[Message, ...] = ()


def ceilings_of(plan: Plan, months: int, wage: Amount | None) -> dict[str, Ceiling]:
    """For each kind of charge the most that may be taken under a contract of `months` months at this monthly wage."""
    priced = wage if wage is not None and wage.value > 0 else None
    found = rules_for(plan.market, plan.programme, plan.occupation, plan.signed_on, months=months, wage=priced)
    return {allowed.kind: _ceiling(allowed, plan, priced) for allowed in found}


def _ceiling(allowed: Allowed, plan: Plan, wage: Amount | None) -> Ceiling:
    rule_id = allowed.decides.id if allowed.decides else None
    if Doubt.CHANNEL in allowed.doubts:
        return Ceiling(OPEN, rule_id=rule_id, why=(wording.CHANNEL,))
    if allowed.verdict == ZERO:
        return Ceiling(FORBIDDEN, Amount(Fraction(0), "VND"), rule_id=rule_id)
    why = () if allowed.certain and allowed.verdict != "unknown" else _why(allowed)
    by_year = _by_year(allowed, plan.programme)
    if by_year:
        return Ceiling(A_MONTH, by_year=by_year, rule_id=rule_id, why=why)
    months = allowed.months_of_wage
    if months is not None:
        if wage is None:
            return Ceiling(WAGE_NEEDED, wage_months=months, rule_id=rule_id, why=why)
        cap = Amount(months * wage.value, wage.currency)
    elif allowed.cap is not None:
        cap = Amount(Fraction(allowed.cap.amount), allowed.cap.currency)
    else:
        return Ceiling(OPEN, rule_id=rule_id, why=why)
    return Ceiling(PERHAPS_LESS if why else AT_MOST, cap, months, (), rule_id, why)


def _by_year(allowed: Allowed, programme: str | None) -> tuple[Amount, ...]:
    """The cap of one month by year of work; a yearly cap is spread over its twelve months."""
    if allowed.decides is None:
        return ()
    for row in allowed.decides.data.get("items", (allowed.decides.data,)):
        formula = row.get("formula", {})
        if formula.get("type") in (MONTHLY_BY_YEAR, FIXED_PER_YEAR) and _fits(row.get("applies_to", {}), programme):
            amounts = formula.get("amounts") or [formula["amount"]]
            share = 1 if formula["type"] == MONTHLY_BY_YEAR else YEAR
            return tuple(Amount(Fraction(amount) / share, formula["currency"]) for amount in amounts)
    return ()


def _fits(scope: Mapping[str, Any], programme: str | None) -> bool:
    return programme in scope.get("programmes", (programme,)) and programme not in scope.get("programmes_except", ())


def _why(allowed: Allowed) -> tuple[Message, ...]:
    """What an editor or the visitor would have to tell."""
    found = [text for doubt in allowed.doubts if (text := wording.doubt(doubt)) is not None]
    unread = [item.data["title"] for item in allowed.verify if not _conditions(item.data)]
    if unread:
        found.append(wording.unverified(unread))
    found += [wording.condition(text) for item in allowed.verify for text in _conditions(item.data)]
    return tuple(found)


def _conditions(data: Mapping[str, Any]) -> list[dict[str, str]]:
    """Under which condition a rule that was read holds."""
    if data["state"] not in ("sourced", "verified"):
        return []
    return [row["condition"] for row in (data, *data.get("items", ())) if "condition" in row][:1]
