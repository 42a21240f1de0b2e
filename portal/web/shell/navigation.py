"""The way around the site: the main links, where the reader stands, and what every page needs from its shell."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, request, url_for
from flask_babel import gettext as _

from portal.content import service as content
from portal.content.editing.service import history
from portal.content.editing.service.history import Correction
from portal.shared.clock import today
from portal.shared.locales import LOCALES
from portal.storage.asked import not_counted
from portal.storage.installation import is_demo
from portal.web.shell.absolute import alternates, canonical
from portal.web.shell.assets import asset
from portal.web.shell.csrf import csrf_token
from portal.web.shell.facts import FOR_TEMPLATES
from portal.web.shell.guards import may_open
from portal.web.shell.links import link_to
from portal.web.shell.locale import current_locale, other_locales
from portal.web.shell.next_page import LONGEST, account_home

DEMO_AGE = 5.0
"""Seconds."""
_DEMO = "demo notice"
LANGUAGE_NAMES = {"vi": "Tiếng Việt", "en": "English"}


@dataclass(frozen=True)
class Place:
    """One link of the navigation; `current` marks the part of the site the reader is in, `wide` what a phone leaves out."""

    label: str
    address: str
    current: bool = False
    wide: bool = False


def main_places() -> list[Place]:
    """The links every reader may open, in the order of a worker's questions: only what is built."""
    places = [
        (_("Kiểm tra công ty"), ("firms.check", "firms.register"), False),
        (_("Kiểm tra giá"), ("fees.quote", "fees.rules"), False),
        (_("Thị trường"), ("content.markets",), False),
        (_("So sánh chi phí"), ("costs.compare", "costs.loan"), True),
        (_("Thủ tục"), ("guidance.procedures", "guidance.eligibility", "guidance.support"), True),
        (_("Cảnh báo"), ("warnings.scams", "warnings.report"), True),
        (_("SOS"), ("warnings.sos",), False),
        (_("Việc khi về nước"), ("jobs.vacancies", "jobs.people", "jobs.how"), False),
    ]
    found = []
    for label, endpoints, wide in places:
        addresses = [url_for(endpoint) for endpoint in endpoints if endpoint in current_app.view_functions]
        current = any(request.path == address or request.path.startswith(address + "/") for address in addresses)
        found += [Place(label, addresses[0], current, wide)] if addresses else []
    return found


def all_places() -> list[tuple[str, list[Place]]]:
    """Every part of the site by the time it is needed, for the foot of each page: only what is built."""
    groups = [
        (_("Trước khi đi"), [
            (_("Kiểm tra công ty"), "firms.check"), (_("Danh sách công ty"), "firms.register"), (_("Các đơn hàng"), "orders.orders"),
            (_("Kiểm tra giá"), "fees.quote"), (_("Các khoản được và không được thu"), "fees.rules"),
            (_("Thị trường"), "content.markets"), (_("So sánh chi phí"), "costs.compare"), (_("So sánh hai lời mời"), "costs.offers"),
            (_("Vay vốn"), "costs.loan"), (_("Thủ tục từng bước"), "guidance.procedures"),
            (_("Tôi có đủ điều kiện không?"), "guidance.eligibility"), (_("Tôi được hỗ trợ gì?"), "guidance.support"),
            (_("Bài học"), "learn.lessons"),
        ]),
        (_("Khi gặp chuyện"), [
            (_("SOS: gọi ai khi gặp nạn"), "warnings.sos"), (_("Mánh lừa cần biết"), "warnings.scams"),
            (_("Báo cho ai"), "warnings.report"), (_("Báo cho Bến Về"), "moderation.tell"), (_("Tính tiền được hoàn"), "fees.refund"),
            (_("Quyền của bạn ở từng bước"), "learn.rights"),
        ]),
        (_("Khi về nước"), [
            (_("Đường về nhà"), "guidance.coming_home"), (_("Việc khi về nước"), "jobs.vacancies"),
            (_("Cách xếp việc và hồ sơ"), "jobs.how"), (_("Bao nhiêu người tìm được việc"), "meetings.what_became"),
            (_("Kỹ năng bằng nhiều thứ tiếng"), "taxonomy.skills"),
            (_("Chứng chỉ mang về"), "taxonomy.certificates"),
            (_("Chuyện người đã đi"), "learn.stories"),
        ]),
        (_("Tra cứu"), [
            (_("Văn bản pháp luật"), "content.documents"), (_("Số liệu"), "content.statistics"), (_("Điều mới"), "learn.news"),
            (_("Nhật ký sửa số liệu"), "editing.changes"),
            (_("Dữ liệu mở"), "data.index"), (_("Bộ tờ in"), "learn.pack"), (_("Quyền về dữ liệu"), "privacy.notice"),
        ]),
    ]  # fmt: skip
    known = current_app.view_functions
    return [(title, [Place(name, url_for(to)) for name, to in places if to in known]) for title, places in groups]


