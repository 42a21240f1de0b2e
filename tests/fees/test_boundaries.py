"""Every date and every ceiling of every rule: a day before, on and after; a smallest unit under, at and over; short and long contracts.

The rules are walked, the expected values stand in data/dates.csv and data/caps.csv, worked out by hand.
"""

import csv
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from portal.fees import store
from portal.fees.rules import formulas
from portal.fees.rules.standing import Standing, standing
from portal.fees.rules.terms import FeeRule
from portal.shared.problems import BadInput
from tests.fees.quotes import ask, line

DATA = Path(__file__).parent / "data"
DAY = timedelta(days=1)
WORD = {"no": Standing.NOT_IN_FORCE, "yes": Standing.IN_FORCE, "perhaps": Standing.UNVERIFIED}
MONTHS = (1, 11, 12, 35, 36, 60)
MINOR = {"VND": "1", "JPY": "1", "KRW": "1"}
NEVER_NAMED = {"broker-firm", "broker-firm-zero", "service-36m"}
"""`broker-ban` says the same to everybody and is the general rule; `service-36m` is named where others end (in their rows)."""
HAS_A_CONDITION = {"service-jp-titp3", "service-jp-ssw-after-titp"}
"""The quote never says whether their condition is met, so they decide nothing alone."""


def table(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((DATA / name).read_text(encoding="utf-8").splitlines()))


DATES, CAPS = table("dates.csv"), table("caps.csv")


def edges(rule: FeeRule) -> set[tuple[str, str, str]]:
    every = (("first", rule.starts), ("last", rule.ends), ("doubt", rule.doubtful_from))
    return set() if rule.retired else {(rule.id, name, day.isoformat()) for name, day in every if day is not None}


def test_every_date_of_every_rule_is_in_the_table() -> None:
    assert {edge for rule in store.all_rules() for edge in edges(rule)} == {
        (row["rule"], row["edge"], row["day"]) for row in DATES
    }


@pytest.mark.parametrize("row", DATES, ids=lambda row: f"{row['rule']}-{row['edge']}")
def test_a_day_before_on_and_after(row: dict[str, str]) -> None:
    rule = store.fee_rule(store.shelf().row(row["rule"]))
    day = date.fromisoformat(row["day"])
    found = [standing(rule, None, one) for one in (day - DAY, day, day + DAY)]
    assert found == [WORD[row[name]] for name in ("before", "on", "after")]


def test_every_ceiling_is_in_the_table() -> None:
    deciding = {
        rule.id
        for rule in store.all_rules()
        for clause in rule.clauses
        if rule.sourced and not rule.retired and clause.formula.type not in (formulas.PRO_RATA_REFUND,)
    }
    assert deciding == {row["rule"] for row in CAPS} | NEVER_NAMED | HAS_A_CONDITION


CASES = [(row, months) for row in CAPS for months in MONTHS]


def judge(row: dict[str, str], months: int, amount: str) -> tuple[str, str | None, str | None, str | None]:
    quote = ask(
        line(row["kind"], amount, row["currency"], row["label"] or None),
        market=row["market"], programme=row["programme"] or None, occupation=row["occupation"], event=row["event"] or None,
        contract_months=months, signed_on=row["signed"], wage=row["wage"] or None, currency=row["currency"],
    )  # fmt: skip
    found = quote.lines[0]
    excess, cap = (format(one.exact, "f") if one else None for one in (found.excess, found.cap))
    return found.verdict, found.rule_id, cap, excess


@pytest.mark.parametrize(
    ("row", "months"), CASES, ids=lambda it: f"{it['rule']}-{it['market']}" if isinstance(it, dict) else str(it)
)
def test_a_unit_under_at_and_over_the_ceiling(row: dict[str, str], months: int) -> None:
    cap, _, other = row[f"m{months}"].partition(" ")
    unit = Decimal(MINOR.get(row["currency"], "0.01"))
    rule, text = other or row["rule"], str(unit)
    if cap == "0":
        assert judge(row, months, text) == ("forbidden", rule, "0", text)
        return
    within = "refundable_deposit" if row["kind"] == "worker_deposit" else "within"
    if row["rule"] == "taiwan-monthly" and months > 1:  # below the whole sum it may be what one month costs
        assert judge(row, months, "1800") == ("within", rule, cap, None)
        assert judge(row, months, "1800.01")[0] == "cannot_tell"
    else:
        assert judge(row, months, str(Decimal(cap) - unit)) == (within, rule, cap, None)
        assert judge(row, months, cap) == (within, rule, cap, None)
    assert judge(row, months, str(Decimal(cap) + unit)) == ("above", rule, cap, text)


@pytest.mark.parametrize("row", CAPS, ids=lambda row: row["rule"])
def test_a_contract_of_no_month_is_refused(row: dict[str, str]) -> None:
    with pytest.raises(BadInput) as bad:
        judge(row, 0, "1")
    assert [problem.field for problem in bad.value.problems] == ["contract_months"]
