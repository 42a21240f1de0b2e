"""The service fee: ceilings of the law and of the markets, a unit under, at and over each, a day before, on and after each date."""

import pytest

from tests.fees.quotes import ask, line, service_fee

W = 100_000  # JPY a month in every quote here


@pytest.mark.parametrize(
    ("months", "cap", "rule"),
    [
        (1, "8333.33", "service-general"),
        (11, "91666.67", "service-general"),
        (12, "100000", "service-general"),
        (35, "291666.67", "service-general"),
        (36, "300000", "service-general"),  # the general rule and the one for 36 months tie: the general one is named
        (37, "300000", "service-36m"),
        (60, "300000", "service-36m"),
    ],
)
def test_the_general_ceiling_by_length_of_contract(months: int, cap: str, rule: str) -> None:
    over = service_fee(str(5 * W), contract_months=months)
    assert (over.verdict, over.rule_id) == ("above", rule)
    assert over.cap is not None
    assert str(over.cap.money.amount) == cap


@pytest.mark.parametrize(
    ("amount", "verdict", "excess"),
    [("299999", "within", None), ("300000", "within", None), ("300001", "above", "1"), ("300000.01", "above", "0.01")],
)
def test_a_unit_under_at_and_over_the_ceiling(amount: str, verdict: str, excess: str | None) -> None:
    answer = service_fee(amount, contract_months=36)
    assert answer.verdict == verdict
    assert (str(answer.excess.money.amount) if answer.excess else None) == excess


@pytest.mark.parametrize(
    ("amount", "verdict"),
    [("8333.33", "within"), ("8333.34", "above"), ("8333.3333", "within"), ("8333.3334", "above")],
)
def test_the_comparison_is_exact_not_rounded(amount: str, verdict: str) -> None:
    """One month of contract: the ceiling is 100,000 ÷ 12 = 8,333.333…, shown as 8,333.33."""
    assert service_fee(amount, contract_months=1).verdict == verdict


@pytest.mark.parametrize(
    ("signed_on", "verdict", "rule"),
    [
        ("2021-12-31", "cannot_tell", None),
        ("2022-01-01", "within", "service-general"),
        ("2022-01-02", "within", "service-general"),
        ("2040-01-01", "within", "service-general"),
    ],
)
def test_no_rule_before_the_law_of_2022(signed_on: str, verdict: str, rule: str | None) -> None:
    answer = service_fee("100000", signed_on=signed_on)
    assert (answer.verdict, answer.rule_id) == (verdict, rule)
    if rule:
        assert str(answer.valid_from) == "2022-01-01"
        assert answer.valid_to is None
        assert answer.article == "Luật 69/2020/QH14 Điều 23 khoản 4"


def test_before_the_law_no_wage_is_asked_for() -> None:
    assert service_fee("100000", signed_on="2021-12-31", wage=None).verdict == "cannot_tell"


@pytest.mark.parametrize(
    ("occupation", "amount", "verdict", "rule"),
    [
        ("thuyền viên tàu biển", "150000", "within", "service-seafarer"),
        ("THUYEN VIEN TAU BIEN", "150001", "above", "service-seafarer"),
        ("Sĩ quan tàu biển", "150000", "within", "service-seafarer"),
        ("8350", "150000", "within", "service-seafarer"),
        ("thuy-thu", "150000", "within", "service-seafarer"),
        ("thuyen-vien", "150000", "within", "service-seafarer"),
        ("đóng tàu", "100001", "above", "service-general"),
        ("thợ hàn đóng tàu biển", "100001", "above", "service-general"),
        ("dong-tau", "100001", "above", "service-general"),
        ("thuyền viên tàu cá xa bờ", "100001", "above", "service-general"),
        ("đánh bắt gần bờ", "100001", "above", "service-general"),
        ("6222", "100001", "above", "service-general"),
        # “thuyền viên” alone may be either
        ("thuyền viên", "100000", "within", "service-general"),
        ("thuyền viên", "100001", "cannot_tell", "service-seafarer"),
        ("thuyền viên", "150000", "cannot_tell", "service-seafarer"),
        ("thuyền viên", "150001", "above", "service-seafarer"),
    ],
)  # fmt: skip
def test_seafarers(occupation: str, amount: str, verdict: str, rule: str) -> None:
    answer = service_fee(amount, occupation=occupation)
    assert (answer.verdict, answer.rule_id) == (verdict, rule)


@pytest.mark.parametrize(
    ("months", "cap", "rule"),
    [(35, "437500", "service-seafarer"), (36, "300000", "service-36m"), (60, "300000", "service-36m")],
)
def test_seafarers_of_36_months_pay_no_more_than_three(months: int, cap: str, rule: str) -> None:
    answer = service_fee("500000", occupation="thuyền viên tàu biển", contract_months=months)
    assert answer.cap is not None
    assert (str(answer.cap.money.amount), answer.rule_id) == (cap, rule)


