"""The refund calculator: two questions, then only what matters; an answer with its article; a letter without names."""

import pytest

from tests.web.strict import StrictClient

CASE = "kind=service_fee&reason=employer&paid=90+trieu&paid_on=01/03/2025&until=01/03/2026&months=36&worked=12"
LOCALES = ("vi", "en")


def page(client: StrictClient, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.get_data(as_text=True)


@pytest.mark.parametrize("locale", LOCALES)
def test_two_questions_first(client: StrictClient, locale: str) -> None:
    html = page(client, f"/{locale}/refund")
    assert 'name="kind"' in html
    assert 'name="reason"' in html
    assert 'name="paid"' not in html
    assert 'content="noindex"' not in html


def test_then_only_the_fields_of_the_case(client: StrictClient) -> None:
    html = page(client, "/vi/refund?kind=service_fee&reason=employer")
    for name in ("paid", "paid_on", "signed_on", "months", "worked", "until", "rate"):
        assert f'name="{name}"' in html
    assert 'name="selected_on"' not in html
    waiting = page(client, "/vi/refund?kind=other_costs&reason=waiting")
    assert 'name="selected_on"' in waiting
    assert 'name="months"' not in waiting
    assert "Tính đến ngày nào?" in waiting


@pytest.mark.parametrize("locale", LOCALES)
def test_the_answer_with_its_sum_and_article(client: StrictClient, locale: str) -> None:
    html = page(client, f"/{locale}/refund?{CASE}&rate=0,2")
    for text in ("60.120.000", "120.000") if locale == "vi" else ("60,120,000", "120,000"):
        assert text in html
    assert "Luật 69/2020/QH14 Điều 23 khoản 3" in html
    assert "/refund/letter?" in html
    assert f'href="/{locale}/warnings' in html or f'href="/{locale}/report' in html
    assert 'value="90 trieu"' in html


@pytest.mark.parametrize("locale", LOCALES)
def test_the_letter_has_blanks_and_no_field(client: StrictClient, locale: str) -> None:
    html = page(client, f"/{locale}/refund/letter?{CASE}")
    assert "sheet-a5" in html
    assert "………" in html
    assert ("60.000.000" if locale == "vi" else "60,000,000") in html
    assert ("lãi suất tiền gửi không kỳ hạn" if locale == "vi" else "demand-deposit rate") in html
    main = html.split("<main")[1].split("</main")[0]
    assert "<input" not in main
    assert 'content="noindex"' in html


@pytest.mark.parametrize(
    "query", ["", "kind=service_fee", CASE.replace("employer", "own_fault"), CASE.replace("90+trieu", "x")]
)
def test_no_letter_where_nothing_can_be_claimed(client: StrictClient, query: str) -> None:
    response = client.get(f"/vi/refund/letter?{query}")
    assert response.status_code == 303
    assert response.headers["Location"].startswith("/vi/refund?")


def test_in_doubt_it_says_what_must_be_verified(client: StrictClient) -> None:
    html = page(client, f"/vi/refund?{CASE.replace('employer', 'own_wish')}")
    assert "Chưa kết luận được" in html
    assert "Biên tập viên còn phải xác minh:" in html
    assert "Đơn đòi tiền để in" not in html


def test_the_fund_does_not_name_an_amount_that_waits(client: StrictClient) -> None:
    html = page(client, f"/vi/refund?{CASE.replace('employer', 'death')}")
    assert "chết hoặc mất tích" in html
    assert "40.000.000" not in html
    assert "Chờ xác minh" in html


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("kind=gold&reason=employer", "kind"),
        ("kind=service_fee&reason=", "reason"),
        ("kind=service_fee&reason=employer&paid=", "paid"),
        (CASE.replace("90+trieu", "%F0%9F%98%80"), "paid"),
        (CASE.replace("90+trieu", "%3Cscript%3E"), "paid"),
        (CASE.replace("months=36", "months=0"), "months"),
        (CASE.replace("worked=12", "worked=999"), "worked"),
        (CASE.replace("01/03/2025", "01/03/9999"), "paid_on"),
        (CASE + "&rate=999", "rate"),
        (CASE + "&signed_on=" + "9" * 5000, "signed_on"),
    ],
)
def test_what_cannot_be_read_stays_in_the_form(client: StrictClient, locale: str, query: str, field: str) -> None:
    html = page(client, f"/{locale}/refund?{query}", 422)
    assert f'href="#{field}"' in html
    assert "<script>" not in html
    assert 'name="kind"' in html
