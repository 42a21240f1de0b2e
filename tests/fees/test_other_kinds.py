"""Every other kind of charge: brokerage, deposits, the fund, fees abroad, and what nobody sourced."""

import pytest

from tests.fees.quotes import ask, line, one


@pytest.mark.parametrize("market", ["JP", "TW", "RO", "AU", "PT"])
def test_brokerage_is_forbidden_everywhere(market: str) -> None:
    answer = one("brokerage", "1", "USD", market=market, wage=None)
    assert (answer.verdict, answer.rule_id, answer.article) == (
        "forbidden",
        "broker-ban",
        "Luật 69/2020/QH14 Điều 7 khoản 8",
    )
    assert answer.excess is not None
    assert (str(answer.excess.money.amount), answer.excess.money.currency) == ("1", "USD")


@pytest.mark.parametrize(
    ("signed_on", "verdict"), [("2021-12-31", "cannot_tell"), ("2022-01-01", "forbidden"), ("2022-01-02", "forbidden")]
)
def test_brokerage_since_2022(signed_on: str, verdict: str) -> None:
    assert one("brokerage", "500", signed_on=signed_on).verdict == verdict


def test_two_forbidden_lines_each_lose_their_own_amount() -> None:
    lines = ask(line("brokerage", "5", "USD"), line("brokerage", "7", "USD"), wage=None).lines
    assert [str(x.excess.money.amount) for x in lines if x.excess] == ["5", "7"]


@pytest.mark.parametrize(
    ("amount", "signed_on", "verdict"),
    [
        ("100000", "2022-02-20", "cannot_tell"),
        ("100000", "2022-02-21", "within"),
        ("99999", "2025-09-14", "within"),
        ("100001", "2025-09-15", "above"),
        ("250000", "2026-11-25", "above"),
    ],
)
def test_the_fund(amount: str, signed_on: str, verdict: str) -> None:
    answer = one("fund_contribution", amount, "VND", signed_on=signed_on, wage=None)
    assert answer.verdict == verdict
    if verdict != "cannot_tell":
        assert answer.rule_id == "fund-worker"


def test_the_companys_part_of_the_fund_is_forbidden() -> None:
    worker, company = ask(
        line("fund_contribution", "100000", "VND"),
        line("fund_contribution", "150000", "VND", label="Quỹ, phần doanh nghiệp đóng"),
        wage=None,
    ).lines
    assert (worker.verdict, worker.rule_id) == ("within", "fund-worker")
    assert (company.verdict, company.rule_id) == ("forbidden", "fund-firm")


@pytest.mark.parametrize(
    ("kind", "market", "programme", "rule"),
    [
        ("firm_deposit", "RO", None, "firm-deposit"),
        ("service_fee_rule", "RO", None, "selection-no-charge"),
        ("programme_cost", "AU", "PALM", "palm"),
        ("programme_cost", "DE", "TRIPLEWIN", "triplewin"),
        ("destination_agency_fee", "AE", None, "ae-ban"),
    ],
)
def test_what_others_must_pay_is_forbidden(kind: str, market: str, programme: str | None, rule: str) -> None:
    answer = one(kind, "1", "USD", market=market, programme=programme, wage=None)
    assert (answer.verdict, answer.rule_id) == ("forbidden", rule)


def test_the_employers_departure_insurance_is_forbidden() -> None:
    asked = {"market": "KR", "programme": "E-9", "wage": None}
    answer = ask(line("insurance", "300000", "KRW", label="Bảo hiểm mãn hạn"), **asked).lines[0]
    assert (answer.verdict, answer.rule_id) == ("forbidden", "eps-departure-insurance")
    assert "Nguồn:" in str(answer.reason)


# -- deposits


