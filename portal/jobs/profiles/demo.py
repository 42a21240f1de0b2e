"""The profiles of a demo: one that is filled, one that is half filled. By the same acts as anybody; never in production."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from portal.accounts.rules.actor import Actor
from portal.accounts.service.demo import NotInProduction
from portal.accounts.service.transaction import act
from portal.jobs import store
from portal.jobs.profiles import lists, service, steps
from portal.storage import at_work

Form = Mapping[str, str]
_START: Mapping[str, tuple[Form, tuple[str, ...]]] = {
    "returnee": (
        {"programme": "E-9", "title": "Công nhân ép nhựa", "years": "4 năm 10 tháng", "trade": "", "add_job": "1"},
        ("ep-nhua", "thay-khuon", "5s"),
    ),
    "returnee2": ({"programme": "TW-MFG", "title": "Thợ hàn", "years": "3", "trade": "", "add_job": "1"}, ("han-mig",)),
}
_ENTRIES: Mapping[str, tuple[tuple[str, Form], ...]] = {
    "returnee": (
        ("jobs", {"occupation": "Tổ phó xưởng ép nhựa", "country": "VN", "sector": "Nhựa", "years": "1",
                  "duties": "Chia ca, kèm người mới, kiểm hàng lỗi, ghi báo cáo ca"}),
        ("skills", {"names": "chỉnh máy ép 4 năm\nkiểm ngoại quan\nđọc bản vẽ sản phẩm 2 năm"}),
        ("languages", {"language": "ko", "test": "TOPIK", "level": "TOPIK 3", "taken": "11/2025"}),
        ("certificates", {"names": "Chứng nhận hoàn thành hợp đồng EPS"}),
        ("hidden", {"names": "Công ty CP Phái cử Minh Họa"}),
    ),
    "returnee2": (("skills", {"names": "hàn MIG 3 năm\nmài, cắt plasma"}),),
}  # fmt: skip
_FORMS: Mapping[str, tuple[tuple[str, Form], ...]] = {
    "returnee": (
        ("about", {"headline": "Công nhân ép nhựa, gần 5 năm ở Hàn Quốc", "education": "THPT",
                   "summary": "Tôi đứng máy ép 150 đến 450 tấn, tự thay khuôn, chỉnh thông số khi đổi nhựa. "
                   "Muốn làm gần nhà, có ca cũng được."}),
        ("where", {"place1": "24", "place2": "31", "relocate": "no"}),
        ("when", {"home_on": "15/01/2027", "available_from": "01/02/2027"}),
        ("wage", {"wage": "14 triệu", "meant": ""}),
    ),
    "returnee2": (),
}  # fmt: skip


def load_demo_profiles(refs: Mapping[str, str], now: datetime) -> None:
    """Give the demo's returnees a profile, where they have none; `refs`: account refs by login. Commits act by act."""
    if at_work.settings().production:
        raise NotInProduction("demo profiles are never made in production")
    for name, (form, skills) in _START.items():
        actor = Actor(refs[name], frozenset({"returnee"}), session_ref="demo")
        if service.mine(actor).begun:
            continue
        service.save(actor, partial(steps.start, form, skills), now)
        for kind, entry in _ENTRIES[name]:
            service.save(actor, partial(lists.add, kind, entry), now)
        for step, typed in _FORMS[name]:
            service.save(actor, partial(steps.save, step, typed), now)
        if _FORMS[name]:
            service.agree(actor, True, now)
        _mark(actor.ref)


@act
def _mark(account: str) -> None:
    """This person is invented."""
    row = store.profile_of(account)
    if row is not None:
        row.illustrative = True
