"""Two phones without JavaScript: an employer finds somebody without a name and asks; she says yes, he sees her number once, she
takes it back, and he sees nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from portal.accounts.models import Account
from portal.accounts.personal import email_of
from portal.jobs import service
from portal.jobs.bring_in import keep_profiles, keep_vacancies
from portal.jobs.cards import profile_facts
from portal.jobs.facts import ProfileFacts
from portal.jobs.models import Profile, Vacancy
from portal.jobs.store import begin_changes, note_changes
from portal.organisations.models import Organisation
from portal.shared.clock import now
from portal.storage.db import db
from tests.jobs import samples
from tests.journeys.conftest import PHONE
from tests.journeys.test_enquiry import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
REF = "journey-1"
TITLE = "Kỹ thuật viên ép nhựa cho chuyến đi thử"


@pytest.fixture
def meant_for_each_other(site: Flask) -> Iterator[None]:
    """A job and somebody whom it fits."""
    with job_and_person(site):
        yield


@contextmanager
def job_and_person(site: Flask) -> Iterator[None]:
    """The demo's employer offers a job, and the demo's returnee fits it; afterwards the demo is as it was for the next test."""
    with site.app_context():
        before = _make()
    yield
    with site.app_context():
        begin_changes()
        offered = db.session.scalar(select(Vacancy).where(Vacancy.ref == REF))
        assert offered is not None
        gone = offered.id
        db.session.delete(offered)
        db.session.flush()
        note_changes("vacancy", [gone], now())
        keep_profiles([before], illustrative=True)
        db.session.commit()


def _make() -> ProfileFacts:
    """The vacancy, and a profile that fits it in the place of the returnee's own, which is the answer."""
    employer = db.session.scalars(select(Organisation).where(Organisation.kind == "employer")).all()
    verified = next(row for row in employer if row.state == "verified")
    facts = samples.vacancy(ref=REF, title=TITLE, employer=verified.legal_name, deadline=None)
    keep_vacancies([facts], illustrative=True, province_of=service.province_id)
    offered = db.session.scalar(select(Vacancy).where(Vacancy.ref == REF))
    assert offered is not None
    offered.organisation = verified.ref
    account = next(
        row
        for row in db.session.scalars(select(Account).where(Account.kind == "person"))
        if email_of(row) == "returnee@demo.example"
    )
    mine = db.session.scalar(select(Profile).where(Profile.account == account.ref))
    assert mine is not None
    facts_before = profile_facts(mine)
    keep_profiles([samples.profile(ref=mine.ref)], illustrative=True)
    db.session.commit()
    return facts_before


@pytest.fixture
def other(browser: Browser) -> Iterator[Page]:
    """The other phone."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=False, locale="vi-VN")
    yield context.new_page()
    context.close()


def test_asked_agreed_seen_and_taken_back(meant_for_each_other: None, phone: Page, other: Page, address: str) -> None:
    sign_in(other, address, "employer")
    other.goto(f"{address}/vi/my-vacancies/{REF}/candidates")
    main = other.locator("main")
    expect(main).not_to_contain_text("Nguyễn Thị Mẫu", use_inner_text=True)
    other.locator("main article h2 a").first.click()
    other.get_by_label("Lời nhắn").fill("Chào bạn, gọi mình 0968 171 819 nhé")
    other.get_by_role("button", name="Gửi lời hỏi").click()
    expect(main).to_contain_text("Đang chờ trả lời")
    talk = other.url.split("?")[0]

    sign_in(phone, address, "returnee")
    phone.goto(f"{address}/vi/my-meetings")
    phone.get_by_role("link", name=TITLE).click()
    hers = phone.locator("main")
    expect(hers).to_contain_text("Đã xác minh")
    expect(hers).not_to_contain_text("0968", use_inner_text=True)
    ticks = phone.locator("main input[type=checkbox], main input[type=radio]")
    assert not any(ticks.nth(n).is_checked() for n in range(ticks.count()))
    yes = phone.get_by_role("button", name="Đồng ý nói chuyện")
    yes.click()  # without a choice
    expect(hers).to_contain_text("Hãy chọn một cách trả lời")
    phone.get_by_label("Cho họ xem họ tên").check()
    phone.get_by_label("Tôi đồng ý cho nhà tuyển dụng này").check()
    yes.click()
    expect(hers).to_contain_text("Đã đồng ý")

    other.goto(talk)
    expect(main).not_to_contain_text("Nguyễn Thị Mẫu", use_inner_text=True)
    other.get_by_role("button", name="Xem họ tên và số điện thoại").click()
    expect(main).to_contain_text("Nguyễn Thị Mẫu")
    phone.reload()
    phone.get_by_role("button", name="Rút lại ngay").click()
    expect(hers).to_contain_text("Từ lúc này họ không xem được gì nữa")
    other.goto(talk)
    expect(main).to_contain_text("Đang chờ trả lời")
    expect(other.get_by_role("button", name="Xem họ tên và số điện thoại")).to_have_count(0)
    phone.goto(f"{address}/vi/my-looks")
    expect(hers).to_contain_text("Xem cách liên hệ mà bạn đã đồng ý cho xem")
