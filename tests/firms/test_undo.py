"""An import of the register is one change: told cell by cell, and taken back whole, on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from portal.cli.illustrative.firms import rows
from portal.firms import service
from portal.firms.import_log import get_import
from portal.firms.licence_changes import licence_changes
from portal.firms.models import Firm
from portal.firms.register_import import Register
from portal.firms.rules.register_file import read_rows
from portal.firms.rules.row_text import cells_of, changes
from portal.firms.rules.rows import COLUMNS
from portal.search.models import OutboxRow
from portal.storage.db import db
from tests.firms.at_once import at_once
from tests.firms.registers import Row, csv_bytes, own_rows
from tests.firms.test_import import changed, dump

SIX_HUNDRED = 600


@pytest.fixture(autouse=True)
def november(app: Flask) -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-11-25T03:00:00Z", tick=False) as clock:
        yield clock


def bring_in(rows: list[Row], file: str = "register.csv", approve: str | None = None) -> service.Plan:
    return service.import_register(file, csv_bytes(rows), approve=approve)


def says() -> list[dict[str, str]]:
    """The register as it is told now, cell by cell."""
    db.session.expire_all()
    return [cells_of(row) for row in Register().rows()]


def test_a_change_is_told_cell_by_cell_and_kept() -> None:
    bring_in(own_rows())
    plan = bring_in(changed(0, address="Số 7 phố Mới, Hà Nội", markets="KR;TW"), "thang-11.csv")
    [row] = plan.changed
    old = own_rows()[0]
    assert {(cell.column, cell.before, cell.after) for cell in row.cells} == {
        ("address", old["address"], "Số 7 phố Mới, Hà Nội"),
        ("markets", ";".join(sorted(old["markets"].split(";"))), "KR;TW"),
    }
    kept, first = service.imports()
    assert (kept.file, kept.rows, kept.number, first.number) == ("thang-11.csv", 22, plan.number, plan.number - 1)
    diff = get_import(kept.number)[1]
    assert diff["changed"][0]["licence_no"] == row.licence_no
    assert {cell["after"] for cell in diff["changed"][0]["cells"]} == {"Số 7 phố Mới, Hà Nội", "KR;TW"}
    assert (first.counts["new"], kept.counts["new"], kept.counts["changed"]) == (22, 0, 1)


def test_each_row_keeps_the_import_that_last_changed_it() -> None:
    first = bring_in(own_rows())
    second = bring_in(changed(0, phone="024 3999 0000"))
    kept = dict(db.session.execute(select(Firm.licence_no, Firm.import_id)).all())
    assert kept.pop(own_rows()[0]["licence_no"]) == second.number
    assert set(kept.values()) == {first.number}


def test_taken_back_the_register_says_what_it_said() -> None:
    bring_in(own_rows(), "thang-10.csv")
    before, origin = says(), service.provenance()
    poison = changed(
        0, status="revoked", decision_no="99/QĐ", name_vi="Công ty Cổ phần Nhân lực Sông Khác", branches=""
    )
    poison = [row for place, row in enumerate(poison) if place != 5]
    poison.append(
        dict(own_rows()[1]) | {"licence_no": "8888/BNV-GP", "tax_code": "", "name_vi": "Công ty TNHH Mới Toanh"}
    )
    plan = bring_in(poison, "thang-11.csv")
    assert says() != before
    undone = service.undo_import(plan.number)
    assert undone.applied
    assert says() == before
    told = service.provenance()
    assert told is not None
    assert origin is not None
    assert (told.file, told.as_of, told.digest, told.rows) == (origin.file, origin.as_of, origin.digest, origin.rows)
    assert told.version != origin.version, "every process reads the names again"
    assert service.check_firm("8888/BNV-GP").firm is None or service.check_firm("8888/BNV-GP").verdict == "not_found"
    assert service.check_firm(own_rows()[0]["licence_no"]).verdict == "licensed"


def test_nothing_of_the_mistake_is_erased_and_it_is_called_one() -> None:
    bring_in(own_rows())
    plan = bring_in(changed(0, status="revoked", decision_no="99/QĐ"))
    service.undo_import(plan.number)
    firm = service.get_firm("9501-ldtbxh-gp")
    assert [(step.state, step.withdrawn_on is not None) for step in firm.history] == [
        ("valid", False),
        ("revoked", True),
        ("valid", False),
    ]
    states = [change.state for change in licence_changes() if change.ref == "9501-ldtbxh-gp"]
    assert states == ["valid", "revoked"] or states == ["revoked", "valid"], "the feed tells both"
    newest = service.imports()[0]
    assert newest.undoes == plan.number
    assert service.imports()[1].undone_on is not None


def test_what_cannot_be_taken_back_is_said_and_nothing_changes() -> None:
    first = bring_in(own_rows())
    second = bring_in(changed(0, phone="024 3999 0000"))
    before = dump()
    with pytest.raises(service.LaterChanges) as later:
        service.undo_import(first.number)
    assert later.value.numbers == (second.number,)
    with pytest.raises(service.NoSuchImport):
        service.undo_import(999)
    service.undo_import(second.number, dry_run=True)
    assert dump() == before
    service.undo_import(second.number)
    with pytest.raises(service.ImportTakenBack):
        service.undo_import(second.number)


def test_two_who_take_the_same_back_at_once_do_it_once(app: Flask) -> None:
    bring_in(own_rows())
    plan = bring_in(changed(0, phone="024 3999 0000"))

    def undo() -> bool:
        try:
            return service.undo_import(plan.number).applied
        except service.ImportTakenBack:
            return False

    assert sorted(at_once(app, 2, undo)) == [False, True]
    assert len(service.imports()) == 3


def test_a_register_that_came_in_by_another_way_is_not_taken_back_over(app: Flask) -> None:
    """The demo's register is no import; what stands on it is not undone under it."""
    plan = bring_in(own_rows())
    service.load_illustrative(rows(10), [])
    db.session.commit()
    before = dump()
    with pytest.raises(service.LaterChanges) as later:
        service.undo_import(plan.number)
    assert later.value.numbers == ()
    assert dump() == before


