"""Search by Whoosh 2.7.4: writes the index, keeps it sound, and asks it nothing but single terms.

Never `refresh()`, never its asynchronous writers. What is read is one for each thread (Whoosh shares file positions
between calls) and is opened anew when the manifest changes.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec.whoosh3 import W3Codec
from whoosh.columns import NumericColumn
from whoosh.fields import COLUMN, KEYWORD, STORED, Schema
from whoosh.index import FileIndex, create_in, open_dir
from whoosh.query import Term
from whoosh.searching import Searcher

from portal.search.backends import files
from portal.search.backends.array_postings import NO_VALUE, TEXT
from portal.search.backends.array_reading import Reading, answer
from portal.search.backends.base import Found, IndexDamaged, Reach, Scope
from portal.search.backends.whoosh_merging import few_segments, soon_found, worth_merging
from portal.search.backends.whoosh_postings import WhooshLists
from portal.search.document import SORTS, Doc
from portal.search.rules.lexicon import Lexicon
from portal.search.rules.plan import Plan
from portal.search.rules.terms import text_terms, title_terms

MEMORY_MB = 128
BLOCK = 4096
"""Documents of a posting list in one block: each is unpacked by itself, and Whoosh's 128 cost more than they save here."""
SEALING_SECONDS = (0.02, 0.05, 0.1, 0.2)
"""How long to wait, each time, for a commit to be followed by its manifest."""

THING = "thing"


def _schema() -> Schema:
    return Schema(
        title=KEYWORD(scorable=True),
        text=KEYWORD(scorable=True),
        scope=KEYWORD(),
        thing=KEYWORD(),
        key=STORED,
        rev=STORED,
        **{name: COLUMN(NumericColumn("q", default=NO_VALUE)) for name in SORTS},
    )


