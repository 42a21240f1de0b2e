"""Acts on vacancies on both databases: whose they are, what is written down with each, and who may decide."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import select

from portal.accounts import hashing
from portal.audit.models import AuditRow
from portal.jobs import service as jobs
from portal.jobs.matching.engine import engine
from portal.jobs.models import MatchChange, Vacancy, VacancyDecision
from portal.jobs.posting import moderation, service, typed
from portal.jobs.posting.moderation import Ruling
from portal.jobs.posting.results import Case, Desk, Saved
from portal.jobs.posting.rules.states import Deed
from portal.organisations.rules.refusals import Refusal, Refused
from portal.organisations.service import mine
from portal.shared.clock import now, today
from portal.storage.db import db
from tests.jobs.posting.samples import FORM
from tests.organisations.samples import DETAILS, TAX2, Town

TYPED = typed.read(FORM)


@pytest.fixture
def town(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(hashing, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    town = Town()
    town.verified("employer", DETAILS)
    town.verified("employer2", replace(DETAILS, legal_name="Công ty CP Minh Họa Khác", tax_code=TAX2))
    return town


def send(town: Town, who: str = "employer") -> str:
    answer = service.save(town.actor(who), "", TYPED, "", now(), submit=True)
    assert isinstance(answer, Saved), answer
    return answer.ref


def publish(town: Town, ref: str, version: str = "1") -> object:
    return moderation.rule(town.actor("moderator"), ref, Ruling("published:checked", "", version), now())


def row_of(ref: str) -> Vacancy:
    row = db.session.scalar(select(Vacancy).where(Vacancy.ref == ref))
    assert row is not None
    return row


def test_form_and_back() -> None:
    assert TYPED.problems == ()
    again = typed.read(typed.form_of(TYPED.facts, "", FORM["province"]))
    assert again == TYPED


def test_from_draft_to_the_public_and_what_is_written_down(town: Town) -> None:
    ref = send(town)
    queue = moderation.queue(town.actor("moderator"), 1, 20)
    assert not isinstance(queue, Refused)
    assert [line.ref for line in queue[0]] == [ref]
    assert publish(town, ref) is True
    assert jobs.get_vacancy(ref).facts.employer == DETAILS.legal_name
    assert [card.facts.ref for card in jobs.open_vacancies(jobs.ANY)[0]] == [ref]
    decision = db.session.scalar(select(VacancyDecision))
    assert decision is not None
    assert (decision.decision, decision.version, decision.decided_by) == ("published", 1, town.actor("moderator").ref)
    assert len(db.session.scalars(select(MatchChange).where(MatchChange.side == "vacancy")).all()) == 2
    logged = [row.action for row in db.session.scalars(select(AuditRow)) if row.object_kind == "vacancy"]
    assert logged == ["vacancy.submitted", "vacancy.published"]


def test_the_queue_is_oldest_first(town: Town) -> None:
    first, second = send(town), send(town, "employer2")
    row_of(second).submitted_at = now() - timedelta(days=1)
    db.session.commit()
    queue = moderation.queue(town.actor("moderator"), 1, 20)
    assert not isinstance(queue, Refused)
    assert [line.ref for line in queue[0]] == [second, first]
    assert isinstance(moderation.queue(town.actor("employer"), 1, 20), Refused)


def test_nobody_decides_of_their_own_organisations(town: Town) -> None:
    ref = send(town)
    me = replace(town.actor("employer"), roles=frozenset({"employer", "moderator"}))
    assert moderation.open_case(me, ref) == Refused(Refusal.NO_SUCH)
    assert moderation.rule(me, ref, Ruling("published:checked", "", "1"), now()) == Refused(Refusal.NO_SUCH)
    assert isinstance(moderation.open_case(town.actor("moderator"), ref), Case)


def test_an_older_version_is_not_decided_of(town: Town) -> None:
    ref = send(town)
    other = typed.read({**FORM, "title": "Thợ phay CNC"})
    assert isinstance(service.save(town.actor("employer"), ref, other, "1", now(), submit=False), Saved)
    assert publish(town, ref, "1") == Refused(Refusal.CHANGED)
    assert service.save(town.actor("employer"), ref, TYPED, "1", now(), submit=False) == Refused(Refusal.CHANGED)
    assert publish(town, ref, "2") is True
    assert publish(town, ref, "3") == Refused(Refusal.NOT_POSSIBLE)


def test_another_organisations_vacancy_is_none(town: Town) -> None:
    ref = send(town)
    other = town.actor("employer2")
    assert service.read(other, ref) == Refused(Refusal.NO_SUCH)
    assert service.do(other, ref, Deed.CLOSE, now()) == Refused(Refusal.NO_SUCH)
    assert service.save(other, ref, TYPED, "1", now(), submit=False) == Refused(Refusal.NO_SUCH)
    desk = service.my_vacancies(other)
    assert isinstance(desk, Desk)
    assert desk.vacancies == []


def test_suspension_takes_it_out_of_lists_page_and_ranking(town: Town) -> None:
    ref = send(town)
    publish(town, ref)
    organisation = town.mine("employer").organisation.ref

    def ranked() -> bool:
        _people, vacancies, _upto = engine().changed(0, 10_000)
        return ref in [reading.facts.ref for reading in vacancies]

    assert ranked()
    town.decide(organisation, "suspend:fraud")
    assert not ranked()
    assert jobs.open_facts(today()) == []
    with pytest.raises(jobs.NoSuchVacancy):
        jobs.get_vacancy(ref)
    assert service.do(town.actor("employer"), ref, Deed.CONFIRM, now()) == Refused(Refusal.NOT_ALLOWED)
    town.decide(organisation, "reinstate:cleared")
    assert ranked()
    assert jobs.get_vacancy(ref).facts.ref == ref


def test_publishing_waits_for_a_verified_organisation(town: Town) -> None:
    ref = send(town)
    town.decide(town.mine("employer").organisation.ref, "suspend:fraud")
    assert publish(town, ref) == Refused(Refusal.NOT_POSSIBLE)
    assert row_of(ref).state == "pending"


def test_a_changed_name_is_kept_and_the_vacancy_bears_it_once_verified_again(town: Town) -> None:
    ref = send(town)
    publish(town, ref)
    renamed = replace(DETAILS, legal_name="Công ty TNHH Minh Họa Tên Mới")
    assert not isinstance(mine.change_details(town.actor("employer"), renamed, now()), Refused)
    assert town.mine("employer").organisation.legal_name == renamed.legal_name
    with pytest.raises(jobs.NoSuchVacancy):
        jobs.get_vacancy(ref)
    mine.submit(town.actor("employer"), now())
    town.decide(town.mine("employer").organisation.ref, "verify:papers_match")
    assert jobs.get_vacancy(ref).facts.employer == renamed.legal_name