@pytest.mark.parametrize(
    ("market", "programme", "occupation", "signed_on", "amount", "verdict", "rule"),
    [
        ("TW", None, "công nhân nhà máy", "2022-01-01", "12000000", "refundable_deposit", "deposit-worker-general"),
        ("TW", None, "công nhân nhà máy", "2025-12-31", "12000000", "refundable_deposit", "deposit-worker-general"),
        ("TW", None, "công nhân nhà máy", "2025-12-31", "11999999", "refundable_deposit", "deposit-worker-general"),
        ("TW", None, "công nhân nhà máy", "2025-12-31", "12000001", "above", "deposit-worker-general"),
        ("TW", None, "công nhân nhà máy", "2021-12-31", "12000000", "cannot_tell", None),
        ("TW", None, "công nhân nhà máy", "2026-01-01", "12000000", "cannot_tell", "deposit-worker-general"),
        ("TW", None, "công nhân nhà máy", "2026-01-01", "12000001", "cannot_tell", "deposit-worker-general"),
        ("TW", "TW-MFG", None, "2025-12-31", "12000000", "refundable_deposit", "deposit-worker-general"),
        ("TW", None, None, "2025-12-31", "12000000", "cannot_tell", "deposit-worker-general"),
        ("TW", None, None, "2025-12-31", "12000001", "above", "deposit-worker-general"),
        ("TW", None, "thuyền viên tàu cá xa bờ", "2025-12-31", "1", "forbidden", "deposit-worker-general"),
        ("TW", None, "thuyền viên tàu vận tải", "2025-12-31", "1", "forbidden", "deposit-worker-general"),
        ("KR", "E-7", "thợ hàn", "2025-12-31", "36000000", "refundable_deposit", "deposit-worker-general"),
        ("KR", "E-7", "thợ hàn", "2025-12-31", "36000001", "above", "deposit-worker-general"),
        ("KR", "E-9", "thợ hàn", "2025-12-31", "100000000", "refundable_deposit", "deposit-eps"),
        ("KR", "E-9", "thợ hàn", "2026-11-25", "100000000", "refundable_deposit", "deposit-eps"),
        ("KR", "E-9", "thợ hàn", "2026-11-25", "100000001", "above", "deposit-eps"),
        ("KR", "E-9", "thợ hàn", "2020-05-14", "100000000", "cannot_tell", None),
        ("KR", "E-9", "thợ hàn", "2020-05-15", "100000000", "refundable_deposit", "deposit-eps"),
        ("KR", None, "thợ hàn", "2025-12-31", "36000000", "refundable_deposit", "deposit-worker-general"),
        ("KR", None, "thợ hàn", "2025-12-31", "36000001", "cannot_tell", "deposit-eps"),
        ("KR", None, "thợ hàn", "2025-12-31", "100000001", "above", "deposit-eps"),
        ("JP", None, "may", "2021-12-31", "1", "cannot_tell", "deposit-japan-ban"),  # forbidden if a trainee
        ("JP", None, "may", "2022-01-01", "1", "forbidden", "deposit-worker-general"),  # both say 0: the general rule
        ("JP", "SSW1", "may", "2025-12-31", "1", "forbidden", "deposit-worker-general"),
        ("JP", "SSW1", "may", "2026-01-01", "1", "forbidden", "deposit-japan-ban"),
        ("JP", None, None, "2026-11-25", "1", "forbidden", "deposit-japan-ban"),
        ("JP", "TITP", "may", "2017-10-31", "1", "cannot_tell", None),
        ("JP", "TITP", "may", "2017-11-01", "1", "forbidden", "deposit-japan-ban"),
        ("JP", "SSW1", "may", "2021-12-31", "1", "cannot_tell", None),
        ("US", None, "may", "2025-12-31", "1", "forbidden", "deposit-worker-general"),
        ("US", None, "may", "2026-01-01", "1", "cannot_tell", "deposit-worker-general"),
        ("MY", None, "may", "2025-12-31", "1", "forbidden", "deposit-worker-general"),
        ("SA", None, "may", "2025-12-31", "1", "forbidden", "deposit-worker-general"),
        ("EG", None, "may", "2025-12-31", "1", "cannot_tell", "deposit-worker-general"),
        ("EG", None, "thuyền viên tàu vận tải", "2025-12-31", "1", "forbidden", "deposit-worker-general"),
        ("DE", None, "may", "2025-12-31", "1", "cannot_tell", "deposit-worker-general"),  # a one-way air fare: unknown
        ("DE", None, "thuyền viên tàu vận tải", "2025-12-31", "1", "forbidden", "deposit-worker-general"),
    ],
)  # fmt: skip
def test_deposits(
    market: str,
    programme: str | None,
    occupation: str | None,
    signed_on: str,
    amount: str,
    verdict: str,
    rule: str | None,
) -> None:
    asked = {"market": market, "programme": programme, "occupation": occupation, "signed_on": signed_on, "wage": None}
    answer = one("worker_deposit", amount, "VND", **asked)
    assert (answer.verdict, answer.rule_id) == (verdict, rule)
    assert (answer.excess is not None) == (verdict in ("above", "forbidden"))


