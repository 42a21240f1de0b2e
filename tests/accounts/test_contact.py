"""Another e-mail address or phone number: with the password, by a link that opens once, and the old address is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.accounts import personal, store
from portal.accounts.models import Account
from portal.accounts.results import Done, MailSent, MyAccount, SignedIn
from portal.accounts.rules.refusals import Refusal, Refused
from portal.accounts.service import contact, me, passwords
from portal.accounts.service.sessions import find_session
from portal.shared.problems import BadInput
from portal.storage.db import db
from portal.storage.rotation import declared
from tests.accounts.conftest import GOOD, HOME, NOW, People, together

LAN, NEW = "lan@example.vn", "lan.moi@example.vn"
PHONE = "+84912345678"


def asked(people: People, here: SignedIn) -> str:
    """The token of the link that was sent to the new address."""
    assert contact.ask_email(here.actor, NEW, GOOD, NOW) == MailSent()
    return people.post.token(NEW, "email_change")


def test_a_new_address_counts_once_its_link_is_opened(people: People) -> None:
    here, there = people.person(), people.sign_in()
    assert isinstance(there, SignedIn)
    token = asked(people, here)
    assert people.post.kinds(LAN)[-1] == "email_change_asked"
    mine = me.my_account(here.actor)
    assert isinstance(mine, MyAccount)
    assert (mine.email, mine.email_waiting) == (LAN, NEW)
    assert isinstance(people.sign_in(), SignedIn), "until then the old one"
    assert people.sign_in(NEW) == Refused(Refusal.WRONG_CREDENTIALS)
    assert contact.look_at_email_change(token, NOW) is None
    after = contact.confirm_email(token, GOOD, HOME, NOW)
    assert isinstance(after, SignedIn)
    assert find_session(after.cookie, NOW) is not None
    assert find_session(here.cookie, NOW) is find_session(there.cookie, NOW) is None, "sessions elsewhere end"
    assert people.sign_in() == Refused(Refusal.WRONG_CREDENTIALS)
    assert isinstance(people.sign_in(NEW), SignedIn)
    assert people.post.kinds(LAN)[-1] == "email_changed"
    assert contact.confirm_email(token, GOOD, HOME, NOW) == Refused(Refusal.LINK_USED)
    mine = me.my_account(after.actor)
    assert isinstance(mine, MyAccount)
    assert (mine.email, mine.email_waiting) == (NEW, None)


@pytest.mark.parametrize(("seconds", "opens"), [(-1, True), (0, False)])
def test_the_link_opens_for_a_day(people: People, seconds: int, opens: bool) -> None:
    token = asked(people, people.person())
    answer = contact.confirm_email(token, GOOD, HOME, NOW + timedelta(days=1, seconds=seconds))
    assert isinstance(answer, SignedIn) if opens else answer == Refused(Refusal.LINK_EXPIRED)


def test_each_step_needs_the_password(people: People) -> None:
    here = people.person()
    assert contact.ask_email(here.actor, NEW, "sai mật khẩu rồi", NOW) == Refused(Refusal.WRONG_PASSWORD)
    assert contact.set_phone(here.actor, PHONE, "sai mật khẩu rồi", HOME, NOW) == Refused(Refusal.WRONG_PASSWORD)
    assert people.post.kinds(NEW) == []
    token = asked(people, here)
    assert contact.confirm_email(token, "sai mật khẩu rồi", HOME, NOW) == Refused(Refusal.WRONG_PASSWORD)
    assert find_session(here.cookie, NOW) is not None
    assert isinstance(contact.confirm_email(token, GOOD, HOME, NOW), SignedIn), "a wrong password does not use it up"


def test_an_address_that_is_taken_gets_the_same_answer_and_another_letter(people: People) -> None:
    here = people.person()
    people.person(NEW)
    assert contact.ask_email(here.actor, NEW, GOOD, NOW) == MailSent()
    assert people.post.kinds(NEW) == ["confirm", "email_taken"]
    mine = me.my_account(here.actor)
    assert isinstance(mine, MyAccount)
    assert mine.email_waiting == NEW


def test_an_address_taken_meanwhile_stays_with_who_was_first(people: People) -> None:
    token = asked(people, people.person())
    people.person(NEW)
    assert contact.confirm_email(token, GOOD, HOME, NOW) == Refused(Refusal.LINK_USED)
    assert isinstance(people.sign_in(), SignedIn)
    assert isinstance(people.sign_in(NEW), SignedIn)


def test_two_that_want_one_address_at_one_moment(app: Flask, people: People) -> None:
    an, lan = people.person("an@example.vn"), people.person()
    tokens = []
    for one in (an, lan):
        assert contact.ask_email(one.actor, NEW, GOOD, NOW) == MailSent()
        tokens.append(people.post.token(NEW, "email_change"))
    answers = together(app, *[lambda token=token: contact.confirm_email(token, GOOD, HOME, NOW) for token in tokens])
    assert sorted(type(answer).__name__ for answer in answers) == ["Refused", "SignedIn"]


def test_a_new_password_ends_what_a_thief_asked_for(people: People) -> None:
    here = people.person()
    token = asked(people, here)
    answer = passwords.change_password(here.actor, GOOD, "mật khẩu mới của chính tôi", HOME, NOW)
    assert isinstance(answer, SignedIn)
    assert contact.look_at_email_change(token, NOW) == Refused(Refusal.LINK_USED)
    mine = me.my_account(answer.actor)
    assert isinstance(mine, MyAccount)
    assert mine.email_waiting is None


def test_the_newest_wish_counts(people: People) -> None:
    here = people.person()
    first = asked(people, here)
    assert contact.ask_email(here.actor, "lan.khac@example.vn", GOOD, NOW) == MailSent()
    assert contact.look_at_email_change(first, NOW) == Refused(Refusal.LINK_USED)
    assert isinstance(
        contact.confirm_email(people.post.token("lan.khac@example.vn", "email_change"), GOOD, HOME, NOW), SignedIn
    )
    assert isinstance(people.sign_in("lan.khac@example.vn"), SignedIn)


def test_nobody_bombs_strangers_with_letters(people: People) -> None:
    here = people.person()
    answers = [contact.ask_email(here.actor, f"nguoi{n}@example.vn", GOOD, NOW) for n in range(6)]
    assert answers[:3] == [MailSent()] * 3
    assert all(isinstance(answer, Refused) and answer.why is Refusal.TOO_MANY for answer in answers[3:])
    assert sum(kind == "email_change" for _, kind, _, _ in people.post.letters) == 3


@pytest.mark.parametrize("address", ["", "lan", "lаn@example.vn", "  LAN@example.VN ", "x" * 300 + "@example.vn"])
def test_what_is_no_new_address_is_named(people: People, address: str) -> None:
    here = people.person()
    with pytest.raises(BadInput) as error:
        contact.ask_email(here.actor, address, GOOD, NOW)
    assert [problem.field for problem in error.value.problems] == ["email"]


def test_a_phone_account_gets_an_address_and_a_way_back(people: People) -> None:
    here = people.sign_up(PHONE)
    assert isinstance(here, SignedIn)
    answer = contact.confirm_email(asked(people, here), GOOD, HOME, NOW)
    assert isinstance(answer, SignedIn)
    assert isinstance(people.sign_in(NEW), SignedIn)
    assert isinstance(people.sign_in(PHONE), SignedIn)
    assert passwords.request_reset(NEW, "vi", HOME, NOW) == MailSent()
    assert people.post.kinds(NEW)[-1] == "reset"


def test_staff_sign_in_again_with_both_steps(people: People) -> None:
    staff = people.staff("chi@example.vn", "editor")[1]
    assert contact.confirm_email(asked(people, staff), GOOD, HOME, NOW) == Done()
    assert find_session(staff.cookie, NOW) is None
    assert contact.set_phone(staff.actor, PHONE, GOOD, HOME, NOW) == Refused(Refusal.NOT_ALLOWED)


def test_a_phone_number_is_one_more_name(people: People) -> None:
    here, there = people.person(), people.sign_in()
    assert isinstance(there, SignedIn)
    added = contact.set_phone(here.actor, "0912 345 678", GOOD, HOME, NOW)
    assert isinstance(added, SignedIn)
    assert find_session(here.cookie, NOW) is find_session(there.cookie, NOW) is None
    assert isinstance(people.sign_in(PHONE), SignedIn)
    assert people.post.kinds(LAN).count("phone_changed") == 1
    for wrong in ("0912", "lan@example.vn", "+84 912 345 678"):
        with pytest.raises(BadInput) as error:
            contact.set_phone(added.actor, wrong, GOOD, HOME, NOW)
        assert [problem.field for problem in error.value.problems] == ["phone"]
    removed = contact.set_phone(added.actor, "  ", GOOD, HOME, NOW)
    assert isinstance(removed, SignedIn)
    assert people.sign_in(PHONE) == Refused(Refusal.WRONG_CREDENTIALS)
    account = store.get_account(here.actor.ref)
    assert (account.phone_sealed, account.phone_index) == (None, None)


def test_the_only_name_cannot_be_removed(people: People) -> None:
    here = people.sign_up(PHONE)
    assert isinstance(here, SignedIn)
    with pytest.raises(BadInput):
        contact.set_phone(here.actor, "", GOOD, HOME, NOW)
    assert isinstance(people.sign_in(PHONE), SignedIn)


def test_the_waiting_address_is_sealed_rotated_and_forgotten(people: People) -> None:
    here = people.person()
    asked(people, here)
    account = db.session.scalars(select(Account)).one()
    stored = " ".join(str(getattr(account, column.name)) for column in Account.__table__.columns)
    assert "moi" not in stored
    assert personal.pending_of(account) == NEW
    assert ("account", "pending_email_sealed") in {(each.table, each.column) for each in declared()}
    assert me.delete_account(here.actor, GOOD, NOW) == Done()
    assert db.session.scalars(select(Account.pending_email_sealed)).one() is None
