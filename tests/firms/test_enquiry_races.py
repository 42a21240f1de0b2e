"""Two things at one moment, on both databases: withdrawn while read, answered twice, sent twice; and nothing is half done."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from portal.accounts.results import Done
from portal.accounts.rules.actor import Actor
from portal.accounts.service import staff
from portal.audit import service as audit
from portal.cli.illustrative.firms import rows
from portal.firms import enquiries, firm_enquiries, service
from portal.firms.enquiries import Preview, Sent, Typed
from portal.firms.enquiry_models import Enquiry
from portal.shared.clock import now
from portal.storage.db import db
from portal.storage.rotation import rotate
from tests.firms.at_once import at_once
from tests.organisations.conftest import town  # noqa: F401
from tests.organisations.samples import FIRM, Town

REF = "9001-ldtbxh-gp"
TYPED = Typed("Đơn hàng này còn nhận người không ạ?", "0912 345 678", show_contact=True)


@pytest.fixture
def asked(app: Flask, town: Town) -> Town:  # noqa: F811
    """Firm 9001 has a verified account."""
    service.load_illustrative(rows(10), [])
    db.session.commit()
    town.verified("firm", replace(FIRM, licence_no="9001/LĐTBXH-GP"))
    return town


def agreed(town: Town) -> Typed:  # noqa: F811
    shown = enquiries.preview(town.actor("returnee"), REF, TYPED)
    assert isinstance(shown, Preview)
    return replace(TYPED, agreed=True, seen=shown.seen)


def send(town: Town) -> str:  # noqa: F811
    answer = enquiries.send(town.actor("returnee"), REF, agreed(town), now())
    assert isinstance(answer, Sent), answer
    return answer.ref


def test_a_form_sent_twice_at_once_is_one_question(app: Flask, asked: Town) -> None:
    worker, typed = asked.actor("returnee"), agreed(asked)
    answers = at_once(app, 2, lambda: enquiries.send(worker, REF, typed, now()))
    assert len({answer.ref for answer in answers if isinstance(answer, Sent)}) == 1
    assert sorted(answer.before for answer in answers if isinstance(answer, Sent)) == [False, True]
    assert len(db.session.scalars(select(Enquiry)).all()) == 1


@pytest.mark.parametrize("turn", range(4))
def test_withdrawn_while_it_is_read_each_reading_that_showed_something_is_in_the_log(
    app: Flask, asked: Town, turn: int
) -> None:
    ref, worker, firm = send(asked), asked.actor("returnee"), asked.actor("firm")
    db.session.commit()
    deeds = [lambda: firm_enquiries.read(firm, ref)] * 2 + [lambda: enquiries.withdraw(worker, ref, now())]
    order = iter(deeds[turn % 3 :] + deeds[: turn % 3])
    found = at_once(app, 3, lambda: next(order)())
    opened = [one for one in found if isinstance(one, firm_enquiries.Opened)]
    assert all(one.shown.phone == "+84912345678" for one in opened)
    assert found.count(True) == 1
    assert len(audit.of_object(worker.ref, 50, ["enquiry.read"])) == len(opened)
    assert firm_enquiries.read(firm, ref) is None
    assert audit.verify() == []


@pytest.mark.parametrize("turn", range(3))
def test_suspended_while_it_is_read_each_reading_that_showed_something_is_in_the_log(
    app: Flask, asked: Town, turn: int
) -> None:
    ref, worker, firm, moderator = send(asked), asked.actor("returnee"), asked.actor("firm"), asked.actor("moderator")
    db.session.commit()
    deeds = [lambda: firm_enquiries.read(firm, ref)] * 2 + [lambda: staff.suspend(moderator, worker.ref, "spam", now())]
    order = iter(deeds[turn:] + deeds[:turn])
    found = at_once(app, 3, lambda: next(order)())
    assert sum(isinstance(one, Done) for one in found) == 1
    opened = [one for one in found if isinstance(one, firm_enquiries.Opened)]
    assert len(audit.of_object(worker.ref, 50, ["enquiry.read"])) == len(opened)
    assert len(audit.of_object(worker.ref, 50, ["enquiry.worker_gone"])) == 1
    staff.reinstate(moderator, worker.ref, now())
    assert isinstance(firm_enquiries.read(firm, ref), firm_enquiries.Over), "let in again, it stays closed"
    db.session.expire_all()
    row = db.session.scalars(select(Enquiry)).one()
    assert (row.state, row.ended_for, row.phone_sealed) == ("closed", "worker_gone", None)
    assert audit.verify() == []


def test_two_members_answer_and_one_counts(app: Flask, asked: Town) -> None:
    ref, firm = send(asked), asked.actor("firm")
    db.session.commit()
    found = at_once(app, 2, lambda: firm_enquiries.answer(firm, ref, "Còn nhận người đến hết tháng.", now()))
    assert sorted(map(bool, found)) == [False, True]
    assert len(audit.of_object(asked.actor("returnee").ref, 50, ["enquiry.answered"])) == 1


def test_everything_sealed_comes_under_the_newest_key(app: Flask, asked: Town) -> None:
    ref = send(asked)
    firm_enquiries.answer(asked.actor("firm"), ref, "Còn nhận người đến hết tháng.", now())
    names = {column.column.column for column in rotate() if column.column.table == "firm_enquiry"}
    assert names == {"asked_sealed", "name_sealed", "phone_sealed", "answer_sealed"}
    db.session.expire_all()
    (row,) = db.session.scalars(select(Enquiry))
    assert all(value and value[0].isdigit() for value in (row.asked_sealed, row.phone_sealed, row.answer_sealed))


def test_withdrawn_between_being_found_and_being_read_shows_nothing(
    app: Flask, asked: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref, worker, firm = send(asked), asked.actor("returnee"), asked.actor("firm")
    db.session.commit()
    found = firm_enquiries._theirs

    def withdrawn_meanwhile(actor: Actor, name: str) -> Enquiry | None:
        row = found(actor, name)
        assert at_once(app, 1, lambda: enquiries.withdraw(worker, ref, now())) == [True]
        return row

    monkeypatch.setattr(firm_enquiries, "_theirs", withdrawn_meanwhile)
    assert firm_enquiries.read(firm, ref) is None
    assert audit.of_object(worker.ref, 50, ["enquiry.read"]) == ()