def test_an_amended_deposit_is_named_but_its_figure_is_not_asserted() -> None:
    answer = one("worker_deposit", "12000000", "VND", market="TW", occupation="may", signed_on="2026-01-01", wage=None)
    assert answer.cap is None
    assert "12.000.000" not in str(answer.reason)


def test_a_deposit_is_said_to_be_the_workers_money() -> None:
    answer = one("worker_deposit", "12000000", "VND", market="TW", occupation="may", wage=None)
    assert "tiền của bạn" in str(answer.reason)


# -- single programmes and the country of work


@pytest.mark.parametrize(
    ("kind", "programme", "amount", "currency", "verdict"),
    [
        ("exam_fee", "E-9", "28", "USD", "within"),
        ("exam_fee", "E-9", "28.01", "USD", "above"),
        ("exam_fee", None, "28", "USD", "cannot_tell"),
        ("exam_fee", "E-7", "28", "USD", "cannot_tell"),
        ("insurance", "E-9", "400000", "KRW", "within"),
        ("insurance", "E-9", "400001", "KRW", "above"),
        ("insurance", "E-7", "1", "KRW", "cannot_tell"),
    ],
)
def test_eps(kind: str, programme: str | None, amount: str, currency: str, verdict: str) -> None:
    answer = one(kind, amount, currency, market="KR", programme=programme, wage=None)
    assert answer.verdict == verdict
    if verdict == "within":
        assert answer.article is None
        assert "Nguồn:" in str(answer.reason)


def test_a_rule_without_any_date_holds_always_and_that_is_said() -> None:
    answer = ask(line("exam_fee", "28", "USD"), market="KR", programme="E-9", wage=None, signed_on="1999-01-01")
    assert answer.verdict == "within"
    assert answer.lines[0].valid_from is None
    assert any("chưa rõ ngày hiệu lực" in str(text) for text in answer.assumptions)


def test_a_rule_takes_the_date_of_its_document_and_that_is_said() -> None:
    answer = ask(line("worker_deposit", "1", "VND"), market="KR", programme="E-9", wage=None)
    assert str(answer.lines[0].valid_from) == "2020-05-15"
    assert any("15/05/2020" in str(text) for text in answer.assumptions)


@pytest.mark.parametrize(
    ("amount", "months", "verdict"),
    [
        ("1800", 36, "within"),
        ("1801", 36, "cannot_tell"),  # too much for a month, fine for the contract
        ("60000", 36, "cannot_tell"),
        ("60001", 36, "above"),  # 12 × 1,800 + 12 × 1,700 + 12 × 1,500
        ("21601", 12, "above"),
        ("21600", 12, "cannot_tell"),
        ("23300", 13, "cannot_tell"),
        ("23301", 13, "above"),
    ],
)
def test_the_monthly_charge_in_taiwan(amount: str, months: int, verdict: str) -> None:
    asked = {"market": "TW", "programme": "TW-MFG", "contract_months": months, "wage": None}
    assert one("destination_broker_fee", amount, "TWD", **asked).verdict == verdict


