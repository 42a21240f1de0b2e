"""On narrow screens, in both languages and with everything unfolded, nothing leaves its box and every control can be tapped."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.web.addresses import PAGES

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
LONG = (
    "/check/quote?market=JP&programme=TITP&months=36&wage=180000+JPY&signed_on=01/05/2026&rate_JPY=170&rate_USD=26000"
    "&kind=service_fee&amount=4500+USD&label=&kind=training&amount=800000000+VND&label=H%E1%BB%8Dc",
    "/check/quote?market=RO&months=36&wage=1000+EUR&signed_on=01/05/2026&kind=brokerage&amount=500+EUR&label="
    + "W" * 200,
    "/check/quote?market=&months=0&wage=abc&signed_on=99&kind=service_fee&amount=-5&label=",
    "/check/firm?q=cong+ty+nhan+luc+ben+tau",
    "/check/firm?q=hai+van",
    "/markets/kr",
)
CONTROLS = ".btn, nav.main a, .lang a, input:not([type=hidden]), select, summary, .kinds a, .pages a, .find button"
MEASURE = """(controls) => {
  document.querySelectorAll("main details").forEach(part => { part.open = true; });
  const wide = document.documentElement.clientWidth, told = [];
  if (document.documentElement.scrollWidth > wide) told.push("scrolls sideways: " + document.documentElement.scrollWidth);
  for (const part of document.querySelectorAll("main *")) {
    if (part.closest(".unseen, thead, svg")) continue;
    const box = part.parentElement.closest(".card, .verdict, .banner, .results > li, .door, .filters, main");
    const edge = !box || box.tagName === "MAIN" ? wide : box.getBoundingClientRect().right;
    const reach = part.getBoundingClientRect().right;
    if (reach > edge + 1) told.push(`${part.tagName} reaches ${reach} of ${edge}: ${part.textContent.trim().slice(0, 40)}`);
  }
  for (const part of document.querySelectorAll(controls)) {
    const small = part.matches("input[type=radio], input[type=checkbox]");
    const tall = ((small && part.closest(".choice")) || part).getBoundingClientRect().height;
    if (tall && tall < 43.5) told.push(`${part.tagName} is ${tall} px tall: ${part.textContent.trim().slice(0, 30)}`);
  }
  return told.slice(0, 5);
}"""


@pytest.mark.parametrize(("locale", "width"), [("vi", 320), ("en", 320), ("vi", 640)])  # axe looks at every page at 360
def test_everything_stays_in_its_box(browser: Browser, address: str, locale: str, width: int) -> None:
    page = browser.new_context(viewport={"width": width, "height": 800}, service_workers="block").new_page()
    found = {}
    for path in [*(route.address for route in PAGES), *LONG]:
        page.goto(f"{address}/{locale}{path}")
        if told := page.evaluate(MEASURE, CONTROLS):
            found[path[:60]] = told
    page.context.close()
    assert not found
