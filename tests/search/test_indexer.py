"""What changes in the database reaches the index: on both databases, once, in order, and nothing else does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from portal.search import indexer, outbox
from portal.search.backends import files
from portal.search.backends.files import writing
from portal.search.document import Doc
from portal.search.engine import Engine, QuerySpec
from portal.search.indexer import BATCH, Done, rebuild, run_once
from portal.storage.db import db
from tests.search.documents import Shelf, doc


@pytest.fixture
def shelf() -> Shelf:
    return Shelf("firm", [doc("1", "Công ty Sông Hồng", kind="firm")])


@pytest.fixture
def engine(app: Flask, shelf: Shelf, tmp_path: Path) -> Engine:
    engine = Engine(tmp_path / "index", [shelf])
    engine.rebuild()
    return engine


def found(engine: Engine, query: str) -> list[str]:
    hits = engine.query(QuerySpec(query, near=0))
    assert not hits.degraded
    return [match.key[1] for match in hits.matches]


def queue(kind: str, *ids: str) -> None:
    outbox.enqueue(kind, ids)
    db.session.commit()


def test_a_change_is_findable_after_one_run(engine: Engine, shelf: Shelf) -> None:
    shelf.put(doc("2", "Công ty Cửu Long", kind="firm"))
    queue("firm", "2")
    assert found(engine, "cuu long") == []
    assert run_once(engine) == Done(changes=1)
    assert found(engine, "cuu long") == ["2"]
    assert outbox.waiting() == (0, None)
    assert run_once(engine) == Done()


def test_what_is_rolled_back_never_waits(engine: Engine, shelf: Shelf) -> None:
    outbox.enqueue("firm", ["1"])
    db.session.rollback()
    assert outbox.waiting() == (0, None)


def test_what_is_gone_leaves_the_index(engine: Engine, shelf: Shelf) -> None:
    shelf.drop("1")
    queue("firm", "1")
    run_once(engine)
    assert found(engine, "sông hồng") == []


def test_the_row_as_it_is_now_counts_not_as_it_was_queued(engine: Engine, shelf: Shelf) -> None:
    shelf.put(doc("1", "Công ty Tiền Giang", kind="firm", rev=2))
    queue("firm", "1")
    shelf.put(doc("1", "Công ty Hậu Giang", kind="firm", rev=3))
    queue("firm", "1")
    assert run_once(engine) == Done(changes=2)
    assert found(engine, "hậu giang") == ["1"]
    assert found(engine, "tiền giang") == []


def test_an_older_revision_is_ignored(engine: Engine, shelf: Shelf) -> None:
    engine.write([doc("1", "Công ty Hậu Giang", kind="firm", rev=9)])
    queue("firm", "1")  # the source still says rev 1
    run_once(engine)
    assert found(engine, "hậu giang") == ["1"]


def test_a_kind_that_no_room_offers_leaves_the_queue(engine: Engine) -> None:
    queue("order", "7")
    assert run_once(engine) == Done(changes=1)
    assert outbox.waiting()[0] == 0


@pytest.mark.parametrize("count", [BATCH - 1, BATCH, BATCH + 1])
def test_a_run_takes_one_batch(engine: Engine, shelf: Shelf, count: int) -> None:
    shelf.put(*(doc(f"n{i}", f"Công ty Sông Lam {i}", kind="firm") for i in range(count)))
    queue("firm", *(f"n{i}" for i in range(count)))
    assert run_once(engine).changes == min(count, BATCH)
    assert outbox.waiting()[0] == count - min(count, BATCH)
    while run_once(engine).changes:
        pass
    assert engine.health().documents == count + 1


def test_a_missing_index_is_built_and_the_queue_emptied(app: Flask, shelf: Shelf, tmp_path: Path) -> None:
    engine = Engine(tmp_path / "never", [shelf])
    queue("firm", "1")
    assert run_once(engine) == Done(changes=1, rebuilt=1)
    assert found(engine, "song hong") == ["1"]
    assert outbox.waiting()[0] == 0


def test_while_another_process_writes_the_queue_stays(engine: Engine, shelf: Shelf, tmp_path: Path) -> None:
    queue("firm", "1")
    with writing(tmp_path / "index"):
        assert run_once(engine) == Done(busy=True)
        assert rebuild(engine) == Done(busy=True)
    assert outbox.waiting()[0] == 1
    assert run_once(engine) == Done(changes=1)


def test_what_is_queued_while_the_truth_is_read_stays_for_the_next_run(app: Flask, tmp_path: Path) -> None:
    """A rebuild takes off the queue only what was there before it read the sources."""

    class Changing(Shelf):
        def all(self) -> Iterable[Doc]:
            before = list(super().all())
            self.put(doc("late", "Công ty Sông Đà", kind="firm"))
            queue("firm", "late")
            return before

    shelf = Changing("firm", [doc("1", "Công ty Sông Hồng", kind="firm")])
    engine = Engine(tmp_path / "index", [shelf])
    queue("firm", "1")
    assert rebuild(engine) == Done(changes=1, rebuilt=1)
    assert outbox.waiting()[0] == 1
    run_once(engine)
    assert found(engine, "song da") == ["late"]


def test_a_failure_between_index_and_queue_is_repeated_without_harm(
    engine: Engine, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed after the index was written and before the queue was: the change is taken over twice."""
    shelf.put(doc("2", "Công ty Cửu Long", kind="firm"))
    queue("firm", "2")

    def die(_seqs: Sequence[int]) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(outbox, "remove", die)
        with pytest.raises(KeyboardInterrupt):
            run_once(engine)
    db.session.rollback()
    assert outbox.waiting()[0] == 1
    assert run_once(engine) == Done(changes=1)
    assert found(engine, "cuu long") == ["2"]
    assert engine.health().documents == 2


