"""Every page in a real browser: no axe violation, no sideways scroll, light enough for a slow network, nothing from outside."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Request

from tests.journeys.conftest import DESK, PHONE
from tests.web.addresses import PAGES

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
BUDGET = 50 * 1024
ONLY_WRONG = {"resultTypes": ["violations"]}
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
MORE = (
    "/nothing-here",
    "/check/quote?market=JP&months=36&wage=abc&kind=service_fee&amount=4.500+USD",
    "/check/firm?q=asdf+qwer",
    "/firms?q=khong+co+cong+ty+nao",
)
ADDRESSES = [f"/vi{route.address}" for route in PAGES] + [f"/vi{more}" for more in MORE]


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_page_is_light_asks_nobody_else_and_axe_finds_nothing(browser: Browser, address: str, path: str) -> None:
    """One visit, looked at three times: on a phone, light and dark (where only colours differ), and on a desk.

    What a phone then keeps for later (test_offline) is no part of a first view, and would be fetched anew for each page.
    """
    context = browser.new_context(viewport=PHONE, bypass_csp=True, service_workers="block")  # type: ignore[arg-type]
    page = context.new_page()
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    page.goto(address + path)  # a page of ours asks for nothing after it is there
    hosts = {urlsplit(request.url).netloc for request in asked}
    sizes = [r.sizes()["responseBodySize"] + r.sizes()["responseHeadersSize"] for r in asked if r.response()]
    page.evaluate(Axe().axe_script)
    told = [] if hosts == {urlsplit(address).netloc} else [f"asks {hosts}"]
    if sum(sizes) > BUDGET:
        told.append(f"{sum(sizes)} bytes")
    for viewport, scheme, rules in ((PHONE, "light", {}), (PHONE, "dark", COLOURS), (DESK, "light", {})):
        page.set_viewport_size(viewport)  # type: ignore[arg-type]
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        where = f"at {viewport['width']} px, {scheme}"
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            told.append(f"scrolls sideways by {wide} px {where}")
        for found in page.evaluate("options => axe.run(document, options)", ONLY_WRONG | rules)["violations"]:
            told.append(f"{found['id']} {where}: {[node['html'][:120] for node in found['nodes'][:3]]}")
    context.close()
    assert not told, f"{path}: {told}"
