"""Two phones, one without JavaScript: she applies and is invited, takes a time and is hired; she applies again elsewhere and is
refused in kind words, and reads on which day that goes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import delete, select

from portal.jobs.models import Consent
from portal.meetings.ends_models import OutcomeCount, Reply
from portal.shared.clock import now
from portal.storage.db import db
from tests.journeys.conftest import PHONE
from tests.journeys.test_enquiry import sign_in
from tests.journeys.test_meeting import REF, TITLE, job_and_person

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]


@pytest.fixture
def an_open_job(site: Flask) -> Iterator[None]:
    """A job and somebody whom it fits; afterwards nothing is left of replies, counts and consents."""
    with site.app_context():
        consents = set(db.session.scalars(select(Consent.id)))
    with job_and_person(site):
        yield
    with site.app_context():
        db.session.execute(delete(Reply).where(Reply.meeting_id.is_(None)))
        db.session.execute(delete(OutcomeCount))
        db.session.execute(delete(Consent).where(Consent.id.not_in(consents)))
        db.session.commit()


@pytest.fixture
def other(browser: Browser) -> Iterator[Page]:
    """The employer's phone, with JavaScript."""
    context = browser.new_context(viewport=PHONE, locale="vi-VN")
    yield context.new_page()
    context.close()


def apply(phone: Page, address: str) -> str:
    sign_in(phone, address, "returnee")
    phone.goto(f"{address}/vi/jobs/{REF}")
    phone.get_by_role("link", name="Ứng tuyển", exact=True).click()
    phone.get_by_label("Chỉ qua thư trên trang").check()
    phone.get_by_label("Tôi đồng ý cho nhà tuyển dụng này").check()
    phone.get_by_role("button", name="Gửi ứng tuyển").click()
    expect(phone.locator("main")).to_contain_text("Đã ứng tuyển")
    return phone.url.split("?")[0]


def answer(other: Page, address: str) -> None:
    sign_in(other, address, "employer")
    other.goto(f"{address}/vi/meetings")
    other.get_by_role("link", name=TITLE).first.click()
    expect(other.locator("main")).to_contain_text("Đang nói chuyện")


def test_to_hired(an_open_job: None, phone: Page, other: Page, address: str) -> None:
    mine = apply(phone, address)
    answer(other, address)
    main, hers = other.locator("main"), phone.locator("main")
    other.get_by_role("link", name="Mời phỏng vấn: đưa giờ").click()
    other.get_by_role("button", name="Gửi lời mời").click()  # with nothing typed
    expect(main).to_contain_text("Hãy ghi ít nhất một giờ")
    for number in (1, 2):
        other.locator(f"#day_{number}").fill((now() + timedelta(days=2 + number)).strftime("%Y-%m-%d"))
        other.locator(f"#time_{number}").fill("09:00")
    other.get_by_label("Dài bao lâu").select_option("30")
    other.get_by_label("Qua điện thoại").check()
    other.get_by_role("button", name="Gửi lời mời").click()
    expect(main).to_contain_text("Đã gửi lời mời phỏng vấn")

    phone.goto(mine)
    choices = phone.locator("input[name=choice]")
    expect(choices).to_have_count(3)
    assert not any(choices.nth(n).is_checked() for n in range(3))
    choices.nth(1).check()
    phone.get_by_role("button", name="Trả lời").click()
    expect(hers).to_contain_text("Đã nhận giờ phỏng vấn")
    with phone.expect_download() as file:
        phone.get_by_role("link", name="Thêm vào lịch").click()
    assert "BEGIN:VEVENT" in file.value.path().read_text(encoding="utf-8")

    other.reload()
    other.get_by_role("button", name="Mời nhận việc").click()
    other.get_by_role("button", name="Đã nhận vào làm").click()
    expect(main).to_contain_text("Chờ người ta xác nhận")
    phone.goto(mine)
    phone.get_by_role("button", name="Đúng, tôi được nhận").click()
    expect(hers).to_contain_text("hai bên cùng xác nhận")
    other.reload()
    expect(main).to_contain_text("hai bên cùng xác nhận")


def test_to_not_hired(an_open_job: None, phone: Page, other: Page, address: str) -> None:
    mine = apply(phone, address)
    answer(other, address)
    main, hers = other.locator("main"), phone.locator("main")
    other.get_by_text("Không nhận người này").click()
    other.get_by_label("Ngoại ngữ chưa đủ cho việc này").check()
    other.get_by_role("button", name="Ghi không nhận").click()
    expect(main).to_contain_text("Không nhận lần này")
    phone.goto(mine)
    expect(hers).to_contain_text("Việc này cần ngoại ngữ cao hơn")
    expect(hers).to_contain_text("bị xóa 30 ngày sau khi tin đóng")
    phone.get_by_text("Muốn giữ lại lâu hơn?").click()
    keep = phone.locator("#keep")
    assert not keep.is_checked()
    phone.get_by_role("button", name="Giữ lại").click()  # without a tick
    expect(hers).to_contain_text("hãy đánh dấu vào ô này")
    phone.locator("#keep").check()
    phone.get_by_role("button", name="Giữ lại").click()
    expect(hers).to_contain_text("Đã ghi là bạn đồng ý giữ lại")
    phone.get_by_role("button", name="Thôi, xóa đúng hạn").click()
    expect(hers).to_contain_text("sẽ xóa đúng hạn")
    phone.goto(mine)
    phone.get_by_role("link", name="Xem thử").click()
    expect(phone).to_have_url(f"{address}/vi/my-matches/{REF}")
