"""New passwords: changed, reset by link or printed code; what ends with the old one; nothing told of who exists."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.accounts.models import OneUseLink
from portal.accounts.results import Codes, Done, MailSent, SignedIn
from portal.accounts.rules.origin import Origin
from portal.accounts.rules.refusals import Refusal, Refused
from portal.accounts.service import passwords
from portal.accounts.service.sessions import find_session
from portal.shared.problems import BadInput
from portal.storage.db import db
from tests.accounts.conftest import GOOD, HOME, NOW, People, together

LAN = "lan@example.vn"
NEW = "một mật khẩu hoàn toàn mới"
WRONG = Refused(Refusal.WRONG_CREDENTIALS)


def asked(people: People) -> str:
    """A link that was asked for."""
    assert passwords.request_reset(LAN, "vi", HOME, NOW) == MailSent()
    return people.post.token(LAN, "reset")


def test_changing_it_ends_every_other_session_and_renews_this_one(people: People) -> None:
    here, there = people.person(), people.sign_in()
    assert isinstance(there, SignedIn)
    answer = passwords.change_password(here.actor, GOOD, NEW, HOME, NOW)
    assert isinstance(answer, SignedIn)
    assert find_session(answer.cookie, NOW) is not None
    assert find_session(here.cookie, NOW) is None
    assert find_session(there.cookie, NOW) is None
    assert people.sign_in() == WRONG
    assert isinstance(people.sign_in(password=NEW), SignedIn)
    assert "password_changed" in people.post.kinds(LAN)


def test_the_old_one_is_asked_for_and_slowed_down(people: People) -> None:
    here = people.person()
    answers = [passwords.change_password(here.actor, f"sai lần thứ {n}", NEW, HOME, NOW) for n in range(7)]
    assert answers == [Refused(Refusal.WRONG_PASSWORD)] * 5 + [Refused(Refusal.TOO_MANY, 15)] * 2
    assert find_session(here.cookie, NOW) is not None
    assert isinstance(people.sign_in(), SignedIn)


@pytest.mark.parametrize("new", ["", "ngắn", "x" * 10_000, "matkhau123456", LAN])
def test_a_bad_new_one_changes_nothing(people: People, new: str) -> None:
    here = people.person()
    with pytest.raises(BadInput) as error:
        passwords.change_password(here.actor, GOOD, new, HOME, NOW)
    assert [problem.field for problem in error.value.problems] == ["new"]
    token = asked(people)
    with pytest.raises(BadInput):
        passwords.reset(token, new, HOME, NOW)
    assert find_session(here.cookie, NOW) is not None
    assert passwords.reset(token, NEW, HOME, NOW) == Done(), "the link is still good"


def test_reset_by_link(people: People) -> None:
    here = people.person()
    token = asked(people)
    assert passwords.look_at_reset(token, NOW) is None
    assert passwords.reset(token, NEW, HOME, NOW) == Done()
    assert find_session(here.cookie, NOW) is None
    assert people.sign_in() == WRONG
    assert isinstance(people.sign_in(password=NEW), SignedIn)
    assert "password_changed" in people.post.kinds(LAN)
    assert passwords.look_at_reset(token, NOW) == Refused(Refusal.LINK_USED)
    assert passwords.reset(token, GOOD, HOME, NOW) == Refused(Refusal.LINK_USED)


@pytest.mark.parametrize(("seconds", "opens"), [(-1, True), (0, False), (1, False)])
def test_the_link_opens_for_an_hour(people: People, seconds: int, opens: bool) -> None:
    people.person()
    answer = passwords.reset(asked(people), NEW, HOME, NOW + timedelta(hours=1, seconds=seconds))
    assert answer == (Done() if opens else Refused(Refusal.LINK_EXPIRED))


def test_a_link_in_two_requests_at_once_opens_once(app: Flask, people: People) -> None:
    people.person()
    token = asked(people)
    both = together(app, *(lambda n=n: passwords.reset(token, f"{NEW} {n}", HOME, NOW) for n in "ab"))
    assert sorted(type(answer).__name__ for answer in both) == ["Done", "Refused"]


def test_a_used_link_ends_the_other_links(people: People) -> None:
    people.person()
    first, second = asked(people), asked(people)
    assert passwords.reset(second, NEW, HOME, NOW) == Done()
    assert passwords.reset(first, GOOD, HOME, NOW) == Refused(Refusal.LINK_USED)


def test_links_open_only_what_they_are_for(people: People) -> None:
    people.person()
    people.sign_up("an@example.vn")
    assert passwords.reset(people.post.token("an@example.vn", "confirm"), NEW, HOME, NOW) == Refused(
        Refusal.LINK_UNKNOWN
    )
    assert passwords.reset("x" * 10_000, NEW, HOME, NOW) == Refused(Refusal.LINK_UNKNOWN)


def test_known_or_not_one_link_one_letter_one_answer(people: People) -> None:
    people.person()
    people.sign_up("an@example.vn")  # never confirmed
    for name, kind in ((LAN, "reset"), ("nobody@example.vn", "reset_unknown"), ("an@example.vn", "reset_unknown")):
        links, letters = count_links(), len(people.post.letters)
        assert passwords.request_reset(name, "vi", HOME, NOW) == MailSent()
        assert (count_links(), len(people.post.letters)) == (links + 1, letters + 1)
        assert people.post.kinds(name)[-1] == kind
    assert passwords.request_reset("0912345678", "vi", HOME, NOW) == MailSent()


def count_links() -> int:
    return db.session.scalar(select(func.count()).select_from(OneUseLink)) or 0


def test_one_address_gets_few_letters_known_or_not(people: People) -> None:
    people.person()
    for name in (LAN, "nobody@example.vn"):
        answers = [passwords.request_reset(name, "vi", HOME, NOW) for _ in range(5)]
        assert answers == [MailSent()] * 3 + [Refused(Refusal.TOO_MANY, 1200)] * 2
    with pytest.raises(BadInput):
        passwords.request_reset("?", "vi", HOME, NOW)


def test_reset_by_printed_code(people: People) -> None:
    codes = people.sign_up("0912345678").codes  # type: ignore[attr-defined]
    assert passwords.reset_with_code("0912 345 678", codes[0].lower(), NEW, HOME, NOW) == Done()
    assert people.sign_in("0912345678") == WRONG
    assert isinstance(people.sign_in("0912345678", NEW), SignedIn)
    assert passwords.reset_with_code("0912345678", codes[0], GOOD, HOME, NOW) == Refused(Refusal.WRONG_CODE)


def test_a_printed_code_opens_its_own_account_only(people: People) -> None:
    codes = people.sign_up("0912345678").codes  # type: ignore[attr-defined]
    people.sign_up("0987654321")
    for name in ("0987654321", "nobody@example.vn", "?"):
        assert passwords.reset_with_code(name, codes[0], NEW, HOME, NOW) == Refused(Refusal.WRONG_CODE)
    tries = [passwords.reset_with_code("0987654321", "ABCD", NEW, HOME, NOW) for _ in range(6)]
    assert tries == [Refused(Refusal.WRONG_CODE)] * 4 + [Refused(Refusal.TOO_MANY, 30)] * 2


def test_staff_cannot_reset_a_password_by_printed_code(people: People) -> None:
    _, signed_in = people.staff("chi@example.vn", "editor", NOW)
    answer = passwords.reset_with_code("chi@example.vn", signed_in.codes[0], NEW, HOME, NOW)
    assert answer == Refused(Refusal.WRONG_CODE)


def test_new_printed_codes_replace_the_old(people: People) -> None:
    signed_in = people.sign_up("0912345678")
    assert isinstance(signed_in, SignedIn)
    assert passwords.renew_codes(signed_in.actor, "sai mật khẩu", NOW) == Refused(Refusal.WRONG_PASSWORD)
    sheet = passwords.renew_codes(signed_in.actor, GOOD, NOW)
    assert isinstance(sheet, Codes)
    old = passwords.reset_with_code("0912345678", signed_in.codes[0], NEW, HOME, NOW)
    assert old == Refused(Refusal.WRONG_CODE)
    assert passwords.reset_with_code("0912345678", sheet.codes[0], NEW, HOME, NOW) == Done()


def test_a_stolen_session_of_before_cannot_change_it(people: People) -> None:
    here = people.person()
    passwords.reset(asked(people), NEW, HOME, NOW)
    found = find_session(here.cookie, NOW)
    assert found is None


def test_wishes_from_one_address_are_slowed_down(people: People) -> None:
    answers = [passwords.request_reset(f"a{n}@example.vn", "vi", HOME, NOW) for n in range(12)]
    assert answers[:10] == [MailSent()] * 10
    assert answers[10] == Refused(Refusal.TOO_MANY, 60)
    assert passwords.request_reset("z@example.vn", "vi", Origin("192.0.2.77"), NOW) == MailSent()
