"""The questions of a demo: one that its firm has answered, one that waits. By the same acts as anybody; never in production."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from portal.accounts.rules.actor import Actor
from portal.accounts.service.demo import NotInProduction
from portal.firms import enquiries, firm_enquiries
from portal.firms.enquiries import Preview, Sent, Typed
from portal.storage import at_work

_ASKED = {
    "returnee": Typed(
        "Chào công ty, đơn hàng chế biến thực phẩm còn nhận người không? Ngoài tiền dịch vụ, công ty còn thu khoản nào nữa không?"
    ),
    "returnee2": Typed(
        "Em đã làm hàn ba năm ở Đài Loan, nay muốn đi Nhật. Em cần nộp giấy tờ gì, và bao lâu thì có lịch phỏng vấn?",
        show_name=True,
    ),
}
_ANSWER = "Chào bạn, đơn hàng còn nhận người. Ngoài các khoản ghi ở trang đơn hàng, công ty không thu thêm khoản nào."


def load_demo_enquiries(refs: Mapping[str, str], firm_ref: str, now: datetime) -> None:
    """Let the demo's workers ask its firm, where they have asked nothing yet; `refs`: account refs by login. Commits act by act."""
    if at_work.settings().production:
        raise NotInProduction("demo questions are never made in production")
    for name, typed in _ASKED.items():
        worker = Actor(refs[name], frozenset({"returnee"}), session_ref="demo")
        if enquiries.mine(worker):
            continue
        shown = enquiries.preview(worker, firm_ref, typed)
        if not isinstance(shown, Preview):
            return
        sent = enquiries.send(worker, firm_ref, replace(typed, agreed=True, seen=shown.seen), now)
        if name == "returnee" and isinstance(sent, Sent):
            firm = Actor(refs["firm"], frozenset({"firm"}), session_ref="demo")
            firm_enquiries.answer(firm, sent.ref, _ANSWER, now)
