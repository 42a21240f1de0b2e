"""Bringing a register in, on both databases: all of it or nothing, states only ever added, a drift waits."""

from __future__ import annotations

import hashlib
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.firms import places, register_undo, service
from portal.firms.licence_changes import licence_changes
from portal.firms.models import Firm
from portal.firms.register_import import Register
from portal.firms.rules.register_file import read_rows
from portal.firms.rules.row_text import cells_of
from portal.firms.rules.rows import COLUMNS, FirmRow
from portal.search.models import OutboxRow
from portal.shared.problems import BadInput
from portal.storage.db import db
from tests.firms.at_once import at_once, process_environment
from tests.firms.registers import Row, csv_bytes, own_rows, xlsx_bytes
from tests.firms.test_files import REFUSED


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


@pytest.mark.parametrize(("name", "make", "word"), REFUSED)
def test_a_poisoned_file_of_any_kind_leaves_the_database_as_it_was(
    name: str, make: Callable[[], bytes], word: str
) -> None:
    bring_in(own_rows())
    before = dump()
    with pytest.raises(BadInput, match=re.escape(word)):
        service.import_register(name, make())
    assert dump() == before


def test_a_number_that_differs_in_leading_zeros_only_is_warned_of() -> None:
    rows = [
        *own_rows(),
        own_rows()[0] | {"licence_no": "09501/LĐTBXH-GP", "name_vi": "Công ty TNHH Khác Hẳn", "tax_code": ""},
    ]
    [note] = [note for note in bring_in(rows).warnings if note.column == "licence_no"]
    assert note.row == 24
    assert "9501/LĐTBXH-GP" in str(note.message)


def test_two_at_one_moment_take_turns_and_the_register_is_that_of_the_second(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both files change other rows. Mixed, the register would be neither file's."""
    bring_in(own_rows())
    files = [changed(0, address="Số 1 phố Một, Hà Nội"), changed(1, address="Số 2 phố Hai, Hà Nội")]
    order, packed = iter((0, 1)), register_undo.pack
    first_reads, second_starts = threading.Event(), threading.Event()

    def slowly(register: Register) -> bytes:
        if not first_reads.is_set():
            first_reads.set()
            second_starts.wait(5)
            time.sleep(0.2)  # the second one has time to read what the first has not committed yet
        return packed(register)

    monkeypatch.setattr(register_undo, "pack", slowly)

    def one() -> service.Plan:
        place = next(order)
        if place == 1:
            first_reads.wait(5)
            second_starts.set()
        return bring_in(files[place])

    plans = at_once(app, 2, one)
    db.session.expire_all()
    assert [cells_of(row) for row in Register().rows()] == [cells_of(row) for row in rows_read(files[1])]
    second = max(plans, key=lambda plan: plan.number)
    assert {row.licence_no for row in second.changed} == {row["licence_no"] for row in own_rows()[:2]}
    service.undo_import(second.number)
    assert [cells_of(row) for row in Register().rows()] == [cells_of(row) for row in rows_read(files[0])]


def rows_read(rows: list[Row]) -> list[FirmRow]:
    read, _ = read_rows(enumerate(rows, 2), places.knows_province)
    return sorted(read, key=lambda row: row.licence_no)


def test_refused_it_lets_the_next_one_go_on(app: Flask) -> None:
    bring_in(own_rows())
    with pytest.raises(service.WaitsForApproval):
        bring_in(own_rows()[3:])
    with pytest.raises(service.NoSuchImport):
        service.undo_import(999)
    [plan] = at_once(app, 1, lambda: bring_in(changed(0, phone="024 1111 2222")))
    assert plan.applied


KILLED = """
import os, signal, sys
from pathlib import Path
from portal.app import create_app
from portal.firms import register_undo, service
from portal.storage.db import db
app = create_app(serving=False)
with app.app_context():
    whole = {"pack": register_undo.pack, "commit": db.session.commit}
    def die(*args):
        if sys.argv[2] == "after":
            whole[sys.argv[1]](*args)
        os.kill(os.getpid(), signal.SIGKILL)
    setattr({"pack": register_undo, "commit": db.session}[sys.argv[1]], sys.argv[1], die)
    service.import_register("register.csv", Path(sys.argv[3]).read_bytes())
"""


@pytest.mark.parametrize(("place", "when"), [("pack", "before"), ("commit", "before"), ("commit", "after")])
def test_kill_9_leaves_the_whole_register_or_the_whole_new_one(
    app: Flask, tmp_path: Path, place: str, when: str
) -> None:
    bring_in(own_rows())
    before, file = dump(), tmp_path / "register.csv"
    file.write_bytes(csv_bytes(changed(0, phone="024 1111 2222")))
    run = subprocess.run([sys.executable, "-c", KILLED, place, when, file], env=process_environment(app), check=False)
    assert run.returncode == -signal.SIGKILL
    if when == "before":
        assert dump() == before
    db.session.expire_all()
    plan = service.import_register("register.csv", file.read_bytes())
    assert len(plan.changed) == (1 if when == "before" else 0)
    assert firm().phone == "024 1111 2222"


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
    november.move_to("2026-12-09T03:00:00Z")
    plan = bring_in(own_rows())
    assert plan.returned == ["9501/LĐTBXH-GP"]
    assert service.check_firm("9501").verdict == "licensed"
    back = service.get_firm("9501-ldtbxh-gp")
    assert (back.unlisted_on, back.absences) == (None, ((date(2026, 12, 1), date(2026, 12, 9)),))
    told = [(change.state, change.told_on) for change in licence_changes() if change.ref == "9501-ldtbxh-gp"]
    assert told == [("unlisted", date(2026, 12, 1))], "the feed keeps what it told"


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
