"""A whole quote: the worst line, sums of one kind, currencies and rates, what is assumed, and the example of the issue."""

import shutil
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.content.store import FOLDER, Library
from portal.fees.answer import as_json
from portal.fees.rules.money import in_vnd
from portal.fees.rules.terms import VND, Amount
from portal.fees.rules.verdict import worst
from portal.fees.service import check_quote
from portal.fees.sums import decimal_of, rounded
from portal.shared.money import whole_dong
from portal.shared.problems import BadInput
from tests.fees.quotes import ask, line, quote

RATES = {"JPY": "170", "USD": "26000"}


def test_the_example_of_the_issue() -> None:
    """36 months at 170,000 JPY with 4,500 USD service fee and 500 USD brokerage."""
    answer = as_json(
        ask(
            line("service_fee", "4500", "USD"),
            line("brokerage", "500", "USD"),
            market="JP",
            occupation=None,
            contract_months=36,
            wage="170000",
            signed_on="2026-11-25",
            rates=RATES,
        )
    )
    service, brokerage = answer["lines"]
    assert answer["verdict"] == "forbidden"
    assert answer["total"]["vnd"] == 130_000_000
    assert answer["months_of_wage"] == 4.5  # 130,000,000 ÷ 28,900,000 = 4.498…
    assert service["verdict"] == "above"
    assert service["cap"] == {"amount": "510000", "currency": "JPY", "vnd": 86_700_000}
    assert service["excess"] == {"amount": "1165.38", "currency": "USD", "vnd": 30_300_000}
    assert (service["article"], service["valid_from"], service["valid_to"]) == (
        "Luật 69/2020/QH14 Điều 23 khoản 4",
        "2022-01-01",
        None,
    )
    assert brokerage["verdict"] == "forbidden"
    assert brokerage["cap"] == {"amount": "0", "currency": "USD", "vnd": 0}
    assert brokerage["excess"] == {"amount": "500", "currency": "USD", "vnd": 13_000_000}
    assert brokerage["article"] == "Luật 69/2020/QH14 Điều 7 khoản 8"


def test_the_worst_line_decides() -> None:
    order = ["within", "refundable_deposit", "market_price", "cannot_tell", "above", "forbidden"]
    for place, verdict in enumerate(order):
        assert worst(order[: place + 1]) == worst(reversed(order[: place + 1])) == verdict


def test_lines_of_one_kind_share_one_ceiling() -> None:
    answer = ask(line("service_fee", "60000"), line("training", "1", "JPY"), line("service_fee", "40000"))
    assert [x.verdict for x in answer.lines] == ["within", "cannot_tell", "within"]
    over = ask(line("service_fee", "60000"), line("service_fee", "40001"), line("service_fee", "0"))
    assert [x.verdict for x in over.lines] == ["above", "above", "within"]
    assert [str(x.excess.money.amount) if x.excess else None for x in over.lines] == ["1", "1", None]
    assert "2 khoản cùng loại" in str(over.lines[0].reason)
    assert "100.001" in str(over.lines[0].reason)


def test_lines_of_one_kind_in_several_currencies_are_added_in_dong() -> None:
    answer = ask(line("service_fee", "50000"), line("service_fee", "326.92", "USD"), rates=RATES)
    assert answer.verdict == "within"  # 8,500,000 + 8,499,920 against 17,000,000
    over = ask(line("service_fee", "50000"), line("service_fee", "326.93", "USD"), rates=RATES)
    assert over.verdict == "above"
    assert over.lines[0].excess is not None
    assert (over.lines[0].excess.money.currency, over.lines[0].excess.vnd) == ("VND", 180)


def test_one_currency_needs_no_rate() -> None:
    answer = as_json(ask(line("service_fee", "100001"), line("brokerage", "5")))
    assert answer["verdict"] == "forbidden"
    assert answer["total"] == {"vnd": None, "amount": "100006", "currency": "JPY"}
    assert answer["months_of_wage"] == 1.0
    assert answer["lines"][0]["cap"] == {"amount": "100000", "currency": "JPY", "vnd": None}


def test_dong_needs_no_rate_either() -> None:
    answer = as_json(ask(line("service_fee", "30000000", "VND"), wage="10000000", currency="VND"))
    assert answer["total"]["vnd"] == 30_000_000
    assert answer["lines"][0]["cap"]["vnd"] == 10_000_000


