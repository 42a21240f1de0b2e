"""Statements and licence changes on both databases: what was signed stays so, what changed is told once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
import time_machine
from flask import Flask, current_app

from portal.cli.illustrative.firms import rows
from portal.config import Settings
from portal.firms import licence_changes, service, statements
from portal.storage import at_work
from portal.storage.db import db

REF = "9001-ldtbxh-gp"


@pytest.fixture(autouse=True)
def demo(app: Flask) -> Iterator[None]:
    """The first 12 illustrative firms."""
    with time_machine.travel("2026-11-25T03:00:00Z", tick=False):
        service.load_illustrative(rows(12), [])
        db.session.commit()
        yield


def bring_in(day: str, **changed: str) -> None:
    """The same register on another day, its first firm told otherwise."""
    told = rows(12)
    told[0] = {**told[0], **changed}
    with time_machine.travel(f"{day}T03:00:00Z", tick=False):
        service.load_illustrative(told, [])
        db.session.commit()


def made() -> statements.Statement:
    found = statements.state_firm(REF)
    assert found is not None
    return found[0]


def test_a_statement_keeps_what_was_said_and_tells_today() -> None:
    said = made()
    bring_in("2026-11-26", status="revoked", status_from="2026-11-26", decision_no="1/QĐ-MH")
    with time_machine.travel("2026-11-27T03:00:00Z", tick=False):
        tested = statements.check_statement(**said.fields)
    assert tested is not None
    assert (tested.statement.status, tested.status_today) == ("valid", "revoked")
    assert statements.check_statement(**{**said.fields, "state": "revoked"}) is None


def test_an_older_key_still_vouches_and_a_strange_one_does_not() -> None:
    said = made()
    own: Settings = current_app.extensions["settings"]
    newer = replace(own, keys=((7, bytes(range(64))), *own.keys))
    with at_work.holding(newer):
        assert statements.check_statement(**said.fields) is not None
        second = made()
        assert second.code.startswith("7-")
    assert statements.check_statement(**second.fields) is None, "signed with a key this installation does not have"
    with at_work.holding(replace(own, secret_key="another-secret-of-forty-characters-000000")):
        assert statements.check_statement(**said.fields) is None


def test_no_two_fields_can_be_run_together() -> None:
    said = made()
    moved = {**said.fields, "ref": said.ref + said.licence_no[0], "licence": said.licence_no[1:]}
    assert statements.check_statement(**moved) is None


def test_the_first_register_is_no_change_and_each_later_one_is_told_once() -> None:
    assert licence_changes.licence_changes() == []
    bring_in("2026-11-26", status="suspended", status_from="2026-11-26", decision_no="1/QĐ-MH")
    bring_in("2026-11-27", status="suspended", status_from="2026-11-26", decision_no="1/QĐ-MH")
    found = licence_changes.licence_changes()
    assert [(c.ref, c.before, c.state, c.told_on, c.decision_no) for c in found] == [
        (REF, "valid", "suspended", date(2026, 11, 26), "1/QĐ-MH")
    ]


def test_a_firm_that_is_new_and_one_that_is_gone_are_told() -> None:
    with time_machine.travel("2026-11-26T03:00:00Z", tick=False):
        service.load_illustrative(rows(13)[1:], [])
        db.session.commit()
    found = {c.ref: (c.before, c.state) for c in licence_changes.licence_changes()}
    assert found[REF] == ("valid", "unlisted")
    others = [before for ref, (before, _state) in found.items() if ref != REF]
    assert others == [None]