def account_place() -> Place:
    """The link in the header, the same for everybody: to one's account, which asks who comes signed out to sign in."""
    address = account_home()
    return Place(_("Tài khoản"), address, request.path == address or request.path.startswith(address + "/"))


def own_places() -> list[Place]:
    """The parts of the site for who is signed in: only what is built, and only what this reader may open."""
    places = [
        (_("Tài khoản của tôi"), "desk.account"),
        (_("Các nơi đang đăng nhập"), "desk.sessions"),
        (_("Nhật ký của tôi"), "desk.log"),
        (_("Dữ liệu của tôi"), "privacy.mine"),
        (_("Hồ sơ của tôi"), "profiles.mine"),
        (_("Việc hợp với tôi"), "jobs.my_matches"),
        (_("Thư về việc mới"), "jobs.alerts"),
        (_("Ai hỏi tôi, tôi ứng tuyển ở đâu"), "meetings.mine"),
        (_("Lời hỏi và ứng tuyển"), "meetings.talks"),
        (_("Việc đang chờ"), "moderation.work_list"),
        (_("Tin báo chờ trả lời"), "moderation.feedback_waiting"),
        (_("Khiếu nại chờ trả lời"), "moderation.appeals_waiting"),
        (_("Lời hỏi bị báo, nơi tuyển hỏi quá nhiều"), "meetings.reports"),
        (_("Thư tôi hỏi công ty"), "enquiries.mine"),
        (_("Tổ chức của tôi"), "organisations.mine"),
        (_("Tin tuyển dụng của tôi"), "posting.mine"),
        (_("Đơn hàng của công ty tôi"), "orders.mine"),
        (_("Đề nghị sửa trang công ty"), "orders.my_corrections"),
        (_("Người lao động hỏi công ty tôi"), "enquiries.inbox"),
        (_("Thư hỏi bị báo"), "enquiries.reported"),
        (_("Bàn biên tập"), "editing.desk"),
        (_("Đơn hàng chờ xác nhận"), "orders.to_confirm"),
        (_("Đề nghị sửa chờ quyết định"), "orders.to_decide"),
        (_("Quyết định về một công ty"), "records.find"),
        (_("Các lần nhập danh sách"), "imports.listed"),
        (_("Tổ chức chờ duyệt"), "organisations.queue"),
        (_("Tin tuyển dụng chờ duyệt"), "posting.queue"),
        (_("Yêu cầu về dữ liệu chờ xử lý"), "privacy.waiting"),
        (_("Sự cố dữ liệu"), "privacy.breaches"),
        (_("Tìm một tài khoản"), "desk.persons"),
        (_("Nhân viên"), "desk.staff"),
    ]
    shown = [(label, url_for(name)) for label, name in places if name in current_app.view_functions and may_open(name)]
    return [Place(label, address, request.path == address) for label, address in shown]


def corrected_lately() -> Correction | None:
    """What of this page was corrected lately, for its own reader to see; None almost always."""
    if not content.edits_shown():
        return None
    path = request.path.removeprefix(f"/{current_locale()}/")
    with not_counted():
        return history.corrected_pages(today()).get(path)


def switch_to(code: str, address: str) -> str:
    """The link of the language switch: the choice is remembered on the way, so that pages themselves set no cookie."""
    return url_for("root.choose", code=code, to=address) if len(address) <= LONGEST else address


def shows_demo() -> bool:
    """Whether pages say that firms and persons here are invented. In production asked once in a few seconds, not each time."""
    settings, known = current_app.extensions["settings"], current_app.extensions.get(_DEMO)
    if known is None or not settings.production or time.monotonic() > known[1] + DEMO_AGE:
        with not_counted():
            known = (is_demo(), time.monotonic())
        current_app.extensions[_DEMO] = known
    return bool(known[0])


def guide_templates(app: Flask) -> None:
    """Give the shell's values to every template."""

    @app.context_processor
    def _shell() -> dict[str, Any]:
        return {
            "locale": current_locale(),
            "locales": LOCALES,
            "language_names": LANGUAGE_NAMES,
            "other_locales": other_locales,
            "switch_to": switch_to,
            "main_places": main_places,
            "all_places": all_places,
            "account_place": account_place,
            "corrected_lately": corrected_lately,
            "own_places": own_places,
            "csrf_token": csrf_token,
            "link_to": link_to,
            "asset": asset,
            "canonical": canonical,
            "alternates": alternates,
            **FOR_TEMPLATES,
            "data_date": content.last_updated,
            "is_demo": shows_demo,
        }
