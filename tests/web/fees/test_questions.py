"""One question a page: order, state in the address, mistakes on the page that can mend them, every answer to be changed."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from portal.web.fees.questions import TITLES
from tests.web.strict import StrictClient

LOCALES = ("vi", "en")
ANSWERS = [("market", "RO"), ("months", "36"), ("signed_on", "01/11/2026"), ("wage", "20 triệu"), ("kind", "service_fee"),
           ("amount", "60 triệu"), ("label", "Phí A"), ("kind", "other"), ("amount", "1 tr"), ("label", "")]  # fmt: skip


def address(step: str, *more: tuple[str, str], locale: str = "vi") -> str:
    """The page of a step with all answers."""
    return f"/{locale}/check/quote/{step}?{urlencode([*ANSWERS, *more])}"


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("step", TITLES)
def test_every_page_fresh_and_filled(client: StrictClient, step: str, locale: str) -> None:
    assert client.get(f"/{locale}/check/quote/{step}").status_code == 200
    response = client.get(address(step, locale=locale))
    assert response.status_code == 200
    assert len(response.get_data()) < 30_000


def test_an_unknown_step_is_404(client: StrictClient) -> None:
    assert client.get("/vi/check/quote/nothing").status_code == 404


@pytest.mark.parametrize(
    ("step", "following"),
    [("market", "programme"), ("programme", "occupation"), ("occupation", "months"), ("months", "signed"),
     ("signed", "wage"), ("wage", "charges"),
     ("charge", "charges"), ("charges", "check")],
)  # fmt: skip
def test_the_order_and_nothing_is_lost(client: StrictClient, step: str, following: str) -> None:
    response = client.get(address(step, ("go", "1"), ("row", "0")))
    assert response.status_code == 303
    location = urlsplit(response.headers["Location"])
    assert location.path == f"/vi/check/quote/{following}"
    assert sorted(parse_qsl(location.query, keep_blank_values=True)) == sorted(ANSWERS)


def test_a_market_with_programmes_asks_for_one(client: StrictClient) -> None:
    response = client.get("/vi/check/quote/market?market=JP&go=1")
    assert urlsplit(response.headers["Location"]).path == "/vi/check/quote/programme"


def test_a_rate_is_asked_only_where_currencies_meet(client: StrictClient) -> None:
    plain = client.get(address("charges", ("go", "1"))).headers["Location"]
    mixed = client.get(address("charges", ("kind", "other"), ("amount", "5 USD"), ("label", ""), ("go", "1"))).headers[
        "Location"
    ]
    assert urlsplit(plain).path.endswith("/check")
    assert urlsplit(mixed).path.endswith("/rates")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    ("step", "field", "typed", "input_id"),
    [("market", "market", "", "market"), ("market", "market", "XX", "market"), ("months", "months", "lâu", "months"),
     ("signed", "signed_on", "mai", "signed-on"), ("wage", "wage", "khá", "wage"), ("programme", "programme", "TITP", "programme")],
)  # fmt: skip
def test_a_mistake_stays_on_its_page(
    client: StrictClient, locale: str, step: str, field: str, typed: str, input_id: str
) -> None:
    answers = [pair for pair in ANSWERS if pair[0] != field]
    response = client.get(f"/{locale}/check/quote/{step}?{urlencode([*answers, (field, typed), ('go', '1')])}")
    html = response.get_data(as_text=True)
    assert response.status_code == 422
    assert f'href="#{input_id}"' in html
    if typed and field not in ("programme",):
        assert f'value="{typed}"' in html


def test_the_wage_may_stay_open(client: StrictClient) -> None:
    answers = [pair for pair in ANSWERS if pair[0] != "wage"]
    assert client.get(f"/vi/check/quote/wage?{urlencode([*answers, ('wage', ''), ('go', '1')])}").status_code == 303


def test_a_mistake_in_another_answer_does_not_stop_the_way(client: StrictClient) -> None:
    assert client.get("/vi/check/quote/wage?market=RO&months=x&wage=20+tr&go=1").status_code == 303


def test_a_changed_answer_leads_back_to_the_list(client: StrictClient) -> None:
    response = client.get(address("months", ("go", "1"), ("back", "check")))
    assert urlsplit(response.headers["Location"]).path == "/vi/check/quote/check"


def test_a_charge_is_changed_in_its_place(client: StrictClient) -> None:
    html = client.get(address("charge", ("row", "0"), ("back", "check"))).get_data(as_text=True)
    names = re.findall(r'name="(amount|kind|label)"', html)
    assert names == ["kind", "amount", "label", "kind", "amount", "label"]  # the second line travels behind the first
    assert html.index('id="amount-0"') < html.index('value="1 tr"')


def test_the_list_of_answers_changes_each_and_names_what_is_wrong(client: StrictClient) -> None:
    wrong = [(name, "x" if name == "months" else value) for name, value in ANSWERS]
    html = unescape(client.get(f"/vi/check/quote/check?{urlencode(wrong)}").get_data(as_text=True))
    for step in ("market", "occupation", "months", "signed", "wage", "charge"):
        assert f'href="/vi/check/quote/{step}?' in html
    assert "Thời hạn hợp đồng: Hãy ghi số tháng" in html


def test_a_very_long_offer_moves_to_one_page(client: StrictClient) -> None:
    many = [pair for _ in range(60) for pair in (("kind", "other"), ("amount", "1 tr"), ("label", "Phí làm giấy tờ"))]
    response = client.get(f"/vi/check/quote/charges?{urlencode([*ANSWERS, *many])}")
    html = response.get_data(as_text=True)
    assert response.status_code == 422
    assert html.count('name="amount"') == 62
    assert 'method="post"' in html
