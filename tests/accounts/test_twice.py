"""What is sent twice at one moment is done once: a sign-up by phone makes one account, two sheets of codes leave one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.accounts import hashing
from portal.accounts.models import Account, RecoveryCode
from portal.accounts.results import Codes, Done, SignedIn
from portal.accounts.rules.actor import SYSTEM
from portal.accounts.rules.refusals import Refusal, Refused
from portal.accounts.rules.sessions import POSTED_TWICE
from portal.accounts.service import passwords, staff
from portal.accounts.service import sign_up as signing_up
from portal.accounts.service.sessions import find_session
from portal.accounts.service.sign_up import SignUp
from portal.audit import service as audit
from portal.storage.db import db
from tests.accounts.conftest import GOOD, HOME, NOW, People, together

PHONE = "0912 345 678"
NEW = "một mật khẩu hoàn toàn mới"


def accounts() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Account)) or 0


def opens(codes: tuple[str, ...], login: str = PHONE) -> list[bool]:
    """Which of these codes still open."""
    answers = [passwords.reset_with_code(login, code, f"{NEW} {n}", HOME, NOW) for n, code in enumerate(codes)]
    return [isinstance(answer, Done) for answer in answers]


@pytest.mark.parametrize("at_once", [2, 3])
def test_one_sign_up_by_phone_posted_at_once_makes_one_account(app: Flask, people: People, at_once: int) -> None:
    def up() -> object:
        return signing_up.sign_up(SignUp(PHONE, GOOD, "returnee"), HOME, NOW)

    answers = together(app, *[up] * at_once)
    assert all(isinstance(answer, SignedIn) for answer in answers), answers
    assert accounts() == 1
    signed_in = [answer for answer in answers if isinstance(answer, SignedIn)]
    assert len({answer.actor.ref for answer in signed_in}) == 1
    for answer in signed_in:
        assert find_session(answer.cookie, NOW) is not None, "whichever answer the browser shows, it is signed in"
        assert len(answer.codes) == 10
    assert db.session.scalar(select(func.count()).select_from(RecoveryCode)) == 10, "one sheet opens"
    assert audit.verify() == []


def test_the_sheet_shown_last_is_the_one_that_opens(people: People, generous: None) -> None:
    first, second = people.sign_up(PHONE), people.sign_up(PHONE)
    assert isinstance(first, SignedIn)
    assert isinstance(second, SignedIn)
    assert accounts() == 1
    assert opens(first.codes[:2]) == [False, False]
    assert opens(second.codes[:2]) == [True, True]


def test_the_same_number_and_password_much_later_only_signs_in(people: People) -> None:
    first = people.sign_up(PHONE)
    later = people.sign_up(PHONE, role="employer", now=NOW + POSTED_TWICE)
    assert isinstance(first, SignedIn)
    assert isinstance(later, SignedIn)
    assert (later.actor.ref, later.codes, later.actor.roles) == (first.actor.ref, (), {"returnee"})
    assert opens(first.codes[:1]) == [True], "the sheet in the drawer is still good"
    assert accounts() == 1


def test_another_password_is_another_person(app: Flask, people: People) -> None:
    def up(password: str) -> object:
        return signing_up.sign_up(SignUp(PHONE, password, "returnee"), HOME, NOW)

    answers = together(app, lambda: up("mật khẩu thứ nhất ở đây"), lambda: up("mật khẩu thứ hai ở đây"))
    assert len({answer.actor.ref for answer in answers if isinstance(answer, SignedIn)}) == 2
    assert accounts() == 2


def test_a_suspended_account_does_not_come_back_by_signing_up(people: People) -> None:
    first = people.sign_up(PHONE)
    assert isinstance(first, SignedIn)
    assert staff.suspend(SYSTEM, first.actor.ref, "fraud", NOW) == Done()
    assert people.sign_up(PHONE) == Refused(Refusal.SUSPENDED, reason="fraud")
    assert accounts() == 1


def test_known_or_not_a_sign_up_verifies_as_many_passwords(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str | None] = []
    plain = hashing.proves
    monkeypatch.setattr(hashing, "proves", lambda p, stored: seen.append(stored) or plain(p, stored))
    people.sign_up(PHONE)
    unknown = len(seen)
    people.sign_up(PHONE, "một mật khẩu khác hẳn")
    assert (unknown, len(seen)) == (4, 8)


def test_two_sheets_asked_for_at_one_moment_leave_one(app: Flask, people: People) -> None:
    actor = people.person().actor
    answers = together(app, *[lambda: passwords.renew_codes(actor, GOOD, NOW)] * 3)
    sheets = sorted((answer for answer in answers if isinstance(answer, Codes)), key=lambda each: each.sheet)
    assert [sheet.sheet for sheet in sheets] == [1, 2, 3], "numbered in the order in which they count"
    assert [opens(sheet.codes[:1], "lan@example.vn") for sheet in sheets] == [[False], [False], [True]]
    assert db.session.scalar(select(func.count()).select_from(RecoveryCode)) == 10


def test_a_sheet_ends_with_the_next_one_however_long_after(people: People) -> None:
    actor = people.person().actor
    old = passwords.renew_codes(actor, GOOD, NOW)
    new = passwords.renew_codes(actor, GOOD, NOW + timedelta(days=400))
    assert isinstance(old, Codes)
    assert isinstance(new, Codes)
    assert (old.sheet, new.sheet) == (1, 2)
    assert opens(old.codes[:1] + new.codes[:1], "lan@example.vn") == [False, True]
