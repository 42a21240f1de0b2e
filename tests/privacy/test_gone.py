"""Who leaves is gone: from every row, and from every byte of every file that this installation writes.

What a person had is found out by taking everything that is stored before and after: whatever text is no longer in any row may
stand in no file. So a sealed value counts like a plain one, and a table made tomorrow is looked at too.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import JSON, LargeBinary, String, Text, select

from portal.accounts.results import Done
from portal.accounts.service.leaving import DELETION
from portal.accounts.service.me import delete_account
from portal.jobs.matching.engine import engine
from portal.privacy.models import Erasure
from portal.privacy.service import erasing
from portal.search.indexer import rebuild, run_once
from portal.shared.clock import now
from portal.storage.db import Base, db
from portal.storage.types import NfcText
from tests.files import files_below
from tests.meetings.world import World
from tests.privacy.life import CANARIES, live

LONG_ENOUGH = 12
"""Characters: a shorter text may stand anywhere by chance."""
GONE = timedelta(hours=72)


def stored() -> set[str]:
    """Every text that any row holds, and every text inside of lists and objects."""
    found: set[str] = set()
    for table in Base.metadata.sorted_tables:
        texts = [c for c in table.columns if isinstance(c.type, Text | String | NfcText | JSON | LargeBinary)]
        for row in db.session.execute(select(*texts)) if texts else ():
            for value in row:
                found |= inside(value)
    return found


def inside(value: object) -> set[str]:
    if isinstance(value, str):
        return {value}
    if isinstance(value, bytes):
        return {value.decode("latin-1")}
    if isinstance(value, dict):
        return set().union(*map(inside, value.values())) if value else set()
    if isinstance(value, list):
        return set().union(*map(inside, value)) if value else set()
    return set()


def holding(folders: list[Path], words: set[str]) -> list[tuple[str, str]]:
    """Files in which one of the words stands, in UTF-8 or as JSON writes it."""
    wanted = {form: word for word in words for form in (word.encode(), word.encode("unicode_escape"))}
    read = files_below(*folders).items()
    return [(path.name, wanted[form][:60]) for path, content in read for form in wanted if form in content]


def leave(world: World) -> None:
    assert delete_account(world.lan, "demo-returnee-2026", world.now) == Done()


def test_nothing_of_a_person_is_left_in_any_row_or_file(
    world: World, app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    live(world)
    search, settings = app.extensions["search"], app.extensions["settings"]
    rebuild(search)
    engine().crowd()
    folders = [settings.state_dir, settings.search_index_dir]
    before = stored()
    db.session.rollback()
    leave(world)
    while run_once(search).changes:
        pass
    assert [row.account for row in erasing.pending(now())] == [world.lan.ref]
    assert erasing.finish(now(), at_once=True) == 1
    assert erasing.pending(now()) == []
    assert db.session.scalar(select(Erasure.done_at)) is not None
    after = stored()
    db.session.rollback()
    kept = "\n".join(after)
    gone = {text for text in before if len(text) >= LONG_ENOUGH and text not in kept}
    assert len(gone) > 30, "a whole life was there"
    assert {word for word in CANARIES if any(word in text for text in after)} == set()
    assert holding(folders, gone | set(CANARIES)) == []
    assert [
        record.getMessage() for record in caplog.records if any(word in record.getMessage() for word in CANARIES)
    ] == []


def test_what_a_room_forgets_to_remove_is_not_called_gone(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The note that somebody is gone is made by looking, not by trust."""
    live(world)
    monkeypatch.setattr(DELETION, "_deeds", [deed for deed in DELETION._deeds if deed is erasing.begin])
    leave(world)
    assert erasing.finish(now(), at_once=True) == 0
    (left,) = erasing.pending(now())
    assert any("profile" in what for what in left.what)


def test_three_days_after_it_is_overdue(world: World) -> None:
    live(world)
    leave(world)
    hidden = db.session.scalar(select(Erasure.hidden_at))
    assert hidden is not None
    second = timedelta(seconds=1)
    told = [erasing.pending(hidden + GONE + by)[0].overdue for by in (-second, 0 * second, second)]
    assert told == [False, True, True]
