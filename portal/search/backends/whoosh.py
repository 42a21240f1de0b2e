"""Search by Whoosh 2.7.4, within what it answers rightly: terms, flat Ands and Ors, an Or of Ands, filters by set.

Never `refresh()`, never its asynchronous writers. Readers are one for each thread (Whoosh shares file positions
between calls) and are opened anew when the manifest changes.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh.fields import KEYWORD, STORED, Schema
from whoosh.index import FileIndex, create_in, open_dir
from whoosh.query import And, Or, Query, Term
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from portal.search.backends import files
from portal.search.backends.base import IN_TITLE, K1, B, Found, IndexDamaged, Match, Reach, Scope
from portal.search.document import ANY, KINDS, Doc
from portal.search.rules.lexicon import Lexicon
from portal.search.rules.plan import Plan
from portal.search.rules.terms import text_terms, title_terms

MEMORY_MB = 128
SEALING_SECONDS = (0.02, 0.05, 0.1, 0.2)
"""How long to wait, each time, for a commit to be followed by its manifest."""

TITLE, TEXT, SCOPE, THING = "title", "text", "scope", "thing"


def _schema() -> Schema:
    return Schema(
        title=KEYWORD(scorable=True),
        text=KEYWORD(scorable=True),
        scope=KEYWORD(),
        thing=KEYWORD(),
        key=STORED,
        rev=STORED,
    )


class WhooshBackend:
    """The index in one directory."""

    def __init__(self, folder: Path, lexicon: Lexicon) -> None:
        self.folder = folder
        self.lexicon = lexicon
        self._fingerprint = lexicon.fingerprint()
        self._mine = threading.local()
        self._verified: tuple[object, ...] = ()
        self._verifying = threading.Lock()
        self._broken: tuple[object, ...] = ()

    def search(self, plan: Plan, scope: Scope, reach: Reach) -> Found:
        """See Backend.search."""
        with self._reading() as searcher:
            here = _in_scope(searcher, scope)
            full = here & _documents(searcher, _strict(plan)) if plan.strict else set()
            ranking = _loose(plan)
            near: list[Match] = []
            if len(full) < reach.enough:
                rest = here - full
                if reach.anchored:
                    rest &= _documents(searcher, _one_or(Or, [Term(TEXT, term) for term in plan.anchors]))
                near = _ranked(searcher, ranking, rest, reach.near, full=False)
            kinds = _count_kinds(searcher, full) + Counter(match.key[0] for match in near)
            if scope.kinds:
                full &= _any_of(searcher, "kind", scope.kinds)
                near = [match for match in near if match.key[0] in scope.kinds]
            matches = _ranked(searcher, ranking, full, reach.top, full=True) + near
            return Found(tuple(matches[: reach.top]), len(full) + len(near), kinds)

    def frequency(self, term: str) -> int:
        """In how many documents this index term stands (until a merge, deleted ones are counted too)."""
        with self._reading() as searcher:
            return int(searcher.doc_frequency(TEXT, term))

    def documents(self) -> int:
        """How many documents the index holds, after every file of it was read and compared."""
        self._close()
        self._verified = ()
        with self._reading() as searcher:
            return int(searcher.doc_count())

    def write(self, docs: Iterable[Doc], gone: Iterable[tuple[str, str]]) -> None:
        """See WritableBackend.write. IndexBusy when another process writes, IndexDamaged when there is nothing sound."""
        with files.writing(self.folder):
            generation, index = self._open()
            manifest = files.read_manifest(generation)
            writer = index.writer(limitmb=MEMORY_MB)
            try:
                with index.searcher() as searcher:
                    fresh = _newer(searcher, docs)
                for kind, id in {*gone, *((doc.kind, doc.id) for doc in fresh)}:
                    writer.delete_by_term(THING, _thing(kind, id))
                for doc in fresh:
                    writer.add_document(**self._row(doc))
            except BaseException:
                writer.cancel()
                raise
            writer.commit()
            files.seal(generation, self._fingerprint, index.doc_count(), index.latest_generation(), manifest.files)

    def rebuild(self, docs: Iterable[Doc]) -> int:
        """See WritableBackend.rebuild."""
        with files.writing(self.folder):
            generation = files.new_generation(self.folder)
            index = create_in(str(generation), _schema())
            writer = index.writer(limitmb=MEMORY_MB)
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
        }

    @contextmanager
    def _reading(self) -> Iterator[Searcher]:
        """A searcher for one answer. What a damaged index throws (pickles and offsets: anything) is IndexDamaged."""
        try:
            yield self._searcher()
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
                files.verify(generation, manifest, self._fingerprint)
                self._verified = identity
        index = open_dir(str(generation))
        if (index.latest_generation(), index.doc_count()) != (manifest.commit, manifest.documents):
            raise IndexDamaged("the last change of the search index was interrupted")
        return generation, index

    def _searcher(self) -> Searcher:
        """This thread's searcher on the latest sealed state.

        While a writer is between its commit and its manifest, the state before is kept, or the manifest is waited for.
        """
        for wait in (*SEALING_SECONDS, None):
            identity = self._identity()
            kept = getattr(self._mine, "identity", None)
            if kept == identity:
                return self._mine.searcher
            try:
                searcher = self._open()[1].searcher(weighting=BM25F(B=B, K1=K1))
            except Exception:
                if kept and kept[0] == identity[0]:
                    return self._mine.searcher
                if wait is None or self._broken == identity:
                    self._broken = identity
                    raise
                time.sleep(wait)
                continue
            self._close()
            self._mine.searcher, self._mine.identity = searcher, identity
            return searcher
        raise AssertionError("the last round returns or raises")

    def _close(self) -> None:
        """Let go of this thread's searcher."""
        searcher, self._mine.searcher, self._mine.identity = getattr(self._mine, "searcher", None), None, None
        if searcher is not None:
            searcher.close()


