"""Where more documents answer than are scored, those that say it in their title are scored first; counts stay whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine as SqlEngine

from portal.search.backends import postgres_reading
from portal.search.document import ANY, Doc
from portal.search.engine import Engine, QuerySpec
from tests.search.documents import shelves

TITLED = (31, 37, 41)


@pytest.fixture
def engine(databases: Callable[[], SqlEngine]) -> Engine:
    """Forty-two documents say “thợ hàn” in their text, three of them, filed late, in their title."""
    docs = [
        Doc("vacancy", str(n), 1, ANY, "Thợ hàn" if n in TITLED else "Việc làm", "Nhà máy tìm thợ hàn", {}, {})
        for n in range(42)
    ]
    database = databases()
    made = Engine(Path("unused"), shelves(docs), connect=lambda: database)
    made.rebuild()
    return made


def found(engine: Engine, text: str) -> tuple[list[int], int]:
    answer = engine.query(QuerySpec(text, limit=3))
    return sorted(int(match.key[1]) for match in answer.matches), answer.total


def test_titles_are_scored_first(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = found(engine, "thợ hàn")
    assert whole == (sorted(TITLED), 42)
    monkeypatch.setattr(postgres_reading, "RANKED", 4)
    assert found(engine, "thợ hàn") == whole


def test_near_answers_too_are_scored_up_to_a_number(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_reading, "NEAR_RANKED", 2)
    found_near = engine.query(QuerySpec("thợ hàn cầu vượt", limit=10))
    assert 0 < len(found_near.matches) <= 2
