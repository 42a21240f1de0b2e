"""Random quotes judged twice: by the product and by the slow oracle, which was written from the contract alone."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import assume, given, note, settings
from hypothesis import strategies as st

from portal.fees.answer import as_json
from portal.fees.service import check_quote
from tests.fees import oracle
from tests.fees.oracle import OCCUPATIONS, PROGRAMMES, RATES, Asked

KINDS = (
    "service_fee",
    "brokerage",
    "service_fee_rule",
    "firm_deposit",
    "fund_contribution",
    "worker_deposit",
    "training",
    "other",
)
EDGES = [oracle.LAW, oracle.ANNEX, oracle.FUND, oracle.CIRCULAR_2, oracle.DECREE_372, oracle.CIRCULAR_9, oracle.ESD, oracle.EPS,
         oracle.TITP_BAN, date(2026, 9, 10)]  # fmt: skip
DAYS = st.one_of(
    st.builds(lambda day, by: day + timedelta(days=by), st.sampled_from(EDGES), st.integers(-1, 1)),
    st.dates(date(2015, 1, 1), date(2030, 12, 31)),
)
WORST = ("forbidden", "above", "cannot_tell", "market_price", "refundable_deposit", "within")


@st.composite
def offers(draw: st.DrawFn) -> Asked:
    market = draw(st.sampled_from(sorted(PROGRAMMES)))
    programme = draw(st.sampled_from(PROGRAMMES[market]))
    occupation = draw(st.sampled_from(sorted(OCCUPATIONS)))
    assume(OCCUPATIONS[occupation] != "highly_skilled" or programme is None)
    assume(programme != "PALM" or OCCUPATIONS[occupation] in ("farm", "other"))  # a seafarer of that scheme is nobody
    return Asked(
        market, programme, occupation, draw(st.sampled_from([1, 11, 12, 24, 35, 36, 37, 60]) | st.integers(1, 120)),
        Fraction(draw(st.integers(1, 400_000))), draw(st.sampled_from(["USD", "JPY"])), draw(DAYS), draw(st.booleans()),
    )  # fmt: skip


@st.composite
def lines(draw: st.DrawFn, asked: Asked) -> tuple[str, Fraction, str]:
    """A charge: nothing, a little, or a cent around what may be charged."""
    kind, currency = draw(st.sampled_from(KINDS)), draw(st.sampled_from(["VND", asked.currency]))
    found = oracle.limits(kind, asked)
    near = draw(
        st.sampled_from([limit for limit in (found.sure, found.lowest) if limit is not None] or [Fraction(5000)])
    )
    cents = int(near / RATES[currency] * 100) + draw(st.integers(-1, 1) | st.integers(-10_000, 10_000_000))
    return kind, Fraction(draw(st.sampled_from([0, max(cents, 0)])), 100), currency


@settings(max_examples=200)
@given(st.data())
def test_the_product_and_the_oracle_agree(data: st.DataObject) -> None:
    asked = data.draw(offers())
    charges = data.draw(st.lists(lines(asked), min_size=1, max_size=4))
    question: dict[str, Any] = {
        "market": asked.market, "programme": asked.programme, "occupation": asked.occupation, "contract_months": asked.months,
        "monthly_wage": {"amount": str(asked.wage), "currency": asked.currency}, "signed_on": asked.signed.isoformat(),
        "event": "extension" if asked.extension else None,
        "lines": [{"kind": kind, "label": None, "amount": f"{float(amount):.2f}", "currency": code} for kind, amount, code in charges],
        "rates": {"USD": "26000", "JPY": "170"},
    }  # fmt: skip
    answer = as_json(check_quote(question))
    sums: dict[str, Fraction] = {}
    for kind, amount, code in charges:
        sums[kind] = sums.get(kind, Fraction(0)) + amount * RATES[code]
    note(repr((question, answer)))
    expected = [oracle.verdict(kind, sums[kind], asked) if amount else "within" for kind, amount, _ in charges]
    assert [found["verdict"] for found in answer["lines"]] == expected
    assert answer["verdict"] == min(expected, key=WORST.index)
    for (kind, amount, _), found in zip(charges, answer["lines"], strict=True):
        _same_amounts(found, kind, amount, sums[kind], asked)


def _same_amounts(found: dict[str, Any], kind: str, amount: Fraction, whole: Fraction, asked: Asked) -> None:
    """A ceiling and an excess are told where the verdict rests on them; rounded to whole dong only to be told."""
    sure = oracle.limits(kind, asked).sure
    if found["verdict"] == "forbidden":
        assert Fraction(found["excess"]["amount"]) == amount
        assert found["cap"]["vnd"] == 0
    elif found["verdict"] == "above":
        assert sure is not None
        assert found["cap"]["vnd"] == int(sure + Fraction(1, 2))
        assert found["excess"]["vnd"] == int(whole - sure + Fraction(1, 2))
    elif amount and found["verdict"] in ("within", "refundable_deposit"):
        assert sure is not None
        assert found["cap"]["vnd"] == int(sure + Fraction(1, 2))
        assert found["excess"] is None
