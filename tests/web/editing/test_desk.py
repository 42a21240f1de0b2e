"""What waits, in lists: each thing where it belongs, and nothing of it for who has no part in it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.content import service as content
from portal.content import visits
from portal.content.models import Visit
from portal.fees import worklist
from portal.search import misses
from portal.search.models import MissRow
from portal.shared.clock import today
from portal.storage.db import db
from tests.web.editing.conftest import DESK, Room, text_of


def section(page: str, id: str) -> str:
    return text_of(page.split(f'id="{id}"')[1].split("</section>")[0])


def test_a_draft_is_in_its_authors_list_and_what_is_sent_in_the_reviewers(room: Room) -> None:
    ref = room.begin("scam", "broker-fee")
    assert ref in room.editor.get(DESK).text
    assert ref not in room.reviewer.get(DESK).text, "a draft is the author's own"
    room.post(room.editor, f"{DESK}/revisions/{ref}", do="give_up")
    assert ref not in room.editor.get(DESK).text
    sent = room.sent("fee_rule", "service-general", formula__months="0.5")
    assert sent in room.reviewer.get(DESK).text


def test_what_keeps_a_price_unanswered_and_what_nobody_verified_is_listed(room: Room) -> None:
    page = room.editor.get(DESK).text
    with room.site.app_context():
        tasks = worklist.tasks()
        waiting = [item.id for item in content.all_of("fee_rule") if item.data["state"] == "needs_verification"]
    assert tasks
    assert waiting
    assert all(task.rule_id in section(page, "blocking") for task in tasks)
    assert all(f"/items/fee_rule/{id}" in page for id in waiting)


def test_a_figure_whose_check_lies_too_far_back_is_overdue(room: Room) -> None:
    assert (
        "items/fee_rule/service-general"
        not in room.editor.get(DESK).text.split('id="overdue"')[1].split("</section>")[0]
    )
    old = (today() - timedelta(days=181)).isoformat()
    room.publish("fee_rule", "service-general", last_verified=old)
    assert (
        "items/fee_rule/service-general" in room.editor.get(DESK).text.split('id="overdue"')[1].split("</section>")[0]
    )


def test_what_most_people_read_stands_first_and_a_preview_is_no_visit(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visits, "FLUSH_SECONDS", 0.0)
    monkeypatch.setitem(room.site.extensions, "visits", visits.Counting())  # without what other tests read
    old = (today() - timedelta(days=400)).isoformat()
    for id in ("service-general", "service-seafarer"):
        room.publish("fee_rule", id, last_verified=old)
    pages = {"/vi/fees/service-seafarer": 3, "/en/fees/service-general": 1, "/vi/fees/nothing": 2, "/vi/account": 1}
    try:
        for path, times in pages.items():
            for _ in range(times):
                room.nobody.get(path)
        ref = room.begin("fee_rule", "service-general")
        for _ in range(5):
            assert room.editor.get(f"{DESK}/revisions/{ref}/preview").status_code == 200
        with room.site.app_context():
            seen = visits.seen(today())
        assert seen["fees/service-seafarer"] == 3
        assert seen["fees/service-general"] == 1
        assert "fees/nothing" not in seen
        shown = section(room.editor.get(DESK).text, "overdue")
        first, second = (shown.index(id) for id in ("thuyền viên", "Trần chung"))
        assert first < second
        assert "3 lượt đọc gần đây" in shown
    finally:
        with room.site.app_context():
            db.session.query(Visit).delete()
            db.session.commit()


def test_what_rests_on_a_document_is_beside_it(room: Room) -> None:
    page = room.editor.get(f"{DESK}/items/document/law-69-2020").text
    for kind, id in (("fee_rule", "service-general"), ("fee_rule", "service-seafarer")):
        assert f"/items/{kind}/{id}" in page
    assert "Dựa vào văn bản này" not in room.editor.get(f"{DESK}/items/scam/broker-fee").text


def test_what_many_looked_for_in_vain_is_listed(room: Room) -> None:
    with room.site.app_context():
        for back in reversed(range(misses.ENOUGH_DAYS)):
            for _ in range(misses.ENOUGH_TIMES):
                misses.count("hoc nghe lam nuoc mam", "vi", today() - timedelta(days=back))
        db.session.commit()
    try:
        assert "1" in section(room.editor.get(DESK).text, "misses").split("Câu hỏi")[0]
        assert "hoc nghe lam nuoc mam" in room.editor.get(f"{DESK}/searches").text
    finally:
        with room.site.app_context():
            db.session.query(MissRow).delete()
            db.session.commit()


def test_further_work_is_linked_for_whom_it_is_open_to(room: Room) -> None:
    editor, reviewer = (client.get(DESK).text for client in (room.editor, room.reviewer))
    assert '<a href="/vi/corrections">' in editor
    assert '<a href="/vi/corrections">' not in reviewer
    assert '<a href="/vi/desk/imports">' in reviewer


def test_a_list_is_narrowed_without_diacritics(room: Room) -> None:
    found = text_of(room.editor.get(f"{DESK}/kinds/fee_rule?q=tran+chung+tien+dich+vu").text)
    assert "Trần chung của tiền dịch vụ" in found
    assert "thuyền viên" not in found
    assert "Không có mục nào như vậy" in room.editor.get(f"{DESK}/kinds/fee_rule?q=zzz").text
