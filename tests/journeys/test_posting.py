"""An employer writes a vacancy on a phone without JavaScript, is stopped by a requirement against the law, mends it; a moderator
reads and publishes it; anybody finds it."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from portal.search.indexer import run_once
from tests.journeys.conftest import PHONE
from tests.journeys.test_enquiry import sign_in
from tests.web.people import code

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
TITLE = "Thợ vận hành lò nung gốm xanh ngọc"


def test_from_the_employers_phone_to_everybodys_search(
    site: Flask, phone: Page, browser: Browser, address: str
) -> None:
    main = phone.locator("main")
    sign_in(phone, address, "employer")
    phone.goto(f"{address}/vi/my-vacancies")
    main.get_by_role("link", name="Viết tin mới").click()
    phone.get_by_label("Tên việc").fill(TITLE)
    phone.get_by_label("Nơi làm (tỉnh, thành phố)").select_option(label="Bắc Ninh")
    phone.get_by_label("Mô tả công việc").fill("Canh lò gốm, ghi nhiệt độ. Ưu tiên nam dưới 35.")
    phone.get_by_label("Kỹ năng bắt buộc").fill("vận hành lò nung\nđọc đồng hồ nhiệt")
    phone.get_by_label("Lương một tháng, từ").fill("12000")
    phone.get_by_role("button", name="Gửi duyệt").click()
    expect(main).to_contain_text("Bạn muốn nói bao nhiêu?")
    expect(main).to_contain_text("khoản 8 Điều 3")
    expect(phone.get_by_label("Tên việc")).to_have_value(TITLE)
    phone.get_by_label("Mô tả công việc").fill("Canh lò gốm, ghi nhiệt độ mỗi giờ.")
    phone.get_by_label("Lương một tháng, từ").fill("12 triệu")
    phone.get_by_role("button", name="Xem trước").click()
    expect(main).to_contain_text("Máy hiểu tin này thế nào")
    phone.get_by_role("button", name="Gửi duyệt").click()
    expect(main).to_contain_text("Đã gửi duyệt")
    ref = phone.url.rsplit("/", 1)[1].split("?")[0]

    context = browser.new_context(viewport=PHONE, java_script_enabled=False, locale="vi-VN")
    try:
        desk = context.new_page()
        desk.goto(f"{address}/vi/jobs/{ref}")
        expect(desk.locator("main")).not_to_contain_text(TITLE)
        sign_in(desk, address, "moderator")
        desk.locator("main input[name=code]").fill(code(site))
        desk.locator("main form button[type=submit]").first.click()
        desk.goto(f"{address}/vi/vacancies-to-review")
        desk.get_by_role("link", name=TITLE).click()
        desk.get_by_label("Quyết định và lý do").select_option("published:checked")
        desk.get_by_role("button", name="Ghi quyết định").click()
        expect(desk.locator("main")).to_contain_text("Đã ghi quyết định")
    finally:
        context.close()
    with site.app_context():
        run_once(site.extensions["search"])

    context = browser.new_context(viewport=PHONE, java_script_enabled=False, locale="vi-VN")
    try:
        anybody = context.new_page()
        anybody.goto(f"{address}/vi/search?q=lo+nung+gom+xanh+ngoc&kind=vacancies")
        anybody.get_by_role("link", name=TITLE).first.click()
        expect(anybody.locator("h1")).to_have_text(TITLE)
    finally:
        context.close()
    phone.goto(f"{address}/vi/my-vacancies/{ref}")
    phone.get_by_role("button", name="Đóng tin này").click()
    expect(main).to_contain_text("Đã đóng")