def test_intermediate_skilled_workers_in_taiwan() -> None:
    asked = {"market": "TW", "programme": "TW-MID", "contract_months": 36, "wage": None}
    assert one("destination_broker_fee", "2000", "TWD", **asked).verdict == "within"
    assert one("destination_broker_fee", "6000", "TWD", **asked).verdict == "cannot_tell"
    assert one("destination_broker_fee", "6001", "TWD", **asked).verdict == "above"


def test_a_new_employer_in_taiwan_costs_no_new_placement_fee() -> None:
    lines = ask(
        line("destination_broker_fee", "30000", "TWD", label="Phí đổi chủ"), market="TW", programme="TW-MFG", wage=None
    )
    assert (lines.verdict, lines.lines[0].rule_id) == ("forbidden", "taiwan-rehire")


@pytest.mark.parametrize(
    ("market", "months", "amount", "verdict"),
    [
        ("SG", 6, "50000", "within"),
        ("SG", 12, "100000", "within"),
        ("SG", 24, "200000", "within"),
        ("SG", 36, "200000", "within"),
        ("SG", 36, "200001", "above"),
        ("HK", 24, "10000", "within"),
        ("HK", 24, "10001", "above"),
        ("MO", 24, "1", "cannot_tell"),
    ],
)
def test_agencies_abroad(market: str, months: int, amount: str, verdict: str) -> None:
    assert one("destination_agency_fee", amount, market=market, contract_months=months).verdict == verdict


# -- what nobody sourced


@pytest.mark.parametrize(
    "kind", ["training", "government_fee", "third_party", "other", "refund", "fund_support", "loan"]
)
@pytest.mark.parametrize("amount", ["1", "200000", "900000000"])
def test_unsourced_kinds_are_never_judged(kind: str, amount: str) -> None:
    answer = one(kind, amount, "VND", wage=None)
    assert (answer.verdict, answer.rule_id, answer.article, answer.cap) == ("cannot_tell", None, None, None)
    assert str(answer.reason)


def test_a_refund_after_an_early_return_names_its_rule() -> None:
    answer = one("refund", "1000000", "VND", event="early_return", wage=None)
    assert (answer.verdict, answer.rule_id) == ("cannot_tell", "service-refund")
    assert "số tháng đã làm" in str(answer.reason)


@pytest.mark.parametrize("kind", ["brokerage", "other", "service_fee", "worker_deposit", "firm_deposit", "training"])
def test_zero_charges_nothing(kind: str) -> None:
    for signed_on in ("2000-01-01", "2026-11-25"):
        answer = one(kind, "0", wage=None, signed_on=signed_on)
        assert (answer.verdict, answer.excess) == ("within", None)


@pytest.mark.parametrize(
    ("event", "label", "verdict"),
    [
        (None, "Phí đổi chủ", "forbidden"),
        ("extension", "Phí giới thiệu", "forbidden"),
        (None, "Phí giới thiệu", "cannot_tell"),
    ],
)
def test_placement_fees_in_taiwan(event: str | None, label: str, verdict: str) -> None:
    asked = {"market": "TW", "programme": "TW-MFG", "event": event, "wage": None}
    assert ask(line("destination_broker_fee", "30000", "TWD", label=label), **asked).verdict == verdict


@pytest.mark.parametrize(
    ("label", "verdict"),
    [
        ("Quỹ, phần đóng của công ty", "forbidden"),
        ("Doanh nghiệp phải nộp", "forbidden"),
        ("Quỹ (phần DN)", "forbidden"),
        ("The company’s part", "forbidden"),
        ("employer's part", "forbidden"),
        ("Quỹ, không gồm phần doanh nghiệp", "within"),
        ("Quỹ, chưa tính phần của công ty", "within"),
        ("Fund, without the company part", "within"),
        ("Nộp qua công ty", "within"),
        ("phần doanh nghiệp, không hoàn lại", "forbidden"),
    ],
)
def test_a_label_that_says_the_contrary_names_no_clause(label: str, verdict: str) -> None:
    assert ask(line("fund_contribution", "100000", "VND", label=label), wage=None).verdict == verdict
