"""A decision is appealed once, by who it is about, and answered by somebody else; only a vacancy comes back by that alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select, update

from portal.jobs.models import Vacancy
from portal.jobs.posting import moderation as vacancies
from portal.mail.models import OutboxLetter
from portal.moderation.models import Appeal
from portal.moderation.rules.appeals import APPEALABLE, LONGEST, SHORTEST, is_text, stands
from portal.moderation.service import appeals, work
from portal.shared.clock import now
from portal.shared.problems import BadInput
from portal.storage.db import db
from tests.meetings.world import World
from tests.organisations.samples import DETAILS, TAX2, Town

WORDS = "Giấy phép của chúng tôi vẫn còn hạn đến năm sau."
ANSWER = "Chúng tôi đã xem lại giấy phép và thấy đúng như bạn nói."


def suspended(town: Town) -> str:
    ref = town.verified("employer")
    town.decide(ref, "suspend:complaint")
    return ref


def appealed(town: Town, kind: str = "organisation", ref: str = "") -> str:
    assert appeals.appeal(town.actor("employer"), kind, ref, WORDS, now()) is True
    row = db.session.scalar(select(Appeal).order_by(Appeal.id.desc()))
    assert row is not None
    return row.ref


def stopped_vacancy(town: Town) -> World:
    world = World(town)
    version = str(world.vacancy.version)
    why = "Có người báo tin này thu tiền của người tìm việc."
    assert (
        vacancies.rule(town.actor("moderator"), "v1", vacancies.Ruling("stopped:complaint", why, version), now())
        is True
    )
    assert world.vacancy.state == "closed"
    return world


def test_only_a_refusal_or_suspension_that_stands_may_be_appealed(town: Town) -> None:
    ref = town.verified("employer")
    assert appeals.of_own(town.actor("employer"), "organisation", "") is None
    assert appeals.appeal(town.actor("employer"), "organisation", "", WORDS, now()) is None
    town.decide(ref, "suspend:complaint")
    found = appeals.of_own(town.actor("employer"), "organisation", "")
    assert found is not None
    assert (found.of.decision, found.said) == ("suspend", "")
    assert appeals.of_own(town.actor("employer2"), "organisation", "") is None, "another's is none"
    town.decide(ref, "reinstate:mistake", by="moderator")
    assert appeals.appeal(town.actor("employer"), "organisation", "", WORDS, now()) is None


def test_once_for_each_decision_and_sealed(town: Town) -> None:
    ref = suspended(town)
    appealed(town)
    assert appeals.appeal(town.actor("employer"), "organisation", "", WORDS, now()) is False
    (row,) = db.session.scalars(select(Appeal)).all()
    assert "Giấy phép" not in row.said_sealed
    town.decide(ref, "reinstate:mistake")
    town.decide(ref, "suspend:fraud")
    assert appeals.appeal(town.actor("employer"), "organisation", "", WORDS, now()) is True, (
        "a new decision, a new appeal"
    )


@pytest.mark.parametrize("text", ["", "x" * (SHORTEST - 1), "x" * (LONGEST + 1), " " * 50])
def test_words_are_needed_and_no_book(town: Town, text: str) -> None:
    suspended(town)
    with pytest.raises(BadInput):
        appeals.appeal(town.actor("employer"), "organisation", "", text, now())
    assert not is_text(text.strip())
    assert db.session.scalars(select(Appeal)).all() == []


def test_nobody_answers_who_decided_first(town: Town) -> None:
    suspended(town)
    ref = appealed(town)
    moderator, admin = town.actor("moderator"), town.actor("admin")
    assert [one.may for one in appeals.waiting(moderator) or []] == [False]
    assert [one.may for one in appeals.waiting(admin) or []] == [True]
    assert appeals.decide(moderator, ref, "stands", ANSWER, now()) is None
    for other in ("employer", "returnee", "editor", "reviewer", "officer"):
        assert appeals.waiting(town.actor(other)) is None
        assert appeals.one(town.actor(other), ref) is None
        assert appeals.decide(town.actor(other), ref, "stands", ANSWER, now()) is None
    assert appeals.decide(admin, ref, "stands", ANSWER, now()) is True
    assert appeals.decide(admin, ref, "stands", ANSWER, now()) is False, "once"
    mine = appeals.of_own(town.actor("employer"), "organisation", "")
    assert mine is not None
    assert (mine.outcome, mine.answer) == ("stands", ANSWER)
    assert "appeal_decided" in db.session.scalars(select(OutboxLetter.kind)).all()


def test_changed_is_said_of_an_organisation_only_once_it_is(town: Town) -> None:
    organisation = suspended(town)
    ref = appealed(town)
    with pytest.raises(BadInput):
        appeals.decide(town.actor("admin"), ref, "changed", ANSWER, now())
    town.decide(organisation, "reinstate:cleared")
    assert appeals.decide(town.actor("admin"), ref, "changed", ANSWER, now()) is True


@pytest.mark.parametrize(("outcome", "text"), [("", ANSWER), ("made up", ANSWER), ("stands", "ngắn")])
def test_an_answer_needs_an_outcome_and_words(town: Town, outcome: str, text: str) -> None:
    suspended(town)
    ref = appealed(town)
    with pytest.raises(BadInput):
        appeals.decide(town.actor("admin"), ref, outcome, text, now())
    assert [one.outcome for one in appeals.waiting(town.actor("admin")) or []] == [None]


def test_a_stopped_vacancy_comes_back_as_a_draft(town: Town) -> None:
    world = stopped_vacancy(town)
    assert appeals.appeal(town.actor("employer"), "vacancy", "absent", WORDS, now()) is None
    ref = appealed(town, "vacancy", "v1")
    assert appeals.decide(town.actor("admin"), ref, "changed", ANSWER, now()) is True
    row = world.vacancy
    assert (row.state, row.closed_at) == ("draft", None)
    assert appeals.of_own(town.actor("employer"), "vacancy", "v1") is None, "the last decision is the return"


def test_a_vacancy_whose_stop_stands_stays_closed(town: Town) -> None:
    world = stopped_vacancy(town)
    ref = appealed(town, "vacancy", "v1")
    assert appeals.decide(town.actor("admin"), ref, "stands", ANSWER, now()) is True
    assert world.vacancy.state == "closed"


def test_a_vacancy_of_another_is_none(town: Town) -> None:
    stopped_vacancy(town)
    assert appeals.of_own(town.actor("employer2"), "vacancy", "v1") is None
    assert appeals.appeal(town.actor("employer2"), "vacancy", "v1", WORDS, now()) is None


def test_the_work_list_counts_what_waits_for_whom(town: Town) -> None:
    suspended(town)
    appealed(town)
    lines = {line.kind: line for line in work.waiting(town.actor("moderator")) or []}
    assert (lines["appeals"].count, lines["organisations"].count) == (1, 0)
    assert lines["appeals"].since is not None
    assert lines["organisations"].since is None
    assert next(iter(lines)) == "meetings", "people who may be harmed come first"
    assert {line.kind for line in work.waiting(town.actor("admin")) or []} == {"appeals", "feedback"}
    assert work.waiting(town.actor("reviewer")) is None
    town.waiting("employer2", replace(DETAILS, tax_code=TAX2))
    assert {line.kind: line.count for line in work.waiting(town.actor("moderator")) or []}["organisations"] == 1


def test_a_vacancy_that_waits_is_counted(town: Town) -> None:
    World(town)
    db.session.execute(update(Vacancy).values(state="pending"))
    db.session.commit()
    assert {line.kind: line.count for line in work.waiting(town.actor("moderator")) or []}["vacancies"] == 1


def test_the_rule_alone() -> None:
    assert stands("organisation", "suspend", frozenset({"suspended", "done"}))
    assert not stands("organisation", "suspend", frozenset({"verified", "done"}))
    assert not stands("organisation", "verify", frozenset({"verified"}))
    assert not stands("nothing", "suspend", frozenset({"suspended"}))
    assert set(APPEALABLE) == {"organisation", "vacancy"}
