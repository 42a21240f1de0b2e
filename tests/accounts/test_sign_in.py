"""Signing in: nothing told of who exists, limits that slow down and let honest people in, sessions that end when they must."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.accounts import hashing
from portal.accounts.models import Account, LoginSession
from portal.accounts.results import Done, SignedIn
from portal.accounts.rules.actor import ANONYMOUS, Actor
from portal.accounts.rules.origin import Origin
from portal.accounts.rules.refusals import Refusal, Refused
from portal.accounts.service import sessions
from portal.accounts.service.sign_in import sign_in
from portal.audit import service as audit
from portal.storage.db import db
from tests.accounts.conftest import GOOD, HOME, NOW, People, together

LAN = "lan@example.vn"
AWAY = Origin("198.51.100.20", "curl/8")
WRONG = Refused(Refusal.WRONG_CREDENTIALS)


def signed_in(answer: object) -> SignedIn:
    assert isinstance(answer, SignedIn), answer
    return answer


def test_known_or_not_the_answer_is_the_same(people: People, generous: None) -> None:
    people.person()
    names = [LAN, "khong.co@example.vn", "0912345678", "", "@", "x" * 10_000, "lаn@example.vn", "\0"]
    passwords = ["", "sai mật khẩu", GOOD + " ", GOOD.upper(), "x" * 10_240, "\0" * 20, "ệ" * 300]
    assert {(n, p) for n in names for p in passwords if people.sign_in(n, p) != WRONG} == set()
    assert {n for n in names if people.sign_in(n, GOOD) != WRONG} == {LAN}


def test_every_try_costs_the_same_number_of_verifications(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """One for an e-mail address or what is no name, four for a phone number; whoever exists, however long the password."""
    people.person()
    people.sign_up("0912345678")
    made: list[str] = []
    true = hashing._hasher.verify
    monkeypatch.setattr(
        type(hashing._hasher), "verify", lambda _self, stored, password: made.append(password) or true(stored, password)
    )

    def cost(name: str, password: str) -> int:
        made.clear()
        people.sign_in(name, password, Origin("192.0.2.1"))
        return len(made)

    assert {cost(name, p) for name in (LAN, "nobody@example.vn", "?") for p in ("sai rồi nhé", "x" * 10_000)} == {1}
    assert {cost(name, p) for name in ("0912345678", "0987654321") for p in ("sai rồi nhé", GOOD)} == {4}


def test_the_hash_is_argon2id_at_the_agreed_cost(people: People, true_cost: None) -> None:
    people.person()
    stored = db.session.scalars(select(Account.password_hash)).one()
    assert stored is not None
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_hash_of_another_cost_is_made_anew_at_sign_in(people: People, true_cost: None) -> None:
    people.person()
    account = db.session.scalars(select(Account)).one()
    account.password_hash = type(hashing._hasher)(time_cost=1, memory_cost=8, parallelism=1).hash(GOOD)
    db.session.commit()
    assert people.sign_in(password="sai mật khẩu") == WRONG
    assert "t=1" in (db.session.scalars(select(Account.password_hash)).one() or "")
    signed_in(people.sign_in())
    assert "m=19456,t=2,p=1" in (db.session.scalars(select(Account.password_hash)).one() or "")
    signed_in(people.sign_in())


def test_every_sign_in_writes_one_row(people: People) -> None:
    ref = people.person().actor.ref
    before = len(audit.of_actor(ref, 100))
    people.sign_in()
    rows = audit.of_actor(ref, 100)
    assert len(rows) == before + 1
    assert (rows[0].action, rows[0].role) == ("account.signed_in", "returnee")
    people.sign_in(password="sai mật khẩu")
    assert audit.of_actor("anonymous", 1)[0].action == "account.sign_in_failed"
    assert audit.of_actor("anonymous", 1)[0].object_ref == ref


def test_eight_people_at_the_same_moment_all_get_in(app: Flask, people: People) -> None:
    names = [f"a{n}@example.vn" for n in range(8)]
    for name in names:
        people.person(name)
    answers = together(app, *(lambda name=name: sign_in(name, GOOD, HOME, NOW) for name in names))
    assert [type(answer).__name__ for answer in answers] == ["SignedIn"] * 8
    assert audit.verify() == []


# Limits


def test_wrong_passwords_are_slowed_down_and_the_right_one_gets_in_after_the_pause(people: People) -> None:
    people.person()
    assert [people.sign_in(password=f"sai lần {n} rồi") for n in range(5)] == [WRONG] * 5
    assert people.sign_in() == Refused(Refusal.TOO_MANY, 15)
    assert people.sign_in(now=NOW + timedelta(seconds=14)) == Refused(Refusal.TOO_MANY, 1)
    signed_in(people.sign_in(now=NOW + timedelta(seconds=15)))


def test_pauses_grow_to_a_quarter_of_an_hour_and_no_further(people: People) -> None:
    people.person()
    now, pauses = NOW, []
    for _ in range(30):
        answer = people.sign_in(password="sai mật khẩu", now=now)
        assert isinstance(answer, Refused)
        if answer.why is Refusal.TOO_MANY:
            pauses.append(answer.retry_after)
            now += timedelta(seconds=answer.retry_after)
    assert pauses[:4] == [15, 30, 60, 120]
    assert max(pauses) == 900
    signed_in(people.sign_in(now=now + timedelta(seconds=900)))


def test_names_that_do_not_exist_are_slowed_down_alike(people: People) -> None:
    people.person()
    for name in (LAN, "nobody@example.vn"):
        tries = [sign_in(name, "sai mật khẩu", Origin(f"192.0.2.{len(name)}"), NOW) for _ in range(7)]
        assert tries == [WRONG] * 5 + [Refused(Refusal.TOO_MANY, 15)] * 2


def test_somebody_elses_tries_do_not_keep_the_owner_out(people: People) -> None:
    """From other networks, as many as they like: the owner signs in from home, with or without the browser known there."""
    device = people.person().device
    for n in range(29):
        people.sign_in(password="sai mật khẩu", origin=Origin(f"10.{n}.0.1"))
    signed_in(people.sign_in())
    for n in range(60):
        people.sign_in(password="sai mật khẩu", origin=Origin(f"10.{n}.1.1"))
    known = Origin(HOME.address, HOME.agent, device)
    signed_in(people.sign_in(origin=known))
    refused = people.sign_in()
    assert isinstance(refused, Refused)
    assert refused.retry_after <= 120


def test_one_password_over_500_accounts_reaches_few_and_a_neighbour_still_gets_in(people: People) -> None:
    """Five hundred names from one address within a minute: at most 5 % are verified. Behind the same address, the browser
    in which somebody signed in before gets in at once, a new one after at most half a minute."""
    device = people.person().device
    answers = [
        sign_in(f"a{n}@example.vn", "một mật khẩu phổ biến", HOME, NOW + timedelta(seconds=n * 60 / 500))
        for n in range(500)
    ]
    assert answers.count(WRONG) <= 25
    end = NOW + timedelta(seconds=60)
    signed_in(people.sign_in(origin=Origin(HOME.address, HOME.agent, device), now=end))
    wait = people.sign_in(now=end)
    assert isinstance(wait, Refused)
    assert wait.retry_after <= 30
    signed_in(people.sign_in(now=end + timedelta(seconds=wait.retry_after)))


def test_a_browser_known_for_one_account_is_not_known_for_another(people: People) -> None:
    people.person()
    device = people.person("an@example.vn").device
    for n in range(5):
        people.sign_in(password=f"sai lần {n} rồi")
    assert people.sign_in(origin=Origin(HOME.address, "", device)) == Refused(Refusal.TOO_MANY, 15)


def test_a_known_browser_is_slowed_down_by_its_own_tries(people: People) -> None:
    known = Origin("192.0.2.200", "", people.person().device)
    answers = [people.sign_in(password="sai mật khẩu", origin=known) for _ in range(12)]
    assert answers == [WRONG] * 10 + [Refused(Refusal.TOO_MANY, 10)] * 2


@pytest.mark.parametrize(
    "cookie", ["x", "~", "a" * 22 + "~1.zz", "a" * 22 + "~99999999999." + "0" * 32, "é" * 22, "a" * 5000]
)
def test_a_made_up_device_cookie_counts_for_nothing(people: People, cookie: str) -> None:
    people.person()
    for n in range(5):
        people.sign_in(password=f"sai lần {n} rồi")
    assert people.sign_in(origin=Origin(HOME.address, "", cookie)) == Refused(Refusal.TOO_MANY, 15)


def test_a_family_shares_a_browser(people: People) -> None:
    device = ""
    for n in range(5):
        people.person(f"a{n}@example.vn")
        device = signed_in(people.sign_in(f"a{n}@example.vn", origin=Origin(HOME.address, "", device))).device
    for n in range(5):
        for _ in range(5):
            people.sign_in(f"a{n}@example.vn", "sai mật khẩu", Origin(f"192.0.{n}.1"))
    inside = [
        isinstance(people.sign_in(f"a{n}@example.vn", origin=Origin(f"192.0.{n}.1", "", device)), SignedIn)
        for n in range(5)
    ]
    assert inside == [False, True, True, True, True], "four accounts, the one longest ago made room"


# Sessions


def found(answer: SignedIn, now: object = NOW) -> sessions.Found | None:
    return sessions.find_session(answer.cookie, now)  # type: ignore[arg-type]


def test_a_session_is_found_by_its_cookie_alone(people: People) -> None:
    answer = people.person()
    session = found(answer)
    assert session is not None
    assert (session.stage, session.kind, session.actor) == ("full", "person", answer.actor)
    row = db.session.scalars(select(LoginSession)).one()
    assert answer.cookie not in {row.ref, row.cookie_hash}
    assert (row.agent, row.network) == ("chrome/android", "203.0.0.0/16")
    for wrong in ("", "x", row.ref, row.cookie_hash, answer.cookie[:-1], answer.cookie + "x", "x" * 10_000):
        assert sessions.find_session(wrong, NOW) is None


def test_every_sign_in_has_a_value_of_its_own(people: People) -> None:
    cookies = {people.person().cookie, *(signed_in(people.sign_in()).cookie for _ in range(3))}
    assert len(cookies) == 4


def test_use_keeps_a_session_and_idleness_ends_it(people: People) -> None:
    answer = people.person()
    now = NOW
    for _ in range(5):
        now += timedelta(hours=11, minutes=59)
        assert found(answer, now) is not None
    assert found(answer, now + timedelta(hours=12)) is None


def test_a_month_is_the_longest(people: People) -> None:
    answer = people.person()
    now = NOW
    while (now := now + timedelta(hours=8)) < NOW + timedelta(days=30):
        assert found(answer, now) is not None
    assert found(answer, now) is None


def test_the_moment_is_written_once_a_minute(people: People) -> None:
    answer = people.person()
    for seconds, noted in ((59, 0), (60, 60), (119, 60), (120, 120)):
        found(answer, NOW + timedelta(seconds=seconds))
        db.session.expire_all()
        seen = db.session.scalars(select(LoginSession.last_seen_at)).one()
        assert seen == NOW + timedelta(seconds=noted)


def test_signed_out_is_out(people: People) -> None:
    answer = people.person()
    other = signed_in(people.sign_in())
    assert sessions.sign_out(answer.cookie, NOW) == sessions.sign_out(answer.cookie, NOW) == Done()
    assert found(answer) is None
    assert found(other) is not None
    assert sessions.sign_out("x" * 10_000, NOW) == Done()


def test_the_list_of_my_sessions(people: People) -> None:
    here = people.person()
    there = signed_in(people.sign_in(origin=AWAY, now=NOW + timedelta(minutes=5)))
    people.person("an@example.vn")
    lines = sessions.list_sessions(here.actor, NOW + timedelta(minutes=6))
    assert not isinstance(lines, Refused)
    assert [(line.ref, line.agent, line.network, line.current) for line in lines] == [
        (there.actor.session_ref, "other/other", "198.51.0.0/16", False),
        (here.actor.session_ref, "chrome/android", "203.0.0.0/16", True),
    ]


def test_ending_one_of_my_sessions_never_anothers(people: People) -> None:
    here, there = people.person(), signed_in(people.sign_in())
    stranger = people.person("an@example.vn")
    gone = Refused(Refusal.NO_SUCH_SESSION)
    assert sessions.revoke_session(stranger.actor, there.actor.session_ref, NOW) == gone
    assert found(there) is not None
    assert sessions.revoke_session(here.actor, there.actor.session_ref, NOW) == Done()
    assert found(there) is None
    assert sessions.revoke_session(here.actor, there.actor.session_ref, NOW) == gone
    assert sessions.revoke_session(here.actor, "x", NOW) == gone


def test_sign_out_everywhere(people: People) -> None:
    here, there, stranger = people.person(), signed_in(people.sign_in()), people.person("an@example.vn")
    assert sessions.sign_out_everywhere(here.actor, NOW) == Done()
    assert found(here) is None
    assert found(there) is None
    assert found(stranger) is not None
    for n in range(5):
        people.sign_in(password=f"sai lần {n} rồi")
    again = people.sign_in(origin=Origin(HOME.address, "", here.device))
    assert again == Refused(Refusal.TOO_MANY, 15), "the browser is trusted no more"


def test_nobody_has_no_sessions(app: Flask) -> None:
    for nobody in (ANONYMOUS, Actor("made-up", frozenset({"admin"}), "s")):
        assert sessions.list_sessions(nobody, NOW) == Refused(Refusal.SESSION_OVER)
        assert sessions.sign_out_everywhere(nobody, NOW) == Refused(Refusal.SESSION_OVER)
