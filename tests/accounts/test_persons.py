"""A person before staff: found exactly or not at all, each look one row that the person can read, suspended with a reason."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest

from portal.accounts.results import Done, PersonView, SignedIn
from portal.accounts.rules.actor import ANONYMOUS, Actor
from portal.accounts.rules.refusals import Refusal, Refused
from portal.accounts.service import contact, persons, staff
from portal.accounts.service.sessions import find_session
from portal.audit import service as audit
from portal.shared.problems import BadInput
from tests.accounts.conftest import GOOD, HOME, NOW, People

LAN, PHONE = "lan@example.vn", "0912 345 678"
NOBODY = Refused(Refusal.NO_SUCH_ACCOUNT)


@pytest.fixture
def moderator(people: People) -> Actor:
    return people.staff("mo@example.vn", "moderator", NOW)[1].actor


def looks(ref: str) -> list[tuple[str, str]]:
    """Who looked at this account and why, as its holder can read it."""
    return [
        (entry.actor, json.loads(entry.facts)["reason"]) for entry in audit.of_object(ref, 50, ["account.looked_at"])
    ]


@pytest.mark.parametrize("who", [LAN, "  LAN@Example.vn ", PHONE, "+84 912 345 678", "ref"])
def test_found_by_what_is_known_exactly(people: People, moderator: Actor, who: str) -> None:
    person = people.person()
    signed_in = contact.set_phone(person.actor, PHONE, GOOD, HOME, NOW)
    assert isinstance(signed_in, SignedIn)
    found = persons.look_for(moderator, person.actor.ref if who == "ref" else who, "reported", NOW)
    assert isinstance(found, tuple)
    (view,) = found
    assert (view.ref, view.state, view.roles) == (person.actor.ref, "active", {"returnee"})
    assert (view.email, view.phone) == ("l…@example.vn", "+84…678"), "not the whole address"
    assert looks(person.actor.ref) == [(moderator.ref, "reported")]


@pytest.mark.parametrize(
    "who", ["la@example.vn", "lan", "lan@", "@example.vn", "%", "0912", "0912345679", "A" * 22, ""]
)
def test_a_part_finds_nobody(people: People, moderator: Actor, who: str) -> None:
    ref = people.person().actor.ref
    with suppress(BadInput):  # said to be no whole name; or looked for, and not there
        assert persons.look_for(moderator, who, "reported", NOW) == NOBODY
    assert looks(ref) == []


def test_everybody_who_names_a_number_is_found_and_told(people: People, moderator: Actor) -> None:
    refs = {people.sign_up(PHONE, f"{GOOD} {n}").actor.ref for n in range(2)}  # type: ignore[attr-defined]
    found = persons.look_for(moderator, PHONE, "suspicious", NOW)
    assert isinstance(found, tuple)
    assert {view.ref for view in found} == refs
    assert [looks(ref) for ref in refs] == [[(moderator.ref, "suspicious")]] * 2


@pytest.mark.parametrize("reason", ["", "curious", "fraud"])
def test_a_reason_is_needed(people: People, moderator: Actor, reason: str) -> None:
    ref = people.person().actor.ref
    with pytest.raises(BadInput) as error:
        persons.look_for(moderator, LAN, reason, NOW)
    assert [problem.field for problem in error.value.problems] == ["reason"]
    assert persons.look_at(moderator, ref, reason) == NOBODY
    assert looks(ref) == []


def test_each_look_is_one_row(people: People, moderator: Actor) -> None:
    ref = people.person().actor.ref
    for _ in range(3):
        assert isinstance(persons.look_at(moderator, ref, "reported"), PersonView)
    assert len(looks(ref)) == 3
    assert audit.verify() == []


def test_who_may_not_look_learns_nothing(people: People, moderator: Actor) -> None:
    person, other = people.person(), people.person("an@example.vn")
    editor = people.staff("chi@example.vn", "editor", NOW)[1].actor
    for actor in (ANONYMOUS, other.actor, editor):
        assert persons.look_for(actor, LAN, "reported", NOW) == Refused(Refusal.NOT_ALLOWED)
        for ref in (person.actor.ref, "A" * 22):
            assert persons.look_at(actor, ref, "reported") == NOBODY
    for address in ("mo@example.vn", "chi@example.vn"):
        assert persons.look_for(moderator, address, "reported", NOW) == NOBODY, "staff are not found here"
    assert persons.look_at(moderator, editor.ref, "reported") == NOBODY
    assert looks(person.actor.ref) == looks(editor.ref) == []


def test_nobody_reads_people_in_bulk(people: People, moderator: Actor) -> None:
    refs = [people.sign_up(f"09123456{n:02d}").actor.ref for n in range(10, 20)]  # type: ignore[attr-defined]
    answers = [persons.look_for(moderator, refs[n % 10], "reported", NOW) for n in range(40)]
    assert sum(isinstance(answer, tuple) for answer in answers) == 30
    assert isinstance(answers[-1], Refused)
    assert answers[-1].why is Refusal.TOO_MANY


def test_suspended_by_a_moderator_told_why_and_let_in_again(people: People, moderator: Actor) -> None:
    person = people.person()
    ref = person.actor.ref
    for reason in ("", "because", "misuse"):
        with pytest.raises(BadInput):
            staff.suspend(moderator, ref, reason, NOW)
    assert staff.suspend(moderator, ref, "harassment", NOW) == Done()
    assert find_session(person.cookie, NOW) is None, "at the next request"
    assert people.sign_in() == Refused(Refusal.SUSPENDED, reason="harassment")
    assert people.sign_in(password="sai mật khẩu rồi") == Refused(Refusal.WRONG_CREDENTIALS), "told to the holder only"
    letters = [(kind, values) for to, kind, _, values in people.post.letters if to == LAN]
    assert letters[-1] == ("account_suspended", {"reason": "harassment", "path": "/vi/feedback"})
    assert len(audit.of_object(ref, 50, ["account.suspended"])) == 1
    view = persons.look_at(moderator, ref, "reported")
    assert isinstance(view, PersonView)
    assert (view.state, view.suspended_for) == ("suspended", "harassment")
    assert staff.reinstate(moderator, ref, NOW) == Done()
    assert people.post.kinds(LAN)[-1] == "account_reinstated"
    assert isinstance(people.sign_in(), SignedIn)
    view = persons.look_at(moderator, ref, "reported")
    assert isinstance(view, PersonView)
    assert (view.state, view.suspended, view.suspended_for) == ("active", None, None)
