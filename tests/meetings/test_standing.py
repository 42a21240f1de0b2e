"""Who is asked by a suspended employer or talks with one is told, reads what it means, and nobody else is."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, select

from portal.accounts import personal
from portal.accounts.rules.names import email
from portal.mail.models import OutboxLetter
from portal.meetings.models import BudgetAlert
from portal.meetings.results import Contact, Done
from portal.meetings.rules import budgets
from portal.meetings.rules.contact import Stands
from portal.meetings.service import answering, asking, candidates, protecting
from portal.shared.clock import now
from portal.storage.db import db
from tests.meetings.world import World


def letters() -> int:
    return sum(kind == "meeting_standing" for kind in db.session.scalars(select(OutboxLetter.kind)))


def alerts() -> list[str]:
    return list(db.session.scalars(select(BudgetAlert.kind).order_by(BudgetAlert.id)))


def with_email(world: World) -> None:
    personal.set_login(world.account(world.lan), email("lan@example.vn"))
    db.session.commit()


def test_suspended_and_let_in_again_is_told_to_who_is_concerned(world: World) -> None:
    with_email(world)
    world.now = now()
    ref = world.asked()
    world.town.decide(world.organisation, "suspend:complaint")
    assert letters() == 1
    assert world.look(ref).line.stands is Stands.UNVERIFIED
    db.session.execute(delete(OutboxLetter))
    db.session.commit()
    world.town.decide(world.organisation, "reinstate:cleared")
    assert letters() == 1
    assert isinstance(world.answer(ref, "contact"), Done)
    assert isinstance(world.contact(ref), Contact)


def test_what_is_over_is_not_told(world: World) -> None:
    with_email(world)
    world.now = now()
    ref = world.asked()
    answering.answer(world.lan, ref, "", "", "", False, world.now)
    world.town.decide(world.organisation, "suspend:complaint")
    assert letters() == 0


def test_very_many_cards_in_a_day_are_told_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [budgets.collects(opened) for opened in (budgets.CARDS - 1, budgets.CARDS)] == [False, True]
    monkeypatch.setattr(budgets, "CARDS", 1)
    for _ in range(2):
        candidates.one(world.employer, "v1", world.alias, world.now)
    assert alerts() == ["cards"]


def test_a_few_cards_are_nobodys_business(world: World) -> None:
    for _ in range(3):
        candidates.one(world.employer, "v1", world.alias, world.now)
    assert alerts() == [], "one person looked at three times is one"


def test_many_who_report_are_more_than_a_quarrel(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [budgets.is_reported_by_many(people) for people in (2, 3)] == [False, True]
    monkeypatch.setattr(budgets, "REPORTERS", 1)
    protecting.report(world.lan, world.asked(), "money", "", world.now)
    assert alerts() == ["reports"]


def test_one_person_who_reports_twice_is_one(world: World) -> None:
    world.make_vacancy("v2")
    protecting.report(world.lan, world.asked(), "money", "", world.now)
    other = asking.ask(world.employer, "v2", world.alias, "", world.now)
    assert isinstance(other, Done)
    protecting.report(world.lan, other.ref, "money", "", world.now)
    assert alerts() == []
