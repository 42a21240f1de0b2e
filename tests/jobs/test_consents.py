"""The ledger of consent: nothing by silence, the newest row stands, nothing is ever overwritten."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.accounts.rules.actor import Actor
from portal.audit import service as audit
from portal.jobs import consents
from portal.jobs.models import Consent
from portal.shared.messages import message
from portal.storage.db import db

NOW = datetime(2026, 11, 27, 3, 0, tzinfo=UTC)
LAN = Actor("LanLanLanLanLanLanLanA", frozenset({"returnee"}), "s", "en")
HOA = Actor("HoaHoaHoaHoaHoaHoaHoaA", frozenset({"returnee"}), "s")


def test_silence_is_no(app: Flask) -> None:
    assert not consents.stands(LAN.ref, "be_seen")
    assert not consents.take_back(LAN, "be_seen", NOW)
    assert consents.ledger(LAN.ref) == []


def test_what_is_agreed_to_stands_until_it_is_taken_back(app: Flask) -> None:
    assert consents.give(LAN, "be_seen", NOW)
    assert not consents.give(LAN, "be_seen", NOW), "once is enough"
    assert consents.stands(LAN.ref, "be_seen")
    assert consents.take_back(LAN, "be_seen", NOW + timedelta(seconds=1))
    assert not consents.stands(LAN.ref, "be_seen")
    assert [(row.given, row.locale, row.at) for row in consents.ledger(LAN.ref)] == [
        (False, "en", NOW + timedelta(seconds=1)),
        (True, "en", NOW),
    ]
    assert [entry.action for entry in audit.of_actor(LAN.ref)] == ["consent.withdrawn", "consent.given"]


def test_one_purpose_one_person_one_matter(app: Flask) -> None:
    consents.give(LAN, "share_contact", NOW, "meeting-a")
    assert consents.stands(LAN.ref, "share_contact", "meeting-a")
    assert not consents.stands(LAN.ref, "share_contact", "meeting-b")
    assert not consents.stands(LAN.ref, "share_contact")
    assert not consents.stands(LAN.ref, "share_messages", "meeting-a")
    assert not consents.stands(HOA.ref, "share_contact", "meeting-a")


def test_other_words_are_asked_anew_and_the_old_row_says_which_were_read(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    consents.give(LAN, "be_seen", NOW)
    monkeypatch.setitem(consents.TEXTS, "be_seen", message("Câu mới."))
    assert [row.current for row in consents.ledger(LAN.ref)] == [False]
    assert consents.give(LAN, "be_seen", NOW)
    assert [row.current for row in consents.ledger(LAN.ref)] == [True, False]
    assert len(db.session.scalars(select(Consent)).all()) == 2
