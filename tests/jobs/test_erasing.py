"""Deleting an account takes the profile, meetings, messages, looks and the ledger with it, and the ranking knows at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import func, select

from portal.accounts import hashing
from portal.accounts.results import Done
from portal.accounts.service.me import delete_account
from portal.jobs import cards
from portal.jobs.matching.engine import Engine
from portal.jobs.matching.people import matcher
from portal.jobs.models import Consent, Profile, Vacancy
from portal.jobs.store import find_vacancy
from portal.meetings.models import Look, Meeting, Words
from portal.meetings.results import Done as Asked
from portal.shared.clock import today
from portal.storage.db import db
from tests.meetings.world import World
from tests.organisations.samples import Town


@pytest.fixture
def world(app: Flask, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(hashing, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    return World(Town())


def left() -> dict[str, int]:
    tables = (Profile, Meeting, Words, Look, Consent)
    return {table.__tablename__: db.session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def test_nothing_of_the_person_is_left_and_others_are(world: World, tmp_path: Path) -> None:
    world.make_profile("hoahoahoahoahoahoa1", world.town.actor("returnee2"), "+84977000111")
    done = world.ask("Chào bạn")
    assert isinstance(done, Asked)
    world.answer(done.ref, "contact")
    world.contact(done.ref)
    assert all(left().values())
    vacancy = find_vacancy("v1")
    assert vacancy is not None
    reading = matcher().read_vacancy(cards.vacancy_facts(vacancy))
    engine = Engine(tmp_path, matcher())
    assert len(engine.candidates(reading, 10, today())) == 2
    assert delete_account(world.lan, "demo-returnee-2026", world.now) == Done()
    assert left() == {"profile": 1, "meeting": 0, "meeting_words": 0, "profile_look": 0, "consent": 0}
    assert [found.profile.facts.ref for found in engine.candidates(reading, 10, today())] == ["hoahoahoahoahoahoa1"]
    assert not world.lines()
    assert db.session.scalar(select(func.count()).select_from(Vacancy)) == 1


def test_a_wrong_password_erases_nothing(world: World) -> None:
    world.answer(world.asked(), "messages")
    before = left()
    assert delete_account(world.lan, "wrong", world.now) != Done()
    assert left() == before