@pytest.mark.parametrize(
    ("months", "amount", "verdict"),
    [
        (12, "50000", "within"),
        (12, "50001", "above"),
        (24, "100000", "within"),
        (36, "150000", "within"),
        (36, "150001", "above"),
    ],
)
def test_an_extension_costs_half_a_month_a_year(months: int, amount: str, verdict: str) -> None:
    answer = ask(line("service_fee", amount), event="extension", contract_months=months)
    assert (answer.lines[0].verdict, answer.lines[0].rule_id) == (verdict, "service-extension")
    assert any("gia hạn" in str(text) for text in answer.assumptions)


def test_the_extension_of_a_seafarer_is_no_exception() -> None:
    assert service_fee("50001", event="extension", occupation="thuyền viên tàu biển").verdict == "above"


def test_an_early_return_is_told_to_bring_money_back() -> None:
    answer = ask(line("service_fee", "100000"), event="early_return")
    assert answer.verdict == "within"
    assert any("trả lại tiền dịch vụ" in str(text) for text in answer.assumptions)


# Markets with lower ceilings (Annex XI), 36 months: amounts in JPY, wage 100,000.
MARKETS = {
    "kr": ("KR", None, "thuyền viên tàu cá gần bờ", "service-kr-coastal-crew", 200_000),
    "tw-home": ("TW", None, "khán hộ công gia đình", "service-tw-home-care", 100_000),
    "tw-domestic": ("TW", None, "giup viec gia dinh", "service-tw-home-care", 100_000),
    "tw-farm": ("TW", "TW-MFG", "nông nghiệp", "service-tw-home-care", 100_000),
    "tw-coast": ("TW", None, "thuyền viên tàu cá gần bờ", "service-tw-home-care", 100_000),
    "tw-facility": ("TW", "TW-CARE", "hộ lý viện dưỡng lão", "service-tw-care-facility", 200_000),
    "tw-hospital": ("TW", None, "y tá tại bệnh viện", "service-tw-care-facility", 200_000),
    "jp-skilled": ("JP", None, "lao động kỹ thuật cao", "service-jp-designated", 200_000),
    "jp-building": ("JP", None, "xây dựng theo chế độ hoạt động đặc định", "service-jp-designated", 200_000),
    "jp-yard": ("JP", None, "đóng tàu, hoạt động đặc định", "service-jp-designated", 200_000),
}


@pytest.mark.parametrize("name", MARKETS)
@pytest.mark.parametrize("signed_on", ["2024-05-15", "2026-06-29"])
def test_a_sourced_market_ceiling_decides(name: str, signed_on: str) -> None:
    market, programme, occupation, rule, cap = MARKETS[name]
    asked = {
        "market": market,
        "programme": programme,
        "occupation": occupation,
        "contract_months": 36,
        "signed_on": signed_on,
    }
    at, over = service_fee(str(cap), **asked), service_fee(str(cap + 1), **asked)
    assert (at.verdict, at.rule_id) == ("within", rule)
    assert (over.verdict, over.rule_id) == ("above", rule)
    assert str(over.valid_to) == "2026-06-29"


@pytest.mark.parametrize("name", MARKETS)
def test_from_30_june_2026_the_lower_ceiling_is_unverified(name: str) -> None:
    market, programme, occupation, _, cap = MARKETS[name]
    asked = {
        "market": market,
        "programme": programme,
        "occupation": occupation,
        "contract_months": 36,
        "signed_on": "2026-06-30",
    }
    assert service_fee(str(cap), **asked).verdict == "within"
    between = service_fee(str(cap + 1), **asked)
    assert (between.verdict, between.excess) == ("cannot_tell", None)
    assert service_fee("300000", **asked).verdict == "cannot_tell"
    over = service_fee("300001", **asked)
    assert (over.verdict, over.rule_id) == ("above", "service-general")


@pytest.mark.parametrize(
    ("signed_on", "verdict", "rule"),
    [
        ("2022-01-31", "within", "service-general"),  # only the law itself
        ("2022-02-01", "cannot_tell", "service-general"),  # the original annex: not read for Korea
        ("2024-05-14", "cannot_tell", "service-general"),
        ("2024-05-15", "above", "service-kr-coastal-crew"),
        ("2026-06-29", "above", "service-kr-coastal-crew"),
        ("2026-06-30", "cannot_tell", "service-general"),
    ],
)
def test_korean_coastal_crews_through_the_years(signed_on: str, verdict: str, rule: str) -> None:
    """200,001 JPY for 36 months: over two months of wage, under three."""
    answer = service_fee(
        "200001", market="KR", occupation="thuyền viên tàu cá gần bờ", contract_months=36, signed_on=signed_on
    )
    assert (answer.verdict, answer.rule_id) == (verdict, rule)