@pytest.mark.parametrize(
    ("lines", "rates", "missing"),
    [
        ([line("service_fee", "1", "USD")], None, ["rates.JPY", "rates.USD"]),
        ([line("service_fee", "1", "VND")], None, ["rates.JPY"]),
        ([line("brokerage", "1", "USD"), line("brokerage", "1", "JPY")], None, ["rates.JPY", "rates.USD"]),
        ([line("fund_contribution", "1", "JPY")], None, ["rates.JPY"]),  # the ceiling is in VND
        ([line("service_fee", "1", "USD")], {"USD": "26000"}, ["rates.JPY"]),
        ([line("service_fee", "1", "JPY")], {"USD": "26000"}, ["rates.JPY"]),  # given rates cover every currency used
        ([line("service_fee", "1", "JPY")], {}, ["rates.JPY"]),
    ],
)
def test_a_missing_rate_is_named_and_none_invented(
    lines: list[dict[str, str]], rates: dict[str, str] | None, missing: list[str]
) -> None:
    with pytest.raises(BadInput) as error:
        ask(*lines, rates=rates)
    assert [problem.field for problem in error.value.problems] == missing


def test_a_rate_that_only_the_ceiling_needs() -> None:
    """The exam fee is 28 USD; 700,000 VND were asked."""
    asked = {"market": "KR", "programme": "E-9", "wage": None}
    with pytest.raises(BadInput) as error:
        ask(line("exam_fee", "700000", "VND"), **asked)
    assert error.value.problems[0].field == "rates.USD"
    assert ask(line("exam_fee", "700000", "VND"), **asked, rates={"USD": "25000"}).verdict == "within"
    assert ask(line("exam_fee", "700001", "VND"), **asked, rates={"USD": "25000"}).verdict == "above"


def test_rates_that_were_given_are_stated() -> None:
    said = [str(text) for text in ask(line("service_fee", "1", "USD"), rates=RATES).assumptions]
    assert any("1 USD = 26.000" in text for text in said)
    assert any("1 JPY = 170" in text for text in said)


def test_part_of_a_year_is_stated() -> None:
    odd = ask(line("service_fee", "1"), contract_months=13)
    even = ask(line("service_fee", "1"), contract_months=24)
    assert any("tỷ lệ" in str(text) for text in odd.assumptions)
    assert not any("tỷ lệ tháng" in str(text) for text in even.assumptions)


@pytest.mark.parametrize("wage", [None, "0"])
def test_a_wage_is_needed_where_a_ceiling_depends_on_it(wage: str | None) -> None:
    with pytest.raises(BadInput) as error:
        ask(line("service_fee", "1"), wage=wage)
    assert [p.field for p in error.value.problems] == ["monthly_wage" if wage is None else "monthly_wage.amount"]
    assert ask(line("brokerage", "1"), wage=wage).verdict == "forbidden"
    assert ask(line("brokerage", "1"), wage=wage).months_of_wage is None


def test_missing_wage_and_missing_rates_are_told_together() -> None:
    with pytest.raises(BadInput) as error:
        ask(line("service_fee", "1", "USD"), line("training", "1", "VND"), wage=None)
    assert [p.field for p in error.value.problems] == ["rates.USD", "monthly_wage"]


def test_steps_can_be_followed_with_a_pencil() -> None:
    answer = ask(
        line("service_fee", "400000"),
        contract_months=36,
        market="KR",
        occupation="thuyền viên tàu cá gần bờ",
        rates=RATES,
    )
    said = [str(step).replace("\u00a0", " ") for step in answer.lines[0].steps]
    assert said == [
        "0,7 tháng lương cho mỗi 12 tháng × 36 tháng hợp đồng ÷ 12 = 2,1 tháng lương",
        "nhưng không quá 2 tháng lương",
        "2 tháng lương × 100.000 JPY = 200.000 JPY",
        "200.000 JPY × 170 đ = 34.000.000 đ",
    ]


# -- properties

money = st.integers(min_value=0, max_value=10**9)
months = st.integers(min_value=1, max_value=72)
occupations = st.sampled_from(
    [None, "thuyền viên", "thuyền viên tàu biển", "nông nghiệp", "khán hộ công", "giúp việc gia đình", "may"]
)
markets = st.sampled_from(["JP", "TW", "KR", "AU", "SA", "IR", "MY", "RO"])
days = st.dates(min_value=date(2021, 12, 1), max_value=date(2027, 6, 1)).map(str)
SEVERITY = {"within": 0, "cannot_tell": 1, "above": 2, "forbidden": 2}


@given(market=markets, occupation=occupations, contract=months, signed_on=days, low=money, more=money)
def test_paying_more_is_never_judged_milder(
    market: str, occupation: str | None, contract: int, signed_on: str, low: int, more: int
) -> None:
    asked = {"market": market, "occupation": occupation, "contract_months": contract, "signed_on": signed_on}
    first = ask(line("service_fee", str(low)), **asked).lines[0]
    second = ask(line("service_fee", str(low + more)), **asked).lines[0]
    assert SEVERITY[first.verdict] <= SEVERITY[second.verdict]


