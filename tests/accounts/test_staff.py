"""Staff and suspension: who may, what ends at the next request, the last administrator, deletion, the demo's accounts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.accounts import personal
from portal.accounts.models import Account, AccountRole, LoginSession, OneUseLink, RecoveryCode, Totp
from portal.accounts.results import (
    Done,
    Invited,
    MailSent,
    MyAccount,
    SecondStepNeeded,
    SetupNeeded,
    SignedIn,
    StaffLine,
)
from portal.accounts.rules import totp
from portal.accounts.rules.actor import ANONYMOUS, STAFF_ROLES, SYSTEM, Actor
from portal.accounts.rules.refusals import Refusal, Refused
from portal.accounts.service import invitation, me, second_step, staff
from portal.accounts.service.demo import LOGINS, TOTP_SECRET, NotInProduction, load_demo_accounts
from portal.accounts.service.sessions import find_session
from portal.audit import service as audit
from portal.shared.problems import BadInput
from portal.storage import at_work
from portal.storage.db import db
from portal.storage.encryption import NotReadable
from tests.accounts.conftest import GOOD, HOME, NOW, People, together

BOSS, CHI, LAN = "boss@example.vn", "chi@example.vn", "lan@example.vn"
NOT_ALLOWED = Refused(Refusal.NOT_ALLOWED)


@pytest.fixture
def boss(people: People) -> Actor:
    """The first administrator."""
    return people.staff(BOSS, "admin", NOW - timedelta(minutes=2))[1].actor


def account(ref: str) -> Account:
    db.session.expire_all()
    return db.session.scalars(select(Account).where(Account.ref == ref)).one()


# Inviting


def test_the_way_to_the_first_administrator(people: People) -> None:
    invited = staff.invite(SYSTEM, BOSS, "admin", NOW, by_mail=False)
    assert isinstance(invited, Invited)
    assert people.post.letters == []
    assert people.sign_in(BOSS) == Refused(Refusal.WRONG_CREDENTIALS)
    assert invitation.look_at_invitation(invited.token, NOW) is None
    answer = invitation.accept_invitation(invited.token, "Hồ Thị Quản", GOOD, HOME, NOW)
    assert isinstance(answer, SetupNeeded)
    assert invitation.accept_invitation(invited.token, "Kẻ Khác", GOOD, HOME, NOW) == Refused(Refusal.LINK_USED)
    assert invitation.look_at_invitation(invited.token, NOW) == Refused(Refusal.LINK_USED)


@pytest.mark.parametrize(("seconds", "opens"), [(-1, True), (0, False), (1, False)])
def test_an_invitation_opens_for_three_days(people: People, seconds: int, opens: bool) -> None:
    invited = staff.invite(SYSTEM, BOSS, "admin", NOW)
    assert isinstance(invited, Invited)
    now = NOW + timedelta(days=3, seconds=seconds)
    answer = invitation.accept_invitation(invited.token, "Hồ Thị Quản", GOOD, HOME, now)
    assert isinstance(answer, SetupNeeded) if opens else answer == Refused(Refusal.LINK_EXPIRED)


def test_invited_again_the_older_link_opens_no_more(people: People, boss: Actor) -> None:
    first, second = staff.invite(boss, CHI, "editor", NOW), staff.invite(boss, CHI, "reviewer", NOW)
    assert isinstance(first, Invited)
    assert isinstance(second, Invited)
    assert first.ref == second.ref
    assert people.post.kinds(CHI) == ["invitation", "invitation"]
    assert invitation.accept_invitation(first.token, "Chi", GOOD, HOME, NOW) == Refused(Refusal.LINK_USED)
    assert isinstance(invitation.accept_invitation(second.token, "Chi", GOOD, HOME, NOW), SetupNeeded)
    assert [r.role for r in account(first.ref).roles if r.ended_at is None] == ["reviewer"]
    assert staff.invite(boss, CHI, "reviewer", NOW) == Refused(Refusal.ALREADY_SO)


@pytest.mark.parametrize(
    ("name", "password", "fields"),
    [("", GOOD, {"name"}), ("Chi", "ngắn", {"password"}), (" \u200b ", "matkhau123456", {"name", "password"})],
)
def test_an_invitation_with_bad_fields_is_not_used_up(
    people: People, name: str, password: str, fields: set[str]
) -> None:
    invited = staff.invite(SYSTEM, CHI, "editor", NOW)
    assert isinstance(invited, Invited)
    with pytest.raises(BadInput) as error:
        invitation.accept_invitation(invited.token, name, password, HOME, NOW)
    assert {problem.field for problem in error.value.problems} == fields
    assert isinstance(invitation.accept_invitation(invited.token, "Chi", GOOD, HOME, NOW), SetupNeeded)


def test_a_personal_account_does_not_become_staff(people: People, boss: Actor) -> None:
    people.person()
    assert staff.invite(boss, LAN, "editor", NOW) == Refused(Refusal.HAS_PERSON_ACCOUNT)
    invited = staff.invite(boss, "an@example.vn", "editor", NOW)
    assert isinstance(invited, Invited)
    people.person("an@example.vn")  # signs up and confirms before opening the invitation
    answer = invitation.accept_invitation(invited.token, "An", GOOD, HOME, NOW)
    assert answer == Refused(Refusal.HAS_PERSON_ACCOUNT)


@pytest.mark.parametrize(
    ("address", "role", "fields"), [("?", "root", {"email", "role"}), (CHI, "returnee", {"role"}), (CHI, "", {"role"})]
)
def test_what_is_no_address_or_role_is_named(people: People, address: str, role: str, fields: set[str]) -> None:
    with pytest.raises(BadInput) as error:
        staff.invite(SYSTEM, address, role, NOW)
    assert {problem.field for problem in error.value.problems} == fields


# Who may


def acts(ref: str) -> list[Callable[[Actor], object]]:
    return [
        lambda actor: staff.staff_list(actor),
        lambda actor: staff.invite(actor, "moi@example.vn", "admin", NOW),
        lambda actor: staff.change_role(actor, ref, "admin", NOW),
        lambda actor: staff.end_role(actor, ref, NOW),
        lambda actor: staff.reset_second_step(actor, ref, NOW),
    ]


def test_only_administrators_change_staff(people: People, boss: Actor) -> None:
    signed_in = people.staff(CHI, "editor", NOW)[1]
    others = [
        Actor("x", frozenset({role}), "s") for role in ("returnee", "employer", "firm", *STAFF_ROLES) if role != "admin"
    ]
    for actor in (ANONYMOUS, *others, signed_in.actor):
        for act in acts(signed_in.actor.ref):
            assert act(actor) == NOT_ALLOWED
        for act in acts("no-such-ref")[2:]:
            assert act(actor) == NOT_ALLOWED, "nor learn who exists"
    assert find_session(signed_in.cookie, NOW) is not None
    assert account(signed_in.actor.ref).roles[0].ended_at is None


def test_nobody_changes_their_own_role(boss: Actor) -> None:
    for act in acts(boss.ref)[2:]:
        assert act(boss) == NOT_ALLOWED


def test_a_new_role_ends_the_sessions_from_before(people: People, boss: Actor) -> None:
    secret, signed_in = people.staff(CHI, "editor", NOW - timedelta(minutes=1))
    assert staff.change_role(boss, signed_in.actor.ref, "reviewer", NOW) == Done()
    assert find_session(signed_in.cookie, NOW) is None
    halfway = people.sign_in(CHI)
    assert isinstance(halfway, SecondStepNeeded)
    again = second_step.second_step(halfway.cookie, totp.code_at(secret, totp.step_at(NOW)), HOME, NOW)
    assert isinstance(again, SignedIn)
    assert again.actor.roles == {"reviewer"}
    assert staff.change_role(boss, signed_in.actor.ref, "reviewer", NOW) == Refused(Refusal.ALREADY_SO)
    history = [(r.role, r.granted_by, r.ended_by) for r in account(signed_in.actor.ref).roles]
    assert history == [("editor", "system", boss.ref), ("reviewer", boss.ref, None)]


def test_a_session_under_older_rights_is_refused_even_if_nobody_ended_it(people: People) -> None:
    signed_in = people.person()
    account(signed_in.actor.ref).rights_version += 1
    db.session.commit()
    assert find_session(signed_in.cookie, NOW) is None


@pytest.mark.parametrize("state", ["suspended", "deleted", "unconfirmed"])
def test_only_an_active_account_has_sessions(people: People, state: str) -> None:
    signed_in = people.person()
    account(signed_in.actor.ref).state = state
    db.session.commit()
    assert find_session(signed_in.cookie, NOW) is None


def test_an_ended_role_lets_nobody_in(people: People, boss: Actor) -> None:
    signed_in = people.staff(CHI, "editor", NOW)[1]
    assert staff.end_role(boss, signed_in.actor.ref, NOW) == Done()
    assert find_session(signed_in.cookie, NOW) is None
    assert people.sign_in(CHI) == Refused(Refusal.SUSPENDED)
    assert staff.end_role(boss, signed_in.actor.ref, NOW) == Refused(Refusal.ALREADY_SO)
    assert staff.change_role(boss, signed_in.actor.ref, "officer", NOW) == Done()
    assert isinstance(people.sign_in(CHI), SecondStepNeeded)


def test_an_ended_invitation_opens_nothing(people: People, boss: Actor) -> None:
    invited = staff.invite(boss, CHI, "editor", NOW)
    assert isinstance(invited, Invited)
    assert staff.end_role(boss, invited.ref, NOW) == Done()
    assert invitation.accept_invitation(invited.token, "Chi", GOOD, HOME, NOW) == Refused(Refusal.LINK_USED)


def test_who_lost_phone_and_codes_sets_it_up_anew(people: People, boss: Actor) -> None:
    signed_in = people.staff(CHI, "editor", NOW)[1]
    assert staff.reset_second_step(boss, signed_in.actor.ref, NOW) == Done()
    assert find_session(signed_in.cookie, NOW) is None
    assert isinstance(people.sign_in(CHI), SetupNeeded)
    assert staff.reset_second_step(boss, signed_in.actor.ref, NOW) == Refused(Refusal.ALREADY_SO)


def test_the_last_administrator_stays(people: People, boss: Actor) -> None:
    last = Refused(Refusal.LAST_ADMIN)
    assert staff.end_role(SYSTEM, boss.ref, NOW) == last
    assert staff.change_role(SYSTEM, boss.ref, "editor", NOW) == last
    assert staff.suspend(SYSTEM, boss.ref, "asked", NOW) == last
    assert me.delete_account(boss, GOOD, NOW) == last
    invited = staff.invite(boss, "hai@example.vn", "admin", NOW)
    assert isinstance(invited, Invited)
    assert staff.end_role(SYSTEM, boss.ref, NOW) == last, "an invited one cannot administer yet"
    people.staff("ba@example.vn", "admin", NOW)
    assert staff.end_role(SYSTEM, boss.ref, NOW) == Done()


def test_two_administrators_cannot_leave_at_the_same_moment(app: Flask, people: People, boss: Actor) -> None:
    second = people.staff("hai@example.vn", "admin", NOW)[1].actor
    answers = together(
        app, lambda: staff.end_role(boss, second.ref, NOW), lambda: staff.end_role(second, boss.ref, NOW)
    )
    assert sorted(map(str, answers)) == sorted(map(str, [Done(), Refused(Refusal.LAST_ADMIN)]))


def test_the_staff_list(people: People, boss: Actor) -> None:
    people.person()
    invited = staff.invite(boss, "moi@example.vn", "officer", NOW)
    ended = people.staff(CHI, "editor", NOW)[1].actor
    staff.end_role(boss, ended.ref, NOW)
    lines = staff.staff_list(boss)
    assert isinstance(lines, list)
    assert isinstance(invited, Invited)
    assert [(line.email, line.role, line.state, line.second_step) for line in lines] == [
        (CHI, None, "ended", True),
        ("moi@example.vn", "officer", "invited", False),
        (BOSS, "admin", "active", True),
    ]
    assert all(isinstance(line, StaffLine) and line.ref for line in lines)


# Suspension


def test_suspension_acts_at_the_next_request(people: People, boss: Actor) -> None:
    signed_in = people.person()
    assert staff.suspend(boss, signed_in.actor.ref, "fraud", NOW) == Done()
    assert find_session(signed_in.cookie, NOW) is None
    assert people.sign_in() == Refused(Refusal.SUSPENDED, reason="fraud")
    assert people.sign_in(password="sai mật khẩu") == Refused(Refusal.WRONG_CREDENTIALS), "told to the owner only"
    assert staff.suspend(boss, signed_in.actor.ref, "fraud", NOW) == Refused(Refusal.ALREADY_SO)
    assert staff.reinstate(boss, signed_in.actor.ref, NOW) == Done()
    assert find_session(signed_in.cookie, NOW) is None, "the old cookie stays dead"
    assert isinstance(people.sign_in(), SignedIn)
    assert audit.of_actor(boss.ref, 2)[1].facts == '{"reason":"fraud"}'


def test_a_moderator_suspends_persons_not_staff(people: People, boss: Actor) -> None:
    moderator = people.staff("mo@example.vn", "moderator", NOW)[1].actor
    person = people.person().actor
    assert staff.suspend(moderator, boss.ref, "x", NOW) == NOT_ALLOWED
    assert staff.suspend(moderator, moderator.ref, "x", NOW) == NOT_ALLOWED
    assert staff.suspend(moderator, "no-such-ref", "x", NOW) == NOT_ALLOWED
    assert staff.suspend(person, moderator.ref, "x", NOW) == NOT_ALLOWED
    assert staff.suspend(moderator, person.ref, "fraud", NOW) == Done()


# My account


def test_what_my_account_shows(people: People) -> None:
    actor = people.person().actor
    assert me.change_details(actor, "  Nguye\u0302\u0303n  Thị Lan ", "en") == Done()
    shown = me.my_account(actor)
    assert isinstance(shown, MyAccount)
    assert (shown.email, shown.phone, shown.name, shown.locale) == (LAN, None, "Nguyễn Thị Lan", "en")
    assert (shown.kind, shown.roles, shown.codes_left, shown.second_step) == ("person", {"returnee"}, 0, False)
    with pytest.raises(BadInput):
        me.change_details(actor, "a" * 121, "vi")
    assert me.my_account(ANONYMOUS) == Refused(Refusal.SESSION_OVER)


def test_a_deleted_account_leaves_nothing_readable_and_the_address_free(people: People) -> None:
    signed_in = people.person()
    ref = signed_in.actor.ref
    assert me.delete_account(signed_in.actor, "sai mật khẩu", NOW) == Refused(Refusal.WRONG_PASSWORD)
    assert me.delete_account(signed_in.actor, GOOD, NOW) == Done()
    gone = account(ref)
    kept = {c.name for c in Account.__table__.columns if getattr(gone, c.name) is not None}
    assert not {name for name in kept if name.endswith(("_sealed", "_index", "_hash"))}
    assert gone.state == "deleted"
    for table in (LoginSession, OneUseLink, RecoveryCode, Totp):
        assert db.session.scalars(select(table).where(table.account_id == gone.id)).all() == []
    assert db.session.scalars(select(AccountRole.ended_by).where(AccountRole.account_id == gone.id)).all() == [ref]
    assert find_session(signed_in.cookie, NOW) is None
    assert people.sign_in() == Refused(Refusal.WRONG_CREDENTIALS)
    assert me.my_account(signed_in.actor) == Refused(Refusal.SESSION_OVER)
    assert people.sign_up(LAN) == MailSent()
    assert people.post.kinds(LAN) == ["account_deleted", "confirm"], "what waited for them before is gone too"


def test_the_log_holds_every_act_and_is_whole(people: People, boss: Actor) -> None:
    person = people.person().actor
    staff.suspend(boss, person.ref, "fraud", NOW)
    staff.invite(boss, CHI, "editor", NOW)
    assert [row.action for row in audit.of_actor(boss.ref, 3)] == [
        "staff.invited",
        "account.suspended",
        "account.signed_in",
    ]
    assert {row.role for row in audit.of_actor(boss.ref, 3)} == {"admin"}
    assert audit.verify() == []


# The demo


def test_the_demo_has_a_login_for_each_role(people: People) -> None:
    logins = load_demo_accounts()
    db.session.commit()
    assert load_demo_accounts() == logins, "loading again changes nothing"
    assert [login.email for login in logins] == [f"{name}@demo.example" for name in LOGINS]
    for login in logins:
        answer = people.sign_in(login.email, login.password)
        if login.role not in STAFF_ROLES:
            assert isinstance(answer, SignedIn)
            assert answer.actor.roles == {login.role}
            continue
        assert login.totp_secret == TOTP_SECRET == "JBSWY3DPEHPK3PXP"
        assert isinstance(answer, SecondStepNeeded)
        full = second_step.second_step(answer.cookie, totp.code_at(TOTP_SECRET, totp.step_at(NOW)), HOME, NOW)
        assert isinstance(full, SignedIn)
        assert full.actor.roles == {login.role}


def test_no_demo_accounts_in_production(app: Flask) -> None:
    with at_work.holding(replace(app.extensions["settings"], environment="production")), pytest.raises(NotInProduction):
        load_demo_accounts()


def test_personal_fields_moved_to_another_row_do_not_open(people: People) -> None:
    one, two = people.person().actor.ref, people.person("an@example.vn").actor.ref
    account(one).email_sealed = account(two).email_sealed
    db.session.commit()
    with pytest.raises(NotReadable):
        personal.email_of(account(one))