@pytest.mark.parametrize(
    ("months", "at"),
    [(12, "70000"), (24, "140000"), (35, "204166"), (36, "200000"), (60, "200000")],
)
def test_seven_tenths_a_year_and_two_months_from_36(months: int, at: str) -> None:
    """35 months: 0.7 × 100,000 × 35 ÷ 12 = 204,166.67; the limit of two months starts at 36."""
    asked = {"market": "KR", "occupation": "thuyền viên tàu cá gần bờ", "contract_months": months}
    assert service_fee(at, **asked).verdict == "within"
    assert service_fee(str(int(at) + 1), **asked).verdict == "above"


@pytest.mark.parametrize(
    ("market", "occupation", "rule"),
    [
        ("AU", "lao động nông nghiệp", "service-au-agriculture"),
        ("MY", "giúp việc gia đình", "service-sea-domestic"),
        ("TL", "giúp việc gia đình", "service-sea-domestic"),
        ("SA", "giúp việc gia đình", "service-westasia-domestic"),
        ("YE", "osin", "service-westasia-domestic"),
    ],
)
def test_where_nothing_may_be_charged(market: str, occupation: str, rule: str) -> None:
    """Forbidden needs neither wage nor rate; the whole amount is too much."""
    asked = {"market": market, "occupation": occupation, "wage": None}
    before = service_fee("1", **{**asked, "wage": "100000"}, signed_on="2024-05-14")
    assert before.verdict == "cannot_tell"
    on = service_fee("1", **asked, signed_on="2024-05-15")
    assert (on.verdict, on.rule_id) == ("forbidden", rule)
    assert on.cap is not None
    assert on.excess is not None
    assert (str(on.cap.money.amount), str(on.excess.money.amount)) == ("0", "1")
    assert service_fee("1", **asked, signed_on="2026-06-29").verdict == "forbidden"
    after = {**asked, "wage": "100000", "signed_on": "2026-06-30"}
    assert service_fee("1", **after).verdict == "cannot_tell"
    assert service_fee("100000", **after).verdict == "cannot_tell"
    assert service_fee("100001", **after).verdict == "above"


def test_the_palm_scheme_counts_as_farm_work() -> None:
    assert service_fee("1", market="AU", programme="PALM", occupation=None).verdict == "forbidden"
    assert service_fee("1", market="AU", programme="PALM", occupation="chế biến thịt").verdict == "forbidden"
    assert service_fee("1", market="AU", occupation="thợ may").verdict == "within"
    assert service_fee("1", market="AU", occupation=None).verdict == "cannot_tell"


@pytest.mark.parametrize("market", ["IR", "TR", "CY", "GE", "AM", "AZ"])
def test_a_country_that_may_not_belong_to_the_region(market: str) -> None:
    asked = {"market": market, "occupation": "giúp việc gia đình"}
    assert service_fee("100000", **asked).verdict == "cannot_tell"
    assert "thuộc vùng" in str(service_fee("100000", **asked).reason)
    assert service_fee("100001", **asked).verdict == "above"
    assert service_fee("100000", market=market, occupation="thợ may").verdict == "within"


@pytest.mark.parametrize(
    ("amount", "verdict"),
    [("100000", "within"), ("100001", "cannot_tell"), ("200000", "cannot_tell"), ("200001", "above")],
)
def test_carers_in_taiwan_at_home_or_in_a_facility(amount: str, verdict: str) -> None:
    """One month of wage at home, two in a facility: beyond two it is too much wherever they work."""
    assert service_fee(amount, market="TW", occupation="khán hộ công", contract_months=36).verdict == verdict


@pytest.mark.parametrize("programme", ["SSW1", "SSW2"])
@pytest.mark.parametrize("occupation", [None, "điều dưỡng", "lao động kỹ năng đặc định"])
@pytest.mark.parametrize("signed_on", ["2022-02-01", "2026-06-29", "2026-06-30"])
def test_specified_skilled_workers_may_owe_nothing(programme: str, occupation: str | None, signed_on: str) -> None:
    asked = {
        "market": "JP",
        "programme": programme,
        "occupation": occupation,
        "contract_months": 36,
        "signed_on": signed_on,
    }
    assert service_fee("1", **asked).verdict == "cannot_tell"
    assert service_fee("300000", **asked).verdict == "cannot_tell"
    assert service_fee("300001", **asked).verdict == "above"
    assert service_fee("0", **asked).verdict == "within"


def test_the_condition_is_told() -> None:
    answer = service_fee("1", market="JP", programme="SSW1", occupation="điều dưỡng")
    assert "đã hoàn thành thực tập kỹ năng số 2 hoặc số 3" in str(answer.reason)
    assert answer.rule_id == "service-general"


