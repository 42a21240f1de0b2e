"""People walking through the site: on a phone without JavaScript, with the keyboard alone, with nonsense, back and forth."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.conftest import PHONE

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]


def test_a_worker_checks_a_firm_from_the_home_page(phone: Page, address: str) -> None:
    phone.goto(address)
    expect(phone).to_have_url(re.compile("/vi/$"))
    phone.get_by_label("Tên công ty hoặc số giấy phép").fill("cong ty nhan luc ben lau")
    phone.get_by_role("button", name="Kiểm tra").click()
    verdict = phone.locator(".verdict").first
    expect(verdict).to_contain_text("có giấy phép")
    expect(verdict).to_contain_text("9001/LĐTBXH-GP")
    phone.get_by_role("link", name="9001/LĐTBXH-GP").or_(phone.get_by_role("link", name="Bến Lau")).first.click()
    expect(phone.locator("h1")).to_contain_text("Bến Lau")
    expect(phone.locator("main")).to_contain_text("minh họa")


def test_one_syllable_changed_is_never_green(phone: Page, address: str) -> None:
    phone.goto(f"{address}/vi/check/firm?q=cong+ty+nhan+luc+ben+tau")
    expect(phone.locator(".verdict.is-good")).to_have_count(0)
    expect(phone.locator("main")).to_contain_text("Bến Lau")


def test_an_order_nobody_registered_is_amber(phone: Page, address: str) -> None:
    phone.goto(f"{address}/vi/check/firm?q=9001&order=%C4%90H-99-9999")
    expect(phone.locator(".verdict.is-good")).to_have_count(0)
    expect(phone.locator(".verdict.is-warn")).to_have_count(1)


def test_a_worker_checks_a_price_and_mends_a_mistake(phone: Page, address: str) -> None:
    phone.goto(f"{address}/vi/check/quote")
    phone.get_by_role("link", name="Điền hết trên một trang").click()
    phone.get_by_label("Nước đến").select_option("JP")
    phone.get_by_label("Thời hạn hợp đồng").fill("36 tháng")
    phone.get_by_label("Lương một tháng").fill("một trăm bảy")
    phone.get_by_label("Loại khoản").first.select_option("service_fee")
    phone.get_by_label("Số tiền").first.fill("4.500 USD")
    phone.get_by_role("button", name="Kiểm tra", exact=False).last.click()
    summary = phone.get_by_role("region", name="Cần sửa trước khi tiếp tục")
    expect(summary).to_be_visible()
    expect(phone.get_by_label("Số tiền").first).to_have_value("4.500 USD")
    expect(phone.get_by_label("Lương một tháng")).to_have_value("một trăm bảy")


def test_the_keyboard_alone_reaches_the_answer(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{address}/vi/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Đến nội dung chính")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.locator(":focus").get_attribute("id") == "q":
            break
    page.keyboard.type("9001")
    page.keyboard.press("Enter")
    expect(page.locator(".verdict.is-good")).to_have_count(1)
    context.close()


def test_back_and_two_tabs_disturb_nothing(window: BrowserContext, address: str) -> None:
    first, second = window.new_page(), window.new_page()
    first.goto(f"{address}/vi/check/firm?q=9001")
    second.goto(f"{address}/vi/check/firm?q=asdf")
    second.goto(f"{address}/vi/firms")
    second.go_back()
    expect(second.locator(".verdict.is-good")).to_have_count(0)
    first.reload()
    expect(first.locator(".verdict.is-good")).to_have_count(1)


def test_the_language_switch_keeps_the_question(phone: Page, address: str) -> None:
    phone.goto(f"{address}/vi/check/firm?q=ben+lau")
    phone.get_by_role("link", name="English").click()
    expect(phone).to_have_url(re.compile(r"/en/check/firm\?q=ben\+lau"))
    expect(phone.locator("html")).to_have_attribute("lang", "en")


def test_a_returnee_sees_why_a_vacancy_fits(phone: Page, address: str) -> None:
    phone.goto(f"{address}/vi/match/p001")
    main = phone.locator("main")
    for words in ("Đáp ứng", "Còn thiếu", "minh họa"):
        expect(main).to_contain_text(words)


@pytest.mark.parametrize(
    "typed", ["'; DROP TABLE firm; --", "{{7*7}}", "<script>alert(1)</script>", "🙂" * 50, "\u202egnoc", "a" * 200]
)
def test_nonsense_is_answered_in_words(phone: Page, address: str, typed: str) -> None:
    for path, field in (("/vi/check/firm", "q"), ("/vi/search", "q"), ("/vi/firms", "q"), ("/vi/jobs", "q")):
        phone.goto(address + path)
        box = phone.locator(f"main input[name={field}]").first
        if not box.is_visible():
            phone.locator("main summary").first.click()
        box.fill(typed)
        box.press("Enter")
        expect(phone.locator("h1")).to_have_count(1)
        expect(phone.locator("h1")).not_to_contain_text("lỗi")
