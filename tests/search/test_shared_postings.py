"""Lists of the PostgreSQL index after many writings are those of an index written at once, in small blocks and in one."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from sqlalchemy import Engine as SqlEngine
from sqlalchemy import text

from portal.search.backends import array_postings, postgres, postgres_postings, postgres_writing
from portal.search.backends.array_postings import SCOPE, TEXT, TITLE
from portal.search.backends.base import IndexDamaged
from portal.search.backends.postgres import IN_PLACE, PostgresBackend
from portal.search.backends.postgres_postings import PostgresLists, read_postings
from portal.search.document import Doc, Key
from portal.search.rules.lexicon import build
from tests.search.documents import doc

WORDS = ("thợ", "hàn", "mộc", "tiện", "an", "toàn")
LONG = "x" * 500
NAMES = [*((field, word) for field in (TEXT, TITLE) for word in ("tho", "han", "moc", "tien", "an", "toan", LONG)),
         *((SCOPE, f"province:0{n}") for n in range(4)), (SCOPE, "kind:page")]  # fmt: skip


@pytest.fixture(params=[4, 8192])
def block(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many documents a row holds."""
    size: int = request.param
    for module in (postgres, postgres_postings, postgres_writing):
        monkeypatch.setattr(module, "BLOCK", size)
    monkeypatch.setattr(postgres_writing, "BATCH", 7)
    monkeypatch.setattr(postgres_writing, "ROWS", 11)
    return size


def lists_of(database: SqlEngine, backend: PostgresBackend) -> dict[tuple[str, str], dict[Key, float]]:
    """Who holds what how often, by key."""
    with database.connect() as connection:
        lists = PostgresLists(IN_PLACE, backend._books(connection), connection)
        found = {}
        for field, term in NAMES:
            numbers, counts = lists(field, term)
            assert numbers.tolist() == sorted(set(numbers.tolist()))
            assert lists.live[numbers].all()
            found[field, term] = dict(zip(lists.keys(numbers.tolist()), counts.tolist(), strict=True))
            assert lists.frequency(field, term) == len(numbers)
        return found


def some(rng: random.Random, name: int, rev: int) -> Doc:
    words = " ".join(rng.choices([*WORDS, LONG], k=rng.randint(1, 9)))
    return doc(str(name), words, province=f"0{name % 4}", rev=rev)


@pytest.mark.usefixtures("block")
def test_written_bit_by_bit_it_is_what_is_written_at_once(databases: Callable[[], SqlEngine]) -> None:
    rng = random.Random(5)
    database, at_once = databases(), databases()
    backend, other = PostgresBackend(lambda: database, build([])), PostgresBackend(lambda: at_once, build([]))
    held: dict[int, Doc] = {n: some(rng, n, 1) for n in range(21)}
    backend.rebuild(held.values())
    for turn in range(2, 14):
        changed = {n: some(rng, n, turn) for n in rng.sample(range(30), rng.randint(0, 6))}
        gone = [n for n in rng.sample(range(30), 3) if n not in changed]
        backend.write(changed.values(), [("page", str(n)) for n in gone])
        held |= changed
        held = {n: found for n, found in held.items() if n not in gone}
        other.rebuild(held.values())
        assert backend.documents() == len(held) == other.documents()
        assert lists_of(database, backend) == lists_of(at_once, other)
        assert any(lists_of(database, backend).values())
    for _ in range(3):
        backend.examine()
    backend.write([], [("page", str(n)) for n in held])
    assert backend.documents() == 0
    with database.connect() as connection:
        for table in (IN_PLACE.posting, IN_PLACE.term):
            assert connection.execute(table.select()).all() == [], "nothing is left of what is gone"


def test_a_document_written_again_keeps_its_number(databases: Callable[[], SqlEngine]) -> None:
    database = databases()
    backend = PostgresBackend(lambda: database, build([]))
    backend.rebuild([doc("a", "thợ"), doc("b", "hàn")])
    for rev in range(2, 6):
        backend.write([doc("a", "thợ hàn", rev=rev)], [])
    with database.connect() as connection:
        assert connection.scalars(text("SELECT n FROM portal_search.document ORDER BY n")).all() == [0, 1]


def test_what_is_kept_is_let_go_with_the_next_change(
    databases: Callable[[], SqlEngine], monkeypatch: pytest.MonkeyPatch
) -> None:
    database = databases()
    backend = PostgresBackend(lambda: database, build([]))
    backend.rebuild([doc("a", "thợ hàn"), doc("b", "thợ")])
    with database.connect() as connection:
        lists = PostgresLists(IN_PLACE, backend._books(connection), connection)
        assert lists(TEXT, "tho") is lists(TEXT, "tho")
        monkeypatch.setattr(array_postings, "POSTINGS_KEPT", 2)
        first = lists(TEXT, "tho")
        lists(TEXT, "han")
        assert lists(TEXT, "tho") is not first
        before = lists.books
    backend.write([doc("c", "thợ")], [])
    with database.connect() as connection:
        assert backend._books(connection) != before


def test_a_list_that_is_not_whole_is_not_believed(databases: Callable[[], SqlEngine]) -> None:
    database = databases()
    backend = PostgresBackend(lambda: database, build([]))
    backend.rebuild([doc("a", "thợ hàn"), doc("b", "thợ")])
    with database.begin() as connection:
        connection.execute(text("DELETE FROM portal_search.posting WHERE field = 'text' AND term = 'tho'"))
        with pytest.raises(IndexDamaged):
            read_postings(connection, IN_PLACE, [(TEXT, "tho")])
        assert len(read_postings(connection, IN_PLACE, [(TEXT, "han")])) == 1
