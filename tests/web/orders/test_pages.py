"""The order pages and their data: what a worker sees of an order, and that nothing looks green that is not."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from flask import Flask

from portal.firms import orders as service
from portal.firms.search import SOURCES
from portal.web.orders import presenters
from portal.web.shell.links import link_to
from tests.web.provenance import bare_figures, poor_evidence, read
from tests.web.strict import StrictClient


def page(client: StrictClient, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, (path, answer.status)
    return answer.text


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_an_order_says_everything_one_asks(client: StrictClient, locale: str) -> None:
    html = page(client, f"/{locale}/orders/dh-00-0001")
    for words in (
        "ĐH-00-0001",
        "Chế biến thực phẩm",
        "Nhà máy Minh Hoạ 1",
        "0001/QLLĐ-MH",
        "9001/LĐTBXH-GP",
        "Điều 23",
    ):
        assert words in html
    assert "verdict is-good" in html
    assert "/compare/offers?market_1=JP" in html
    assert bare_figures(read(html)) == []
    assert poor_evidence(read(html)) == []
    assert "JobPosting" not in html, "an invented order is no job for search engines"


@pytest.mark.parametrize(
    ("ref", "tone"), [("dh-00-0002", "warn"), ("dh-00-0003", "bad"), ("dh-00-0004", "warn"), ("dh-00-0001", "good")]
)
def test_only_both_lights_look_green(client: StrictClient, ref: str, tone: str) -> None:
    html = page(client, f"/vi/orders/{ref}")
    assert f"verdict is-{tone}" in html
    assert ("verdict is-good" in html) == (tone == "good")


def test_the_comparison_opens_with_this_order_filled_in(client: StrictClient) -> None:
    address = re.search(r'href="(/vi/compare/offers\?[^"]+)"', page(client, "/vi/orders/dh-00-0001"))
    assert address
    html = page(client, address[1].replace("&amp;", "&"))
    assert 'value="190000 JPY"' in html
    assert 'value="8100000 VND"' in html


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_the_list_is_narrowed_and_sorted(client: StrictClient, locale: str) -> None:
    html = page(client, f"/{locale}/orders?market=kr&state=registered&sort=wage")
    assert "2.700.000" in html or "2,700,000" in html
    assert "Chế biến" not in html
    assert bare_figures(read(html)) == []
    assert "Công ty Cổ phần Nhân lực Bến Lau" in page(client, f"/{locale}/orders?firm=9001-ldtbxh-gp")
    assert page(client, f"/{locale}/orders?q=khong+co+nghe+nay").count("<li><div") == 0
    page(client, f"/{locale}/orders?page=999", 404)
    page(client, f"/{locale}/orders/khong-co", 404)


def test_an_order_of_a_firm_without_a_licence_is_not_green_in_the_list(client: StrictClient) -> None:
    html = page(client, "/vi/orders?q=ĐH-00-0003")
    assert "Đang bị đình chỉ" in html
    assert "tag is-good" not in html


def test_a_firm_and_the_search_lead_to_the_order(client: StrictClient) -> None:
    assert "/vi/orders/dh-00-0001" in page(client, "/vi/firms/9001-ldtbxh-gp")
    assert "/vi/orders/dh-00-0001" in page(client, "/vi/search?q=DH-00-0001")


def test_every_order_of_the_search_has_its_page(site: Flask, client: StrictClient) -> None:
    with site.test_request_context("/vi/"), site.app_context():
        ids = [doc.id for source in SOURCES if source.kind == "order" for doc in source.all()]
        paths = [link_to("order", ident, "vi") for ident in ids]
    assert len(paths) > 50
    assert all(client.get(str(path)).status_code == 200 for path in paths[:5])


def test_the_data_of_one_order(client: StrictClient) -> None:
    told = client.get("/api/v1/orders/dh-00-0001").get_json()
    assert (told["state"], told["open"], told["green"], told["firm_status"]) == ("registered", True, True, "valid")
    assert [line["kind"] for line in told["lines"]] == ["service_fee", "third_party", "training"]
    assert told["lines"][0]["article"].startswith("Luật 69/2020")
    assert client.get("/api/v1/orders/dh-00-0002").get_json()["green"] is False
    assert client.get("/api/v1/orders/none").status_code == 404
    for wrong in ("state=x", "sort=x", "page=0", "size=101"):
        answer = client.get(f"/api/v1/orders?{wrong}")
        assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")


def test_a_real_open_order_is_a_job_for_search_engines(site: Flask) -> None:
    with site.test_request_context("/vi/orders/dh-00-0001"):
        site.preprocess_request()
        found = service.get_order("dh-00-0001")
        real = replace(found, card=replace(found.card, illustrative=False))
        told = presenters.job_ld(real)
        assert presenters.job_ld(found) is None
        assert presenters.job_ld(replace(real, card=replace(real.card, state="closed"))) is None
        assert presenters.job_ld(replace(real, firm=replace(real.firm, status="revoked"))) is None
    assert told is not None
    assert json.loads(json.dumps(told))["baseSalary"]["value"] == {
        "@type": "QuantitativeValue",
        "value": 190000.0,
        "unitText": "MONTH",
    }
    assert told["validThrough"].startswith("2032-12-31")


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_each_state_and_filter_leads_to_as_many_orders_as_it_says(client: StrictClient, locale: str) -> None:
    html = page(client, f"/{locale}/orders?programme=ssw1&market=jp")
    tabs = re.findall(r'<li><a href="([^"]+)"[^>]*>[^<]+ <span class="num" data-count>\((\d+)\)', html)
    assert len(tabs) == 4
    assert int(tabs[0][1]) == sum(int(count) for _address, count in tabs[1:]) > 0
    for address, count in tabs:
        query = address.replace("&amp;", "&").partition("?")[2]
        assert "programme=SSW1" in query
        assert client.get(f"/api/v1/orders?{query}").get_json()["total"] == int(count)
    chips = re.findall(r'<li><a href="([^"]+)"><span class="unseen">', html)
    assert len(chips) == 2
    assert "market" not in chips[0]


def test_prices_are_filtered_by_what_the_check_said(client: StrictClient) -> None:
    counts = {
        price: client.get(f"/api/v1/orders?price={price}&size=100").get_json() for price in ("good", "unknown", "none")
    }
    every = client.get("/api/v1/orders").get_json()["total"]
    assert sum(told["total"] for told in counts.values()) == every
    assert {item["price_verdict"] for item in counts["none"]["items"]} == {None}
    assert {item["price_verdict"] for item in counts["unknown"]["items"]} == {"cannot_tell"}
    assert {item["price_verdict"] for item in counts["good"]["items"]} <= {"within", "refundable_deposit"}


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_an_order_filter_that_is_not_understood_is_told(client: StrictClient, locale: str) -> None:
    query = "firm=x&market=zz&programme=x&state=x&price=x&sort=x&q=%00%F0%9F%98%80"
    html = page(client, f"/{locale}/orders?{query}")
    assert 'id="not-understood"' in html
    assert html.count('<q class="typed"') == 6
    answer = client.get(f"/api/v1/orders?{query}")
    assert answer.status_code == 422
    named = {problem["field"] for problem in answer.get_json()["errors"]}
    assert named == {"firm", "market", "programme", "state", "price", "sort"}


@pytest.mark.parametrize(("order", "offered"), [("dh-00-0001", False), ("dh-00-0002", True)])
def test_a_closed_order_offers_watching_its_firm(client: StrictClient, order: str, offered: bool) -> None:
    html = client.get(f"/vi/orders/{order}").text
    assert f'href="/vi/orders/{order}/watch"' in html
    assert ('href="/vi/firms/9001-ldtbxh-gp/watch"' in html) is offered
