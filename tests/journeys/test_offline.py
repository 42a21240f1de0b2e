"""Without a network, in a real browser: what matters in trouble opens and says how old it is; nothing personal was kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.conftest import PHONE
from tests.web.people import as_role, cookie

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
MATTERS = (
    "/vi/", "/vi/sos", "/vi/sos/jp", "/vi/rights", "/vi/warnings", "/vi/markets/jp", "/vi/fees", "/vi/procedures", "/vi/lessons",
)  # fmt: skip
ALONE = """async () => {
  for (let n = 0; n < 100; n++) {
    if ((await caches.keys()).length === 1) return true;
    await new Promise((done) => setTimeout(done, 100));
  }
  return false;
}"""
KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys()) found.push(new URL(request.url).pathname);
  return found;
}"""
FILLED = """async (wanted) => {
  for (let n = 0; n < 300; n++) {
    for (const name of await caches.keys()) if ((await (await caches.open(name)).keys()).length >= wanted) return true;
    await new Promise((done) => setTimeout(done, 100));
  }
  return false;
}"""


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """A phone with JavaScript, and the site's own CSP."""
    context = browser.new_context(viewport=PHONE, locale="vi-VN")  # type: ignore[arg-type]
    yield context
    context.close()


def after_filling(reader: BrowserContext, address: str, wanted: int) -> Page:
    """A page whose browser has kept at least so many files."""
    page = reader.new_page()
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.goto(f"{address}/vi/")
    assert page.evaluate(FILLED, wanted), page.evaluate(KEPT)
    assert wrong == []
    return page


def test_what_matters_opens_without_a_network_and_says_its_age(
    reader: BrowserContext, address: str, site: Flask
) -> None:
    page = after_filling(reader, address, len(re.findall(r'"/vi/[^"]*"', site.test_client().get("/sw.js").text)))
    reader.set_offline(True)
    for path in (
        "/vi/",
        "/vi/sos",
        "/vi/sos/jp",
        "/vi/rights",
        "/vi/warnings",
        "/vi/markets/jp",
        "/vi/fees",
        "/vi/procedures",
        "/vi/lessons",
    ):
        page.goto(address + path)
        expect(page.locator("main .saved")).to_contain_text("Bạn đang xem bản đã lưu")
        assert "20" in page.locator("main .saved b").inner_text(), "the day it was saved"
        expect(page.locator("h1")).to_have_count(1)
        assert page.evaluate("getComputedStyle(document.querySelector('.top')).borderBottomWidth") == "1px", (
            "with its style"
        )
    page.goto(f"{address}/vi/firms/9001-ldtbxh-gp")
    expect(page.locator("h1")).to_have_text("Chưa có mạng")
    page.get_by_role("link", name="SOS: gọi ai khi gặp nạn").first.click()
    expect(page.locator("main .saved")).to_have_count(1)
    reader.set_offline(False)
    page.goto(f"{address}/vi/sos")
    expect(page.locator("main .saved")).to_have_count(0)


def test_nothing_personal_and_nothing_typed_is_kept(reader: BrowserContext, address: str, site: Flask) -> None:
    client = as_role(site, "returnee", strict=False)
    reader.add_cookies([{"name": "benve", "value": cookie(client), "url": address}])
    page = after_filling(reader, address, 20)
    for path in (
        "/vi/account",
        "/vi/account/sessions",
        "/vi/firms?q=ben+lau",
        "/vi/check/quote?market=JP",
        "/vi/search?q=x",
        "/vi/jobs",
    ):
        page.goto(address + path)
    page.goto(f"{address}/vi/markets?as_of=01/01/2022")
    kept = page.evaluate(KEPT)
    assert "/vi/sos" in kept
    assert not [
        path for path in kept if any(word in path for word in ("account", "search", "firms", "jobs", "check", "sign"))
    ]
    reader.set_offline(True)
    page.goto(f"{address}/vi/account")
    expect(page.locator("h1")).to_have_text("Chưa có mạng")
    assert "returnee@demo.example" not in page.content()


def test_a_new_version_takes_the_place_of_the_old(reader: BrowserContext, address: str) -> None:
    page = after_filling(reader, address, 20)
    page.evaluate("""async () => {
      const old = await caches.open("benve-old");
      await old.put("/vi/markets/il", new Response("<main>", { headers: { "x-saved-at": "2026-01-01T00:00:00Z" } }));
      await old.put("/vi/no-page-any-more", new Response("x"));
      await (await navigator.serviceWorker.ready).unregister();
    }""")
    page.close()
    again = reader.new_page()
    again.goto(f"{address}/vi/")
    assert again.evaluate(ALONE)
    kept = again.evaluate(KEPT)
    assert "/vi/markets/il" in kept
    assert "/vi/no-page-any-more" not in kept
