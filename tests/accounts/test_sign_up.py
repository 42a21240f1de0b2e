"""Signing up: confirmed once and by its own password only; the same answer for known and unknown; races, old links."""

from __future__ import annotations

import unicodedata
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.accounts.models import Account
from portal.accounts.results import MailSent, SignedIn
from portal.accounts.rules.origin import Origin
from portal.accounts.rules.refusals import Refusal, Refused
from portal.accounts.service import sign_up as signing_up
from portal.accounts.service.me import sweep
from portal.accounts.service.sign_up import SignUp
from portal.shared.problems import BadInput
from portal.storage.db import db
from tests.accounts.conftest import GOOD, HOME, NOW, People, together

LAN = "lan@example.vn"


def count(state: str) -> int:
    return db.session.scalar(select(func.count()).select_from(Account).where(Account.state == state)) or 0


def test_sign_up_confirm_and_sign_in(people: People) -> None:
    assert people.sign_up(LAN) == MailSent()
    assert people.sign_in() == Refused(Refusal.WRONG_CREDENTIALS), "not before it is confirmed"
    token = people.post.token(LAN, "confirm")
    assert signing_up.look_at_confirmation(token, NOW) is None
    signed_in = signing_up.confirm(token, GOOD, HOME, NOW)
    assert isinstance(signed_in, SignedIn)
    assert signed_in.actor.roles == {"returnee"}
    assert isinstance(people.sign_in(), SignedIn)
    assert isinstance(people.sign_in("  LAN@Example.VN "), SignedIn)


def test_the_database_holds_nothing_readable(people: People) -> None:
    people.person()
    account = db.session.scalars(select(Account)).one()
    stored = " ".join(str(getattr(account, column.name)) for column in Account.__table__.columns)
    assert "lan" not in stored.lower()
    assert "example" not in stored


def test_a_link_opens_once(people: People) -> None:
    people.person()
    token = people.post.token(LAN, "confirm")
    assert signing_up.look_at_confirmation(token, NOW) == Refused(Refusal.LINK_USED)
    assert signing_up.confirm(token, GOOD, HOME, NOW) == Refused(Refusal.LINK_USED)


@pytest.mark.parametrize(("seconds", "opens"), [(-1, True), (0, False), (1, False)])
def test_a_link_opens_for_a_day(people: People, seconds: int, opens: bool) -> None:
    people.sign_up(LAN)
    answer = signing_up.confirm(people.post.token(LAN, "confirm"), GOOD, HOME, NOW + timedelta(days=1, seconds=seconds))
    assert isinstance(answer, SignedIn) if opens else answer == Refused(Refusal.LINK_EXPIRED)


@pytest.mark.parametrize("token", ["", "x", "x" * 10_000, "\0", "../../etc", "đường dẫn"])
def test_a_made_up_link_opens_nothing(people: People, token: str) -> None:
    people.sign_up(LAN)
    assert signing_up.confirm(token, GOOD, HOME, NOW) == Refused(Refusal.LINK_UNKNOWN)


def test_nobody_confirms_a_password_that_another_chose(people: People) -> None:
    """Whoever signs up first with somebody else's address gains nothing when its owner opens the letter."""
    people.sign_up(LAN, "kẻ lạ chọn mật khẩu này")
    people.sign_up(LAN, GOOD)
    strangers, own = [v["path"].rpartition("/")[2] for _, kind, _, v in people.post.letters if kind == "confirm"]
    assert signing_up.confirm(strangers, GOOD, HOME, NOW) == Refused(Refusal.WRONG_PASSWORD)
    assert isinstance(signing_up.confirm(own, GOOD, HOME, NOW), SignedIn)
    assert signing_up.confirm(strangers, "kẻ lạ chọn mật khẩu này", HOME, NOW) == Refused(Refusal.LINK_USED)
    assert people.sign_in(password="kẻ lạ chọn mật khẩu này") == Refused(Refusal.WRONG_CREDENTIALS)
    assert isinstance(people.sign_in(), SignedIn)


def test_a_wrong_password_does_not_use_the_link_up(people: People) -> None:
    people.sign_up(LAN)
    token = people.post.token(LAN, "confirm")
    assert signing_up.confirm(token, "sai mật khẩu rồi", HOME, NOW) == Refused(Refusal.WRONG_PASSWORD)
    assert isinstance(signing_up.confirm(token, GOOD, HOME, NOW), SignedIn)


def test_a_known_address_gets_the_same_answer_and_another_letter(people: People) -> None:
    people.person()
    assert people.sign_up(LAN, "một mật khẩu khác hẳn") == MailSent()
    assert people.post.kinds(LAN) == ["confirm", "already_registered"]
    assert people.sign_in(password="một mật khẩu khác hẳn") == Refused(Refusal.WRONG_CREDENTIALS)
    assert isinstance(people.sign_in(), SignedIn)


def test_submitted_twice(people: People) -> None:
    assert people.sign_up(LAN) == people.sign_up(LAN) == MailSent()
    first, second = [v["path"].rpartition("/")[2] for _, _, _, v in people.post.letters]
    assert isinstance(signing_up.confirm(second, GOOD, HOME, NOW), SignedIn)
    assert signing_up.confirm(first, GOOD, HOME, NOW) == Refused(Refusal.LINK_USED)
    assert count("active") == 1


