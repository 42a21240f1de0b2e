"""From content to dated rules, and how a rule stands on a day: what the present content does not show yet is shown on made-up rules."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from portal.content import service as content
from portal.fees import store
from portal.fees.rules.formulas import TYPES, Ceiling, ceiling
from portal.fees.rules.judging import Answer, Doubt, judge
from portal.fees.rules.standing import Standing, standing
from portal.fees.rules.terms import VND, Amount, Clause, FeeRule, Formula, Line, Offer, Scope
from portal.fees.rules.verdict import judge_offer

DAY = timedelta(days=1)


def data(**changes: Any) -> dict[str, Any]:
    return {
        "id": "made-up", "kind": "other", "rank": "general", "state": "sourced", "effective": "2024-01-01",
        "formula": {"type": "fixed", "amount": "100", "currency": "VND"}, **changes,
    }  # fmt: skip


def offer(amount: int = 100, **changes: Any) -> Offer:
    amounts = (Line("other", "", Amount(Fraction(amount), VND)),)
    return Offer(**{
        "market": "RO", "programme": None, "occupation": "may", "months": 12, "wage": None, "signed_on": date(2025, 1, 1),
        "event": None, "lines": amounts, **changes,
    })  # fmt: skip


def test_all_rules_and_penalties_are_there() -> None:
    assert len(content.all_of("fee_rule")) == 59
    assert len(content.all_of("penalty")) == 15
    assert len(store.kinds()) == 17


@pytest.mark.parametrize("item", [*content.all_of("fee_rule"), *content.all_of("penalty")], ids=lambda item: item.id)
def test_every_rule_carries_its_evidence_in_both_languages(item: content.Item) -> None:
    rule = item.data
    assert rule["state"] in ("sourced", "needs_verification", "withheld")
    assert rule["last_verified"] == "2026-11-22"
    assert rule["effective"]
    assert bool(rule["source"]) or rule["state"] != "sourced"
    for key in ("title", "summary", "scope", "behaviour", "note", "condition"):
        if key in rule:
            assert set(rule[key]) == {"vi", "en"}
    for id in rule.get("documents", []):
        content.get("document", id)
    for id in rule["source"]:
        content.get("source", id)


def test_formulas_are_a_vocabulary_without_expressions() -> None:
    others = {"loan_share", "wage_share_monthly"}  # money that is not charged to the worker
    for item in content.all_of("fee_rule"):
        for row in item.data.get("items", [item.data]):
            if "formula" in row:
                assert row["formula"]["type"] in {*TYPES, *others}, item.id
                assert "expr" not in row["formula"]


@pytest.mark.parametrize(
    ("changes", "day", "expected"),
    [
        ({}, date(2023, 12, 31), Standing.NOT_IN_FORCE),
        ({}, date(2024, 1, 1), Standing.IN_FORCE),
        ({"effective_to": "2024-06-30"}, date(2024, 6, 30), Standing.IN_FORCE),
        ({"effective_to": "2024-06-30"}, date(2024, 7, 1), Standing.UNVERIFIED),
        ({"verify": True, "verify_from": "2024-03-01"}, date(2024, 2, 29), Standing.IN_FORCE),
        ({"verify": True, "verify_from": "2024-03-01"}, date(2024, 3, 1), Standing.UNVERIFIED),
        # replaced by a text that took force on 30 June 2026, and by one whose first day is unknown (issued 1 June 2023)
        ({"verify": True, "replaced_by": "circular-09-2026-bnv"}, date(2026, 6, 29), Standing.IN_FORCE),
        ({"verify": True, "replaced_by": "circular-09-2026-bnv"}, date(2026, 6, 30), Standing.UNVERIFIED),
        ({"verify": True, "replaced_by": "dec-16-2023", "effective": "2020-01-01"}, date(2023, 5, 31), Standing.IN_FORCE),
        ({"verify": True, "replaced_by": "dec-16-2023", "effective": "2020-01-01"}, date(2023, 6, 1), Standing.UNVERIFIED),
        ({"verify": True}, date(2030, 1, 1), Standing.IN_FORCE),
        ({"state": "needs_verification"}, date(2024, 1, 1), Standing.UNVERIFIED),
        ({"state": "withheld"}, date(2024, 1, 1), Standing.UNVERIFIED),
        ({"state": "withheld", "effective_to": "2024-06-30"}, date(2024, 7, 1), Standing.NOT_IN_FORCE),
        ({"status": "superseded"}, date(2024, 1, 1), Standing.NOT_IN_FORCE),
        ({"state": "superseded"}, date(2024, 1, 1), Standing.NOT_IN_FORCE),
        ({"effective": "unknown"}, date(1990, 1, 1), Standing.IN_FORCE),
        ({"effective": "unknown", "documents": ["law-69-2020"]}, date(2021, 12, 31), Standing.NOT_IN_FORCE),
        ({"effective": "unknown", "documents": ["law-69-2020"]}, date(2022, 1, 1), Standing.IN_FORCE),
        ({"effective": "unknown", "documents": ["dec-16-2023"]}, date(2023, 5, 31), Standing.NOT_IN_FORCE),
        ({"effective": "unknown", "documents": ["dec-16-2023"]}, date(2023, 6, 1), Standing.IN_FORCE),
    ],
)  # fmt: skip
def test_how_a_rule_stands_on_a_day(changes: dict[str, Any], day: date, expected: Standing) -> None:
    rule = store.fee_rule(data(**changes))
    assert standing(rule, rule.clauses[0], day) is expected


def test_a_free_price_is_told_only_by_a_sourced_rule() -> None:
    free = {"formula": {"type": "market_price"}}
    assert judge_offer(offer(), [store.fee_rule(data(**free))]).verdict == "market_price"
    assert judge_offer(offer(), [store.fee_rule(data(**free, state="needs_verification"))]).verdict == "cannot_tell"


def test_a_ceiling_beside_a_free_price_decides() -> None:
    free = store.fee_rule(data(formula={"type": "market_price"}))
    cap = store.fee_rule(data(id="cap"))
    assert judge_offer(offer(101), [free, cap]).verdict == "above"
    assert judge_offer(offer(100), [free, cap]).verdict == "within"


@pytest.mark.parametrize(
    ("amount", "verdict"), [(50, "within"), (51, "cannot_tell"), (100, "cannot_tell"), (101, "above")]
)
def test_an_unverified_lower_ceiling_matters_between_the_two(amount: int, verdict: str) -> None:
    lower = {"type": "fixed", "amount": "50", "currency": "VND"}
    rules = [store.fee_rule(data()), store.fee_rule(data(id="lower", state="needs_verification", formula=lower))]
    judged = judge_offer(offer(amount), rules)
    assert judged.verdict == verdict
    finding = judged.lines[0].finding
    assert finding is not None
    assert finding.rule is not None
    assert finding.rule.id == "made-up"
    if verdict == "cannot_tell":
        assert finding.doubts == (Doubt.UNVERIFIED,)
        assert [rule.id for rule in finding.doubtful_rules] == ["lower"]


@pytest.mark.parametrize("amount", [1, 100, 101, 10**9])
def test_an_unverified_higher_ceiling_never_matters(amount: int) -> None:
    higher = {"type": "fixed", "amount": "500", "currency": "VND"}
    general = store.fee_rule(data())
    rules = [general, store.fee_rule(data(id="higher", state="needs_verification", formula=higher))]
    assert judge_offer(offer(amount), rules).verdict == judge_offer(offer(amount), [general]).verdict


@pytest.mark.parametrize("amount", [1, 100, 101])
@pytest.mark.parametrize("state", ["needs_verification", "withheld"])
def test_an_unverified_rule_alone_never_decides(amount: int, state: str) -> None:
    for formula in (data()["formula"], {"type": "zero"}):
        judged = judge_offer(offer(amount), [store.fee_rule(data(state=state, formula=formula))])
        assert judged.verdict == "cannot_tell"
        finding = judged.lines[0].finding
        assert finding is not None
        assert (finding.rule, finding.ceiling) == (None, None)


def test_where_ceilings_tie_the_general_rule_is_named() -> None:
    rules = [store.fee_rule(data(id=rank, rank=rank)) for rank in ("host", "market", "special", "general")]
    finding = judge_offer(offer(), rules).lines[0].finding
    assert finding is not None
    assert finding.rule is not None
    assert finding.rule.id == "general"


def test_the_lowest_ceiling_decides_whatever_its_rank() -> None:
    low = {"type": "fixed", "amount": "10", "currency": "VND"}
    for rank in ("special", "market", "host"):
        rules = [store.fee_rule(data()), store.fee_rule(data(id="low", rank=rank, formula=low))]
        judged = judge_offer(offer(11), rules)
        assert judged.verdict == "above"
        assert judged.lines[0].cap == Amount(Fraction(10), VND)


def test_no_rule_of_the_kind() -> None:
    finding = judge([Amount(Fraction(1), VND)], offer(), [])
    assert (finding.answer, finding.doubts) == (Answer.NO_RULE, (Doubt.NO_RULE,))


def test_an_elsewhere_clause_covers_only_countries_nobody_named() -> None:
    rows = [
        {"applies_to": {"markets": ["JP"], "markets_doubtful": ["EG"]}, "formula": {"type": "zero"}},
        {"applies_to": {"elsewhere": True}, "formula": {"type": "fixed", "amount": "100", "currency": "VND"}},
    ]
    rules = [store.fee_rule(data(items=rows))]
    verdicts = {market: judge_offer(offer(market=market), rules).verdict for market in ("JP", "RO", "EG")}
    assert verdicts == {"JP": "forbidden", "RO": "within", "EG": "cannot_tell"}


def test_a_clause_from_so_many_months_on() -> None:
    rule = FeeRule("r", "other", 0, (Clause(Scope(months_min=36), Formula("zero")),), sourced=True)
    assert judge_offer(offer(months=35), [rule]).verdict == "cannot_tell"
    assert judge_offer(offer(months=36), [rule]).verdict == "forbidden"


def test_an_unknown_formula_says_nothing() -> None:
    assert ceiling(Formula("one_way_fare"), None, 12) == Ceiling(None, None)
