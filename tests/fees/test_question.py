"""Input that cannot be judged: every mistake is named by its field, all at once, and nothing is guessed."""

import contextlib
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.fees.fields import countries, currencies
from portal.fees.question import read_offer
from portal.fees.service import check_quote
from portal.shared.problems import BadInput
from tests.fees.quotes import line, quote


def mistakes(data: Any) -> list[str]:
    with pytest.raises(BadInput) as error:
        check_quote(data)
    assert all(str(problem.message) for problem in error.value.problems)
    return [problem.field for problem in error.value.problems]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"market": None}, "market"),
        ({"market": ""}, "market"),
        ({"market": "ZZ"}, "market"),
        ({"market": "EU"}, "market"),
        ({"market": "XK"}, "market"),
        ({"market": "Japan"}, "market"),
        ({"market": 5}, "market"),
        ({"programme": "NOPE"}, "programme"),
        ({"programme": "TITP"}, "programme"),  # of Japan, asked for Romania
        ({"programme": 1}, "programme"),
        ({"occupation": ["x"]}, "occupation"),
        ({"occupation": "x" * 201}, "occupation"),
        ({"contract_months": 0}, "contract_months"),
        ({"contract_months": -1}, "contract_months"),
        ({"contract_months": 601}, "contract_months"),
        ({"contract_months": 12.5}, "contract_months"),
        ({"contract_months": "12"}, "contract_months"),
        ({"contract_months": True}, "contract_months"),
        ({"contract_months": None}, "contract_months"),
        ({"signed_on": None}, "signed_on"),
        ({"signed_on": "2026-02-30"}, "signed_on"),
        ({"signed_on": "01/05/2026"}, "signed_on"),
        ({"signed_on": "20260501"}, "signed_on"),
        ({"signed_on": "2026-W01-1"}, "signed_on"),
        ({"signed_on": "२०२६-०५-०१"}, "signed_on"),
        ({"signed_on": 20260501}, "signed_on"),
        ({"event": "marriage"}, "event"),
        ({"monthly_wage": "170000"}, "monthly_wage"),
        ({"monthly_wage": {"amount": "-1", "currency": "JPY"}}, "monthly_wage.amount"),
        ({"monthly_wage": {"amount": "0", "currency": "JPY"}}, "monthly_wage.amount"),
        ({"monthly_wage": {"amount": "nhiều", "currency": "JPY"}}, "monthly_wage.amount"),
        ({"monthly_wage": {"currency": "JPY"}}, "monthly_wage.amount"),
        ({"monthly_wage": {"amount": "1", "currency": "ABC"}}, "monthly_wage.currency"),
        ({"lines": []}, "lines"),
        ({"lines": None}, "lines"),
        ({"lines": {}}, "lines"),
        ({"lines": ["x"]}, "lines[0]"),
        ({"lines": [line()] * 201}, "lines"),
        ({"rates": "170"}, "rates"),
        ({"rates": {"JPY": "0"}}, "rates.JPY"),
        ({"rates": {"JPY": "-170"}}, "rates.JPY"),
        ({"rates": {"JPY": "abc"}}, "rates.JPY"),
        ({"rates": {"JPY": 170.5}}, "rates.JPY"),
        ({"rates": {"JPY": "170", "QQQ": "1"}}, "rates.QQQ"),
        ({"rates": {"JPY": "170", "VND": "2"}}, "rates.VND"),
    ],
)  # fmt: skip
def test_each_mistake_names_its_field(changes: dict[str, Any], field: str) -> None:
    assert mistakes(quote(line("service_fee", "1"), **changes)) == [field]


@pytest.mark.parametrize(
    "amount",
    [
        "-1",
        "-0.01",
        "abc",
        "",
        None,
        "NaN",
        "Infinity",
        "1e5",
        "1,5",
        "1.",
        ".5",
        "１２",
        "1" * 31,
        "0." + "0" * 30 + "1",
        1.5,
        True,
        [],
        "1 000",
    ],
)
def test_amounts_are_decimal_text(amount: Any) -> None:
    assert mistakes(quote({"kind": "brokerage", "amount": amount, "currency": "JPY"})) == ["lines[0].amount"]