class WhooshBackend:
    """The index in one directory."""

    def __init__(self, folder: Path, lexicon: Lexicon) -> None:
        self.folder = folder
        self.lexicon = lexicon
        self._fingerprint = lexicon.fingerprint()
        self._mine = threading.local()
        self._verified: tuple[object, ...] = ()
        self._seen: dict[Path, files.Seen] = {}
        self._verifying = threading.Lock()
        self._broken: tuple[object, ...] = ()

    def search(self, plan: Plan, scope: Scope, reach: Reach) -> Found:
        """See Backend.search."""
        with self._reading() as reading:
            return answer(reading, plan, scope, reach)

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """In how many documents each of these index terms stands (until a merge, deleted ones are counted too)."""
        with self._reading() as reading:
            return {term: reading.lists.frequency(TEXT, term) for term in terms}

    def documents(self) -> int:
        """How many documents the index holds, after every file of it was read and compared."""
        self._close()
        with self._verifying:
            self._verified = ()
            self._seen.clear()
        with self._reading() as reading:
            return int(np.count_nonzero(reading.lists.live))

    def examine(self) -> None:
        """See WritableBackend.examine: `documents` reads every file, there is no more to look at."""

    def write(self, docs: Iterable[Doc], gone: Iterable[tuple[str, str]]) -> None:
        """See WritableBackend.write. IndexBusy when another process writes, IndexDamaged when there is nothing sound."""
        with files.writing(self.folder):
            generation, index = self._open()
            manifest = files.read_manifest(generation)
            writer = index.writer(limitmb=MEMORY_MB, codec=W3Codec(blocklimit=BLOCK))
            try:
                with index.searcher() as searcher:
                    fresh = _newer(searcher, docs)
                    replaced = {*gone, *((doc.kind, doc.id) for doc in fresh)}
                    # by number: asked to delete by a term, Whoosh reads every segment anew for each
                    numbers = [n for kind, id in replaced for n in _numbers(searcher, kind, id)]
                for number in numbers:
                    writer.delete_document(number)
                for doc in fresh:
                    writer.add_document(**self._row(doc))
            except BaseException:
                writer.cancel()
                raise
            with files.undoable(self.folder, generation, manifest):
                writer.commit(mergetype=soon_found)
                files.seal(generation, self._fingerprint, index.doc_count(), index.latest_generation(), manifest.files)

    def tidy(self) -> bool:
        """See WritableBackend.tidy. IndexBusy, IndexDamaged as `write`."""
        with files.writing(self.folder):
            generation, index = self._open()
            if not worth_merging(index._segments()):
                return False
            manifest = files.read_manifest(generation)
            writer = index.writer(limitmb=MEMORY_MB, codec=W3Codec(blocklimit=BLOCK))
            with files.undoable(self.folder, generation, manifest):
                writer.commit(mergetype=few_segments)
                files.seal(generation, self._fingerprint, index.doc_count(), index.latest_generation(), manifest.files)
            return True

    def mend(self) -> bool:
        """See WritableBackend.mend. IndexBusy when another process writes."""
        with files.writing(self.folder):
            return files.go_back(self.folder, self._fingerprint)

    def rebuild(self, docs: Iterable[Doc]) -> int:
        """See WritableBackend.rebuild."""
        with files.writing(self.folder):
            generation = files.new_generation(self.folder)
            index = create_in(str(generation), _schema())
            writer = index.writer(limitmb=MEMORY_MB, codec=W3Codec(blocklimit=BLOCK))
            try:
                for doc in sorted(docs, key=lambda doc: doc.key):  # equal scores then come in this order
                    writer.add_document(**self._row(doc))
            except BaseException:
                writer.cancel()
                raise
            writer.commit(optimize=True)
            count = int(index.doc_count())
            files.seal(generation, self._fingerprint, count, index.latest_generation(), {})
            files.put_in_place(self.folder, generation)
            files.forget_before(self.folder)
            return count

    def _row(self, doc: Doc) -> dict[str, Any]:
        scope = [f"kind:{doc.kind}", f"locale:{doc.locale}"]
        scope += [f"{name}:{value}" for name, values in doc.filters.items() for value in values]
        return {
            "title": title_terms(doc.title, self.lexicon),
            "text": text_terms(doc.title, doc.body, self.lexicon),
            "scope": scope,
            "thing": [_thing(doc.kind, doc.id)],
            "key": doc.key,
            "rev": doc.rev,
            **{name: doc.sort[name] for name in SORTS if name in doc.sort},
        }

    @contextmanager
    def _reading(self) -> Iterator[Reading]:
        """What one answer is read from. What a damaged index throws (pickles and offsets: anything) is IndexDamaged."""
        try:
            yield self._current()
        except IndexDamaged:
            raise
        except Exception as error:
            self._close()
            raise IndexDamaged("the search index cannot be read") from error

    def _identity(self) -> tuple[object, ...]:
        generation = files.current(self.folder)
        try:
            status = (generation / files.MANIFEST).stat()
        except OSError as error:
            raise IndexDamaged("the manifest of the search index is missing") from error
        return (generation, status.st_ino, status.st_mtime_ns)

    def _open(self) -> tuple[Path, FileIndex]:
        identity = self._identity()
        generation = files.current(self.folder)
        manifest = files.read_manifest(generation)
        with self._verifying:
            if self._verified != identity:
                files.verify(generation, manifest, self._fingerprint, self._seen)
                self._verified = identity
        index = open_dir(str(generation))
        if (index.latest_generation(), index.doc_count()) != (manifest.commit, manifest.documents):
            raise IndexDamaged("the last change of the search index was interrupted")
        return generation, index

    def _current(self) -> Reading:
        """This thread's reading of the latest sealed state.

        While a writer is between its commit and its manifest, the state before is kept, or the manifest is waited for.
        """
        for wait in (*SEALING_SECONDS, None):
            identity = self._identity()
            kept = getattr(self._mine, "identity", None)
            if kept == identity:
                break
            try:
                lists = WhooshLists(self._open()[1].searcher())
            except Exception:
                if kept and kept[0] == identity[0]:
                    break
                if wait is None or self._broken == identity:
                    self._broken = identity
                    raise
                time.sleep(wait)
                continue
            self._close()
            self._mine.reading, self._mine.lists, self._mine.identity = Reading(lists), lists, identity
            break
        current: Reading = self._mine.reading
        return current

    def _close(self) -> None:
        """Let go of what this thread reads."""
        lists, self._mine.lists, self._mine.identity = getattr(self._mine, "lists", None), None, None
        self._mine.reading = None
        if lists is not None:
            lists.close()


def _thing(kind: str, id: str) -> str:
    return f"{kind}:{id}"


def _newer(searcher: Searcher, docs: Iterable[Doc]) -> list[Doc]:
    """The documents that are not older than what is stored of their thing."""
    return [doc for doc in docs if doc.rev >= max(_stored_revs(searcher, doc), default=doc.rev)]


def _stored_revs(searcher: Searcher, doc: Doc) -> Iterator[int]:
    for number in _numbers(searcher, doc.kind, doc.id):
        yield int(searcher.stored_fields(number)["rev"])


def _numbers(searcher: Searcher, kind: str, id: str) -> Iterator[int]:
    """The numbers of the documents of this thing."""
    return iter(searcher.docs_for_query(Term(THING, _thing(kind, id))))
