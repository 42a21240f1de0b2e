"""`flask audit` and `flask keys`: what they print, how they end, on a database of their own."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask, current_app
from sqlalchemy import text

from portal.audit.rules.chain import START, Anchor, Row, judge, link, sign_anchor, sign_row
from portal.audit.rules.entries import Entry
from portal.audit.service import record
from portal.cli import context
from portal.cli.audit import audit
from portal.cli.keys import keys
from portal.storage import at_work
from portal.storage.db import db
from portal.storage.encryption import context as place
from portal.storage.encryption import seal
from portal.storage.rotation import SealedColumn
from tests.tampering import triggers_lifted

AN = "hQ3x-Zt0_mB7yK2vN8sLwA"
KEY1, KEY2 = (1, bytes(range(64))), (2, bytes(reversed(range(64))))


@pytest.fixture
def run(app: Flask, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs a command on the app under test instead of one built from the environment."""
    monkeypatch.setattr(context, "create_app", lambda serving: app)
    return lambda group, *args: CliRunner().invoke(group, args)


def write(count: int) -> None:
    for _ in range(count):
        record("session.start", actor=AN, role="editor")
    db.session.commit()


def test_verify_says_that_the_log_is_sound(run: Callable[..., Result]) -> None:
    write(3)
    result = run(audit, "verify")
    assert (result.exit_code, result.output) == (0, "3 rows, as they were written\n")
    head = run(audit, "head").output.strip()
    assert head.startswith("ben-ve-audit 3 ")
    assert run(audit, "verify", "--anchor", head).exit_code == 0


def test_verify_names_the_rows_that_were_falsified(run: Callable[..., Result]) -> None:
    write(5)
    head = run(audit, "head").output.strip()
    with triggers_lifted(db.session.connection()):
        db.session.execute(text("UPDATE audit_row SET role = 'admin' WHERE seq = 2"))
        db.session.execute(text("DELETE FROM audit_row WHERE seq > 3"))
    db.session.commit()
    result = run(audit, "verify", "--anchor", head)
    assert result.exit_code == 1
    assert "row 2: is not what was written" in result.stderr
    assert "rows 4 to 5: was cut off the end (anchor in the state folder)" in result.stderr
    assert "(anchor given)" in result.stderr
    told = json.loads(run(audit, "verify", "--json").stdout)
    assert told["sound"] is False
    assert {"kind": "changed", "first": 2, "last": 2, "where": "", "accepted": 0} in told["findings"]


def test_an_anchor_that_is_none_is_bad_input_and_an_empty_log_has_none(run: Callable[..., Result]) -> None:
    assert run(audit, "verify", "--anchor", "x").exit_code == 2
    assert run(audit, "head").exit_code == 1
    assert run(audit, "verify").output == "0 rows, as they were written\n"


def test_ten_thousand_honest_rows_are_judged_row_by_row() -> None:
    rows, before, key = list[Row](), START, bytes(32)
    for seq in range(1, 10_001):
        entry = Entry(seq, datetime(2026, 11, 25, tzinfo=UTC), AN, "editor", "session.start", "", "", "{}")
        before = link(before, entry, 1)
        rows.append(Row(entry, 1, before, sign_row(key, before)))
    anchor = str(Anchor(10_000, before, 1, sign_anchor(key, 10_000, before)))
    assert judge(rows, {1: key}, {"database": anchor, "file": anchor}) == []
    swapped = [*rows[:4000], replace(rows[4000], entry=replace(rows[4000].entry, role="admin")), *rows[4001:]]
    assert [(f.kind, f.first) for f in judge(swapped, {1: key}, {})] == [("changed", 4001)]


@pytest.fixture
def sealed(app: Flask, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """One declared table with sealed values."""
    column = SealedColumn("sealed_try", "phone", ref="ref")
    monkeypatch.setattr("portal.storage.rotation._declared", {("sealed_try", "phone"): column})
    db.session.execute(text("DROP TABLE IF EXISTS sealed_try"))
    db.session.execute(text("CREATE TABLE sealed_try (ref TEXT PRIMARY KEY, phone TEXT)"))
    db.session.commit()

    def put(ref: str) -> None:
        said = seal(place("sealed_try", "phone", ref), "0912345678")
        db.session.execute(text("INSERT INTO sealed_try VALUES (:r, :p)"), {"r": ref, "p": said})
        db.session.commit()

    return put


def test_keys_rotate_seals_anew_tells_which_key_may_go_and_is_logged(
    run: Callable[..., Result], sealed: Callable[[str], None], app: Flask
) -> None:
    with at_work.holding(with_keys(KEY1)):
        sealed("a")
        sealed("b")
        write(2)
    with at_work.holding(with_keys(KEY2, KEY1)):
        result = run(keys, "rotate")
        assert result.exit_code == 0, result.output
        assert "2 values and files sealed anew with key 2" in result.output
        assert "key 1: 0 values and files" in result.output
        assert "may leave PORTAL_KEYS: 1\n" in result.output
        assert base64.b64encode(KEY1[1]).decode()[:10] not in result.output
    with at_work.holding(with_keys(KEY2)):
        assert run(audit, "verify").output == "3 rows, as they were written\n"
        told = json.loads(run(keys, "rotate", "--json").output)
        assert told == {"newest": 2, "resealed": 0, "unreadable": 0, "in_use": {"2": 2, "0": 0}}
    db.session.execute(text("DROP TABLE sealed_try"))
    db.session.commit()


def test_keys_rotate_names_rows_that_do_not_open(run: Callable[..., Result], sealed: Callable[[str], None]) -> None:
    with at_work.holding(with_keys(KEY1)):
        sealed("a")
    with at_work.holding(with_keys(KEY2)):
        sealed("b")
        result = run(keys, "rotate")
        assert result.exit_code == 1
        assert "keys that are not in PORTAL_KEYS: 1 values and files" in result.stdout
        assert "sealed_try.phone of a does not open" in result.stderr
    db.session.execute(text("DROP TABLE sealed_try"))
    db.session.commit()


def with_keys(*own: tuple[int, bytes]) -> at_work.Settings:
    return replace(current_app.extensions["settings"], keys=own)
