"""The vacancies of a demo's employer, one in each state: typed, sent and decided by the same acts as anybody. Never in production."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from portal.accounts.rules.actor import Actor
from portal.accounts.service.demo import NotInProduction
from portal.jobs.posting import moderation, service, typed
from portal.jobs.posting.moderation import Ruling
from portal.jobs.posting.results import Desk, Saved
from portal.jobs.posting.rules.states import Deed
from portal.storage import at_work

_SAME = {**dict.fromkeys(typed.FIELDS, ""), "sector": "Gia công cơ khí", "province": "24"}
_FORMS: tuple[tuple[str, dict[str, str]], ...] = (
    ("open", {
        "title": "Thợ vận hành máy ép nhựa, có tiếng Nhật (minh họa)", "positions": "4",
        "description": "Đứng ba máy ép nhựa, thay khuôn, kiểm sản phẩm đầu ca. Phụ cấp tiếng Nhật, có xe đưa đón.",
        "skills_required": "vận hành máy ép nhựa\nkiểm tra sản phẩm", "skills_preferred": "thay khuôn\n5S",
        "language_1": "ja", "level_1": "N4", "need_1": "nice", "wage_min": "10 triệu", "wage_max": "14 triệu",
        "experience_years": "1",
    }),
    ("open", {
        "title": "Tổ trưởng hàn, từng làm ở Hàn Quốc là lợi thế (minh họa)", "positions": "2",
        "description": "Chia việc cho tám thợ hàn, kiểm mối hàn, đọc bản vẽ tiếng Anh và tiếng Hàn đơn giản.",
        "skills_required": "hàn MIG\nđọc bản vẽ kỹ thuật\nquản lý tổ", "language_1": "ko", "level_1": "TOPIK 2",
        "need_1": "required", "wage_min": "15 triệu", "wage_max": "19 triệu", "experience_years": "3",
    }),
    ("pending", {
        "title": "Nhân viên kiểm tra chất lượng (minh họa)", "positions": "3",
        "description": "Đo kiểm bằng thước cặp, panme, ghi phiếu và báo lỗi theo quy trình.",
        "skills_required": "đo kiểm thước cặp, panme", "wage_min": "9 triệu", "wage_max": "11 triệu",
    }),
    ("paused", {
        "title": "Kỹ thuật viên bảo trì khuôn (minh họa)", "positions": "1",
        "description": "Tháo lắp, đánh bóng, sửa khuôn ép nhựa; ca ngày.",
        "skills_required": "bảo trì khuôn", "wage_min": "13 triệu",
    }),
    ("closed", {
        "title": "Thủ kho vật tư (minh họa)", "positions": "1", "description": "Nhập xuất vật tư, kiểm kê cuối tháng.",
        "skills_required": "quản lý kho", "wage_min": "8 triệu", "wage_max": "9 triệu",
    }),
    ("draft", {"title": "Thợ phay CNC (minh họa)", "positions": "2", "skills_required": "phay CNC"}),
)  # fmt: skip


def load_demo_vacancies(refs: Mapping[str, str], now: datetime) -> None:
    """Let the demo's employer write its vacancies, where it has none; `refs`: account refs by login. Commits act by act."""
    if at_work.settings().production:
        raise NotInProduction("demo vacancies are never made in production")
    employer = Actor(refs["employer"], frozenset({"employer"}), session_ref="demo")
    moderator = Actor(refs["moderator"], frozenset({"moderator"}), session_ref="demo")
    desk = service.my_vacancies(employer)
    if not isinstance(desk, Desk) or desk.vacancies or not desk.may_publish:
        return
    for state, form in _FORMS:
        saved = service.save(employer, "", typed.read({**_SAME, **form}), "", now, submit=state != "draft")
        if isinstance(saved, Saved) and state in ("open", "paused", "closed"):
            moderation.rule(moderator, saved.ref, Ruling("published:checked", "", "1"), now)
            if state != "open":
                service.do(employer, saved.ref, Deed.PAUSE if state == "paused" else Deed.CLOSE, now)
