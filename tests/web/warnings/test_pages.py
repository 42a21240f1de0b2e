"""Warnings, whom to tell and whom to call: what is shown, to which market and result it belongs, and what never appears."""

from __future__ import annotations

import pytest

from portal.content import warnings
from tests.web.strict import StrictClient

LOCALES = ("vi", "en")


def page(client: StrictClient, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return " ".join(response.get_data(as_text=True).split())


@pytest.mark.parametrize("locale", LOCALES)
def test_every_sourced_trick_has_its_page_with_signs_and_evidence(client: StrictClient, locale: str) -> None:
    listed = page(client, f"/{locale}/warnings")
    assert len(warnings.all_shown()) == 17
    for item in warnings.all_shown():
        assert f'href="/{locale}/warnings/{item.id}"' in listed
        one = page(client, f"/{locale}/warnings/{item.id}")
        assert f"<h1>{item.data['name'][locale]}</h1>" in one
        assert item.data["signs"][0][locale] in one
        assert 'class="provenance small"' in one


def test_what_waits_is_named_only_and_what_is_withheld_not_at_all(client: StrictClient) -> None:
    listed = page(client, "/vi/warnings")
    assert "Núp bóng du học" in listed
    assert "vừa học vừa làm" not in listed
    assert "vay nặng lãi" not in listed
    for hidden in ("study-disguise", "visa-loan-trap", "no-such-thing"):
        assert client.get(f"/vi/warnings/{hidden}").status_code == 404


def test_a_market_narrows_the_list_to_its_own_first_and_those_of_every_market() -> None:
    found = [item.id for item in warnings.for_market("TW")]
    assert found[:2] == ["taiwan-job-buying", "taiwan-reentry"]
    assert "broker-fee" in found
    assert "fake-eps-ads" not in found


def test_a_result_of_the_price_check_calls_its_warnings() -> None:
    assert "broker-fee" in [item.id for item in warnings.for_charge("brokerage", "forbidden", "JP")]
    assert warnings.for_charge("brokerage", "within", "JP") == ()
    korean = [item.id for item in warnings.for_charge("brokerage", "forbidden", "KR")]
    assert korean[0] == "kr-seasonal"
    assert "kr-seasonal" not in [item.id for item in warnings.for_charge("brokerage", "forbidden", "JP")]
    assert warnings.for_charge("no_such_kind", "forbidden", None) == ()


def test_an_answer_of_the_firm_check_calls_its_warnings() -> None:
    assert "unlicensed-pages" in [item.id for item in warnings.for_firm_state("look_alike")]
    assert [item.id for item in warnings.for_firm_state("licensed")] == ["unregistered-contract"]


def test_an_unknown_market_narrows_nothing(client: StrictClient) -> None:
    for market in ("xx", "<b>", "😀", "jp" * 500):
        assert page(client, f"/vi/warnings?market={market}").count("<li> <div class") >= 17


@pytest.mark.parametrize("locale", LOCALES)
def test_each_country_has_its_numbers_and_no_withheld_one(client: StrictClient, locale: str) -> None:
    page(client, f"/{locale}/sos")
    korea = page(client, f"/{locale}/sos/kr")
    assert 'href="tel:+84981848484"' in korea
    assert "1345" not in korea
    assert "1577" not in korea
    assert 'href="tel:1955"' in page(client, f"/{locale}/sos/tw")
    assert client.get(f"/{locale}/sos/JP").headers["Location"] == f"/{locale}/sos/jp"
    assert client.get(f"/{locale}/sos/zz").status_code == 404


@pytest.mark.parametrize("locale", LOCALES)
def test_whom_to_tell_names_bodies_with_sources_and_hides_the_withheld(client: StrictClient, locale: str) -> None:
    told = page(client, f"/{locale}/report")
    assert "dolab.moha.gov.vn" in told
    assert "111" not in told.replace("2111", "")
    assert [item.id for item in warnings.channels("abroad", "TW")] == ["citizen-protection", "tw-1955"]
    assert [item.id for item in warnings.channels("abroad")] == ["citizen-protection"]
