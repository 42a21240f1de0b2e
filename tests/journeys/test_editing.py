"""An editor's day in a real browser: a new circular halves a ceiling. From the document to the rule, written on a phone without
JavaScript, approved by another person at a desk, and judged by before and after the day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect

from portal.shared.clock import VIETNAM
from tests.journeys.conftest import DESK, PHONE
from tests.web.editing.conftest import WHY, Room, room
from tests.web.people import as_role, cookie

__all__ = ["room"]
pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
RULE = "/vi/fees/service-general"


def signed_in(browser: Browser, site: Flask, address: str, role: str, **how: object) -> BrowserContext:
    context = browser.new_context(locale="vi-VN", **how)  # type: ignore[arg-type]
    context.add_cookies([{"name": "benve", "value": cookie(as_role(site, role)), "url": address}])
    return context


@pytest.fixture
def editor(browser: Browser, site: Flask, address: str) -> Iterator[Page]:
    context = signed_in(browser, site, address, "editor", viewport=PHONE, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def reviewer(browser: Browser, site: Flask, address: str) -> Iterator[Page]:
    context = signed_in(browser, site, address, "reviewer", viewport=DESK, bypass_csp=True)  # for axe
    yield context.new_page()
    context.close()


def violations(page: Page) -> list[str]:
    return [found["id"] for found in Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]]


def test_a_circular_changes_a_ceiling_from_a_day(
    editor: Page, reviewer: Page, phone: Page, address: str, room: object
) -> None:
    at = (datetime.now(UTC) + timedelta(days=3)).astimezone(VIETNAM).replace(hour=0, minute=0, second=0, microsecond=0)
    editor.goto(f"{address}/vi/desk/content/items/document/law-69-2020")
    editor.get_by_role("link", name="Trần chung của tiền dịch vụ").first.click()
    editor.get_by_role("button", name="Soạn bản sửa").click()
    editor.locator("[name='formula.months']").fill("0.5")
    editor.locator("[name='summary.vi']").fill(
        "Công ty dịch vụ thu của bạn nhiều nhất nửa tháng lương cho mỗi 12 tháng làm việc."
    )
    editor.locator("[name='summary.en']").fill(
        "The service company may charge you at most half a month of wage for every 12 months."
    )
    editor.locator("[name=why]").fill(WHY)
    editor.get_by_role("button", name="Lưu và gửi duyệt").click()
    expect(editor.locator("main")).to_contain_text("Đã gửi duyệt")
    expect(editor.get_by_role("button", name="Đồng ý cho hiện")).to_have_count(0)

    reviewer.goto(f"{address}/vi/desk/content")
    assert violations(reviewer) == []
    reviewer.get_by_role("link", name="Trần chung của tiền dịch vụ").first.click()
    assert violations(reviewer) == []
    reviewer.get_by_label("Hiện từ lúc").fill(f"{at:%Y-%m-%d %H:%M}")
    reviewer.get_by_role("button", name="Đồng ý cho hiện").click()
    expect(reviewer.locator("main")).to_contain_text("Đã đồng ý")

    phone.goto(address + RULE)
    expect(phone.locator("main")).to_contain_text("1 tháng lương cho mỗi")
    with time_machine.travel(at + timedelta(minutes=1)):
        phone.reload()  # a page may be a minute old, and the browser's clock was not moved
        expect(phone.locator("main")).to_contain_text("0,5 tháng lương cho mỗi")
        expect(phone.locator("main")).to_contain_text("vừa sửa ngày")
        phone.get_by_role("link", name="Xem đã sửa gì").click()
        expect(phone.locator("main")).to_contain_text(WHY)
        phone.goto(f"{address}/vi/changes")
        expect(phone.locator("main")).to_contain_text(WHY)
        expect(phone.locator("main")).to_contain_text("0,5 (−0,5)")


def test_a_draft_is_saved_while_it_is_written(browser: Browser, site: Flask, address: str, room: Room) -> None:
    """With JavaScript; a second window is told and overwrites nothing, also without a press of a button."""
    ref = room.begin("scam", "broker-fee")
    context = signed_in(browser, site, address, "editor", viewport=DESK)
    first, second = context.new_page(), context.new_page()
    for page in (first, second):
        page.clock.install()
        page.goto(f"{address}/vi/desk/content/revisions/{ref}/edit")
    first.locator("[name='name.vi']").fill("Tên tự lưu")
    first.clock.run_for(20_500)
    expect(first.locator("#autosave")).to_contain_text("Đã tự lưu nháp lúc")
    assert room.form(ref)["name.vi"] == "Tên tự lưu"
    first.locator("[name='name.vi']").fill("Tên tự lưu lần hai")
    first.clock.run_for(20_500)
    expect(first.locator("[name=edits]")).to_have_value("2")
    second.locator("[name='name.vi']").fill("Tên ở cửa sổ khác")
    second.clock.run_for(20_500)
    expect(second.locator("#autosave")).to_contain_text("Không tự lưu nữa")
    assert room.form(ref)["name.vi"] == "Tên tự lưu lần hai"
    context.close()


def test_the_page_is_seen_at_the_width_of_a_phone_while_it_is_written(
    browser: Browser, site: Flask, address: str, room: Room
) -> None:
    ref = room.begin("page", "about")
    context = signed_in(browser, site, address, "editor", viewport=DESK)
    page, wrong = context.new_page(), list[str]()
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.goto(f"{address}/vi/desk/content/revisions/{ref}/edit")
    page.get_by_text("Xem thử trên điện thoại khi đang viết").click()
    shown = page.frame_locator("#live iframe")
    expect(shown.locator("main")).to_contain_text("Bến Về")
    assert page.locator("#live iframe").bounding_box()["width"] <= 360  # type: ignore[index]
    page.locator("[name='body.vi']").fill("## Lời mới\n\nMột đoạn **đậm** vừa viết.")
    expect(shown.locator("main")).to_contain_text("Một đoạn đậm vừa viết.", timeout=15_000)
    assert shown.locator("main strong, main b").filter(has_text="đậm").count() == 1
    page.locator("[name='body.vi']").fill("<script>document.title = 'x'</script> Một đoạn khác.")
    expect(shown.locator("main")).to_contain_text("Một đoạn khác.", timeout=15_000)
    assert violations(page) == []
    assert [said for said in wrong if "script" not in said.lower()] == []
    phone = context.new_page()
    phone.set_viewport_size({"width": 360, "height": 740})
    phone.goto(f"{address}/vi/desk/content/revisions/{ref}/edit")
    phone.get_by_text("Xem thử trên điện thoại khi đang viết").click()
    expect(phone.frame_locator("#live iframe").locator("main")).to_contain_text("Một đoạn khác.")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def test_only_the_preview_may_stand_in_a_frame(room: Room) -> None:
    ref = room.begin("page", "about")
    base = f"/vi/desk/content/revisions/{ref}"
    framed, framing, other = (room.editor.get(f"{base}{path}").headers for path in ("/preview", "/edit", ""))
    assert framed["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in framed["Content-Security-Policy"]
    assert "frame-src" not in framed["Content-Security-Policy"]
    for headers in (framing, other):
        assert headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "frame-src 'self'" in framing["Content-Security-Policy"]
    assert "frame-src" not in other["Content-Security-Policy"]