@pytest.mark.parametrize(
    "amount", ["0", "5", "5.50", "+5", " 5 ", 5, "000005", "0.00000001", "9" * 30, "0." + "0" * 29 + "1"]
)
def test_amounts_that_are_read(amount: Any) -> None:
    assert check_quote(quote({"kind": "other", "amount": amount, "currency": "JPY"})).lines[0].verdict in (
        "cannot_tell",
        "within",
    )


@pytest.mark.parametrize("currency", ["ABC", "XXX", "XAU", "", None, "yen", 5])
def test_currencies_are_of_iso_4217(currency: Any) -> None:
    assert mistakes(quote({"kind": "brokerage", "amount": "1", "currency": currency}))[0] == "lines[0].currency"


def test_the_kind_must_be_known() -> None:
    assert mistakes(quote(line("bribe", "1"))) == ["lines[0].kind"]
    assert mistakes(quote({"amount": "1", "currency": "JPY"})) == ["lines[0].kind"]


def test_everything_wrong_is_told_at_once() -> None:
    data = {
        "market": "??",
        "contract_months": 0,
        "signed_on": "soon",
        "lines": [line("x", "-1", "??"), line("brokerage", "y")],
    }
    assert mistakes(data) == [
        "market", "contract_months", "signed_on", "lines[0].kind", "lines[0].amount", "lines[0].currency", "lines[1].amount",
    ]  # fmt: skip


@pytest.mark.parametrize("data", [None, [], "x", 5, True])
def test_only_an_object_is_a_quote(data: Any) -> None:
    assert mistakes(data) == [""]


def test_codes_may_be_typed_in_small_letters() -> None:
    offer = read_offer(quote(line("brokerage", "1", "usd"), market="ro", rates={"usd": "26000", "jpy": "170"}))
    assert (offer.market, offer.lines[0].amount.currency, sorted(offer.rates)) == ("RO", "USD", ["JPY", "USD"])


def test_optional_parts_may_be_absent() -> None:
    offer = read_offer(
        {"market": "RO", "contract_months": 1, "signed_on": "2026-01-01", "lines": [line("brokerage", "1")]}
    )
    assert (offer.programme, offer.occupation, offer.wage, offer.event) == (None, None, None, None)


def test_text_is_kept_in_nfc_and_without_tricks() -> None:
    typed = unicodedata.normalize("NFD", "thuyền viên\u200b tàu biển")
    assert read_offer(quote(line(), occupation=typed)).occupation == "thuyền viên tàu biển"


def test_the_lists_of_codes() -> None:
    assert len(countries()) == 249
    assert {"JP", "TW", "HK", "MO", "VN"} <= countries()
    assert not {"EU", "ZZ", "UN", "XK"} & countries()
    assert {"VND", "JPY", "KRW", "TWD", "USD", "EUR", "SAR"} <= currencies()


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
FIELDS = [
    "market",
    "programme",
    "occupation",
    "contract_months",
    "monthly_wage",
    "signed_on",
    "event",
    "lines",
    "rates",
]


@given(field=st.sampled_from(FIELDS), value=ANY_JSON)
def test_no_input_breaks_it(field: str, value: Any) -> None:
    with contextlib.suppress(BadInput):
        check_quote({**quote(line("service_fee", "1")), field: value})


def test_one_rate_in_two_spellings_is_refused() -> None:
    assert mistakes(quote(line("brokerage", "1"), rates={"jpy": "170", "JPY": "171"})) == ["rates.JPY"]


def test_a_long_label_is_no_mistake() -> None:
    assert check_quote(quote(line("brokerage", "1", label="x" * 2000))).verdict == "forbidden"
    assert mistakes(quote(line("brokerage", "1", label="x" * 2001))) == ["lines[0].label"]


def test_texts_are_on_one_line_without_commands() -> None:
    answer = check_quote(quote(line("brokerage", "1", label=" a\x1b[0m\r\nb\u200b ")))
    assert answer.lines[0].label == "a [0m b"