def _thing(kind: str, id: str) -> str:
    return f"{kind}:{id}"


def _one_or(shape: type[Query], parts: list[Query]) -> Query:
    """The parts joined, or the only one: Whoosh is asked nothing that is not needed."""
    return parts[0] if len(parts) == 1 else shape(parts)


def _strict(plan: Plan) -> Query:
    return _one_or(Or, [_one_or(And, [Term(TEXT, term) for term in way]) for way in plan.strict])


def _loose(plan: Plan) -> Query:
    in_text = [Term(TEXT, term, boost=weight) for term, weight in plan.loose]
    return Or(in_text + [Term(TITLE, term, boost=weight * IN_TITLE) for term, weight in plan.loose])


def _documents(searcher: Searcher, query: Query) -> set[int]:
    return set(searcher.docs_for_query(query))


def _any_of(searcher: Searcher, name: str, values: Iterable[str]) -> set[int]:
    return _documents(searcher, _one_or(Or, [Term(SCOPE, f"{name}:{value}") for value in values]))


def _in_scope(searcher: Searcher, scope: Scope) -> set[int]:
    """The documents in scope but for the kind: sets are cut in Python, not by Whoosh."""
    wanted = {name: values for name, values in scope.filters.items() if values}
    if scope.locale:
        wanted["locale"] = (scope.locale, ANY)
    sets = [_any_of(searcher, name, values) for name, values in wanted.items()]
    return set.intersection(*sets) if sets else set(searcher.reader().all_doc_ids())


def _count_kinds(searcher: Searcher, among: set[int]) -> Counter[str]:
    counts = Counter({kind: len(among & _any_of(searcher, "kind", [kind])) for kind in KINDS} if among else {})
    return +counts


def _ranked(searcher: Searcher, ranking: Query, among: set[int], limit: int, *, full: bool) -> list[Match]:
    if not among or not limit:
        return []
    results = searcher.search(ranking, limit=limit, filter=among, optimize=False)
    matches = [Match(tuple(hit["key"]), float(hit.score), full) for hit in results]
    return sorted(matches, key=lambda match: (-match.score, match.key))


def _newer(searcher: Searcher, docs: Iterable[Doc]) -> list[Doc]:
    """The documents that are not older than what is stored of their thing."""
    return [doc for doc in docs if doc.rev >= max(_stored_revs(searcher, doc), default=doc.rev)]


def _stored_revs(searcher: Searcher, doc: Doc) -> Iterator[int]:
    for number in searcher.docs_for_query(Term(THING, _thing(doc.kind, doc.id))):
        yield int(searcher.stored_fields(number)["rev"])
