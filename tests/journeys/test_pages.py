"""Every page in a real browser: no axe violation, no sideways scroll, light enough for a slow network, nothing from outside."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Request

from tests.journeys.conftest import DESK, PHONE
from tests.web.addresses import PAGES, Route

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
BUDGET = 50 * 1024
MORE = (
    "/nothing-here",
    "/check/quote?market=JP&months=36&wage=abc&kind=service_fee&amount=4.500+USD",
    "/check/firm?q=asdf+qwer",
    "/firms?q=khong+co+cong+ty+nao",
)
ADDRESSES = [f"/vi{route.address}" for route in PAGES] + [f"/vi{more}" for more in MORE]


@pytest.mark.parametrize(("viewport", "scheme"), [(PHONE, "light"), (PHONE, "dark"), (DESK, "light")], ids=str)
@pytest.mark.parametrize("path", ADDRESSES)
def test_axe_finds_nothing(browser: Browser, address: str, path: str, viewport: Any, scheme: Any) -> None:
    context = browser.new_context(viewport=viewport, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(address + path)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    results = Axe().run(page)
    context.close()
    assert wide <= 0, f"{path} scrolls sideways by {wide} px at {viewport['width']} px"
    told = [f"{v['id']}: {[n['html'][:120] for n in v['nodes'][:3]]}" for v in results.response["violations"]]
    assert not told, f"{path} at {viewport['width']} px, {scheme}: {told}"


@pytest.mark.parametrize("route", PAGES, ids=lambda route: route.rule)
def test_a_first_view_is_light_and_asks_nobody_else(browser: Browser, address: str, route: Route) -> None:
    context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    page.goto(f"{address}/vi{route.address}", wait_until="networkidle")
    hosts = {urlsplit(request.url).netloc for request in asked}
    sizes = [r.sizes()["responseBodySize"] + r.sizes()["responseHeadersSize"] for r in asked if r.response()]
    context.close()
    assert hosts == {urlsplit(address).netloc}
    assert sum(sizes) <= BUDGET, f"{sum(sizes)} bytes"
