"""The second step of staff: nothing before it, one code once, ten wrong ones slowed down, printed codes, setting it up."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.accounts.models import RecoveryCode, Totp
from portal.accounts.results import SecondStepNeeded, Secret, SetupNeeded, SignedIn
from portal.accounts.rules import totp
from portal.accounts.rules.actor import ANONYMOUS
from portal.accounts.rules.refusals import Refusal, Refused
from portal.accounts.service import second_step as steps
from portal.accounts.service.sessions import find_session
from portal.audit import service as audit
from portal.storage.db import db
from tests.accounts.conftest import HOME, NOW, People, together

CHI = "chi@example.vn"


def code(secret: str, moment: datetime) -> str:
    return totp.code_at(secret, totp.step_at(moment))


def wrong(secret: str, moment: datetime) -> str:
    """Six digits that no step nearby has."""
    near = {code(secret, moment + timedelta(seconds=30 * n)) for n in range(-2, 3)}
    return next(f"{n:06d}" for n in range(10) if f"{n:06d}" not in near)


@pytest.fixture
def chi(people: People) -> tuple[People, str, SignedIn]:
    """An editor with her second step set up a minute ago, its secret, and her session."""
    secret, signed_in = people.staff(CHI, "editor", NOW - timedelta(minutes=1))
    return people, secret, signed_in


def halfway(people: People, now: datetime = NOW) -> str:
    answer = people.sign_in(CHI, now=now)
    assert isinstance(answer, SecondStepNeeded), answer
    return answer.cookie


def test_before_the_second_step_the_actor_is_nobody(chi: tuple[People, str, SignedIn]) -> None:
    people, secret, _ = chi
    cookie = halfway(people)
    found = find_session(cookie, NOW)
    assert found is not None
    assert (found.stage, found.actor) == ("second_step", ANONYMOUS)
    answer = steps.second_step(cookie, code(secret, NOW), HOME, NOW)
    assert isinstance(answer, SignedIn)
    assert answer.actor.roles == {"editor"}
    assert answer.cookie != cookie
    assert find_session(cookie, NOW) is None, "the session of the password is over"
    assert find_session(answer.cookie, NOW + timedelta(minutes=29, seconds=59)) is not None
    assert find_session(answer.cookie, NOW + timedelta(minutes=60)) is None


def test_ten_minutes_are_left_for_it(chi: tuple[People, str, SignedIn]) -> None:
    people, secret, _ = chi
    cookie = halfway(people)
    for seconds, over in ((600, True), (599, False)):
        now = NOW + timedelta(seconds=seconds)
        answer = steps.second_step(cookie, code(secret, now), HOME, now)
        assert answer == Refused(Refusal.SESSION_OVER) if over else isinstance(answer, SignedIn)


def test_each_way_in_ends_the_session_of_the_password(chi: tuple[People, str, SignedIn]) -> None:
    people, secret, signed_in = chi
    ways = (
        lambda cookie: steps.second_step(cookie, code(secret, NOW), HOME, NOW),
        lambda cookie: steps.recovery_code(cookie, signed_in.codes[0], HOME, NOW),
    )
    for enter in ways:
        cookie = halfway(people)
        answer = enter(cookie)
        assert isinstance(answer, SignedIn)
        assert answer.cookie != cookie
        assert find_session(cookie, NOW) is None, "who planted the first value must not hold the second"


def test_a_code_opens_once(chi: tuple[People, str, SignedIn]) -> None:
    people, secret, _ = chi
    first, second = halfway(people), halfway(people)
    assert isinstance(steps.second_step(first, code(secret, NOW), HOME, NOW), SignedIn)
    assert steps.second_step(second, code(secret, NOW), HOME, NOW) == Refused(Refusal.CODE_USED)
    assert steps.second_step(second, code(secret, NOW - timedelta(seconds=30)), HOME, NOW) == Refused(Refusal.CODE_USED)
    later = NOW + timedelta(seconds=30)
    assert isinstance(steps.second_step(second, code(secret, later), HOME, later), SignedIn)


def test_one_code_in_two_requests_at_once_opens_once(app: Flask, chi: tuple[People, str, SignedIn]) -> None:
    people, secret, _ = chi
    cookies = [halfway(people) for _ in range(3)]
    answers = together(app, *(lambda c=c: steps.second_step(c, code(secret, NOW), HOME, NOW) for c in cookies))
    assert sorted(type(answer).__name__ for answer in answers) == ["Refused", "Refused", "SignedIn"]


def test_ten_wrong_codes(chi: tuple[People, str, SignedIn]) -> None:
    """Five are looked at, then pauses; a new sign-in does not give five more; the right one gets in after the pause."""
    people, secret, _ = chi
    cookie = halfway(people)
    answers = [steps.second_step(cookie, wrong(secret, NOW), HOME, NOW) for _ in range(10)]
    assert answers == [Refused(Refusal.WRONG_CODE)] * 5 + [Refused(Refusal.TOO_MANY, 30)] * 5
    assert steps.second_step(halfway(people), code(secret, NOW), HOME, NOW) == Refused(Refusal.TOO_MANY, 30)
    later = NOW + timedelta(seconds=30)
    assert isinstance(steps.second_step(cookie, code(secret, later), HOME, later), SignedIn)
    failed = [row for row in audit.of_actor(find_ref(), 100) if row.action == "account.second_step_failed"]
    assert len(failed) == 5


def find_ref() -> str:
    return db.session.scalars(select(Totp.ref)).one()


@pytest.mark.parametrize("typed", ["", "x" * 10_000, "１２３４５６", "12 34", "\0\0\0\0\0\0"])
def test_nonsense_is_a_wrong_code(chi: tuple[People, str, SignedIn], typed: str) -> None:
    assert steps.second_step(halfway(chi[0]), typed, HOME, NOW) == Refused(Refusal.WRONG_CODE)


def test_a_printed_code_opens_once(chi: tuple[People, str, SignedIn]) -> None:
    people, _, signed_in = chi
    printed = signed_in.codes[3]
    typed = printed.lower().replace("-", " ")
    assert isinstance(steps.recovery_code(halfway(people), typed, HOME, NOW), SignedIn)
    assert steps.recovery_code(halfway(people), printed, HOME, NOW) == Refused(Refusal.WRONG_CODE)
    assert isinstance(steps.recovery_code(halfway(people), signed_in.codes[4], HOME, NOW), SignedIn)
    assert not any(printed.replace("-", "") in row.code_hash for row in db.session.scalars(select(RecoveryCode)))


def test_one_printed_code_in_two_requests_at_once_opens_once(app: Flask, chi: tuple[People, str, SignedIn]) -> None:
    people, _, signed_in = chi
    cookies = [halfway(people) for _ in range(3)]
    answers = together(app, *(lambda c=c: steps.recovery_code(c, signed_in.codes[0], HOME, NOW) for c in cookies))
    assert sorted(type(answer).__name__ for answer in answers) == ["Refused", "Refused", "SignedIn"]


def test_somebody_elses_printed_code_opens_nothing(chi: tuple[People, str, SignedIn]) -> None:
    people, _, _ = chi
    _, other = people.staff("dan@example.vn", "reviewer", NOW - timedelta(minutes=1))
    assert steps.recovery_code(halfway(people), other.codes[0], HOME, NOW) == Refused(Refusal.WRONG_CODE)


def test_printed_codes_are_slowed_down_too(chi: tuple[People, str, SignedIn]) -> None:
    cookie = halfway(chi[0])
    answers = [steps.recovery_code(cookie, "ABCD-EFGH-JKMN-PQRS", HOME, NOW) for _ in range(7)]
    assert answers == [Refused(Refusal.WRONG_CODE)] * 5 + [Refused(Refusal.TOO_MANY, 30)] * 2


def test_staff_without_a_second_step_can_only_set_it_up(people: People) -> None:
    setup = people.invited(CHI, "admin")
    again = people.sign_in(CHI)
    assert isinstance(again, SetupNeeded)
    for cookie in (setup.cookie, again.cookie):
        found = find_session(cookie, NOW)
        assert found is not None
        assert (found.stage, found.actor) == ("setup", ANONYMOUS)
        assert steps.second_step(cookie, "000000", HOME, NOW) == Refused(Refusal.SESSION_OVER)
        assert steps.recovery_code(cookie, "ABCD", HOME, NOW) == Refused(Refusal.SESSION_OVER)


def test_setting_up_shows_one_secret_until_it_is_proven(people: People) -> None:
    cookie = people.invited(CHI, "admin").cookie
    secret = steps.begin_setup(cookie, NOW)
    assert isinstance(secret, Secret)
    assert steps.begin_setup(cookie, NOW) == secret, "a reloaded page shows the same QR code"
    assert len(secret.secret) == 32
    assert secret.secret in secret.uri
    assert secret.secret not in db.session.scalars(select(Totp.secret_sealed)).one()
    assert steps.finish_setup(cookie, wrong(secret.secret, NOW), HOME, NOW) == Refused(Refusal.WRONG_CODE)
    assert isinstance(people.sign_in(CHI), SetupNeeded), "a secret shown but not proven guards nothing"
    signed_in = steps.finish_setup(cookie, code(secret.secret, NOW), HOME, NOW)
    assert isinstance(signed_in, SignedIn)
    assert (signed_in.actor.roles, len(signed_in.codes)) == ({"admin"}, 10)
    assert find_session(cookie, NOW) is None
    assert steps.begin_setup(cookie, NOW) == Refused(Refusal.SESSION_OVER)
    assert steps.finish_setup(cookie, code(secret.secret, NOW), HOME, NOW) == Refused(Refusal.SESSION_OVER)


def test_a_full_session_shows_no_secret(chi: tuple[People, str, SignedIn]) -> None:
    assert steps.begin_setup(chi[2].cookie, NOW) == Refused(Refusal.SESSION_OVER)


def test_persons_need_no_second_step(people: People) -> None:
    cookie = people.person().cookie
    for act in (steps.second_step, steps.recovery_code, steps.finish_setup):
        assert act(cookie, "000000", HOME, NOW) == Refused(Refusal.SESSION_OVER)
