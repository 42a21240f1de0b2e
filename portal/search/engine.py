"""The one way to search: what is asked, who answers, and what happens while the index is missing or damaged."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine as SqlEngine

from portal.search.backends.base import Backend, Found, IndexDamaged, Match, Reach, Scope, WritableBackend
from portal.search.backends.postgres import PostgresBackend
from portal.search.backends.scan import ScanBackend
from portal.search.backends.whoosh import WhooshBackend
from portal.search.document import KINDS, Doc
from portal.search.lexicon import load_lexicon
from portal.search.rules.lexicon import Lexicon
from portal.search.rules.plan import plan
from portal.search.rules.readings import NONE, Readings
from portal.search.rules.scoring import affordable
from portal.search.rules.understanding import Understood, understand
from portal.search.source import Source
from portal.storage.asked import count_question

HEALTH_SECONDS = 60.0
"""How old what is told of the index to whoever asks may be: reading every file of it is dear, and asking is free."""
MOST_PAGES = 10
SCAN_SECONDS = 60.0
"""How long the stand-in for a damaged index may answer from what it read before it reads the truth again."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class QuerySpec:
    """A question. Empty `kinds`, `locale`, `filters` and `ranges` do not narrow; `page` counts from 1 and stops at 10.

    `ranges`, `sort` and `facets` as in `portal.search.backends.base`: from and to by a name of SORTS, `-posted` for the
    newest first, filters whose values are counted.

    `near` documents that answer only in part are added when fewer than `limit` answer fully; with `wide`, also those
    that merely share a syllable. `exact`: no word is taken for another one that was probably meant.
    """

    text: str
    kinds: tuple[str, ...] = ()
    locale: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ranges: Mapping[str, tuple[int | None, int | None]] = field(default_factory=dict)
    sort: str = ""
    facets: tuple[str, ...] = ()
    page: int = 1
    limit: int = 10
    near: int = 20
    wide: bool = False
    exact: bool = False


@dataclass(frozen=True)
class Hits:
    """The matches of one page in order, how many pages may be asked, how many of each kind before narrowing by kind.

    `degraded`: the index could not answer and the documents themselves were read.
    """

    matches: tuple[Match, ...]
    total: int
    kinds: Mapping[str, int]
    understood: Understood
    degraded: bool
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Health:
    """Whether the index can answer, how many documents it holds, and if it cannot, why."""

    ok: bool
    documents: int
    reason: str = ""


class Engine:
    """Search over the documents of these sources.

    The index lies in one directory of its own, or, where `connect` gives a PostgreSQL engine, in that database.
    `readings` gives what editors agreed to read words as, asked anew for each question.
    """

    def __init__(
        self,
        index_dir: Path,
        sources: Sequence[Source],
        lexicon: Lexicon | None = None,
        connect: Callable[[], SqlEngine] | None = None,
        readings: Callable[[], Readings] = lambda: NONE,
    ) -> None:
        self.sources = {source.kind: source for source in sources}
        self.lexicon = lexicon or load_lexicon()
        self._readings = readings
        self.index: WritableBackend = (
            PostgresBackend(connect, self.lexicon) if connect else WhooshBackend(index_dir, self.lexicon)
        )
        self._scan: tuple[float, ScanBackend] | None = None
        self._scanning = threading.Lock()
        self._looked: tuple[float, Health] | None = None
        self._looking = threading.Lock()

    def query(self, spec: QuerySpec) -> Hits:
        """Answer a question, by the index or, while it is damaged, by reading every document."""
        count_question()  # the index follows the database: what it answers may not be kept
        try:
            return self._ask(self.index, spec, degraded=False)
        except IndexDamaged as error:
            log.warning("search is degraded: %s", error)
            return self._ask(self._stand_in(), spec, degraded=True)

    def write(self, docs: Iterable[Doc], gone: Iterable[tuple[str, str]] = ()) -> None:
        """Take documents in and (kind, id) pairs out. IndexDamaged, or IndexBusy when another process writes."""
        self.index.write(docs, gone)

    def load(self, kind: str, ids: Sequence[str]) -> list[Doc]:
        """The documents of these things as they are now; nothing for a kind that no room offers."""
        source = self.sources.get(kind)
        return list(source.load(ids)) if source else []

    def rebuild(self, seen: Callable[[Doc], object] = lambda doc: None) -> int:
        """Build the index anew from every source and put it in place; how many documents it holds. `seen` is told of each."""
        self._scan = None

        def told(doc: Doc) -> Doc:
            seen(doc)
            return doc

        return self.index.rebuild(map(told, self._everything()))

    def health(self) -> Health:
        """Read every file of the index and compare it with its manifest."""
        try:
            return Health(True, self.index.documents())
        except IndexDamaged as error:
            return Health(False, 0, str(error))

    def health_lately(self) -> Health:
        """As `health`, looked at once in HEALTH_SECONDS, however often and by how many it is asked."""
        with self._looking:
            looked = self._looked
            if looked is None or time.monotonic() - looked[0] >= HEALTH_SECONDS:
                looked = self._looked = (time.monotonic(), self.health())
            return looked[1]

    def examine(self) -> Health:
        """As `health`, and of what only a slow look can tell the next part: called again and again, all of it."""
        try:
            self.index.examine()
        except IndexDamaged as error:
            return Health(False, 0, str(error))
        return self.health()

    def _ask(self, backend: Backend, spec: QuerySpec, *, degraded: bool) -> Hits:
        frequency = _Frequencies(backend)
        asked = understand(spec.text, self.lexicon, frequency, mend=not spec.exact, readings=self._readings())
        wanted = plan(asked)
        frequency.read_ahead(term for term, _ in wanted.loose)
        wanted = affordable(wanted, frequency)
        page = min(max(spec.page, 1), MOST_PAGES)
        found = Found()
        if not wanted.empty:
            reach = Reach(page * spec.limit, spec.limit, spec.near, not spec.wide, spec.sort, spec.facets)
            found = backend.search(wanted, Scope(spec.locale, spec.kinds, spec.filters, spec.ranges), reach)
        matches = found.matches[(page - 1) * spec.limit :]
        kinds = {kind: found.kinds[kind] for kind in KINDS if found.kinds.get(kind)}
        return Hits(matches, found.total, kinds, asked, degraded, found.facets)

    def _stand_in(self) -> ScanBackend:
        with self._scanning:
            if self._scan is None or time.monotonic() - self._scan[0] > SCAN_SECONDS:
                self._scan = (time.monotonic(), ScanBackend(self._everything(), self.lexicon))
            return self._scan[1]

    def _everything(self) -> Iterable[Doc]:
        for source in self.sources.values():
            yield from source.all()


class _Frequencies:
    """In how many documents a term stands, each looked up once for one question."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._known: dict[str, int] = {}

    def __call__(self, term: str) -> int:
        if term not in self._known:
            self.read_ahead([term])
        return self._known[term]

    def read_ahead(self, terms: Iterable[str]) -> None:
        """Look these up together."""
        wanted = [term for term in terms if term not in self._known]
        found = self._backend.frequencies(wanted) if wanted else {}
        self._known.update((term, found.get(term, 0)) for term in wanted)