def test_taking_back_more_than_a_tenth_waits_for_a_second_person_too() -> None:
    bring_in(own_rows())
    revoked = own_rows()
    for row in revoked[:4]:
        row |= {"status": "revoked"}
    with pytest.raises(service.WaitsForApproval) as waiting:
        bring_in(revoked)
    plan = bring_in(revoked, approve=waiting.value.plan.digest)
    before = dump()
    with pytest.raises(service.WaitsForApproval) as waiting:
        service.undo_import(plan.number)
    with pytest.raises(service.WrongApproval):
        service.undo_import(plan.number, approve="0" * 16)
    assert dump() == before
    service.undo_import(plan.number, approve=waiting.value.plan.digest)
    assert service.imports()[0].approved


def test_the_first_import_taken_back_leaves_no_register_and_can_be_brought_in_again() -> None:
    plan = bring_in(own_rows())
    with pytest.raises(service.WaitsForApproval) as waiting:
        service.undo_import(plan.number)
    service.undo_import(plan.number, approve=waiting.value.plan.digest)
    assert (says(), service.provenance()) == ([], None)
    assert service.find_firms().total == 0
    again = bring_in(own_rows())
    assert len(again.returned) == 22
    assert service.find_firms().total == 22


def test_the_search_follows_a_taking_back() -> None:
    bring_in(own_rows())
    plan = bring_in(changed(0, phone="024 3999 0000"))
    db.session.query(OutboxRow).delete()
    db.session.commit()
    service.undo_import(plan.number)
    assert [row.id for row in db.session.scalars(select(OutboxRow))] == ["9501-ldtbxh-gp"]


def test_six_hundred_changed_rows_are_one_change_that_can_be_taken_back() -> None:
    first = [dict(row) for row in many(SIX_HUNDRED)]
    bring_in(first)
    before = says()
    plan = bring_in([row | {"address": f"Số {place} đường Mới, Hà Nội"} for place, row in enumerate(first)])
    assert (len(plan.changed), plan.waits) == (SIX_HUNDRED, False)
    assert all(row.columns == ("address",) for row in plan.changed)
    assert service.imports()[0].counts["changed"] == SIX_HUNDRED
    service.undo_import(plan.number)
    assert says() == before


def many(count: int) -> list[Row]:
    """That many firms, each under a number and a name of its own."""
    pattern = own_rows()[0]
    words = ("Sông", "Núi", "Biển", "Rừng", "Đồng", "Gió", "Mây", "Nắng", "Trăng", "Sao")
    return [
        pattern
        | {
            "licence_no": f"{5000 + place}/BNV-GP",
            "tax_code": "",
            "name_vi": f"Công ty Cổ phần {words[place % 10]} {words[place // 10 % 10]} {words[place // 100]}",
            "former_names": "", "short_name": "", "name_en": "",
        }
        for place in range(count)
    ]  # fmt: skip


@pytest.mark.parametrize("place", range(22))
def test_a_row_written_back_reads_as_the_same_row(place: int) -> None:
    [row], notes = read_rows([(2, own_rows()[place])], lambda _: True)
    again, more = read_rows([(2, cells_of(row))], lambda _: True)
    assert again == [row]
    assert notes.errors == more.errors == []


@given(
    st.dictionaries(st.sampled_from(COLUMNS), st.text(max_size=5)),
    st.dictionaries(st.sampled_from(COLUMNS), st.text(max_size=5)),
)
def test_two_rows_differ_exactly_in_the_cells_that_are_told(left: dict[str, str], right: dict[str, str]) -> None:
    one, other = (dict.fromkeys(COLUMNS, "") | cells for cells in (left, right))
    told = {cell.column: cell.after for cell in changes(one, other)}
    assert one | told == other
    assert all(one[column] != text for column, text in told.items())
