"""No table and no column that reaches a person is forgotten: each is given to them, or left out for a reason that is written down."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import String, Table, Text, select

from portal.app import create_app
from portal.privacy.elsewhere import NOT_OF_PERSONS, NOT_REFS
from portal.privacy.file_words import COLUMNS, PARTS
from portal.storage.db import Base, db
from portal.storage.held import Held, declared, told_of
from portal.storage.rotation import declared as sealed_columns
from tests.meetings.world import World
from tests.privacy.life import live, subject

assert create_app, "importing the site declares what every room holds"
TABLES = sorted(Base.metadata.tables)
REF_NAMES = re.compile(
    r"\w+_by|account|account_ref|member|viewer|opener|author|worker|actor|owner|person|object_ref|staff_ref"
)
PARTS_OF = {part.matter: part for part in declared()}


def columns(name: str) -> set[str]:
    return {column.name for column in Base.metadata.tables[name].columns}


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_declared_by_its_room_or_explained(name: str) -> None:
    told = any(part.table == name for part in declared())
    assert told != (name in NOT_OF_PERSONS), (
        f"{name}: declare it in its room's holdings.py, or say in elsewhere.py why not"
    )
    assert told or NOT_OF_PERSONS[name]


def test_nothing_is_explained_that_is_not_there() -> None:
    assert set(NOT_OF_PERSONS) <= set(TABLES)
    assert all(column in columns(table) for table, column in NOT_REFS)


@pytest.mark.parametrize("matter", sorted(PARTS_OF))
def test_every_column_is_told_or_left_out_for_a_reason(matter: str) -> None:
    part = PARTS_OF[matter]
    there = columns(part.table)
    assert {part.by, *part.tells, *part.leaves_out} <= there
    assert not set(part.tells) & set(part.leaves_out)
    assert all(part.leaves_out.values())
    if not part.rest:
        assert there == set(part.tells) | set(part.leaves_out), "a new column: tell it, or say why not"
    assert bool(part.rest) != bool(part.leaves_out) or not there - set(part.tells)


@pytest.mark.parametrize("name", TABLES)
def test_every_column_that_leads_to_a_person_is_declared(name: str) -> None:
    ways = {part.by for part in declared() if part.table == name}
    for column in Base.metadata.tables[name].columns:
        leads = {key.column.table.name for key in column.foreign_keys} & {"account", "profile", "meeting"}
        named = isinstance(column.type, Text | String) and REF_NAMES.fullmatch(column.name)
        if leads or named:
            assert column.name in ways or (name, column.name) in NOT_REFS, f"{name}.{column.name} reaches a person"


def test_every_sealed_column_is_told_to_somebody_or_known_to_be_none_of_a_person() -> None:
    told = {(part.table, column) for part in declared() for column in (*part.tells, *part.leaves_out)}
    by_address = {"mail_outbox", "firm_watch", "organisation"}
    others = {("organisation_invitation", "email_sealed")}  # the address of whoever was invited
    others |= {("feedback", "said_sealed")}  # known by its code alone, to whoever has it
    record = {("breach", f"{name}_sealed") for name in ("what", "data", "measures")}  # names nobody
    for sealed in sealed_columns():
        place = (sealed.table, sealed.column)
        assert place in told | others | record or sealed.table in by_address, place


def test_what_is_told_has_a_heading_and_words() -> None:
    for part in declared():
        if part.tells:
            assert part.matter in PARTS, part.matter
        renamed = {"organisation": "organisation_name", "organisation_id": "organisation_name"}
        renamed |= {"viewer": "viewer_name", "vacancy_id": "vacancy_name"}
        for column in part.tells:
            assert renamed.get(column, column) in COLUMNS, f"{part.matter}.{column}"
    assert set(PARTS) == {part.matter for part in declared() if part.tells} | {
        "firm_watch",
        "mail_outbox",
        "organisation",
        "alert_reader",
    }


def test_wherever_a_ref_is_written_it_is_declared(world: World) -> None:
    """By what is really stored after a whole life on the site, whatever the columns are called."""
    people = live(world)
    found = set()
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, Text | String) and _holds(table, column.name, {p.ref for p in people}):
                found.add((table.name, column.name))
    ways = {(part.table, part.by) for part in declared()}
    assert {
        ("account", "ref"),
        ("profile", "account"),
        ("firm_enquiry", "worker"),
        ("data_request", "account"),
    } <= found
    assert found - ways - {("totp", "ref")} == set(), "totp.ref is the account's, declared by account_id"


def _holds(table: Table, column: str, refs: set[str]) -> bool:
    return bool(set(db.session.scalars(select(table.c[column]).distinct())) & refs)


def test_the_life_fills_every_part_that_a_returnee_has(world: World) -> None:
    """A part that no test fills is a part that no test has seen."""
    live(world)
    person = subject(world)
    told = told_of(person)
    empty = {matter for matter, rows in told.items() if not rows}
    staff_or_employer = {
        matter
        for matter in PARTS
        if matter.startswith(
            (
                "organisation",
                "breach",
                "file_import",
                "firm_correction",
                "firm_record",
                "vacancy_decision",
                "meeting_alert",
                "appeal",
                "feedback",
                "content_",
            )
        )
    }
    others = {
        "meeting_person_report.told_by",
        "meeting_person_report.settled_by",
        "profile_look.member",
        "profile_look.viewer",
        "firm_enquiry.answered_by",
        "data_request.handled_by",
        "totp.account_id",
    }
    assert empty - staff_or_employer - others == set()


def test_a_part_without_a_reason_is_refused() -> None:
    """The tests above would see it: a declaration that forgets a column."""
    forgetful = Held("consent", "account", ("purpose",), leaves_out={"id": "a number"})
    assert columns("consent") != set(forgetful.tells) | set(forgetful.leaves_out)


def test_the_app_is_the_one_that_declares(app: Flask) -> None:
    assert {part.table for part in declared()} >= {"account", "profile", "meeting", "audit_row", "data_request"}
