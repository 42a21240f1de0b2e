"""What may be charged kind by kind, loans and deposits as of a day, and what editors must still verify."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from portal.content import service as content
from portal.fees import store
from portal.fees.allowed import Allowed, rules_for
from portal.fees.loans import deposit_terms, loan_terms
from portal.fees.rules.judging import Doubt
from portal.fees.rules.terms import Amount
from portal.fees.service import check_quote
from portal.fees.worklist import tasks
from portal.shared.money import Money
from tests.fees.quotes import line, quote

DAY = date(2025, 3, 1)
WAGE = Amount(Fraction(1200), "USD")


def of(
    kind: str,
    market: str = "RO",
    programme: str | None = None,
    occupation: str | None = "may",
    day: date = DAY,
    **more: Any,
) -> Allowed:
    more.setdefault("months", 36)
    return {one.kind: one for one in rules_for(market, programme, occupation, day, **more)}[kind]


def test_a_ceiling_in_months_of_wage_and_in_money() -> None:
    fee = of("service_fee", wage=WAGE)
    assert (fee.verdict, fee.cap, fee.months_of_wage, fee.certain) == ("cap", Money(Decimal(3600), "USD"), 3, True)
    assert (fee.payer, fee.refundable, fee.article) == ("worker", False, "Luật 69/2020/QH14 Điều 23 khoản 4")
    assert fee.due is not None
    assert "đã ký hợp đồng" in fee.due["vi"]
    assert fee.decides is not None
    assert fee.decides.data["source"]
    assert of("service_fee").cap is None
    assert of("service_fee").months_of_wage == 3
    assert of("service_fee", months=None, wage=WAGE).cap is None
    assert str(of("service_fee").in_words) == "1 tháng lương cho mỗi 12 tháng hợp đồng"


@pytest.mark.parametrize(
    ("kind", "where", "verdict", "cap", "payer"),
    [
        ("brokerage", {}, "zero", Money(Decimal(0), "VND"), "not_worker"),
        (
            "worker_deposit",
            {"market": "TW", "programme": "TW-MFG"},
            "deposit",
            Money(Decimal(12_000_000), "VND"),
            "worker",
        ),
        ("worker_deposit", {"market": "JP", "programme": "SSW1"}, "zero", Money(Decimal(0), "VND"), "worker"),
        (
            "worker_deposit",
            {"market": "KR", "programme": "E-9"},
            "deposit",
            Money(Decimal(100_000_000), "VND"),
            "worker",
        ),
        ("worker_deposit", {}, "deposit", None, "worker"),
        ("worker_deposit", {"market": "TW", "day": date(2026, 1, 1)}, "unknown", None, "unknown"),
        ("fund_contribution", {}, "cap", Money(Decimal(100_000), "VND"), "worker"),
        ("programme_cost", {"market": "AU", "programme": "PALM"}, "zero", Money(Decimal(0), "VND"), "employer"),
        ("government_fee", {}, "unknown", None, "unknown"),
        ("training", {}, "unknown", None, "unknown"),
        ("firm_deposit", {}, "zero", Money(Decimal(0), "VND"), "company"),
    ],
)
def test_each_kind_says_what_may_be_charged(
    kind: str, where: dict[str, Any], verdict: str, cap: Money | None, payer: str
) -> None:
    found = of(kind, **where)
    assert (found.verdict, found.cap, found.payer) == (verdict, cap, payer)


def test_a_lower_ceiling_that_may_hold_is_said() -> None:
    fee = of("service_fee", "JP", None, "lao động kỹ thuật cao", date(2026, 7, 1), wage=WAGE)
    assert (fee.cap, fee.certain) == (Money(Decimal(3600), "USD"), False)
    assert fee.doubts == (Doubt.UNVERIFIED,)
    assert {item.id for item in fee.verify} == {"service-market-lower", "service-jp-designated"}
    assert not of("service_fee", "KR", "E-9", "công nhân").certain
    assert Doubt.CHANNEL in of("service_fee", "KR", "E-9", "công nhân").doubts


def test_only_rules_of_that_market_and_day_are_listed() -> None:
    assert [item.id for item in of("programme_cost", "JP", "TITP").rules] == []
    assert [item.id for item in of("programme_cost", "JP", "IMJ").rules] == ["imjapan"]
    assert "service-market-lower" not in [item.id for item in of("service_fee", day=date(2026, 7, 1)).rules]
    assert [
        one.kind for one in rules_for("RO", None, None, DAY) if one.kind in ("loan", "refund", "fund_support")
    ] == []


@pytest.mark.parametrize("market", ["JP", "TW", "KR", "AU", "MY", "SA", "DE", "RO", "SG", "HK"])
@pytest.mark.parametrize("day", ["2021-12-31", "2022-01-31", "2024-05-14", "2025-03-01", "2026-06-30", "2027-04-01"])
def test_what_is_allowed_agrees_with_the_price_check(market: str, day: str) -> None:
    """At a certain ceiling a charge is lawful, a cent over it is not."""
    for one in rules_for(market, None, "may công nghiệp", date.fromisoformat(day), months=24, wage=WAGE):
        if one.cap is None or not one.cap.amount or one.cap.currency == "TWD":
            continue
        for more, verdicts in ((0, {"within", "refundable_deposit"}), (Decimal("0.01"), {"above"})):
            if more or one.certain:
                data = quote(line(one.kind, str(one.cap.amount + more), one.cap.currency), market=market, occupation="may công nghiệp",
                             contract_months=24, signed_on=day, wage="1200", currency="USD")  # fmt: skip
                data["rates"] = {"USD": "26000", "KRW": "19"}
                assert check_quote(data).verdict in verdicts, (one.kind, market, day)


@pytest.mark.parametrize(
    ("day", "rule", "share", "edge", "beyond"),
    [
        (date(2015, 8, 31), None, None, None, False),
        (date(2015, 9, 1), "loan-old", None, 100_000_000, False),
        (date(2025, 12, 31), "loan-old", None, 100_000_000, False),
        (date(2026, 1, 1), "loan-2026", 1, 200_000_000, True),
    ],
)
def test_the_loan_of_a_day(day: date, rule: str | None, share: int | None, edge: int | None, beyond: bool) -> None:
    terms = loan_terms(day)
    assert (terms.item.id if terms.item else None, terms.share_of_costs) == (rule, share)
    assert (terms.security_above.amount if terms.security_above else None, terms.security_beyond) == (edge, beyond)
    assert terms.rate_percent is None, "nobody verified it"
    assert terms.verify


def test_what_a_loan_comes_to() -> None:
    now, before, never = loan_terms(date(2026, 1, 1)), loan_terms(date(2025, 12, 31)), loan_terms(date(2010, 1, 1))
    assert now.cap(Fraction(150_000_000), Fraction(20_000_000)) == 130_000_000
    assert now.cap(Fraction(10), Fraction(20)) == 0
    assert before.cap(Fraction(10)) is None
    assert [now.needs_security(Fraction(n)) for n in (199_999_999, 200_000_000, 200_000_001)] == [False, False, True]
    assert [before.needs_security(Fraction(n)) for n in (99_999_999, 100_000_000)] == [False, True]
    assert never.needs_security(Fraction(1)) is None
    assert now.yearly_percent(Fraction(10)) == Fraction("12.7")
    assert now.yearly_percent(Fraction(10), preferential=True) == 10
    assert before.yearly_percent(Fraction(10)) is None


def test_the_eps_deposit_and_its_loan() -> None:
    terms = deposit_terms(date(2026, 1, 1))
    assert (terms.amount, terms.days, terms.term_months) == (Money.vnd(100_000_000), 35, 66)
    assert terms.loan_up_to == Money.vnd(100_000_000)
    early = deposit_terms(date(2020, 5, 15))
    assert early.amount == Money.vnd(100_000_000)
    assert (early.loan_item, early.loan_up_to) == (None, None)
    assert deposit_terms(date(2020, 5, 14)).item is None


def test_the_work_list_names_every_unverified_rule_that_matters() -> None:
    listed = {task.rule_id for task in tasks()}
    unsourced = {rule.id for rule in store.all_rules() if not rule.sourced and not rule.retired}
    assert unsourced <= listed
    assert {
        "deposit-worker-general",
        "service-tw-home-care",
        "service-market-lower",
        "passport",
        "jp-esd-cap",
    } <= listed
    assert not listed & {
        "broker-ban",
        "broker-firm-zero",
        "service-general",
        "loan-2026",
        "fund-support-death",
        "japan-3600-superseded",
    }
    for task in tasks():
        content.get("fee_rule", task.rule_id)
        assert str(task.what)