class Failing(Shelf):
    """A source whose room is broken: in Python, or in the database, where PostgreSQL then refuses the transaction."""

    how = ""

    def load(self, ids: Sequence[str]) -> Iterable[Doc]:
        if self.how == "database":
            db.session.execute(text("SELECT nothing FROM no_such_table"))
        if self.how:
            raise ZeroDivisionError
        return super().load(ids)


@pytest.mark.parametrize("how", ["python", "database"])
@pytest.mark.parametrize("ahead", [1, BATCH + 1])
def test_a_source_that_fails_holds_up_its_own_kind_alone(app: Flask, tmp_path: Path, how: str, ahead: int) -> None:
    firms, orders = Shelf("firm"), Failing("order")
    engine = Engine(tmp_path / "index", [orders, firms])
    engine.rebuild()
    orders.put(doc("0", "Đơn hàng Sông Lam", kind="order"))
    firms.put(doc("1", "Công ty Cửu Long", kind="firm"))
    queue("order", *map(str, range(ahead)))  # before the firm, and alone more than one batch holds
    queue("firm", "1")
    orders.how = how
    with pytest.raises(ZeroDivisionError if how == "python" else DBAPIError):
        run_once(engine)
    assert found(engine, "cuu long") == ["1"]
    assert outbox.waiting()[0] == ahead
    orders.how = ""
    while run_once(engine).changes:
        pass
    assert found(engine, "song lam") == ["0"]
    assert outbox.waiting()[0] == 0


def test_a_lower_number_committed_later_is_not_lost(engine: Engine, shelf: Shelf, app: Flask) -> None:
    """PostgreSQL hands out numbers before the commit: a cursor would jump over the slower transaction."""
    if db.engine.dialect.name != "postgresql":
        pytest.skip("SQLite has one writer at a time: numbers follow commits")
    slow = create_engine(app.config["SQLALCHEMY_DATABASE_URI"])
    with slow.connect() as connection:
        insert = text("INSERT INTO search_outbox (kind, id, enqueued_at) VALUES ('firm', 'slow', now())")
        connection.execute(insert)
        shelf.put(doc("fast", "Công ty Sông Lam", kind="firm"), doc("slow", "Công ty Sông Mã", kind="firm"))
        queue("firm", "fast")
        assert run_once(engine) == Done(changes=1)
        connection.commit()
    slow.dispose()
    assert run_once(engine) == Done(changes=1)
    assert found(engine, "sông mã") == ["slow"]


def test_a_large_backlog_is_taken_in_large_steps_and_each_thing_once(
    engine: Engine, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexer, "BATCH", 2)
    monkeypatch.setattr(indexer, "MANY", 12)
    monkeypatch.setattr(indexer, "LARGE_BATCH", 4)
    monkeypatch.setattr(indexer, "WORTH_REBUILDING", 0)
    asked: list[str] = []
    load = shelf.load
    monkeypatch.setattr(shelf, "load", lambda ids: (asked.extend(ids), load(ids))[1])
    shelf.put(*(doc(f"n{i}", f"Công ty Sông Lam {i}", kind="firm") for i in range(6)))
    for _ in range(3):
        queue("firm", *(f"n{i}" for i in range(6)))
    assert [run_once(engine).changes for _ in range(3)] == [12, 6, 0]
    assert sorted(asked) == [f"n{i}" for i in range(6)]
    queue("firm", *(f"n{i}" for i in range(6)))
    assert [run_once(engine).changes for _ in range(4)] == [2, 2, 2, 0]
    assert len(found(engine, "sông lam")) == 6


def test_only_the_rows_that_were_read_leave_the_queue(app: Flask) -> None:
    """A change that is queued while its thing is taken over is another row: it is taken over again."""
    queue("firm", "1", "2")
    queue("firm", "1")
    read = outbox.first_things(10)
    assert [(thing, len(rows)) for thing, rows in read.items()] == [(("firm", "1"), 2), (("firm", "2"), 1)]
    assert [list(outbox.first_things(1)), list(outbox.first_things(10, besides=["firm"]))] == [[("firm", "1")], []]
    queue("firm", "1")
    outbox.remove([seq for rows in read.values() for seq in rows])
    db.session.commit()
    assert [(row.kind, row.id) for row in outbox.first(10)] == [("firm", "1")]