def test_one_address_gets_few_letters(people: People) -> None:
    answers = [people.sign_up(LAN) for _ in range(6)]
    assert answers[:3] == [MailSent()] * 3
    assert all(isinstance(answer, Refused) and answer.why is Refusal.TOO_MANY for answer in answers[3:])
    assert len(people.post.letters) == 3


def test_two_at_once_one_wins_and_both_read_the_same(app: Flask, people: People) -> None:
    def up(password: str) -> object:
        return signing_up.sign_up(SignUp(LAN, password, "returnee"), HOME, NOW)

    assert together(app, lambda: up("mật khẩu thứ nhất ở đây"), lambda: up("mật khẩu thứ hai ở đây")) == [
        MailSent(),
        MailSent(),
    ]
    tokens = [v["path"].rpartition("/")[2] for _, _, _, v in people.post.letters]
    passwords = ["mật khẩu thứ nhất ở đây", "mật khẩu thứ hai ở đây"]
    answers = [signing_up.confirm(token, password, HOME, NOW) for token in tokens for password in passwords]
    assert sorted(type(answer).__name__ for answer in answers) == ["Refused", "Refused", "Refused", "SignedIn"]
    assert count("active") == 1


def test_two_confirmations_of_one_address_at_once(app: Flask, people: People) -> None:
    people.sign_up(LAN)
    people.sign_up(LAN)
    tokens = [v["path"].rpartition("/")[2] for _, _, _, v in people.post.letters]
    acts = [lambda token=token: signing_up.confirm(token, GOOD, HOME, NOW) for token in tokens]
    answers = together(app, *acts)
    assert sorted(type(answer).__name__ for answer in answers) == ["Refused", "SignedIn"]
    assert Refused(Refusal.LINK_USED) in answers
    assert count("active") == 1


def test_a_phone_account_is_active_at_once_with_printed_codes(people: People) -> None:
    signed_in = people.sign_up("0912 345 678")
    assert isinstance(signed_in, SignedIn)
    assert len(set(signed_in.codes)) == 10
    assert isinstance(people.sign_in("+84 912 345 678"), SignedIn)
    assert people.post.letters == []


def test_a_phone_number_is_nobodys_for_certain(people: People) -> None:
    """A stranger who claims the number first neither keeps its owner out nor gets in as them."""
    stranger = people.sign_up("0912345678", "kẻ lạ chọn mật khẩu này")
    owner = people.sign_up("0912345678", GOOD)
    assert isinstance(stranger, SignedIn)
    assert isinstance(owner, SignedIn)
    found = people.sign_in("0912345678", GOOD)
    assert isinstance(found, SignedIn)
    assert found.actor.ref == owner.actor.ref != stranger.actor.ref


@pytest.mark.parametrize(
    ("field", "form"),
    [
        ("login", SignUp("", GOOD, "returnee")),
        ("login", SignUp("lаn@example.vn", GOOD, "returnee")),  # a Cyrillic а
        ("login", SignUp("0912", GOOD, "returnee")),
        ("password", SignUp(LAN, "ngắn quá", "returnee")),
        ("password", SignUp(LAN, "x" * 10_000, "returnee")),
        ("password", SignUp(LAN, "Lan@Example.vn", "returnee")),
        ("password", SignUp(LAN, "matkhau123456", "returnee")),
        ("role", SignUp(LAN, GOOD, "admin")),
        ("role", SignUp(LAN, GOOD, "system")),
        ("role", SignUp(LAN, GOOD, "")),
        ("name", SignUp(LAN, GOOD, "returnee", "a" * 121)),
    ],
)
def test_what_cannot_be_used_is_named_and_nothing_is_stored(people: People, field: str, form: SignUp) -> None:
    with pytest.raises(BadInput) as error:
        signing_up.sign_up(form, HOME, NOW)
    assert [problem.field for problem in error.value.problems] == [field]
    assert db.session.scalar(select(func.count()).select_from(Account)) == 0
    assert people.post.letters == []


def test_every_problem_is_told_at_once(people: People) -> None:
    with pytest.raises(BadInput) as error:
        signing_up.sign_up(SignUp("?", "x", "?"), HOME, NOW)
    assert {problem.field for problem in error.value.problems} == {"login", "password", "role"}


def test_a_password_typed_in_pieces_is_the_same_password(people: People) -> None:
    people.person(password=unicodedata.normalize("NFD", GOOD))
    assert isinstance(people.sign_in(password=unicodedata.normalize("NFC", GOOD)), SignedIn)
    assert isinstance(people.sign_in(password=unicodedata.normalize("NFD", GOOD)), SignedIn)


@pytest.mark.parametrize(("seconds", "left"), [(-1, 1), (0, 1), (1, 0)])
def test_a_sign_up_never_confirmed_is_removed_after_three_days(people: People, seconds: int, left: int) -> None:
    people.sign_up(LAN)
    people.person("an@example.vn")
    sweep(NOW + timedelta(days=3, seconds=seconds))
    assert (count("unconfirmed"), count("active")) == (left, 1)


def test_sign_ups_from_one_address_are_slowed_down_and_others_are_not(people: People) -> None:
    form = [SignUp(f"a{n}@example.vn", GOOD, "returnee") for n in range(12)]
    answers = [signing_up.sign_up(each, HOME, NOW) for each in form]
    assert answers[:10] == [MailSent()] * 10
    assert answers[10] == Refused(Refusal.TOO_MANY, 60)
    assert signing_up.sign_up(form[11], Origin("198.51.100.9"), NOW) == MailSent()
