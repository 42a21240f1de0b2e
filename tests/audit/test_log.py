"""The log itself, on both databases: no gap, one writer at a time, and every way to falsify it is found."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask, current_app
from sqlalchemy import text

from portal.audit import anchor
from portal.audit.rules.chain import Finding, read_anchor
from portal.audit.rules.entries import NotForTheLog
from portal.audit.service import LogDamaged, head, of_actor, record, verify
from portal.storage import at_work
from portal.storage.db import db
from portal.storage.installation import find_mark, set_mark
from tests.tampering import triggers_lifted

AN, BINH = "hQ3x-Zt0_mB7yK2vN8sLwA", "pW9c_Kd4-rT1jX6uM5fGoE"
KEY1, KEY2 = (1, bytes(range(64))), (2, bytes(reversed(range(64))))


def write(count: int, actor: str = AN) -> None:
    for number in range(count):
        record("session.start", actor=actor, role="editor", object_kind="account", object_ref=BINH, facts={"n": number})
        db.session.commit()


def sql(statement: str, **values: object) -> None:
    """What a forger with the whole database does: the triggers away, then as they like."""
    with triggers_lifted(db.session.connection()):
        db.session.execute(text(statement), values)
    db.session.commit()


def kinds() -> list[tuple[str, int, int]]:
    return [(f.kind, f.first, f.last) for f in verify()]


def test_an_honest_log_is_sound_from_the_first_row(folder: Path) -> None:
    assert verify() == []
    assert head() is None
    write(3)
    assert verify() == []
    kept = head()
    assert kept is not None
    assert kept.count == 3
    assert anchor.read(folder) == f"{kept}\n"
    assert verify(str(kept)) == []


def test_a_person_sees_their_own_newest_first(folder: Path) -> None:
    write(2, AN)
    write(1, BINH)
    write(1, AN)
    assert [e.seq for e in of_actor(AN)] == [4, 2, 1]
    assert [e.seq for e in of_actor(AN, 1)] == [4]
    entry = of_actor(BINH)[0]
    assert (entry.action, entry.role, entry.object_ref, entry.facts) == ("session.start", "editor", BINH, '{"n":0}')
    assert entry.at.utcoffset() is not None


def test_what_is_rolled_back_leaves_no_gap_and_no_anchor(folder: Path) -> None:
    write(1)
    record("session.start", actor=AN, role="editor")
    db.session.rollback()
    with pytest.raises(NotForTheLog):
        record("session.start", actor="an@example.vn", role="editor")
    db.session.rollback()
    kept = anchor.read(folder)
    assert kept is not None
    assert kept.split()[1] == "1"
    write(1)
    assert [e.seq for e in of_actor(AN)] == [2, 1]
    assert verify() == []


def test_a_savepoint_rolled_back_is_no_anchor_either(folder: Path) -> None:
    write(1)
    record("session.start", actor=AN, role="editor")
    nested = db.session.begin_nested()
    record("session.end", actor=AN, role="editor")
    nested.rollback()
    db.session.commit()
    assert [e.action for e in of_actor(AN)] == ["session.start"] * 2
    assert verify() == []
    with db.session.begin_nested():
        record("session.end", actor=AN, role="editor")
    db.session.rollback()
    assert verify() == []
    write(1)
    assert str(head()) in (anchor.read(folder) or "")


# Six ways to falsify it, and some more

NOUGHT = f"'{'0' * 64}'"
FALSIFIED: dict[str, tuple[str, list[tuple[str, int, int]]]] = {
    "edit": ("UPDATE audit_row SET actor = 'system' WHERE seq = 4", [("changed", 4, 4)]),
    "edit facts": ("UPDATE audit_row SET facts = '{\"n\"\\:9}' WHERE seq = 8", [("changed", 8, 8)]),
    "re-time": (
        "UPDATE audit_row SET at = (SELECT at FROM audit_row WHERE seq = 2) WHERE seq = 5",
        [("changed", 5, 5)],
    ),
    "delete": ("DELETE FROM audit_row WHERE seq = 3", [("missing", 3, 3)]),
    "delete the first": ("DELETE FROM audit_row WHERE seq <= 2", [("missing", 1, 2)]),
    "truncate": ("DELETE FROM audit_row WHERE seq > 6", [("truncated", 7, 8), ("truncated", 7, 8)]),
    "empty": ("DELETE FROM audit_row", [("truncated", 1, 8), ("truncated", 1, 8)]),
    "another link": (f"UPDATE audit_row SET link = {NOUGHT} WHERE seq = 4",  # noqa: S608
                     [("changed", 4, 4), ("forged", 4, 4), ("changed", 5, 5)]),
    "another signature": (f"UPDATE audit_row SET mac = {NOUGHT} WHERE seq = 4",  # noqa: S608
                          [("forged", 4, 4)]),
    "another key": ("UPDATE audit_row SET key_version = 7 WHERE seq = 4",
                    [("changed", 4, 4), *(("key_order", n, n) for n in (5, 6, 7, 8))]),
}  # fmt: skip


@pytest.mark.parametrize("way", FALSIFIED)
def test_a_falsified_log_is_found_and_the_rows_are_named(folder: Path, way: str) -> None:
    write(8)
    statement, expected = FALSIFIED[way]
    sql(statement)
    assert kinds() == expected


def test_an_inserted_row_is_found_at_the_end_and_in_the_middle(folder: Path) -> None:
    write(5)
    rest = "at, actor, role, action, object_kind, object_ref, facts, key_version, link, mac"
    copy = f"INSERT INTO audit_row SELECT {{}}, {rest} FROM audit_row WHERE seq = 5"  # noqa: S608 - the test forges
    sql(copy.format(6))
    assert kinds() == [("changed", 6, 6), ("unanchored", 6, 6)]
    sql("DELETE FROM audit_row WHERE seq = 6")
    assert kinds() == []
    sql("UPDATE audit_row SET seq = 6 WHERE seq = 5")
    sql("UPDATE audit_row SET seq = 5 WHERE seq = 4")
    sql(copy.replace("seq = 5", "seq = 3").format(4))
    found = kinds()
    assert found[:3] == [("changed", 4, 4), ("changed", 5, 5), ("changed", 6, 6)]


def test_reordered_rows_are_found(folder: Path) -> None:
    write(6)
    for old, new in ((2, 99), (5, 2), (99, 5)):
        sql("UPDATE audit_row SET seq = :new WHERE seq = :old", old=old, new=new)
    assert {("changed", 2, 2), ("changed", 5, 5)} <= set(kinds())


def test_a_forger_with_the_whole_database_but_no_key_is_found(folder: Path) -> None:
    """Rows, their open chain and the head can be written by anybody; the signatures cannot."""
    write(3)
    before = find_mark("audit_head")
    write(2)
    sql("DELETE FROM audit_row WHERE seq > 3")
    set_mark("audit_head", before or "")
    db.session.commit()
    assert kinds() == [("truncated", 4, 5)], "an old head put back is found by the file"
    assert [f.where for f in verify()] == ["file"]
    count, link = (before or "").split()[1:3]
    set_mark("audit_head", f"ben-ve-audit {count} {link} 0 {'a' * 64}")
    db.session.commit()
    assert Finding("anchor_forged", 3, 3, "database") in verify()
    sql("DELETE FROM installation_mark WHERE key = 'audit_head'")
    assert Finding("anchor_missing", 3, 3, "database") in verify()


def test_the_anchor_file_is_evidence_and_never_goes_back(folder: Path) -> None:
    write(3)
    before = find_mark("audit_head")
    write(2)
    kept = anchor.read(folder)
    sql("DELETE FROM audit_row WHERE seq > 3")
    set_mark("audit_head", before or "")
    db.session.commit()
    write(4)
    assert anchor.read(folder) == kept, "rows of the same numbers, but not the same rows"
    assert verify() == [Finding("rewritten", 5, 5, "file")]


def test_writers_that_end_in_another_order_leave_the_later_anchor(folder: Path) -> None:
    write(1)
    early = read_anchor(anchor.read(folder) or "")
    write(1)
    late = anchor.read(folder)
    assert early is not None
    anchor.advance(folder, early)
    assert anchor.read(folder) == late
    assert (folder / anchor.FILE).stat().st_mode & 0o777 == 0o600


def test_the_file_missing_or_mangled_is_told_and_a_lagging_one_is_no_fault(folder: Path) -> None:
    write(2)
    early = anchor.read(folder) or ""
    write(2)
    (folder / anchor.FILE).write_text(early)
    assert verify() == []
    (folder / anchor.FILE).write_text("")
    assert verify() == [Finding("anchor_missing", 4, 4, "file")]
    (folder / anchor.FILE).write_text(early.replace("ben-ve-audit 2", "ben-ve-audit 1"))
    assert verify() == [Finding("anchor_forged", 1, 1, "file")]
    (folder / anchor.FILE).unlink()
    assert verify() == [Finding("anchor_missing", 4, 4, "file")]


def test_everything_wiped_is_found_by_the_anchor_kept_elsewhere(folder: Path) -> None:
    write(2)
    elsewhere = str(head())
    sql("DELETE FROM audit_row")
    sql("DELETE FROM installation_mark")
    (folder / anchor.FILE).unlink()
    assert verify() == []
    assert verify(elsewhere) == [Finding("truncated", 1, 2, "given")]
    assert verify("nonsense")[0].kind == "anchor_forged"


def test_a_damaged_log_takes_no_more_rows(folder: Path) -> None:
    write(3)
    sql("DELETE FROM audit_row WHERE seq = 3")
    with pytest.raises(LogDamaged):
        write(1)


# Keys


def with_keys(*keys: tuple[int, bytes]) -> at_work.Settings:
    return replace(current_app.extensions["settings"], keys=keys)


def test_a_wrong_key_is_found_on_every_row(folder: Path) -> None:
    write(3)
    other = replace(current_app.extensions["settings"], secret_key="x" + current_app.extensions["settings"].secret_key)
    with at_work.holding(other):
        assert [f.kind for f in verify()] == ["forged"] * 3 + ["anchor_forged"] * 2


def test_a_row_under_a_new_key_vouches_for_rows_whose_key_is_gone(folder: Path) -> None:
    with at_work.holding(with_keys(KEY1)):
        write(3)
    with at_work.holding(with_keys(KEY2)):
        assert kinds()[0] == ("no_key", 1, 3)
    with at_work.holding(with_keys(KEY2, KEY1)):
        write(1)
    with at_work.holding(with_keys(KEY2)):
        assert verify() == []
        sql("UPDATE audit_row SET role = 'admin' WHERE seq = 2")
        assert kinds() == [("changed", 2, 2)]


def test_a_retired_key_cannot_write_new_rows(folder: Path) -> None:
    with at_work.holding(with_keys(KEY2, KEY1)):
        write(2)
    with at_work.holding(with_keys(KEY1)):
        write(1)
    with at_work.holding(with_keys(KEY2, KEY1)):
        assert kinds() == [("key_order", 3, 3)]


# Several writers


def run_together(app: Flask, *acts: Callable[[], None]) -> list[BaseException]:
    errors = list[BaseException]()

    def work(act: Callable[[], None]) -> None:
        with app.app_context():
            try:
                act()
            except BaseException as error:
                errors.append(error)
            finally:
                db.session.rollback()
                db.session.remove()

    threads = [threading.Thread(target=work, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def test_writers_at_the_same_time_make_one_chain_and_readers_find_it_sound(app: Flask, folder: Path) -> None:
    def writer() -> None:
        for number in range(15):
            record("session.start", actor=AN, role="editor", facts={"n": number})
            if number % 5 == 4:
                db.session.rollback()
            else:
                db.session.commit()

    found = list[Finding]()

    def reader() -> None:
        for _ in range(15):
            found.extend(verify())
            time.sleep(0.002)

    assert run_together(app, writer, writer, writer, reader) == []
    assert found == []
    assert [e.seq for e in of_actor(AN, 100)] == list(range(36, 0, -1))
    assert verify() == []
    kept = read_anchor(anchor.read(folder) or "")
    assert kept == head()


def test_a_second_writer_waits_for_the_first(app: Flask, folder: Path) -> None:
    record("session.start", actor=AN, role="editor")
    held = threading.Timer(0.3, lambda: None)
    done = list[float]()

    def second() -> None:
        record("session.start", actor=BINH, role="editor")
        db.session.commit()
        done.append(time.monotonic())

    thread = threading.Thread(target=lambda: run_together(app, second))
    thread.start()
    held.start()
    held.join()
    assert done == []
    db.session.commit()
    thread.join()
    assert len(done) == 1
    assert [e.seq for e in of_actor(BINH)] == [2]
    assert verify() == []