@pytest.mark.parametrize(("waiting", "rebuilt"), [(9, None), (10, 41)])
def test_where_a_quarter_of_all_waits_everything_is_written_anew(
    engine: Engine, shelf: Shelf, monkeypatch: pytest.MonkeyPatch, waiting: int, rebuilt: int | None
) -> None:
    monkeypatch.setattr(indexer, "MANY", 5)
    shelf.put(*(doc(f"n{i}", f"Công ty Sông Lam {i}", kind="firm") for i in range(39)))
    engine.rebuild()
    assert engine.health().documents == 40
    shelf.put(doc("n0", "Công ty Sông Mã", kind="firm", rev=2), doc("new", "Công ty Sông Đà", kind="firm"))
    queue("firm", "new", *(f"n{i}" for i in range(waiting - 1)))
    queue("firm", "new", "n0")
    assert run_once(engine) == Done(changes=waiting + 2, rebuilt=rebuilt)
    assert (found(engine, "sông mã"), found(engine, "sông đà")) == (["n0"], ["new"])
    assert outbox.waiting()[0] == 0


def test_a_source_that_fails_in_a_rebuild_leaves_the_others_to_steps(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken(Shelf):
        def all(self) -> Iterable[Doc]:
            raise ZeroDivisionError

        def load(self, ids: Sequence[str]) -> Iterable[Doc]:
            raise ZeroDivisionError

    monkeypatch.setattr(indexer, "MANY", 2)
    firms = Shelf("firm", [doc("1", "Công ty Cửu Long", kind="firm")])
    Engine(tmp_path / "index", [firms]).rebuild()
    firms.put(doc("1", "Công ty Sông Mã", kind="firm", rev=2))
    engine = Engine(tmp_path / "index", [Broken("order"), firms])
    queue("order", "0")
    queue("firm", "1")
    with pytest.raises(ZeroDivisionError):
        run_once(engine)
    assert found(engine, "sông mã") == ["1"]
    assert outbox.waiting()[0] == 1


@pytest.mark.parametrize("where", ["seal", "forget_before"])
def test_a_change_cut_off_at_any_moment_goes_on_from_the_state_before(
    engine: Engine, shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """A kill between commit and manifest, or between manifest and the end: no document is written anew but the changed one."""
    shelf.put(doc("2", "Công ty Cửu Long", kind="firm"))
    queue("firm", "2")
    run_once(engine)
    shelf.put(doc("3", "Công ty Trường Sơn", kind="firm"))
    queue("firm", "3")
    with monkeypatch.context() as cut:
        calls = iter([None] if where == "forget_before" else [])

        def killed(*args: object) -> None:
            if next(calls, KeyboardInterrupt) is KeyboardInterrupt:
                raise KeyboardInterrupt

        cut.setattr(files, where, killed)
        with pytest.raises(KeyboardInterrupt):
            run_once(engine)
    db.session.rollback()
    assert (tmp_path / "index" / files.BEFORE).exists()
    reads = shelf.reads
    again = Engine(tmp_path / "index", [shelf])
    assert run_once(again) == Done(changes=1)
    assert shelf.reads == reads, "nothing was rebuilt"
    assert found(again, "truong son") == ["3"]
    assert found(again, "cuu long") == ["2"]
    assert again.health().documents == 3
    assert not (tmp_path / "index" / files.BEFORE).exists()
    assert run_once(again) == Done()


def test_what_was_there_before_a_change_that_is_whole_is_never_gone_back_to(
    engine: Engine, shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its queue is gone: a damaged file is healed by writing all of it anew."""
    shelf.put(doc("2", "Công ty Cửu Long", kind="firm"))
    queue("firm", "2")
    with monkeypatch.context() as cut:
        calls = iter([None])

        def killed(*_args: object) -> None:
            if next(calls, 1):
                raise KeyboardInterrupt

        cut.setattr(files, "forget_before", killed)
        with pytest.raises(KeyboardInterrupt):
            engine.write([doc("2", "Công ty Cửu Long", kind="firm")])
    queued = outbox.all_seqs()
    outbox.remove(queued)
    db.session.commit()
    next(files.current(tmp_path / "index").glob("*.seg")).write_bytes(b"damaged")
    again = Engine(tmp_path / "index", [shelf])
    assert not again.health().ok
    assert indexer.heal(again) == Done(rebuilt=2)
    assert found(again, "cuu long") == ["2"]


def test_a_damaged_file_of_the_state_before_is_not_put_in_place(
    engine: Engine, shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.put(doc("2", "Công ty Cửu Long", kind="firm"))
    queue("firm", "2")
    with monkeypatch.context() as cut:
        cut.setattr(files, "seal", lambda *_args: (_ for _ in ()).throw(KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            run_once(engine)
    db.session.rollback()
    next((tmp_path / "index" / files.BEFORE).glob("*.seg")).write_bytes(b"damaged")
    assert run_once(Engine(tmp_path / "index", [shelf])) == Done(1, rebuilt=2)
