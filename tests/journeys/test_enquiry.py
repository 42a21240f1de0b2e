"""A worker asks a firm on a phone without JavaScript: nothing is ticked beforehand, the firm sees what was shown and no number,
and the worker takes the question back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from portal.cli.demo import FIRMS, registered
from portal.cli.illustrative import firms as illustrative_firms
from portal.shared.text import slug
from tests.journeys.conftest import PHONE

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
NUMBER = "0912 345 678"


def sign_in(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}/vi/sign-in")
    page.locator("input[name=login]").fill(f"{name}@demo.example")
    page.locator("input[name=password]").fill(f"demo-{name}-2026")
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator("input[name=password]")).to_have_count(0)


def test_a_worker_asks_a_firm_and_takes_it_back(phone: Page, browser: Browser, address: str) -> None:
    known = registered(illustrative_firms.rows(FIRMS))
    assert known is not None
    place = f"/vi/firms/{slug(known.licence_no)}"
    main = phone.locator("main")
    sign_in(phone, address, "returnee")
    phone.goto(address + place)
    phone.locator(f"main a[href='{place}/contact']").first.click()
    phone.locator(f"main a[href^='{place}/enquiry']").first.click()
    ticks = phone.locator("main input[type=checkbox]")
    assert ticks.count() >= 1
    assert not any(ticks.nth(n).is_checked() for n in range(ticks.count()))
    phone.get_by_label("Bạn muốn hỏi gì").fill(f"Lệ phí có gồm tiền khám sức khỏe không? Gọi em {NUMBER}")
    phone.locator("input[name=phone]").fill(NUMBER)
    phone.get_by_role("button", name="Xem trước khi gửi").click()
    expect(main).to_contain_text("Cách liên hệ viết trong thư đã được che")
    expect(main).not_to_contain_text(NUMBER, use_inner_text=True)
    send = phone.get_by_role("button", name="Gửi cho công ty")
    send.click()  # without agreeing
    expect(send).to_be_visible()
    agreed = phone.locator("main input[name=agreed]")
    assert not agreed.is_checked()
    agreed.check()
    send.click()
    expect(main).to_contain_text("Đã gửi")
    mine = phone.url

    context = browser.new_context(viewport=PHONE, java_script_enabled=False, locale="vi-VN")
    try:
        firm = context.new_page()
        sign_in(firm, address, "firm")
        firm.goto(f"{address}/vi/my-firm/enquiries/{mine.rsplit('/', 1)[1].split('?')[0]}")
        expect(firm.locator("main")).to_contain_text("tiền khám sức khỏe")
        expect(firm.locator("main")).not_to_contain_text(NUMBER, use_inner_text=True)
        phone.goto(mine)
        expect(main).to_contain_text("Số lần công ty đã mở thư: 1")
        phone.get_by_role("button", name="Rút thư lại").click()
        expect(main).to_contain_text("Thư đã đóng")
        firm.reload()
        expect(firm.locator("main")).not_to_contain_text("tiền khám sức khỏe")
    finally:
        context.close()
