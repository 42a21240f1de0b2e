"""An order's statement is the site's own to the letter; an order whose price fell foul of a rule says which charge and why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
import time_machine
from flask import Flask

from portal.fees import store
from portal.fees.store import Shelf
from portal.firms import order_statements, rejudging
from portal.firms.models import RecruitmentOrder
from portal.storage.db import db
from tests.web.strict import StrictClient

ORDER = "dh-00-0001"


@pytest.fixture
def said(client: StrictClient) -> Iterator[dict[str, str]]:
    """The fields of a fresh statement about a green order, as its own address holds them."""
    with time_machine.travel("2026-11-26T03:42:10Z", tick=False):
        html = client.get(f"/vi/orders/{ORDER}/statement").get_data(as_text=True)
        assert "26/11/2026, 10:42" in html.replace("\u00a0", " ")
        address = re.search(r'href="([^"]+/statement/verify/order[^"]+)"', html)
        assert address is not None
        assert client.get(f"/en/orders/{ORDER}/statement").status_code == 200
        yield dict(parse_qsl(urlsplit(address[1].replace("&amp;", "&")).query))


def verified(client: StrictClient, fields: dict[str, str], locale: str = "vi") -> str:
    return client.get(f"/{locale}/statement/verify/order", query_string=fields).get_data(as_text=True)


def test_it_is_genuine_and_any_change_of_it_is_not(client: StrictClient, said: dict[str, str]) -> None:
    assert "Giấy này thật" in verified(client, said)
    assert "verdict is-info" in verified(client, said, "en")
    forged = {
        "order": "ĐH-00-0002", "licence": "9003/LĐTBXH-GP", "firm": "suspended", "state": "closed", "price": "within",
        "judged": "2026-11-25", "at": "2026-11-27T03:42Z", "as_of": "2020-01-01",
        "code": said["code"][:-1] + ("A" if said["code"][-1] != "A" else "B"),
    }  # fmt: skip
    assert set(forged) == set(said), "nothing of who asked"
    for name, value in forged.items():
        html = verified(client, said | {name: value})
        assert "verdict is-bad" in html, name
        assert "Giấy này thật" not in html, name
    for broken in ({}, said | {"code": ""}, said | {"at": "2026-13-45T99:99Z"}, said | {"as_of": "x", "at": "x"}):
        assert "verdict is-bad" in verified(client, broken)


def test_a_firm_s_statement_is_none_about_an_order(client: StrictClient, said: dict[str, str]) -> None:
    html = client.get("/vi/firms/9001-ldtbxh-gp/statement").get_data(as_text=True)
    code = re.search(r">(\d+-[A-Z2-7]{24})<", html)
    assert code
    assert "verdict is-bad" in verified(client, said | {"code": code[1]})


def test_what_changed_since_stands_beside_it(site: Flask, client: StrictClient, said: dict[str, str]) -> None:
    with time_machine.travel("2033-01-02T03:00:00Z", tick=False):
        html = verified(client, said)
    assert "verdict is-warn" in html
    assert "Đã đóng" in html
    with site.app_context():
        tested = order_statements.check_order_statement(order_statements.OrderStatement(*said.values()))
    assert tested is not None
    assert tested.now is not None
    worse = replace(tested, now=replace(tested.now, firm=replace(tested.now.firm, status="revoked")))
    assert not worse.same
    assert not replace(tested, now=None).same


def test_only_orders_that_may_be_shown_are_stated(client: StrictClient) -> None:
    assert client.get("/vi/orders/none/statement").status_code == 404


@pytest.fixture
def forbidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on no service fee may be charged at all."""
    usual = store.shelf()
    rows = {
        id: {**row, "formula": {"type": "zero"}} if row["kind"] == "service_fee" and "formula" in row else row
        for id, row in usual.rows.items()
    }
    monkeypatch.setattr(store, "shelf", lambda known_on=None: Shelf(rows))
    monkeypatch.setattr(rejudging, "edition", lambda: "e" * 64)


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_an_order_that_fell_foul_of_a_rule_says_which_charge_and_why(
    site: Flask, client: StrictClient, forbidden: None, locale: str
) -> None:
    answer = client.get(f"/{locale}/orders/{ORDER}")
    assert answer.status_code == 410
    html = answer.text
    assert "verdict is-bad" in html
    assert re.search(
        r'<section class="card flow is-bad"[^>]*>.*?href="/\w\w/[^"]+/service-[a-z0-9-]+"', html, re.DOTALL
    )
    assert "is-good" not in html.split('id="fees"')[0].replace("tag is-good", "")
    for watched in (f"/{locale}/orders/{ORDER}/watch", f"/{locale}/firms/9001-ldtbxh-gp/watch"):
        assert f'href="{watched}"' in html
        assert client.get(watched).status_code == 200
    assert client.get(f"/{locale}/orders/{ORDER}/statement").status_code == 404
    assert ORDER not in client.get(f"/{locale}/firms/9001-ldtbxh-gp").text
    assert client.get(f"/api/v1/orders/{ORDER}").status_code == 410
    assert client.get("/api/v1/orders/dh-00-0001").mimetype == "application/problem+json"


def test_a_statement_of_an_order_that_left_the_lists_says_so(
    site: Flask, client: StrictClient, said: dict[str, str], forbidden: None
) -> None:
    html = verified(client, said)
    assert "verdict is-warn" in html
    assert "không còn được đăng" in html
    assert f"/orders/{ORDER}" not in html
    with site.app_context():
        assert db.session.query(RecruitmentOrder).filter_by(slug=ORDER).one().withheld_on is None, "nothing was written"
