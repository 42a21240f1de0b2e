"""Whatever happens to the index in the database, a question is answered and the next run of the indexer heals it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine as SqlEngine
from sqlalchemy import text

from portal.search import outbox
from portal.search.backends import postgres_examination
from portal.search.engine import Engine, QuerySpec
from portal.search.indexer import Done, heal, run_once
from portal.storage.db import db
from tests.search.documents import gold_documents, shelves

DAMAGES: dict[str, tuple[str, ...]] = {
    "no schema": ("DROP SCHEMA portal_search CASCADE",),
    "no documents table": ("DROP TABLE portal_search.document",),
    "no terms table": ("DROP TABLE portal_search.term",),
    "no books": ("DROP TABLE portal_search.state",),
    "books emptied": ("DELETE FROM portal_search.state",),
    "books twice": ("INSERT INTO portal_search.state SELECT * FROM portal_search.state",),
    "books of another version": ("UPDATE portal_search.state SET version = version + 1",),
    "books of other synonyms": ("UPDATE portal_search.state SET lexicon = repeat('0', 64)",),
    "documents lost": ("DELETE FROM portal_search.document WHERE n % 3 = 0",),
    "documents emptied": ("TRUNCATE portal_search.document",),
    "a document twice": (
        "INSERT INTO portal_search.document SELECT n + 60, kind, id, locale, rev, text, title, scope, text_length, title_length,"
        " posted, salary, digest FROM portal_search.document WHERE n = 1",
    ),
    "a length altered": ("UPDATE portal_search.document SET text_length = text_length + 7 WHERE n = 1",),
    "terms emptied": ("TRUNCATE portal_search.term",),
    "a term miscounted": (
        "UPDATE portal_search.term SET documents = documents + 5 WHERE field = 'text' AND term = 'hop'",
    ),
    "a column dropped": ("ALTER TABLE portal_search.document DROP COLUMN scope",),
    "no lists table": ("DROP TABLE portal_search.posting",),
    "lists of another layout": ("ALTER TABLE portal_search.posting DROP COLUMN counts",),
    "columns emptied": ("TRUNCATE portal_search.carried",),
    "a column altered": ("UPDATE portal_search.carried SET held = set_byte(held, 8, 1) WHERE name = 'text_length'",),
    "a column cut": ("UPDATE portal_search.carried SET held = substr(held, 1, 100) WHERE name = 'live'",),
}
UNSEEN_BY_A_QUESTION = {
    "documents emptied",
    "documents lost",
    "a document twice",
    "a length altered",
    "a column dropped",
    "terms emptied",
    "a term miscounted",
}
"""A question reads only what it asks for: these are seen by the next change that is taken over, and by the health check."""


@pytest.fixture
def database(databases: Callable[[], SqlEngine]) -> SqlEngine:
    """A database with an index over sixty documents."""
    database = databases()
    engine_of(database).rebuild()
    return database


def engine_of(database: SqlEngine) -> Engine:
    """The engine of a process that starts now."""
    return Engine(Path("unused"), shelves(gold_documents()[:60]), connect=lambda: database)


def break_it(database: SqlEngine, name: str) -> None:
    with database.begin() as connection:
        for statement in DAMAGES[name]:
            connection.execute(text(statement))


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_noticed_answered_and_healed(database: SqlEngine, name: str) -> None:
    sound = {match.key for match in engine_of(database).query(QuerySpec("ky quy")).matches}
    break_it(database, name)
    engine = engine_of(database)
    assert not engine.health().ok, name
    assert engine.health().reason
    hits = engine.query(QuerySpec("ky quy"))
    if name not in UNSEEN_BY_A_QUESTION:
        assert hits.degraded
        assert {match.key for match in hits.matches} == sound
    assert engine.rebuild() == 60
    assert engine.health().ok
    again = engine.query(QuerySpec("ky quy"))
    assert not again.degraded
    assert {match.key for match in again.matches} == sound


@pytest.mark.parametrize("name", DAMAGES)
def test_a_change_that_meets_a_damaged_index_heals_it(app: Flask, database: SqlEngine, name: str) -> None:
    sound = {match.key for match in engine_of(database).query(QuerySpec("ky quy")).matches}
    break_it(database, name)
    engine = engine_of(database)
    outbox.enqueue("page", ["d006"])
    db.session.commit()
    done = run_once(engine)
    assert done.rebuilt == 60, "written over, the damage would be in the books"
    assert engine.health().ok
    assert {match.key for match in engine.query(QuerySpec("ky quy")).matches} == sound
    assert outbox.first(10) == []


ALTERED: dict[str, str] = {
    "terms": "UPDATE portal_search.document SET text = text || ARRAY['zzz'] WHERE n = 40",
    "titles": "UPDATE portal_search.document SET title = '{}' WHERE n = 40",
    "scope": "UPDATE portal_search.document SET scope = scope || ARRAY['province:01'] WHERE n = 40",
    "locale": "UPDATE portal_search.document SET locale = 'en' WHERE n = 40",
    "revision": "UPDATE portal_search.document SET rev = rev + 1 WHERE n = 40",
    "order": "UPDATE portal_search.document SET posted = 7 WHERE n = 40",
    "lengths exchanged": (
        "UPDATE portal_search.document SET text_length = text_length + CASE n WHEN 1 THEN 1 ELSE -1 END WHERE n IN (1, 40)"
    ),
    "digest": "UPDATE portal_search.document SET digest = md5('') WHERE n = 40",
    "counts exchanged": (
        "UPDATE portal_search.term SET documents = documents + CASE term WHEN 'hop' THEN 1 ELSE -1 END"
        " WHERE field = 'text' AND term IN ('hop', 'dong')"
    ),
    "a list lost": "DELETE FROM portal_search.posting WHERE field = 'text' AND term = 'hop'",
    "a list altered": (
        "UPDATE portal_search.posting SET counts = set_byte(counts, 0, 99) WHERE field = 'text' AND term = 'hop'"
    ),
    "a list of another term": (
        "UPDATE portal_search.posting p SET places = q.places, counts = q.counts, checksum = q.checksum"
        " FROM portal_search.posting q WHERE p.field = 'text' AND p.term = 'hop' AND q.field = 'text' AND q.term = 'dong'"
    ),
}
"""What the sums in the books do not tell."""


@pytest.fixture
def in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A round looks at fewer documents than there are."""
    monkeypatch.setattr(postgres_examination, "DOCUMENTS", 25)
    monkeypatch.setattr(postgres_examination, "TERMS", 2000)


@pytest.mark.parametrize("name", ALTERED)
@pytest.mark.usefixtures("app", "in_parts")
def test_an_altered_row_is_noticed_in_rounds_and_healed(database: SqlEngine, name: str) -> None:
    with database.begin() as connection:
        assert connection.execute(text(ALTERED[name])).rowcount in (1, 2)
    engine = engine_of(database)
    assert engine.health().ok, "the books agree: only a close look tells"
    rounds = [heal(engine) for _ in range(9)]
    assert [done for done in rounds if done] == [Done(rebuilt=60)]


@pytest.mark.usefixtures("app", "in_parts")
def test_a_sound_index_is_sound_in_every_round(database: SqlEngine) -> None:
    engine = engine_of(database)
    engine.write([replace(document, rev=2) for document in gold_documents()[:20]], [("page", "d030")])
    assert not any(heal(engine) for _ in range(8))
