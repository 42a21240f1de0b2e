"""Whatever happens to the index on disk, a question is answered and the next run of the indexer heals it."""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from portal.search.backends import files
from portal.search.backends.base import IndexDamaged
from portal.search.backends.files import CURRENT, MANIFEST, IndexBusy, current, writing
from portal.search.engine import HEALTH_SECONDS, Engine, Health, QuerySpec
from portal.search.indexer import Done, heal
from portal.search.rules.lexicon import build
from tests.search.documents import Shelf, doc, gold_documents, shelves

Damage = Callable[[Path], None]


def generation(folder: Path) -> Path:
    return folder / (folder / CURRENT).read_text(encoding="ascii").strip()


def segment(folder: Path) -> Path:
    return next(generation(folder).glob("*.seg"))


def flip(path: Path, place: float) -> None:
    content = bytearray(path.read_bytes())
    content[int(len(content) * place)] ^= 0x10
    path.write_bytes(content)


def edit(folder: Path, **changes: object) -> None:
    path = generation(folder) / MANIFEST
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | changes), encoding="utf-8")


DAMAGES: dict[str, Damage] = {
    "no directory": shutil.rmtree,
    "no current": lambda folder: (folder / CURRENT).unlink(),
    "current names nothing": lambda folder: _write(folder / CURRENT, "g999999"),
    "current leads elsewhere": lambda folder: _write(folder / CURRENT, "../../etc"),
    "current is no text": lambda folder: _write_bytes(folder / CURRENT, b"\xff\xfe"),
    "no manifest": lambda folder: (generation(folder) / MANIFEST).unlink(),
    "manifest cut short": lambda folder: _write(generation(folder) / MANIFEST, '{"version": 1, '),
    "manifest of another version": lambda folder: edit(folder, version=0),
    "manifest of other synonyms": lambda folder: edit(folder, lexicon="0" * 64),
    "manifest of another count": lambda folder: edit(folder, documents=7),
    "manifest of another commit": lambda folder: edit(folder, commit=99),
    "no segment": lambda folder: segment(folder).unlink(),
    "segment cut short": lambda folder: os.truncate(segment(folder), 1000),
    "segment emptied": lambda folder: os.truncate(segment(folder), 0),
    "a bit flipped early": lambda folder: flip(segment(folder), 0.01),
    "a bit flipped in the middle": lambda folder: flip(segment(folder), 0.5),
    "a bit flipped at the end": lambda folder: flip(segment(folder), 0.999),
    "toc flipped": lambda folder: flip(next(generation(folder).glob("*.toc")), 0.5),
    "no toc": lambda folder: next(generation(folder).glob("*.toc")).unlink(),
    "written by others": lambda folder: folder.chmod(0o777),
}


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _write_bytes(path: Path, content: bytes) -> None:
    path.write_bytes(content)


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_noticed_answered_and_healed(tmp_path: Path, name: str) -> None:
    docs = gold_documents()[:60]
    folder = tmp_path / "index"
    Engine(folder, shelves(docs)).rebuild()
    DAMAGES[name](folder)
    engine = Engine(folder, shelves(docs))  # as a process that starts after the damage
    hits = engine.query(QuerySpec("ky quy"))
    assert hits.degraded
    assert [m.key[1] for m in hits.matches[:2]] in (["d006", "d007"], ["d007", "d006"])
    assert not engine.health().ok
    assert engine.health().reason
    assert engine.rebuild() == 60
    assert engine.health().ok
    again = engine.query(QuerySpec("ky quy"))
    assert not again.degraded
    assert {m.key for m in again.matches} == {m.key for m in hits.matches}


def test_damage_under_a_running_reader_is_seen_by_the_health_check(tmp_path: Path) -> None:
    engine = Engine(tmp_path / "index", shelves(gold_documents()[:60]))
    engine.rebuild()
    assert not engine.query(QuerySpec("eps")).degraded
    flip(segment(tmp_path / "index"), 0.3)
    assert not engine.health().ok


def test_a_commit_makes_only_what_it_wrote_be_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine(tmp_path / "index", shelves(gold_documents()[:150]))
    engine.rebuild()
    assert engine.health().ok
    read: list[str] = []
    digest = files._digest

    def noted(path: Path) -> str:
        read.append(path.name)
        return digest(path)

    monkeypatch.setattr(files, "_digest", noted)
    first = segment(tmp_path / "index").name
    engine.write([doc("new", "thợ hàn")])
    assert not engine.query(QuerySpec("thợ hàn")).degraded
    assert read
    assert first not in read
    assert engine.health().ok
    assert first in read, "the round reads everything"


@pytest.mark.parametrize("silent", [False, True])
def test_a_bit_flipped_under_a_running_process_is_healed_by_the_next_round(
    app: Flask, tmp_path: Path, silent: bool
) -> None:
    """Equal in length; where even the time of change is put back, the round that reads every file sees it."""
    engine = Engine(tmp_path / "index", shelves(gold_documents()[:150]))
    engine.rebuild()
    path = segment(tmp_path / "index")
    status = path.stat()
    flip(path, 0.5)
    if silent:
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert heal(engine) == Done(rebuilt=150)
    assert engine.health().ok
    assert not engine.query(QuerySpec("ky quy")).degraded
    assert heal(engine) is None