@pytest.mark.parametrize(
    ("occupation", "verdict"),
    [
        ("thực tập sinh kỹ năng số 3", "cannot_tell"),
        ("TTS số 3", "cannot_tell"),
        ("thực tập sinh", "cannot_tell"),
        (None, "cannot_tell"),
        ("thực tập sinh kỹ năng số 1", "within"),
        ("may công nghiệp", "within"),
        ("xây dựng", "within"),  # a trainee is not under designated activities
    ],
)
def test_trainees_of_stage_3(occupation: str | None, verdict: str) -> None:
    asked = {"market": "JP", "programme": "TITP", "occupation": occupation, "contract_months": 36}
    assert service_fee("300000", **asked).verdict == verdict
    assert service_fee("300001", **asked).verdict == "above"


def test_a_trade_is_taken_at_its_word_and_that_is_said() -> None:
    answer = ask(line("service_fee", "300000"), market="JP", programme="TITP", occupation="may", contract_months=36)
    assert any("thực tập sinh kỹ năng số 3" in str(text) for text in answer.assumptions)


def test_japan_without_a_programme_is_not_told() -> None:
    answer = service_fee("1", market="JP", occupation="điều dưỡng")
    assert answer.verdict == "cannot_tell"
    assert "chương trình" in str(answer.reason)
    assert service_fee("100001", market="JP", occupation="điều dưỡng").verdict == "above"


@pytest.mark.parametrize(
    ("signed_on", "verdict"),
    [("2027-03-31", "within"), ("2027-04-01", "cannot_tell")],
)
def test_the_japanese_limit_of_2027_is_unverified(signed_on: str, verdict: str) -> None:
    asked = {"market": "JP", "programme": "ESD", "occupation": "may", "contract_months": 36, "signed_on": signed_on}
    assert service_fee("200000", **asked).verdict == "within"
    assert service_fee("200001", **asked).verdict == verdict
    assert service_fee("300001", **asked).verdict == "above"


@pytest.mark.parametrize("programme", ["E-9", "E-8"])
def test_programmes_without_service_companies_are_never_told_to_be_fine(programme: str) -> None:
    asked = {"market": "KR", "programme": programme, "occupation": "thợ hàn"}
    answer = service_fee("1", **asked)
    assert answer.verdict == "cannot_tell"
    assert "không đi qua doanh nghiệp dịch vụ" in str(answer.reason)
    assert service_fee("100001", **asked).verdict == "above"


def test_a_withheld_figure_is_never_said() -> None:
    """The unverified ceiling is 200,000 JPY here; neither cap nor reason may tell it."""
    answer = service_fee(
        "250000", market="KR", occupation="thuyền viên tàu cá gần bờ", contract_months=36, signed_on="2026-07-01"
    )
    assert answer.verdict == "cannot_tell"
    assert answer.cap is not None
    assert str(answer.cap.money.amount) == "300000"
    assert "200.000" not in str(answer.reason)


def test_a_general_country_without_a_page_is_judged() -> None:
    assert service_fee("100000", market="PT").verdict == "within"
    assert service_fee("100001", market="PT").verdict == "above"


@pytest.mark.parametrize(
    ("market", "programme", "verdict"),
    [("DE", "TRIPLEWIN", "above"), ("DE", "AUSBILDUNG", "above"), ("JP", "ESD", "above"), ("JP", "TITP", "above"),
     ("JP", "SSW1", "above"), ("DE", None, "cannot_tell"), ("RO", "RO-WORK", "cannot_tell")],
)  # fmt: skip
def test_a_programme_without_seafarers_leaves_no_room_for_one(market: str, programme: str | None, verdict: str) -> None:
    """A unit over one month a year, occupation not stated: only merchant seafarers may be charged more."""
    asked = service_fee("100001", market=market, programme=programme, occupation=None, signed_on="2025-03-01")
    assert asked.verdict == verdict


@pytest.mark.parametrize(
    ("market", "programme", "occupation"),
    [
        ("TW", "TW-DIRECT", "khán hộ công gia đình"),
        ("TW", "TW-DIRECT", "hộ lý bệnh viện"),
        ("KR", "E-9", "thuyền viên tàu cá gần bờ"),
    ],
)
def test_a_lower_ceiling_is_no_leave_to_charge_where_no_company_has_a_part(
    market: str, programme: str, occupation: str
) -> None:
    """Annex XI lowers what service companies may take; direct hiring and EPS run without them."""
    where = {"market": market, "programme": programme, "occupation": occupation, "signed_on": "2025-03-01"}
    assert service_fee("1000", **where).verdict == "cannot_tell"
    assert service_fee("500000", **where).verdict == "above"
    assert service_fee("1000", **{**where, "programme": None}).verdict == "within"
