"""The permissions table: complete, default deny, and each condition on its object."""

from __future__ import annotations

from itertools import product

import pytest

from portal.accounts.rules.actor import ANONYMOUS, PERSON_ROLES, ROLES, STAFF_ROLES, SYSTEM, Actor
from portal.accounts.rules.permissions import ACTIONS, ObjectFacts, decide, may_ever


def actor(*roles: str, ref: str = "me") -> Actor:
    return Actor(ref, frozenset(roles), session_ref="s")


MINE = ObjectFacts(kind="person", owner="me", members=frozenset({"me"}), state="verified")
OTHERS = ObjectFacts(kind="person", owner="you", members=frozenset({"you"}), state="verified")
STAFFS = ObjectFacts(kind="staff", owner="you")
SIGNED_IN = {*PERSON_ROLES, *STAFF_ROLES}

# Who may, on: an object of mine · of another person · of another staff member · no object told.
EXPECTED: dict[str, tuple[set[str], set[str], set[str], set[str]]] = {
    "public.read": (set(ROLES),) * 4,
    "account.sign_up": ({"anonymous"},) * 4,
    "account.sign_in": (set(ROLES),) * 4,
    "account.use_link": (set(ROLES),) * 4,
    "account.reset": (set(ROLES),) * 4,
    "account.read": (SIGNED_IN, set(), set(), set()),
    "account.change": (SIGNED_IN, set(), set(), set()),
    "account.delete": (SIGNED_IN, set(), set(), set()),
    "account.sessions": (SIGNED_IN, set(), set(), set()),
    "account.log": (SIGNED_IN, set(), set(), set()),
    "account.look_at": (set(), {"moderator", "admin"}, set(), set()),
    "account.suspend": ({"system"}, {"moderator", "admin", "system"}, {"admin", "system"}, {"system"}),
    "account.reinstate": ({"system"}, {"moderator", "admin", "system"}, {"admin", "system"}, {"system"}),
    "desk.read": (set(STAFF_ROLES),) * 4,
    "staff.list": ({"admin", "system"},) * 4,
    "staff.invite": ({"admin", "system"},) * 4,
    "staff.change": ({"system"}, {"admin", "system"}, {"admin", "system"}, {"system"}),
    "staff.end": ({"system"}, {"admin", "system"}, {"admin", "system"}, {"system"}),
    "staff.reset_second_step": ({"system"}, {"admin", "system"}, {"admin", "system"}, {"system"}),
    "organisation.mine": ({"employer", "firm"},) * 4,
    "organisation.join": ({"employer", "firm"},) * 4,
    "organisation.create": ({"employer", "firm"},) * 4,
    "organisation.read": ({"employer", "firm", "moderator", "admin"}, *({"moderator", "admin"},) * 3),
    "organisation.change": ({"employer", "firm"}, set(), set(), set()),
    "organisation.members": ({"employer", "firm"}, set(), set(), set()),
    "organisation.add_evidence": ({"employer", "firm"}, set(), set(), set()),
    "organisation.read_evidence": ({"employer", "firm"}, {"moderator"}, {"moderator"}, set()),
    "organisation.queue": ({"moderator", "admin"},) * 4,
    "organisation.decide": (set(), {"moderator"}, {"moderator"}, set()),
    "organisation.suspend": (set(), {"moderator", "admin"}, {"moderator", "admin"}, set()),
    "organisation.act": ({"employer", "firm"}, set(), set(), set()),
    "order.enter": ({"firm"}, set(), set(), set()),
    "order.confirm": ({"editor"},) * 4,
    "correction.propose": ({"firm"}, set(), set(), set()),
    "correction.decide": ({"editor"},) * 4,
    "firm_record.keep": ({"editor"},) * 4,
    "import.read": ({"editor", "reviewer", "admin"},) * 4,
    "profile.own": ({"returnee"}, set(), set(), set()),
    "alert.own": ({"returnee"}, set(), set(), set()),
    "enquiry.send": ({"returnee"},) * 4,
    "enquiry.own": ({"returnee"}, set(), set(), set()),
    "enquiry.answer": ({"firm"}, set(), set(), set()),
    "enquiry.settle": ({"moderator"},) * 4,
    "meeting.ask": ({"employer"}, set(), set(), set()),
    "meeting.own": ({"returnee"}, set(), set(), set()),
    "meeting.settle": ({"moderator"},) * 4,
    "content.read": ({"editor", "reviewer", "admin"},) * 4,
    "content.edit": ({"editor"},) * 4,
    "content.review": (set(), set(), set(), set()),
    "moderation.work": ({"moderator", "admin"},) * 4,
    "feedback.read": ({"moderator", "editor", "admin"},) * 4,
    "feedback.answer": ({"moderator", "editor", "admin"},) * 4,
    "appeal.read": ({"moderator", "admin"},) * 4,
    "appeal.decide": (set(), set(), set(), set()),
    "privacy.own": (SIGNED_IN, set(), set(), set()),
    "privacy.work": ({"officer", "admin"},) * 4,
    "privacy.answer": (set(), {"officer", "admin"}, {"officer", "admin"}, set()),
    "breach.keep": ({"officer", "admin", "system"},) * 4,
    "breach.approve": (set(),) * 4,
    "vacancy.draft": ({"employer"}, set(), set(), set()),
    "vacancy.enter": ({"employer"}, set(), set(), set()),
    "vacancy.moderate": (set(), {"moderator"}, {"moderator"}, set()),
    "audit.read": ({"admin"},) * 4,
    "audit.verify": ({"admin", "system"},) * 4,
    "keys.rotate": ({"system"},) * 4,
}


def test_the_table_says_what_is_written_here_and_nothing_else() -> None:
    assert set(EXPECTED) == set(ACTIONS)
    assert all(set(row) <= set(ROLES) for row in ACTIONS.values())


@pytest.mark.parametrize("action", EXPECTED)
def test_every_role_on_every_object(action: str) -> None:
    for role, (place, obj) in product(ROLES, enumerate((MINE, OTHERS, STAFFS, None))):
        assert decide(actor(role), action, obj) is (role in EXPECTED[action][place]), (role, place)


def test_what_is_not_in_the_table_is_denied() -> None:
    everything = actor(*ROLES)
    assert not decide(everything, "no.such_action", MINE)
    assert not may_ever(everything, "no.such_action")
    assert not any(decide(actor("", "root", "superuser"), action, MINE) for action in ACTIONS)
    assert not any(decide(actor(), action, MINE) for action in ACTIONS)


@pytest.mark.parametrize("state", ["unverified", "suspended", "refused", "", "VERIFIED"])
def test_only_a_verified_organisation_acts(state: str) -> None:
    obj = ObjectFacts(members=frozenset({"me"}), state=state)
    assert not decide(actor("employer"), "organisation.act", obj)
    assert decide(actor("employer"), "organisation.read", obj)


def test_an_object_without_an_owner_is_nobodys() -> None:
    assert not decide(actor("returnee", ref=""), "account.suspend", ObjectFacts())
    assert not decide(actor("admin"), "account.suspend", ObjectFacts())
    assert not decide(actor("returnee"), "account.read", ObjectFacts())


def test_navigation_asks_whether_it_could_ever_be() -> None:
    assert may_ever(actor("moderator"), "organisation.decide")
    assert not may_ever(actor("editor"), "organisation.decide")
    assert not may_ever(ANONYMOUS, "account.read")


def test_the_role_that_the_log_names() -> None:
    assert actor("admin", "editor").role == "admin"
    assert actor("returnee").role == "returnee"
    assert (ANONYMOUS.role, SYSTEM.role, actor().role) == ("anonymous", "system", "none")
