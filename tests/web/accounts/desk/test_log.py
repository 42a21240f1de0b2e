"""One's own log: every act has words, and no code, no reference and nobody else's act is on the page."""

from __future__ import annotations

import json
import re

import pytest

from portal.audit.rules.entries import Entry
from portal.config import ROOT
from portal.organisations.service.desk import _PAST as PAST
from portal.organisations.wording import REASONS
from portal.shared.clock import now
from portal.web.accounts.log_words import ACTIONS, OTHER, log_line
from tests.web.accounts.desk.conftest import House

RECORDED = re.compile(r'(?:audit\.record|_log)\(\s*(?:actor, |account, |organisation, )?"([a-z_]+\.[a-z_]+)"')
NEVER_OWN = {
    "account.sign_up_asked",
    "account.sign_in_failed",
    "account.sign_in_barred",
    "account.reset_asked",
    "meeting.removed",
}
"""Acts of somebody who is not signed in, or of nobody."""
NO_READER = {"account.password_reset", "account.deleted", "keys.rotate", "backup.restored"}
"""Written for nobody who could read it: by a link, by a command, or with nobody left."""


def test_every_act_of_the_rooms_has_words() -> None:
    written = set()
    for path in (ROOT / "portal").rglob("*.py"):
        written |= set(RECORDED.findall(path.read_text(encoding="utf-8")))
    written |= organisation_acts()
    assert {"account.signed_in", "staff.role_changed", "session.ended"} <= written
    assert written - NEVER_OWN - NO_READER - set(ACTIONS) == set()


def organisation_acts() -> set[str]:
    """The acts of the organisations room, which writes them through one function of its own."""
    found = {f"organisation.{act}" for act in PAST.values()}
    for path in (ROOT / "portal" / "organisations").rglob("*.py"):
        for pair in re.findall(
            r'\blog\(actor, "([a-z_]+)"(?: if \w+ else "([a-z_]+)")?', path.read_text(encoding="utf-8")
        ):
            found |= {f"organisation.{act}" for act in pair if act}
    assert {"organisation.created", "organisation.member_removed"} <= found
    return found


def test_why_an_organisation_was_suspended() -> None:
    facts = json.dumps({"now": "suspended", "reason": next(iter(REASONS)), "was": "verified"})
    entry = Entry(1, now(), "a" * 22, "moderator", "organisation.suspended", "organisation", "b" * 22, facts)
    assert str(log_line(entry).detail) == f"Lý do: {next(iter(REASONS.values()))}"


@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_words_are_words(action: str) -> None:
    line = log_line(Entry(1, now(), "a" * 22, "returnee", action, "account", "b" * 22, "{}"))
    assert re.match("(Đã|Nhập) ", str(line.what))


def test_what_has_no_words_is_not_shown_as_a_code() -> None:
    line = log_line(Entry(1, now(), "a" * 22, "returnee", "new.act", "", "", '{"reason":"fraud"}'))
    assert (line.what, line.detail) == (OTHER, None)


def test_the_page_shows_my_acts_and_nobody_elses(house: House) -> None:
    admin, editor = house.reader("admin"), house.reader("editor")
    ref = house.logins["officer"].ref
    admin.done(f"/staff/{ref}/suspend", {"reason": "lost_device"})
    admin.done(f"/staff/{ref}/reinstate")
    admin.done(f"/staff/{ref}/role", {"role": "reviewer"})
    assert admin.post("/account/codes", {"password": "demo-admin-2026"}).status_code == 200
    page = admin.get("/account/log")
    for said in (
        "Đã tạm khóa một tài khoản",
        "Lý do: Mất máy hoặc nghi lộ mật khẩu",
        "Đã mở khóa một tài khoản",
        "Vai trò: Thẩm định",
        "Đã tạo tờ mã khôi phục mới",
    ):
        assert said in page
    assert page.index("Đã tạo tờ mã khôi phục mới") < page.index("Đã tạm khóa một tài khoản")
    assert f"/vi/staff/{ref}" in page
    assert "Chưa có việc nào" in editor.get("/account/log")


def test_no_codes_in_what_is_read(house: House) -> None:
    admin = house.reader("admin")
    ref = house.logins["officer"].ref
    admin.done(f"/staff/{ref}/suspend", {"reason": "misuse"})
    admin.done("/account", {"name": "Ai", "locale": "vi"})
    main = re.sub(r"<[^>]+>", " ", admin.get("/account/log").partition("<main")[2].partition("</main>")[0])
    assert not re.search(r"[a-z]+\.[a-z_]+|misuse|account|[A-Za-z0-9_-]{20,}", main), main