@given(market=markets, occupation=occupations, contract=months, signed_on=days, amount=money, parts=st.integers(2, 5))
def test_splitting_a_fee_changes_nothing(
    market: str, occupation: str | None, contract: int, signed_on: str, amount: int, parts: int
) -> None:
    asked = {"market": market, "occupation": occupation, "contract_months": contract, "signed_on": signed_on}
    whole = ask(line("service_fee", str(amount * parts)), **asked)
    split = ask(*[line("service_fee", str(amount)) for _ in range(parts)], **asked)
    assert {x.verdict for x in split.lines} == {whole.lines[0].verdict}
    assert split.total == whole.total


@given(market=markets, occupation=occupations, contract=months, signed_on=days, amount=money)
def test_saying_less_never_turns_a_doubt_into_a_verdict_against_what_is_known(
    market: str, occupation: str | None, contract: int, signed_on: str, amount: int
) -> None:
    """Without an occupation the answer is either the one with it, or that it cannot be told."""
    asked = {"market": market, "contract_months": contract, "signed_on": signed_on}
    known = ask(line("service_fee", str(amount)), occupation=occupation, **asked).verdict
    unknown = ask(line("service_fee", str(amount)), occupation=None, **asked).verdict
    if unknown == "within":
        assert known == "within"
    if unknown in ("above", "forbidden"):
        assert known in ("above", "forbidden")


@given(scale=st.sampled_from(["1", "170", "0.5", "26000.25"]), amount=money, contract=months)
def test_the_currency_of_the_offer_does_not_matter(scale: str, amount: int, contract: int) -> None:
    """The same offer in JPY and in a currency worth the same: the same verdict."""
    rates = {"JPY": scale, "USD": scale}
    same = ask(line("service_fee", str(amount), "JPY"), contract_months=contract, rates=rates)
    other = ask(line("service_fee", str(amount), "USD"), contract_months=contract, rates=rates)
    assert same.verdict == other.verdict
    assert same.total.vnd == other.total.vnd


@given(st.fractions(min_value=0, max_value=10**9))
def test_rounding_is_half_up(value: Fraction) -> None:
    assert whole_dong(value) == (value + Fraction(1, 2)).__floor__()
    assert abs(Fraction(rounded(value, 2)) - value) <= Fraction(1, 200)
    assert abs(Fraction(decimal_of(value)) - value) <= Fraction(1, 200)


@pytest.mark.parametrize(
    ("value", "shown"), [(Fraction(1, 2), 1), (Fraction(3, 2), 2), (Fraction(5, 2), 3), (Fraction(1, 3), 0)]
)
def test_half_a_dong_is_rounded_up(value: Fraction, shown: int) -> None:
    assert whole_dong(in_vnd(Amount(value, VND), {})) == shown


def test_decimals_are_exact_where_they_can_be() -> None:
    assert decimal_of(Fraction(28)) == Decimal(28)
    assert str(decimal_of(Fraction("2.5"))) == "2.5"
    assert str(decimal_of(Fraction(100000, 12))) == "8333.33"
    assert str(decimal_of(Fraction(10**9))) == "1000000000"


def test_two_hundred_lines_are_judged() -> None:
    answer = check_quote(quote(*[line("service_fee", "500")] * 200))
    assert answer.verdict == "within"
    assert len(answer.lines) == 200


def test_a_sourced_rate_is_used_and_told_with_its_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = shutil.copytree(FOLDER, tmp_path / "content")
    rate = "{id: USD, vnd: '26000', state: sourced, source: [], effective: '2026-11-20', last_verified: '2026-11-22'}"
    wish = (
        "{id: JPY, vnd: '170', state: needs_verification, source: [], effective: unknown, last_verified: '2026-11-22'}"
    )
    (folder / "rates.yaml").write_text(f"kind: rate\nitems:\n- {rate}\n- {wish}\n", encoding="utf-8")
    monkeypatch.setattr("portal.content.service.library", lambda: Library(folder))
    answer = ask(line("service_fee", "10000", "USD"), wage="10000000", currency="VND")
    assert answer.verdict == "above"
    assert any("20/11/2026: 1 USD = 26.000" in str(text).replace("\u00a0", " ") for text in answer.assumptions)
    with pytest.raises(BadInput) as error:
        ask(line("service_fee", "1", "USD"))  # the rate of JPY is not verified: it is not used
    assert [problem.field for problem in error.value.problems] == ["rates.JPY"]
