"""Bringing a register in, on both databases: all of it or nothing, states only ever added, a drift waits."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.firms import service
from portal.firms.models import Firm
from portal.firms.rules.rows import COLUMNS
from portal.search.models import OutboxRow
from portal.shared.problems import BadInput
from portal.storage.db import db
from tests.firms.registers import Row, csv_bytes, own_rows, xlsx_bytes


@pytest.fixture(autouse=True)
def november(app: Flask) -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-11-25T03:00:00Z", tick=False) as clock:
        yield clock


def bring_in(rows: list[Row], **how: Any) -> service.Plan:
    return service.import_register("register.csv", csv_bytes(rows), **how)


def changed(place: int, **cells: str) -> list[Row]:
    """The hand-written register with one row changed."""
    rows = own_rows()
    rows[place] |= cells
    return rows


def dump() -> str:
    """Everything stored, as one hash."""
    db.session.expire_all()
    kept = [
        f"{table.name}{tuple(row)}" for table in db.metadata.sorted_tables for row in db.session.execute(select(table))
    ]
    return hashlib.sha256("\n".join(sorted(kept)).encode()).hexdigest()


def firm(number: str = "9501/LĐTBXH-GP") -> Firm:
    return db.session.scalars(select(Firm).where(Firm.licence_no == number)).one()


def test_csv_and_xlsx_bring_in_the_same() -> None:
    plan = bring_in(own_rows())
    assert (plan.rows, len(plan.new), plan.applied, plan.waits) == (22, 22, True, False)
    assert service.import_register("r.xlsx", xlsx_bytes(own_rows()), dry_run=True).changed == []
    stored = service.get_firm("9502-ldtbxh-gp")
    assert stored.names == (
        ("vi", "Công ty TNHH Một thành viên Xuất khẩu Lao động Đồi Chè"),
        ("en", "Doi Che Labour Export One Member Co., Ltd"),
        ("short", "DOCHELEX"),
        ("former", "Công ty Xuất khẩu Lao động Đồi Chè"),
    )
    assert (stored.people, stored.branches) == (
        ("Trần Thị Bình", "Lê Văn Giang"),
        (("Chi nhánh Huế", "Số 9 đường Minh Hoạ 5, Huế"),),
    )
    assert (stored.card.markets, stored.card.province_id) == (("JP", "TW"), "25")
    assert not stored.card.illustrative


def test_a_second_import_of_the_same_changes_no_firm() -> None:
    bring_in(own_rows())
    before = firm().changed_at
    plan = bring_in(own_rows())
    assert (plan.new, plan.changed, plan.restated, plan.gone) == ([], [], [], [])
    assert firm().changed_at == before
    assert len(firm().states) == 1


def test_a_dry_run_changes_nothing() -> None:
    bring_in(own_rows())
    before = dump()
    plan = bring_in(changed(0, name_vi="Công ty Cổ phần Nhân lực Sông Khác", status="revoked"), dry_run=True)
    [row] = plan.changed
    assert (row.licence_no, row.columns) == ("9501/LĐTBXH-GP", ("name_vi", "status"))
    assert [(s.licence_no, s.before, s.after) for s in plan.restated] == [("9501/LĐTBXH-GP", "valid", "revoked")]
    assert dump() == before


POISON: list[tuple[str, Any]] = [
    ("a look-alike letter", lambda: csv_bytes(changed(3, name_vi="Công ty TNHH Nh\u0430n lực Quốc tế Gió Lành"))),
    ("an invisible character", lambda: csv_bytes(changed(3, name_vi="Công ty TNHH Nhân\u200b lực Quốc tế Gió Lành"))),
    ("a bidi character", lambda: csv_bytes(changed(3, legal_representative="An \u202eMinh"))),
    ("a licence twice", lambda: csv_bytes([*own_rows(), own_rows()[0]])),
    ("an unknown state", lambda: csv_bytes(changed(9, status="ok"))),
    ("a bad day in the last row", lambda: csv_bytes(changed(21, status_to="31/12/2026"))),
    ("a missing name", lambda: csv_bytes(changed(21, name_vi=""))),
    ("an unknown market", lambda: csv_bytes(changed(5, markets="JP;ZZ"))),
    ("another encoding", lambda: csv_bytes(own_rows()).decode().encode("utf-16")),
    ("another header", lambda: csv_bytes(own_rows(), [c for c in COLUMNS if c != "status"])),
    ("no rows", lambda: csv_bytes([])),
]


@pytest.mark.parametrize(("what", "content"), POISON, ids=[what for what, _ in POISON])
def test_a_poisoned_file_leaves_the_database_as_it_was(what: str, content: Any) -> None:
    bring_in(own_rows())
    before = dump()
    with pytest.raises(BadInput):
        service.import_register("register.csv", content())
    assert dump() == before, what


def test_warnings_are_brought_in() -> None:
    plan = bring_in(changed(0, phone="?", province="Tỉnh Không Có"))
    assert plan.applied
    assert {(note.row, note.column) for note in plan.warnings} >= {(2, "phone"), (2, "province")}
    assert (firm().phone, firm().province, firm().province_key) == ("?", "Tỉnh Không Có", None)


def test_a_state_is_ended_and_never_erased(november: time_machine.Traveller) -> None:
    bring_in(own_rows())
    november.move_to("2026-12-01T03:00:00Z")
    bring_in(changed(0, status="suspended", status_from="2026-11-30", status_to="2027-05-30", decision_no="77/QĐ"))
    november.move_to("2027-06-02T03:00:00Z")
    bring_in(own_rows())
    rows = [(s.state, s.decision_no, s.told_on, s.ended_on) for s in firm().states]
    assert rows == [
        ("valid", None, date(2026, 11, 25), date(2026, 12, 1)),
        ("suspended", "77/QĐ", date(2026, 12, 1), date(2027, 6, 2)),
        ("valid", None, date(2027, 6, 2), None),
    ]
    assert [row.state for row in service.get_firm("9501-ldtbxh-gp").history] == ["valid", "suspended", "valid"]


def test_a_firm_that_disappears_is_kept_but_no_longer_answered(november: time_machine.Traveller) -> None:
    bring_in(own_rows())
    assert service.check_firm("9501").verdict == "licensed"
    november.move_to("2026-12-01T03:00:00Z")
    plan = bring_in(own_rows()[1:])
    assert plan.gone == ["9501/LĐTBXH-GP"]
    assert service.check_firm("9501/LĐTBXH-GP").verdict == "not_found"
    assert service.check_firm("Công ty Cổ phần Nhân lực Sông Trầm").firm is None
    gone = service.get_firm("9501-ldtbxh-gp")
    assert (gone.card.status, gone.unlisted_on) == ("unlisted", date(2026, 12, 1))
    assert service.find_firms(text="song tram").total == 0
    plan = bring_in(own_rows())
    assert plan.returned == ["9501/LĐTBXH-GP"]
    assert service.check_firm("9501").verdict == "licensed"


def test_exactly_a_tenth_does_not_wait_and_more_does() -> None:
    """22 rows stored: 2 of them are 9.1 %, 3 are 13.6 %."""
    bring_in(own_rows())
    assert bring_in(own_rows()[2:]).applied
    bring_in(own_rows())
    before = dump()
    with pytest.raises(service.WaitsForApproval) as waiting:
        bring_in(own_rows()[3:])
    assert dump() == before
    with pytest.raises(service.WrongApproval):
        bring_in(own_rows()[3:], approve="0" * 16)
    assert dump() == before
    assert bring_in(own_rows()[3:], approve=waiting.value.plan.digest).applied


def test_a_digest_holds_for_one_file_on_one_register() -> None:
    bring_in(own_rows())
    digest = bring_in(own_rows()[3:], dry_run=True).digest
    with pytest.raises(service.WrongApproval):
        bring_in(own_rows()[4:], approve=digest)
    bring_in(changed(0, phone="024 1111 2222"))
    with pytest.raises(service.WrongApproval):
        bring_in(own_rows()[3:], approve=digest)


def test_changed_lists_and_spellings_of_a_licence_number_meet_the_same_firm() -> None:
    bring_in(own_rows())
    kept = firm().id
    plan = bring_in(
        changed(0, licence_no="9501 LĐTBXH-GP", former_names="Công ty Cũ", markets="DE;JP", branches="A @ B;C")
    )
    assert plan.new == plan.gone == []
    stored = firm("9501 LĐTBXH-GP")
    assert (stored.id, stored.ref) == (kept, "9501-ldtbxh-gp")
    assert [m.market for m in stored.markets] == ["DE", "JP"]
    assert [(b.name, b.address) for b in stored.branches] == [("A", "B"), ("C", None)]
    assert service.check_firm("Công ty Cũ").firm is not None


def test_where_the_register_comes_from_is_kept() -> None:
    assert service.provenance() is None
    assert service.check_firm("9501").data_as_of is None
    bring_in(own_rows())
    origin = service.provenance()
    assert origin is not None
    assert (origin.as_of, origin.file, origin.rows) == (date(2026, 11, 25), "register.csv", 22)
    assert origin.digest == hashlib.sha256(csv_bytes(own_rows())).hexdigest()
    assert service.check_firm("9501").data_as_of == date(2026, 11, 25)


def test_what_changed_goes_to_the_search_and_nothing_else() -> None:
    bring_in(own_rows())
    db.session.query(OutboxRow).delete()
    db.session.commit()
    bring_in(changed(0, address="Nơi khác")[:-1])
    assert {(row.kind, row.id) for row in db.session.scalars(select(OutboxRow))} == {
        ("firm", "9501-ldtbxh-gp"),
        ("firm", "9521-bnv-gp"),
    }