def test_a_commit_that_was_never_sealed_is_not_served_as_sound(tmp_path: Path) -> None:
    """kill -9 between Whoosh's commit and the manifest: the index holds what the manifest does not know."""
    engine = Engine(tmp_path / "index", shelves([doc("1", "thợ hàn"), doc("2", "thợ mộc")]))
    engine.rebuild()
    kept = (generation(tmp_path / "index") / MANIFEST).read_text(encoding="utf-8")
    engine.write([doc("3", "thợ tiện")])
    (generation(tmp_path / "index") / MANIFEST).write_text(kept, encoding="utf-8")
    assert Engine(tmp_path / "index", engine.sources.values()).query(QuerySpec("thợ")).degraded  # type: ignore[arg-type]


def test_other_synonyms_make_the_index_old(tmp_path: Path) -> None:
    sources = shelves([doc("1", "thợ hàn")])
    Engine(tmp_path / "index", sources, build([])).rebuild()
    other = Engine(tmp_path / "index", sources, build([{"id": "weld", "same": ["thợ hàn", "welder"]}]))
    assert not other.health().ok
    other.rebuild()
    assert [m.key[1] for m in other.query(QuerySpec("welder")).matches] == ["1"]


def test_an_unwritten_index_cannot_be_written_into(tmp_path: Path) -> None:
    engine = Engine(tmp_path / "index", shelves([doc("1", "thợ hàn")]))
    with pytest.raises(IndexDamaged):
        engine.write([doc("2", "thợ mộc")])


def test_the_directory_belongs_to_the_service_alone(tmp_path: Path) -> None:
    engine = Engine(tmp_path / "index", shelves([doc("1", "thợ hàn")]))
    engine.rebuild()
    assert (tmp_path / "index").stat().st_mode & 0o777 == 0o700
    assert generation(tmp_path / "index").stat().st_mode & 0o777 == 0o700


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    engine = Engine(tmp_path / "index", shelves([doc("1", "thợ hàn")]))
    engine.rebuild()
    with writing(tmp_path / "index"), pytest.raises(IndexBusy):
        engine.write([doc("2", "thợ mộc")])
    engine.write([doc("2", "thợ mộc")])
    assert engine.health().documents == 2


def test_old_generations_are_cleared_but_the_last_one(tmp_path: Path) -> None:
    engine = Engine(tmp_path / "index", shelves([doc("1", "thợ hàn")]))
    for _ in range(4):
        engine.rebuild()
    assert len(list((tmp_path / "index").glob("g*"))) == 2
    assert current(tmp_path / "index").name == "g000004"


def test_readers_in_other_threads_follow_each_commit(tmp_path: Path) -> None:
    engine = Engine(tmp_path / "index", shelves([doc("0", "thợ hàn")]))
    engine.rebuild()
    failures: list[str] = []
    stop = threading.Event()

    def read() -> None:
        seen = 1
        while not stop.is_set():
            hits = engine.query(QuerySpec("thợ hàn", limit=100))
            if hits.degraded or hits.total < seen:
                failures.append(f"{hits.total} after {seen}, degraded {hits.degraded}")
            seen = hits.total

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(1, 15):
        engine.write([doc(str(number), "thợ hàn")])
    stop.set()
    for reader in readers:
        reader.join()
    assert not failures
    assert engine.query(QuerySpec("thợ hàn", limit=100)).total == 15


def test_the_stand_in_reads_the_truth_once_for_many_questions(tmp_path: Path) -> None:
    shelf = Shelf("page", [doc("1", "thợ hàn")])
    engine = Engine(tmp_path / "index", [shelf])
    for _ in range(5):
        assert engine.query(QuerySpec("hàn")).degraded
    assert shelf.reads == 1


def test_nothing_to_search_in_is_an_answer_too(tmp_path: Path) -> None:
    engine = Engine(tmp_path / "index", [])
    assert engine.query(QuerySpec("hàn")).total == 0
    engine.rebuild()
    hits = engine.query(QuerySpec("hàn"))
    assert (hits.total, hits.degraded) == (0, False)


def test_asking_again_how_the_index_is_reads_nothing_until_a_minute_is_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [100.0]
    monkeypatch.setattr("portal.search.engine.time.monotonic", lambda: clock[0])
    docs = gold_documents()[:5]
    engine = Engine(tmp_path / "index", shelves(docs))
    assert not engine.health_lately().ok
    engine.rebuild()
    assert not engine.health_lately().ok, "told from what was seen"
    clock[0] += HEALTH_SECONDS
    assert engine.health_lately() == Health(True, 5)
    flip(segment(tmp_path / "index"), 0.5)
    clock[0] += HEALTH_SECONDS - 0.1
    assert engine.health_lately().ok
    clock[0] += 0.1
    assert not engine.health_lately().ok
