"""Posting lists read whole say what Whoosh's own matcher says one by one, in blocks, segments and after removals."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from whoosh.index import open_dir

from portal.search.backends import array_postings, files, whoosh, whoosh_merging
from portal.search.backends.array_postings import SCOPE, TEXT, TITLE
from portal.search.backends.files import current
from portal.search.backends.whoosh import WhooshBackend
from portal.search.backends.whoosh_postings import WhooshLists
from portal.search.rules.lexicon import build
from tests.search.documents import doc

WORDS = ("thợ", "hàn", "mộc", "tiện", "an", "toàn")


@pytest.fixture(params=[3, 4096])
def folder(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An index of 90 documents in several segments, some of them removed, with lists of many blocks and of one."""
    monkeypatch.setattr(whoosh, "BLOCK", request.param)
    rng = random.Random(3)
    docs = [doc(str(n), " ".join(rng.choices(WORDS, k=rng.randint(1, 9))), province=f"0{n % 4}") for n in range(90)]
    backend = WhooshBackend(tmp_path / "index", build([]))
    backend.rebuild(docs[:60])
    backend.write(docs[60:], [("page", str(n)) for n in range(0, 60, 7)])
    backend.write([doc("alone", "một mình")], [("page", "61")])
    return current(tmp_path / "index")


def test_a_list_is_what_the_matcher_says_one_by_one(folder: Path) -> None:
    with open_dir(str(folder)).searcher() as searcher:
        reader = searcher.reader()
        assert len(list(reader.leaf_readers())) > 1
        lists = WhooshLists(searcher)
        for field, term in [
            *((f, w) for f in (TEXT, TITLE) for w in ("tho", "han", "an", "mot")),
            (SCOPE, "province:01"),
        ]:
            matcher = reader.postings(field, term)
            right = []
            while matcher.is_active():
                right.append((matcher.id(), matcher.weight()))
                matcher.next()
            found = lists(field, term)
            assert list(zip(found.numbers.tolist(), found.counts.tolist(), strict=True)) == right
        assert len(lists(TEXT, "tho").numbers) > 30
        assert not len(lists(TEXT, "absent").numbers)
        lengths = [reader.doc_field_length(n, TEXT) or 0 for n in range(reader.doc_count_all())]
        assert lists.lengths(TEXT).tolist() == lengths
        assert np.flatnonzero(~lists.live).tolist() == [n for n in range(lists.size) if reader.is_deleted(n)]


def test_only_so_many_places_are_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(array_postings, "POSTINGS_KEPT", 60)
    with open_dir(str(folder)).searcher() as searcher:
        lists = WhooshLists(searcher)
        first = lists(TEXT, "tho")
        assert lists(TEXT, "tho") is first
        lists(TEXT, "han")
        again = lists(TEXT, "tho")
        assert again is not first
        assert again.numbers.tolist() == first.numbers.tolist()


def segments(folder: Path) -> list[tuple[int, int]]:
    """Of each segment of the index in use: its documents, and how many of it are removed."""
    index = open_dir(str(current(folder)))
    return sorted((segment.doc_count(), segment.deleted_count()) for segment in index._segments())


def test_segments_stay_few_and_grow(tmp_path: Path) -> None:
    backend = WhooshBackend(tmp_path / "index", build([]))
    backend.rebuild([])
    for n in range(60):
        backend.write([doc(f"{n}-{i}", "thợ hàn") for i in range(40)], [])
    sizes = [living for living, _ in segments(tmp_path / "index")]
    assert sum(sizes) == 2400
    assert 2 <= len(sizes) <= 6
    assert all(sum(sizes[:place]) < size for place, size in enumerate(sizes))


def test_segments_of_mostly_removed_documents_are_written_again(tmp_path: Path) -> None:
    backend = WhooshBackend(tmp_path / "index", build([]))
    backend.rebuild([doc(str(n), "thợ hàn") for n in range(400)])
    backend.write([], [("page", str(n)) for n in range(190)])
    assert segments(tmp_path / "index") == [(210, 190)]
    backend.write([], [("page", str(n)) for n in range(190, 201)])
    assert segments(tmp_path / "index") == [(199, 0)]


def written(folder: Path, sizes: list[int]) -> WhooshBackend:
    """An index that was written in changes of so many documents."""
    backend = WhooshBackend(folder / "index", build([]))
    backend.rebuild([])
    for n, size in enumerate(sizes):
        backend.write([doc(f"{n}-{i}", "thợ hàn") for i in range(size)], [])
    return backend


def test_a_change_does_not_wait_for_large_segments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whoosh_merging, "AT_ONCE", 50)
    backend = written(tmp_path, [90, 95, 98, 3])
    assert [living for living, _ in segments(tmp_path / "index")] == [3, 90, 95, 98]
    assert backend.tidy()
    assert segments(tmp_path / "index") == [(286, 0)]
    assert backend.documents() == 286
    assert not backend.tidy(), "there is nothing more to do"
    with open_dir(str(current(tmp_path / "index"))).searcher() as searcher:
        assert len(WhooshLists(searcher)(TEXT, "tho").numbers) == 286


def test_however_busy_segments_stay_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whoosh_merging, "AT_ONCE", 10)
    monkeypatch.setattr(whoosh_merging, "MOST_SEGMENTS", 5)
    written(tmp_path, [20] * 12)
    assert len(segments(tmp_path / "index")) <= 5


def test_what_is_mostly_removed_is_worth_tidying(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whoosh_merging, "AT_ONCE", 10)
    backend = written(tmp_path, [200])
    backend.write([], [("page", f"0-{n}") for n in range(101)])
    assert segments(tmp_path / "index") == [(99, 101)]
    assert backend.tidy()
    assert segments(tmp_path / "index") == [(99, 0)]


def test_tidying_that_is_cut_off_leaves_the_index_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whoosh_merging, "AT_ONCE", 50)
    backend = written(tmp_path, [90, 95, 98])

    def cut_off(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(files, "seal", cut_off)
        with pytest.raises(KeyboardInterrupt):
            backend.tidy()
    assert backend.mend()
    assert backend.documents() == 283
