"""“I was asked 150 million for Japan, three years”: from the home page to a verdict with article in three pages, on a small
phone without JavaScript; and the same offer one question at a time, with the back button and a changed answer."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Request, expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
BUDGET = 150_000
"""Bytes of the three pages together with the stylesheet, as sent: about ten seconds on a slow network, once."""


def test_from_the_home_page_to_a_verdict_with_article_in_three_pages(phone: Page, address: str) -> None:
    pages: list[str] = []
    sent: list[int] = []

    def note(request: Request) -> None:
        if request.is_navigation_request():
            pages.append(request.url)
        sizes = request.sizes()
        sent.append(sizes["responseBodySize"] + sizes["responseHeadersSize"])

    phone.on("requestfinished", note)
    phone.goto(f"{address}/vi/")
    phone.locator("main a[href='/vi/check/quote']").first.click()
    phone.get_by_label("Công ty hỏi bao nhiêu?").fill("150 triệu")
    phone.get_by_label("Đi nước nào?").select_option("JP")
    phone.get_by_label("Đi bao lâu?").fill("3 năm")
    phone.get_by_role("button", name="Kiểm tra giá").click()
    verdict = phone.locator(".verdict")
    expect(verdict).to_contain_text("Chưa kết luận được")
    main = phone.locator("main")
    expect(main).to_contain_text("Luật 69/2020/QH14 Điều 23 khoản 4")
    expect(main).to_contain_text("3 tháng lương")
    expect(main).to_contain_text("Luật 69/2020/QH14 Điều 7 khoản 8")
    expect(main).to_contain_text("Trong số tiền này, tiền dịch vụ là bao nhiêu?")
    expect(main).to_contain_text("đứng tên một cá nhân")
    assert len(pages) == 3, pages
    assert sum(sent) < BUDGET
    phone.get_by_label("Lương một tháng").fill("170.000 yên")
    phone.get_by_role("button", name="Tính tiếp").click()
    expect(main).to_contain_text("510.000 JPY")
    phone.get_by_label("1 JPY bằng bao nhiêu đồng?").fill("170")
    phone.get_by_role("button", name="Tính tiếp").click()
    expect(phone.locator(".verdict")).to_contain_text("63.200.000 đ chưa rõ là tiền gì")
    wide = phone.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0


def test_one_question_a_page_with_the_back_button_and_a_changed_answer(phone: Page, address: str) -> None:
    phone.goto(f"{address}/vi/check/quote")
    phone.get_by_role("link", name="Từng câu một").click()
    following = phone.get_by_role("button", name="Tiếp tục")
    following.click()
    expect(phone.get_by_role("region", name="Cần sửa trước khi tiếp tục")).to_contain_text("Hãy chọn nước đến")
    phone.get_by_label("Nước đến").select_option("JP")
    following.click()
    expect(phone.locator("h1")).to_have_text("Bạn đi theo chương trình nào?")
    phone.go_back()
    expect(phone.locator("h1")).to_have_text("Bạn đi nước nào?")
    phone.go_forward()
    following.click()
    following.click()
    phone.get_by_label("Thời hạn hợp đồng").fill("ba năm")
    following.click()
    expect(phone.get_by_label("Thời hạn hợp đồng")).to_have_value("ba năm")
    phone.get_by_label("Thời hạn hợp đồng").fill("3 năm")
    following.click()
    following.click()
    phone.get_by_label("Lương một tháng").fill("30 triệu")
    following.click()
    phone.get_by_label("Loại khoản").select_option("service_fee")
    phone.get_by_label("Số tiền").fill("90.000.001 đ")
    following.click()
    phone.get_by_role("link", name="Thêm một khoản").click()
    phone.get_by_label("Loại khoản").select_option("brokerage")
    phone.get_by_label("Số tiền").fill("1,2 tr")
    following.click()
    following.click()
    expect(phone.locator("h1")).to_have_text("Xem lại trước khi kiểm tra")
    expect(phone.locator("main")).to_contain_text("1.200.000 đ")
    phone.get_by_role("link", name=re.compile("Sửa ?: Tiền môi giới")).click()
    phone.get_by_label("Loại khoản").select_option("fund_contribution")
    phone.get_by_label("Số tiền").fill("100 nghìn đồng")
    following.click()
    following.click()
    phone.get_by_role("button", name="Kiểm tra giá").click()
    expect(phone.locator(".verdict")).to_contain_text("Vượt mức được thu 1 đ")
    expect(phone.locator("main")).to_contain_text("Nói với công ty:")
    phone.go_back()
    expect(phone.locator("h1")).to_have_text("Xem lại trước khi kiểm tra")


def test_many_lines_travel_in_the_body_and_can_be_removed(phone: Page, address: str) -> None:
    phone.goto(f"{address}/vi/check/quote?way=page")
    phone.get_by_role("button", name="Thêm năm khoản").click()
    phone.get_by_role("button", name="Bỏ khoản 8").click()
    amounts = phone.get_by_label("Số tiền")
    expect(amounts).to_have_count(7)
    for place in range(7):
        amounts.nth(place).fill(f"{place + 1} triệu")
        phone.get_by_label("Công ty gọi khoản này là gì").nth(place).fill("Phí làm hồ sơ giấy tờ đợt " * 6)
    phone.get_by_label("Nước đến").select_option("RO")
    phone.get_by_label("Thời hạn hợp đồng").fill("36")
    phone.get_by_label("Lương một tháng").fill("20 triệu")
    phone.get_by_role("button", name="Kiểm tra giá").last.click()
    expect(phone.locator(".verdict")).to_contain_text("28.000.000 đ")
    phone.get_by_role("button", name="Sửa trên một trang").click()
    expect(phone.get_by_label("Số tiền")).to_have_count(7)


@pytest.mark.parametrize("locale", ["vi", "en"])
@pytest.mark.parametrize(
    "charges", ["kind=lump&amount=150+tr", "kind=service_fee&amount=200+tr&kind=brokerage&amount=9+tr"]
)
def test_the_sheet_is_one_a5_page(phone: Page, address: str, locale: str, charges: str) -> None:
    phone.goto(f"{address}/{locale}/check/quote?market=JP&months=36&wage=170k+yen&rate_JPY=170&sheet=1&{charges}")
    paper = phone.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox *\[0 0 ([\d.]+) ([\d.]+)\]", paper)
    assert [(round(float(wide)), round(float(tall))) for wide, tall in boxes] == [(420, 595)]  # points of A5
