"""A backup that is made while others write: everything told as saved before it began is in it, and no half of anything."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import insert, text

from portal.limits.models import LimitBucket
from portal.shared.clock import now
from portal.storage.backup import writing
from portal.storage.backup.reading import Nobody, read
from portal.storage.backup.rows import Shape, lines_of, values_of
from portal.storage.db import db
from tests.backup.conftest import House

BIG = 20_000


class Numbers(Nobody):
    """The numbers of both halves of each pair, as the backup has them."""

    def __init__(self) -> None:
        self.marks: set[int] = set()
        self.misses: set[int] = set()

    def rows(self, shape: Shape, lines) -> None:  # type: ignore[no-untyped-def]
        for row in values_of(shape, lines):
            if shape.name == "installation_mark" and row["key"].startswith("pair-"):
                self.marks.add(int(row["key"][5:]))
            if shape.name == "search_miss" and row["digest"].startswith("pair-"):
                self.misses.add(int(row["digest"][5:]))


class Writer(threading.Thread):
    """Saves pairs, one row in a table that is read early and one in a table read late; notes each once it is told saved."""

    def __init__(self, house: House) -> None:
        super().__init__()
        self.house, self.told, self.stop, self.errors = house, list[int](), threading.Event(), list[Exception]()

    def run(self) -> None:
        with self.house.at_work():
            number = 0
            while not self.stop.is_set():
                try:
                    _save(number)
                except Exception as error:
                    self.errors.append(error)
                    return
                self.told.append(number)
                number += 1


def _save(number: int) -> None:
    db.session.execute(
        text("INSERT INTO search_miss VALUES (:n, 'vi', NULL, 1, 1, '2026-11-25')"), {"n": f"pair-{number}"}
    )
    db.session.execute(text("INSERT INTO installation_mark VALUES (:n, 'x')"), {"n": f"pair-{number}"})
    db.session.commit()


@pytest.fixture
def loaded(house: House) -> House:
    """Rows between the two tables, so that much is written while the backup goes from one to the other."""
    with house.at_work():
        rows = [{"key": f"k{n}", "empty_at": 1, "level": 1, "forget_at": now()} for n in range(BIG)]
        db.session.execute(insert(LimitBucket), rows)
        db.session.commit()
    return house


def test_what_was_told_saved_is_in_it_and_nothing_by_half(
    loaded: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(connection, shape):  # type: ignore[no-untyped-def]
        time.sleep(0.02)  # the writer has its turn between any two tables
        return lines_of(connection, shape)

    monkeypatch.setattr(writing, "lines_of", slow)
    writer = Writer(loaded)
    writer.start()
    try:
        while len(writer.told) < 20:
            time.sleep(0.01)
        before = writer.told[-1]
        loaded.good("backup", tmp_path / "x")
        after = len(writer.told)
    finally:
        writer.stop.set()
        writer.join()
    assert not writer.errors, "a backup keeps nobody from writing"
    assert after > before + 10, "there was no load"
    found = Numbers()
    with loaded.at_work():
        read(tmp_path / "x", found)
    assert found.marks == found.misses, "half of a pair"
    assert found.marks == set(range(max(found.marks) + 1)), "a gap"
    assert before in found.marks, "told saved before, and not in it"
    assert max(found.marks) < after
