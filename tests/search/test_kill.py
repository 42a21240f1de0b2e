"""kill -9 of the writer and of the indexer: what was told to be kept is kept and found, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from portal.storage.db import db
from tests.search.killing import kill_in_turns

ROUNDS = {"sqlite": 3, "postgresql": 2}
"""Five in all, of two kills each; a hundred by hand with flask bench kills."""


@pytest.fixture
def searching(app: Flask, tmp_path: Path) -> Iterator[Flask]:
    """The app with the search backend that belongs to its database, and an index that nobody wrote before."""
    settings = app.extensions["settings"]
    backend = "postgres" if db.engine.dialect.name == "postgresql" else "whoosh"
    app.extensions["settings"] = replace(settings, search_backend=backend, search_index_dir=tmp_path / "index")
    yield app
    app.extensions["settings"] = settings


def test_nothing_that_was_told_to_be_kept_is_lost_and_the_index_follows(searching: Flask, tmp_path: Path) -> None:
    rounds = ROUNDS[db.engine.dialect.name]
    left = kill_in_turns(searching, tmp_path, rounds)
    assert len(left.acknowledged) >= rounds
    assert left.lost == []
    assert left.wrong == []
    assert left.documents == left.every
