"""Going on after a disagreement: said in the log, seen for ever, and no cover for what is changed afterwards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import text

from portal.audit import anchor, repair
from portal.audit.service import LogDamaged, head, of_object, record, verify
from portal.cli import context
from portal.cli.audit import audit
from portal.storage.db import db
from portal.storage.installation import find_mark, set_mark
from tests.tampering import triggers_lifted

AN, BINH = "hQ3x-Zt0_mB7yK2vN8sLwA", "pW9c_Kd4-rT1jX6uM5fGoE"
WHY = "Khôi phục bản sao lưu thứ Hai"


@pytest.fixture
def run(app: Flask, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.setattr(context, "create_app", lambda serving: app)
    return lambda *args: CliRunner().invoke(audit, args)


def write(count: int) -> None:
    for _ in range(count):
        record("session.start", actor=AN, role="editor", object_kind="account", object_ref=BINH)
        db.session.commit()


def sql(statement: str) -> None:
    with triggers_lifted(db.session.connection()):
        db.session.execute(text(statement))
    db.session.commit()


def restore() -> str:
    """Five rows, of which a backup holds three; the file remembers five. Returns the head of the five."""
    write(3)
    before = find_mark("audit_head")
    write(2)
    last = str(head())
    sql("DELETE FROM audit_row WHERE seq > 3")
    set_mark("audit_head", before or "")
    db.session.commit()
    return last


def fresh() -> list[tuple[str, int, int]]:
    return [(f.kind, f.first, f.last) for f in verify() if not f.accepted]


def test_a_restored_backup_goes_on_and_the_gap_is_told_for_ever(folder: Path) -> None:
    elsewhere = restore()
    evidence = anchor.read(folder)
    done = repair.accept(WHY)
    assert done is not None
    assert (done.seq, done.because, done.kept) == (6, "khoi-phuc-ban-sao-luu-thu-hai", "audit-head-kept-6")
    assert (folder / "audit-head-kept-6").read_text() == evidence
    assert fresh() == []
    assert [(f.kind, f.first, f.last, f.accepted) for f in verify()] == [("missing", 4, 5, 6)]
    write(2)
    assert fresh() == []
    assert anchor.read(folder) == f"{head()}\n"
    assert [f.kind for f in verify(elsewhere) if f.where == "given"] == ["rewritten"]


def test_rows_edited_and_taken_out_are_accepted_by_name_and_no_others(folder: Path) -> None:
    write(6)
    sql("UPDATE audit_row SET role = 'admin' WHERE seq = 2")
    sql("DELETE FROM audit_row WHERE seq = 4")
    assert fresh() == [("changed", 2, 2), ("missing", 4, 4)]
    assert repair.accept(WHY) is not None
    assert fresh() == []
    write(1)
    sql("UPDATE audit_row SET role = 'admin' WHERE seq = 3")
    assert fresh() == [("changed", 2, 2), ("changed", 3, 3), ("missing", 4, 4)], "one more, and all are told again"


@pytest.mark.parametrize("change", ["role = 'admin'", "facts = '{}'", f"mac = '{'a' * 64}'"])
def test_an_acceptance_that_is_changed_accepts_nothing(folder: Path, change: str) -> None:
    restore()
    repair.accept(WHY)
    sql(f"UPDATE audit_row SET {change} WHERE seq = 6")  # noqa: S608 - the test forges
    assert ("missing", 4, 5) in fresh()


def test_a_forged_acceptance_accepts_nothing(folder: Path) -> None:
    """Who has the database but no key writes a row that looks like one."""
    restore()
    repair.accept(WHY)
    write(1)
    sql("DELETE FROM audit_row WHERE seq = 2")
    rest = "at, actor, role, action, object_kind, object_ref, facts, key_version, link, mac"
    sql(f"INSERT INTO audit_row SELECT 8, {rest} FROM audit_row WHERE seq = 6")  # noqa: S608 - the test forges
    assert ("missing", 2, 2) in fresh()


def test_a_damaged_head_stops_every_act_until_somebody_says_why(folder: Path) -> None:
    write(4)
    sql("DELETE FROM audit_row WHERE seq = 4")
    with pytest.raises(LogDamaged):
        write(1)
    db.session.rollback()
    assert repair.accept("rows lost in a crash") is not None
    write(1)
    assert fresh() == []
    assert head() is not None
    assert of_object(BINH)[0].seq == 6


@pytest.mark.parametrize("line", ["", "nonsense", None])
def test_an_anchor_file_that_was_lost_or_mangled(folder: Path, line: str | None) -> None:
    write(2)
    (folder / anchor.FILE).unlink()
    if line is not None:
        (folder / anchor.FILE).write_text(line)
    assert len(fresh()) == 1
    done = repair.accept("state folder lost")
    assert done is not None
    assert done.kept == (None if line is None else "audit-head-kept-3")
    assert verify() == []
    (entry,) = [e for e in repair_rows() if e[0] == 3]
    assert '"file":"anchor_' in entry[1]


def test_a_forged_anchor_cannot_make_the_numbers_jump(folder: Path) -> None:
    write(2)
    real = (anchor.read(folder) or "").split()
    (folder / anchor.FILE).write_text(" ".join([real[0], "99999999", *real[2:]]))
    done = repair.accept("forged anchor")
    assert done is not None
    assert done.seq == 3


def test_nothing_is_accepted_where_nothing_is_wrong_and_nothing_without_a_reason(folder: Path) -> None:
    write(2)
    assert repair.accept(WHY) is None
    assert len(repair_rows()) == 2
    sql("DELETE FROM audit_row WHERE seq = 1")
    for because in ("", "…", "x" * 65, "gọi 0912345678", "an@example.vn " * 6):
        with pytest.raises(repair.NoReason):
            repair.accept(because)
    assert len(repair_rows()) == 1
    assert fresh() == [("missing", 1, 1)]


def test_the_command_says_what_is_accepted_and_verify_goes_on_saying_it(run: Callable[..., Result]) -> None:
    restore()
    assert run("verify").exit_code == 1
    assert run("accept").exit_code == 2
    assert run("accept", "--because", "0912345678").exit_code == 2
    done = run("accept", "--because", WHY)
    assert done.exit_code == 0, done.output
    assert "rows 4 to 5" in done.output
    assert "row 6 says that this is known, because: khoi-phuc-ban-sao-luu-thu-hai" in done.output
    told = run("verify")
    assert told.exit_code == 0
    assert told.stdout == "as written up to row 6, but for what row 6 says is known:\nrows 4 to 5: was taken out\n"
    assert '"sound": true' in run("verify", "--json").stdout
    again = run("accept", "--because", WHY)
    assert again.exit_code == 1
    assert "nothing to accept" in again.output


def test_what_was_done_to_an_object_is_found_newest_first(folder: Path) -> None:
    write(2)
    record("session.start", actor=BINH, role="editor", object_kind="account", object_ref=AN)
    db.session.commit()
    assert [e.seq for e in of_object(BINH)] == [2, 1]
    assert [e.seq for e in of_object(BINH, 1)] == [2]
    assert [e.actor for e in of_object(AN)] == [BINH]


def repair_rows() -> list[tuple[int, str]]:
    return [(row[0], row[1]) for row in db.session.execute(text("SELECT seq, facts FROM audit_row ORDER BY seq"))]
