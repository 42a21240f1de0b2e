"""Requests in the browser: sent, followed, handled by staff; each look of theirs is one line that the person reads."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from portal.privacy.models import DataRequest
from portal.storage.db import db
from tests.web.meetings.conftest import Place

WORDS = "CanaryWords: xin sửa tên tôi"


def ask(place: Place, kind: str = "rectify", text: str = WORDS, who: str = "returnee") -> str:
    return place.post(who, "/vi/my-data/requests", kind=kind, text=text).split("/")[-1].split("?")[0]


def step(place: Place, ref: str, deed: str, status: int = 303, who: str = "officer", **fields: str) -> str:
    given = {"deed": deed, "reason": "", "text": "", **fields}
    return place.post(who, f"/vi/desk/data-requests/{ref}", status, **given)


def late_by(place: Place, **by: float) -> None:
    """The request came so long ago."""
    with place.square.app.app_context():
        row = db.session.query(DataRequest).one()
        row.received_at = row.received_at - timedelta(**by)
        db.session.commit()


def looks(place: Place) -> int:
    return place.get("returnee", "/vi/account/log").count("Nhân viên Bến Về đã mở yêu cầu của bạn về dữ liệu")


def test_from_the_form_to_the_answer(place: Place) -> None:
    place.email("returnee", "lan@example.vn")
    ref = ask(place)
    mine = place.get("returnee", f"/vi/my-data/requests/{ref}")
    assert "CanaryWords" in mine
    assert "Đã nhận, chưa trả lời" in mine
    assert "CanaryWords" not in place.get("officer", "/vi/desk/data-requests"), "looking through the list reads nothing"
    assert looks(place) == 0
    assert "CanaryWords" in place.get("officer", f"/vi/desk/data-requests/{ref}")
    assert looks(place) == 1
    assert step(place, ref, "answer", text="Chúng tôi đang sửa").endswith("done=yes")
    assert step(place, ref, "finish", text="Đã sửa xong").endswith("done=yes")
    after = place.get("returnee", f"/vi/my-data/requests/{ref}")
    assert "Chúng tôi đang sửa" in after
    assert "Đã sửa xong" in after
    assert "Đã làm xong" in after
    assert step(place, ref, "refuse", reason="not_held", text="x").endswith("done=late"), "what is done stays done"
    log = place.get("returnee", "/vi/account/log")
    for line in ("đã trả lời yêu cầu của bạn", "đã làm xong yêu cầu của bạn", "Đã gửi một yêu cầu"):
        assert line in log


def test_another_persons_request_is_absent(place: Place) -> None:
    ref = ask(place)
    for who in ("returnee2", "employer", "moderator", "officer"):
        place.get(who, f"/vi/my-data/requests/{ref}", 404)
    for who, status in (("returnee", 403), ("moderator", 403), ("officer", 200), ("admin", 200)):
        place.get(who, f"/vi/desk/data-requests/{ref}", status)


def test_nobody_handles_their_own(place: Place) -> None:
    ref = ask(place, who="officer")
    assert "Sửa dữ liệu" not in place.get("officer", "/vi/desk/data-requests")
    place.get("officer", f"/vi/desk/data-requests/{ref}", 404)
    step(place, ref, "finish", 404)
    place.get("admin", f"/vi/desk/data-requests/{ref}")


@pytest.mark.parametrize(
    ("fields", "where"),
    [({"kind": "", "text": "x"}, "kind"), ({"kind": "steal", "text": "x"}, "kind"), ({"kind": "access", "text": " "}, "text"),
     ({"kind": "access", "text": "x" * 2001}, "text")],
)  # fmt: skip
def test_a_form_with_mistakes_keeps_what_was_typed(place: Place, fields: dict[str, str], where: str) -> None:
    page = place.post("returnee", "/vi/my-data/requests", 422, **fields)
    assert f'href="#{where}"' in page
    assert fields["text"].strip() in page
    with place.square.app.app_context():
        assert db.session.query(DataRequest).count() == 0


def test_sent_twice_is_one_request_and_many_are_slowed_down(place: Place) -> None:
    assert ask(place) == ask(place)
    for number in range(4):
        ask(place, text=f"Lần {number}")
    page = place.post("returnee", "/vi/my-data/requests", 429, kind="access", text="Lần nữa")
    assert "Lần nữa" in page


def test_late_ones_stand_first_and_say_so(place: Place) -> None:
    first = ask(place, "access", "Chờ lâu")
    late_by(place, days=11)
    second = ask(place, "object", "Mới", who="employer")
    page = place.get("officer", "/vi/desk/data-requests")
    assert page.index(first) < page.index(second)
    assert page.count("Quá hạn<") == 1
    assert "Quá hạn<" in place.get("returnee", f"/vi/my-data/requests/{first}")


def test_time_is_extended_once_and_the_reason_is_told(place: Place) -> None:
    ref = ask(place, "object")
    assert 'id="extend-reason"' in place.get("officer", f"/vi/desk/data-requests/{ref}")
    refused = step(place, ref, "extend", 422)
    assert 'href="#extend-reason"' in refused
    assert step(place, ref, "extend", reason="hard_to_find").endswith("done=yes")
    assert step(place, ref, "extend", reason="hard_to_find").endswith("done=late")
    assert "dữ liệu nằm ở nhiều nơi" in place.get("returnee", f"/vi/my-data/requests/{ref}")
    other = ask(place, "access", "Khác")
    assert 'id="extend-reason"' not in place.get("officer", f"/vi/desk/data-requests/{other}")
    assert step(place, other, "extend", reason="hard_to_find").endswith("done=late")


def test_a_refusal_needs_a_reason_and_words(place: Place) -> None:
    ref = ask(place)
    page = step(place, ref, "refuse", 422, text="Không")
    assert re.search(r'<textarea id="refuse-text"[^>]*>Không</textarea>', page), "what was typed stays"
    assert 'href="#refuse-text"' in step(place, ref, "refuse", 422, reason="not_held")
    assert step(place, ref, "refuse", reason="not_held", text="Ở đây không có").endswith("done=yes")
    mine = place.get("returnee", f"/vi/my-data/requests/{ref}")
    assert "ở đây không có dữ liệu đó" in mine
    step(place, ref, "nonsense", 404)


def test_english_pages_are_english(place: Place) -> None:
    ref = ask(place)
    for who, path in (("returnee", "/my-data"), ("returnee", f"/my-data/requests/{ref}"), ("officer", f"/desk/data-requests/{ref}"),
                      ("officer", "/desk/data-requests"), ("returnee", "/my-data/requests")):  # fmt: skip
        place.get(who, f"/en{path}")
