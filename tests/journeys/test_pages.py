"""Every page in a real browser: no axe violation, no sideways scroll, light enough for a slow network, nothing from outside."""

from __future__ import annotations

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


@pytest.mark.parametrize("path", ADDRESSES)
def test_axe_finds_nothing(browser: Browser, address: str, path: str) -> None:
    """On a phone, light and dark, and on a desk: one visit, looked at three times."""
    context = browser.new_context(viewport=PHONE, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address + path)
    told = []
    for viewport, scheme in ((PHONE, "light"), (PHONE, "dark"), (DESK, "light")):
        page.set_viewport_size(viewport)  # type: ignore[arg-type]
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        where = f"at {viewport['width']} px, {scheme}"
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            told.append(f"scrolls sideways by {wide} px {where}")
        for found in Axe().run(page).response["violations"]:
            told.append(f"{found['id']} {where}: {[node['html'][:120] for node in found['nodes'][:3]]}")
    context.close()
    assert not told, f"{path}: {told}"


@pytest.mark.parametrize("route", PAGES, ids=lambda route: route.rule)
def test_a_first_view_is_light_and_asks_nobody_else(browser: Browser, address: str, route: Route) -> None:
    context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    page.goto(f"{address}/vi{route.address}")  # a page of ours asks for nothing after it is there: it runs no script
    hosts = {urlsplit(request.url).netloc for request in asked}
    sizes = [r.sizes()["responseBodySize"] + r.sizes()["responseHeadersSize"] for r in asked if r.response()]
    context.close()
    assert hosts == {urlsplit(address).netloc}
    assert sum(sizes) <= BUDGET, f"{sum(sizes)} bytes"
