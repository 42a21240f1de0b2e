"""What does going abroad really cost, and how many months of work earn it back? One plan, item by item, wage by wage."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from portal.costs import store, wording
from portal.costs.asked import LEVELS, LOW, Plan
from portal.costs.ceilings import A_MONTH, AT_MOST, FORBIDDEN, OPEN, PERHAPS_LESS, Ceiling, ceilings_of
from portal.costs.rules.payback import Debt, Payback, Wage, in_wages, payback
from portal.costs.store import MonthlyWage, Node
from portal.fees.question import sourced_rates
from portal.fees.rules.money import RateNeeded, in_vnd
from portal.fees.rules.terms import Amount
from portal.shared.messages import Message
from portal.shared.money import whole_dong

__all__ = ["LAWFUL", "TYPED", "Case", "Outcome", "Row", "Sheet", "cost_sheet", "dong_of"]

LAWFUL, TYPED = "lawful", "typed"
"""Every capped item at its ceiling and the others as typed; only what the visitor typed. The two are never added up together."""
_CAPPED = (AT_MOST, PERHAPS_LESS, FORBIDDEN, A_MONTH)
_DEFAULT_MONTHS = 36


@dataclass(frozen=True)
class Row:
    """One item: what the rules say (for the main wage), what was typed, and whether it is more than is lawful (None: not known)."""

    item: Node
    ceiling: Ceiling
    typed: Amount | None
    above: bool | None

    @property
    def comes_back(self) -> bool:
        """Whether it is lent rather than spent."""
        return str(self.item["back"]) == "whole"

    @property
    def monthly(self) -> bool:
        """Whether it is due every month abroad."""
        return bool(self.item.get("monthly"))


@dataclass(frozen=True)
class Outcome:
    """One way to count for one wage. VND. `missing`: what is not in the sum.

    `ratio`: cost ÷ gross wage of the first month (SDG 10.7.1).
    """

    cost: int
    deposit: int
    missing: tuple[Node, ...]
    payback: Payback | None
    ratio: Decimal | None
    notes: tuple[Message, ...]

    @property
    def at_least(self) -> bool:
        """Whether something that costs money is left out, so that it takes longer than said.

        A deposit of unknown size costs nothing but the interest of what is borrowed for it.
        """
        borrowed = self.payback is not None and self.payback.loan > 0
        return bool(self.notes) or any(item["back"] != "whole" or borrowed for item in self.missing)


@dataclass(frozen=True)
class Case:
    """One wage: as typed or the sourced minimum (`sourced`), in VND where a rate is known, and what it leads to."""

    level: str
    wage: Amount
    sourced: MonthlyWage | None
    gross: int | None
    taken: int
    living: int
    net: int | None
    deductions: tuple[Node, ...]
    needs: tuple[str, ...]
    lawful: Outcome | None
    typed: Outcome | None


@dataclass(frozen=True)
class Sheet:
    """The answer for one plan. `months`: of the contract, `assumed` where it was not said."""

    plan: Plan
    market: Node
    months: int
    assumed: bool
    rows: tuple[Row, ...]
    cases: tuple[Case, ...]
    needs: tuple[str, ...]

    @property
    def main(self) -> Case | None:
        """The case that stands for all where only one can be shown: the middle one, else the lowest."""
        by_level = {case.level: case for case in self.cases}
        return next((by_level[level] for level in ("mid", "low", "high") if level in by_level), None)


def cost_sheet(plan: Plan) -> Sheet:
    """The sheet of a plan whose market exists. A wage that is not said is the sourced minimum wage, as the low case."""
    market = store.market(plan.market)
    if market is None:
        raise LookupError(plan.market)
    plan = replace(plan, rates={**sourced_rates(), **plan.rates})
    wages: dict[str, tuple[Amount, MonthlyWage | None]] = {level: (w, None) for level, w in plan.wages.items()}
    minimum = store.minimum_wage(market, plan.signed_on)
    if LOW not in wages and minimum is not None:
        wages[LOW] = (minimum.amount, minimum)
    asked = [(level, *wages[level]) for level in LEVELS if level in wages]
    items = store.items(plan.market, plan.programme)
    by_wage = {level: _rows(plan, items, wage) for level, wage, _ in asked}
    cases = tuple(_case(plan, market, by_wage[level], level, wage, source) for level, wage, source in asked)
    needs = tuple(dict.fromkeys(code for case in cases for code in case.needs))
    sheet = Sheet(plan, market, _months(plan), plan.months is None, (), cases, needs)
    rows = by_wage[sheet.main.level] if sheet.main else _rows(plan, items, None)
    return replace(sheet, rows=rows)


def _months(plan: Plan) -> int:
    return plan.months or _DEFAULT_MONTHS


def _rows(plan: Plan, items: tuple[Node, ...], wage: Amount | None) -> tuple[Row, ...]:
    ceilings = ceilings_of(plan, _months(plan), wage)
    return tuple(_row(item, ceilings.get(item["charge"], Ceiling(OPEN)), plan) for item in items)


def _row(item: Node, ceiling: Ceiling, plan: Plan) -> Row:
    typed = plan.paid.get(item["id"])
    cap = ceiling.by_year[0] if ceiling.by_year else ceiling.cap
    above = None
    if typed is not None and cap is not None and ceiling.state in _CAPPED:
        if typed.currency == cap.currency or not cap.value or not typed.value:
            above = typed.value > cap.value
        else:
            ours, law = _vnd(typed, plan), _vnd(cap, plan)
            above = ours > law if ours is not None and law is not None else None
    return Row(item, ceiling, typed, above)


def dong_of(amount: Amount, plan: Plan) -> int | None:
    """Whole VND, rounded half up; None where no rate is known."""
    value = _vnd(amount, plan)
    return whole_dong(value) if value is not None else None


def _vnd(amount: Amount | None, plan: Plan) -> Fraction | None:
    """The exact value in VND, None where no rate is known."""
    if amount is None:
        return None
    try:
        return in_vnd(amount, plan.rates)
    except RateNeeded:
        return None


def _case(
    plan: Plan, market: Node, rows: tuple[Row, ...], level: str, wage: Amount, sourced: MonthlyWage | None
) -> Case:
    gross = _vnd(wage, plan)
    deductions = store.deductions(market, plan.signed_on) if sourced is not None and plan.tax is None else ()
    taken = [_vnd(store.amount_of(node), plan) for node in deductions]
    tax = (gross or 0) * plan.tax if plan.tax is not None else sum((t or Fraction(0) for t in taken), Fraction(0))
    living = _vnd(plan.living, plan)
    needs = _needs(plan, rows, wage)
    case = Case(
        level,
        wage,
        sourced,
        whole_dong(gross) if gross is not None else None,
        whole_dong(Fraction(tax)),
        whole_dong(living) if living is not None else 0,
        None,
        deductions,
        needs,
        None,
        None,
    )
    if case.gross is None or needs:
        return case
    shown = replace(case, net=case.gross - case.taken - case.living)
    lawful = _outcome(plan, rows, shown, LAWFUL)
    own = any(row.typed is not None and row.ceiling.state in _CAPPED for row in rows)
    return replace(shown, lawful=lawful, typed=_outcome(plan, rows, shown, TYPED) if own else None)


def _needs(plan: Plan, rows: tuple[Row, ...], wage: Amount) -> tuple[str, ...]:
    """The currencies that are used and have no rate."""
    used = [wage, plan.living, *plan.paid.values(), *_caps(rows)]
    codes = [amount.currency for amount in used if amount is not None and amount.value]
    return tuple(code for code in dict.fromkeys(codes) if code != "VND" and code not in plan.rates)


def _caps(rows: tuple[Row, ...]) -> list[Amount | None]:
    return [amount for row in rows for amount in (row.ceiling.cap, *row.ceiling.by_year[:1])]


def _counted(row: Row, way: str) -> Amount | None:
    """What an item adds to the sum: its ceiling or what was typed; None where neither is known."""
    if way == LAWFUL and row.ceiling.state in _CAPPED:
        return row.ceiling.cap
    return row.typed


def _outcome(plan: Plan, rows: tuple[Row, ...], case: Case, way: str) -> Outcome:
    cost, deposit = Fraction(0), Fraction(0)
    fees: tuple[int, ...] = ()
    missing, notes = [], _left_out(plan, case)
    for row in rows:
        amount = _counted(row, way)
        if row.monthly:
            fees = _fees(plan, row, way)
            if not fees and not plan.lump:
                notes += (wording.NO_MONTHLY_FEE,)
        elif amount is not None:
            value = _vnd(amount, plan) or Fraction(0)
            cost, deposit = (cost, deposit + value) if row.comes_back else (cost + value, deposit)
        elif _is_missed(row, plan):
            missing.append(row.item)
    whole, lent = whole_dong(cost), whole_dong(deposit)
    wage = Wage(case.gross or 0, case.taken, case.living, fees)
    debt = Debt(plan.share, plan.yearly or Fraction(0), plan.waiting)
    found = payback(whole, lent, wage, debt, _months(plan))
    return Outcome(whole, lent, tuple(missing), found, in_wages(whole, case.gross or 0), notes)


def _is_missed(row: Row, plan: Plan) -> bool:
    """Whether the sum lacks something because this item has no amount."""
    covered = plan.lump and row.ceiling.state not in (AT_MOST, PERHAPS_LESS) and not row.comes_back
    ours = row.item["basis"] != "programme" and row.item["id"] != "other"
    return ours and row.ceiling.state != FORBIDDEN and not covered


def _fees(plan: Plan, row: Row, way: str) -> tuple[int, ...]:
    """The monthly fee by year in VND."""
    if way == LAWFUL and row.ceiling.by_year:
        return tuple(whole_dong(_vnd(amount, plan) or Fraction(0)) for amount in row.ceiling.by_year)
    return (whole_dong(_vnd(row.typed, plan) or Fraction(0)),) if row.typed is not None else ()


def _left_out(plan: Plan, case: Case) -> tuple[Message, ...]:
    """What is not taken off the wage, and so makes the answer a lower bound."""
    found: list[Message] = []
    if plan.tax is None and not case.deductions:
        found.append(wording.NO_TAX)
    if plan.living is None:
        found.append(wording.NO_LIVING)
    if plan.share and plan.yearly is None:
        found.append(wording.NO_INTEREST)
    return tuple(found)
