"""A new password by a code on the phone: few are sent whatever is asked, five tries each, the same for numbers that are not here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.accounts.models import PhoneCode
from portal.accounts.results import Done, MailSent, SignedIn
from portal.accounts.rules.origin import Origin
from portal.accounts.rules.refusals import Refusal, Refused
from portal.accounts.service import passwords
from portal.accounts.service.me import sweep
from portal.accounts.service.sessions import find_session
from portal.limits import service as limits
from portal.mail.gateway import HttpGateway
from portal.mail.service import send_texts
from portal.shared.clock import now as clock
from portal.storage.db import db
from tests.accounts.conftest import GOOD, HOME, NOW, People, together
from tests.mail.test_gateway import Fake, gateway

__all__ = ["gateway"]
PHONE = "+84912345678"
NEW = "một mật khẩu hoàn toàn mới"


@pytest.fixture
def texting(app: Flask, gateway: Fake) -> Iterator[Fake]:
    """The installation reaches phones, through the gateway."""
    before = app.extensions["settings"]
    app.extensions["settings"] = replace(before, sms_url=gateway.url)
    yield gateway
    app.extensions["settings"] = before


def ask(name: str = PHONE, origin: Origin = HOME, now: datetime = NOW) -> object:
    return passwords.request_reset(name, "vi", origin, now)


def sent(texting: Fake) -> list[str]:
    """The codes that arrived on phones so far."""
    while send_texts(HttpGateway(texting.url), clock()).sent:
        pass
    return ["".join(char for char in text.partition("la ")[2] if char.isdigit())[:6] for text in texting.texts]


def use(code: str, now: datetime = NOW) -> object:
    return passwords.reset_with_code(PHONE, code, NEW, HOME, now)


def test_off_by_default_nothing_is_kept_or_sent(people: People) -> None:
    people.sign_up(PHONE)
    assert ask() == MailSent()
    assert db.session.scalar(select(func.count()).select_from(PhoneCode)) == 0
    assert people.post.letters == []


def test_a_code_sets_a_new_password_once(people: People, texting: Fake) -> None:
    here = people.sign_up(PHONE)
    assert isinstance(here, SignedIn)
    assert ask("0912 345 678") == MailSent()
    (code,) = sent(texting)
    assert len(code) == 6
    assert use(f" {code[:3]} {code[3:]} ") == Done()
    assert find_session(here.cookie, NOW) is None
    assert isinstance(people.sign_in(PHONE, NEW), SignedIn)
    assert use(code) == Refused(Refusal.WRONG_CODE)
    assert passwords.reset_with_code(PHONE, here.codes[0], GOOD, HOME, NOW) == Done(), "the sheet is still good"


@pytest.mark.parametrize(("seconds", "opens"), [(-1, True), (0, False)])
def test_it_opens_for_ten_minutes(people: People, texting: Fake, seconds: int, opens: bool) -> None:
    people.sign_up(PHONE)
    ask()
    answer = use(sent(texting)[0], NOW + timedelta(minutes=10, seconds=seconds))
    assert answer == (Done() if opens else Refused(Refusal.WRONG_CODE))


def test_five_wrong_ones_end_it(people: People, texting: Fake, generous: None) -> None:
    people.sign_up(PHONE)
    ask()
    (code,) = sent(texting)
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    assert [use(wrong) for _ in range(5)] == [Refused(Refusal.WRONG_CODE)] * 5
    assert use(code) == Refused(Refusal.WRONG_CODE)


def test_the_fifth_may_be_right(people: People, texting: Fake, generous: None) -> None:
    people.sign_up(PHONE)
    ask()
    (code,) = sent(texting)
    for _ in range(4):
        use(f"{(int(code) + 1) % 10**6:06d}")
    assert use(code) == Done()


def test_the_newest_code_opens(people: People, texting: Fake) -> None:
    people.sign_up(PHONE)
    ask()
    ask()
    old, new = sent(texting)
    assert old == new or use(old) == Refused(Refusal.WRONG_CODE)
    assert use(new) == Done()


def test_one_code_in_two_requests_at_once(app: Flask, people: People, texting: Fake) -> None:
    people.sign_up(PHONE)
    ask()
    (code,) = sent(texting)
    both = together(app, *(lambda n=n: passwords.reset_with_code(PHONE, code, f"{NEW} {n}", HOME, NOW) for n in "ab"))
    assert sorted(type(answer).__name__ for answer in both) == ["Done", "Refused"]


def asks(texting: Fake, requests: list[tuple[str, str]]) -> int:
    """How many of these wishes (number, address of the sender) reach a phone; nobody is told more than to wait."""
    for number, address in requests:
        answer = ask(number, Origin(address))
        assert answer == MailSent() or (isinstance(answer, Refused) and answer.why is Refusal.TOO_MANY)
    return len(sent(texting))


def test_fifty_wishes_for_one_number_send_three(people: People, texting: Fake) -> None:
    people.sign_up(PHONE)
    assert 1 <= asks(texting, [(PHONE, f"10.{n}.0.7") for n in range(50)]) <= 3


def test_fifty_wishes_from_one_address_send_three(people: People, texting: Fake, app: Flask) -> None:
    numbers = [f"+849{n:02d}345678" for n in range(10, 80) if n in (12, 32, 33, 34, 35, 36, 37, 38, 39, 61, 62, 63)]
    for place, number in enumerate(numbers):
        signed = passwords.request_reset(number, "vi", Origin(f"10.9.{place}.1"), NOW - timedelta(days=2))
        assert signed == MailSent()
    assert sent(texting) == [], "nobody has these numbers yet"
    for number in numbers:
        people.sign_up(number, now=NOW)
    assert 1 <= asks(texting, [(numbers[n % len(numbers)], "203.0.113.50") for n in range(50)]) <= 3


def test_fifty_wishes_along_a_row_of_numbers_send_three(people: People, texting: Fake, generous: None) -> None:
    numbers = [f"+84912345{n:03d}" for n in range(600, 650)]
    for number in numbers:
        people.sign_up(number)
    limits.use(1)
    assert 1 <= asks(texting, [(number, f"10.{n}.0.7") for n, number in enumerate(numbers)]) <= 3


def test_a_number_that_is_not_here_gets_nothing_and_the_same_answer(people: People, texting: Fake) -> None:
    people.sign_up(PHONE)
    rows = []
    for number in (PHONE, "+84987654321"):
        before = count()
        assert ask(number, Origin("192.0.2.9")) == MailSent()
        rows.append(count() - before)
    assert rows == [1, 1], "as much is written"
    assert len(sent(texting)) == 1
    assert {body["to"] for _, _, body in texting.given} == {PHONE}


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(PhoneCode)) or 0


def test_where_several_name_a_number_the_one_used_last_is_meant(people: People, texting: Fake) -> None:
    old, own = people.sign_up(PHONE, f"{GOOD} cũ"), people.sign_up(PHONE)
    assert isinstance(old, SignedIn)
    assert isinstance(own, SignedIn)
    people.sign_in(PHONE, now=NOW + timedelta(hours=1))
    ask()
    assert use(sent(texting)[0]) == Done()
    again = people.sign_in(PHONE, NEW, now=NOW + timedelta(hours=1))
    assert isinstance(again, SignedIn)
    assert again.actor.ref == own.actor.ref
    assert isinstance(people.sign_in(PHONE, f"{GOOD} cũ", now=NOW + timedelta(hours=1)), SignedIn)


def test_no_code_is_kept_in_clear_nor_longer_than_a_day(people: People, texting: Fake) -> None:
    people.sign_up(PHONE)
    ask()
    code = sent(texting)[0]
    stored = db.session.scalars(select(PhoneCode)).one()
    assert code not in stored.code_hash
    assert len(stored.code_hash) >= 32
    sweep(NOW + timedelta(days=1, minutes=10, seconds=1))
    assert count() == 0


def test_a_day_of_wishes_for_one_number_sends_few(people: People, texting: Fake) -> None:
    """Whoever waits as long as told, from ever new addresses, still cannot keep a phone ringing."""
    people.sign_up(PHONE)
    for n in range(24 * 6):
        ask(origin=Origin(f"10.{n}.0.7"), now=NOW + timedelta(minutes=10 * n))
    assert 4 <= count() <= 9
