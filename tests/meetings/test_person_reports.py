"""An employer tells the moderators of the person they talk with: in confidence, with the end of the talk, and are shown them no more."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select, text

from portal.meetings.models import Look, PersonReport
from portal.meetings.results import Contact, Done, Settled
from portal.meetings.rules.contact import Stands
from portal.meetings.rules.reports import FOUND, LONGEST, OF_PERSONS
from portal.meetings.service import answering, asking, candidates, desk, people
from portal.meetings.wording import FOUND as SETTLED_AS
from portal.meetings.wording import PERSON_REPORTED_FOR
from portal.shared.problems import BadInput
from portal.storage.db import db
from tests.meetings.world import World
from tests.organisations.samples import DETAILS, TAX2

SAID = "Người này đòi hai triệu rồi mới tới phỏng vấn."


def talking(world: World, shares: str = "contact") -> str:
    ref = world.asked()
    assert isinstance(world.answer(ref, shares), Done)
    assert answering.write(world.lan, ref, "Chuyển hai triệu trước đã.", world.now)
    return ref


def report(world: World, ref: str, reason: str = "money", said: str = SAID) -> bool | None:
    return asking.report(world.employer, ref, reason, said, world.now)


def waiting(world: World) -> list[desk.PersonReported]:
    found = desk.waiting(world.town.actor("moderator"), world.now)
    assert found is not None
    return list(found.persons)


@pytest.mark.parametrize("reason", ["", *OF_PERSONS])
def test_the_moderators_read_why_and_what_was_written_and_not_who(world: World, reason: str) -> None:
    ref = talking(world)
    assert report(world, ref, reason) is True
    (row,) = waiting(world)
    assert (row.reason, row.said, list(row.words)) == (reason or None, SAID, ["Chuyển hai triệu trước đã."])
    assert row.account == world.lan.ref
    assert "Lan" not in f"{row}"
    assert [look.what for look in db.session.scalars(select(Look).where(Look.staff))] == ["report"], (
        "the person reads that"
    )
    [kept] = db.session.execute(text("SELECT * FROM meeting_person_report")).mappings().all()
    assert "triệu" not in " ".join(map(str, kept.values()))


def test_the_talk_ends_and_looks_to_the_person_like_any_that_ended(world: World) -> None:
    ref = talking(world)
    assert isinstance(world.contact(ref), Contact)
    assert report(world, ref) is True
    assert world.contact(ref) is None
    reported = world.look(ref)
    world.begin_again()
    other = talking(world)
    assert asking.take_back(world.employer, other, world.now) is True
    ended = world.look(other)
    assert reported.line.stands is ended.line.stands is Stands.CLOSED
    assert (reported.may_write, reported.may_answer, reported.until) == (ended.may_write, ended.may_answer, ended.until)


def test_they_are_shown_no_more_to_this_employer_alone(world: World) -> None:
    before = candidates.candidates(world.employer, "v1", 1, 10, world.now)
    assert before is not None
    assert before.total == 1
    ref = talking(world)
    report(world, ref)
    after = candidates.candidates(world.employer, "v1", 1, 10, world.now)
    assert after is not None
    assert (after.total, len(after.cards)) == (0, 0)
    assert people.one(world.employer, "v1", world.alias) is None
    assert world.ask() is None


def test_only_while_they_talk_there_is_something_to_tell_of(world: World) -> None:
    ref = world.asked()
    assert report(world, ref) is None
    world.answer(ref, "messages")
    assert asking.report(world.town.actor("employer2"), ref, "", "", world.now) is None
    assert asking.report(world.lan, ref, "", "", world.now) is None
    assert report(world, ref) is True
    assert report(world, ref) is None, "the talk is over"
    assert len(db.session.scalars(select(PersonReport)).all()) == 1


@pytest.mark.parametrize(("reason", "said"), [("papers", SAID), ("made up", SAID), ("money", "x" * (LONGEST + 1))])
def test_what_may_not_be_reported_so_does_nothing(world: World, reason: str, said: str) -> None:
    ref = talking(world)
    with pytest.raises(BadInput):
        report(world, ref, reason, said)
    assert isinstance(world.contact(ref), Contact)
    assert waiting(world) == []


def test_a_moderator_settles_it_once_and_nobody_else_does(world: World) -> None:
    report(world, talking(world))
    (row,) = waiting(world)
    for role in ("employer", "returnee", "admin", "editor"):
        assert desk.settle_person(world.town.actor(role), row.ref, "acted", world.now) is None
    moderator = world.town.actor("moderator")
    with pytest.raises(BadInput):
        desk.settle_person(moderator, row.ref, "", world.now)
    assert desk.settle_person(moderator, row.ref, "too_little", world.now) is True
    assert desk.settle_person(moderator, row.ref, "acted", world.now) is False
    assert waiting(world) == []
    assert db.session.scalar(select(PersonReport.settled_as)) == "too_little"


def test_an_organisation_reads_what_was_found_of_its_own_reports_alone(world: World) -> None:
    other = replace(DETAILS, legal_name="Công ty Khác Minh Họa", tax_code=TAX2)
    world.town.verified("employer2", other)
    report(world, talking(world))
    (row,) = waiting(world)
    (told,) = asking.told(world.employer)
    assert told.settled is None
    desk.settle_person(world.town.actor("moderator"), row.ref, "nothing_wrong", world.now)
    (told,) = asking.told(world.employer)
    assert told.settled == Settled(world.now, "nothing_wrong")
    assert asking.told(world.town.actor("employer2")) == []
    assert asking.told(world.lan) == []


def test_every_reason_has_words() -> None:
    assert set(PERSON_REPORTED_FOR) == set(OF_PERSONS)
    assert set(SETTLED_AS) == set(FOUND)
