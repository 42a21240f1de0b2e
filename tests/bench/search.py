"""How long a search takes over 10,000 documents, beside SQLite FTS5 over the same folded words in the same run.

Run by hand: flask bench search (--scale 0.05 for a quick look, --scale 10 for 100,000 documents). Measured in process: the
whole answer of the engine as the page asks it (understanding, mending, near answers, counts), and the index alone. FTS5 only
matches and ranks by bm25: it knows no synonyms, no second tier and no counts. tantivy is asked too where it is installed.
--only postgres leaves Whoosh out, which is not meant for 100,000 documents and takes a quarter of an hour to write them.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

from portal.cli.ranking import NoServer, temporary_database
from portal.content.search import SOURCES
from portal.search.document import ANY, Doc
from portal.search.engine import Engine, QuerySpec
from portal.search.lexicon import load_lexicon
from portal.search.rules.tokens import clean, tokens

DOCUMENTS, QUESTIONS, WRITES, TOP = 10_000, 200, 20, 10
PROVINCES = tuple(f"{n:02d}" for n in range(1, 35))
Question = tuple[str, str]


class Shelf:
    """Documents in memory as a source."""

    kind = "vacancy"

    def __init__(self, docs: Sequence[Doc]) -> None:
        self.docs = {doc.id: doc for doc in docs}

    def load(self, ids: Sequence[str]) -> list[Doc]:
        """The documents of these ids."""
        return [self.docs[id] for id in ids if id in self.docs]

    def all(self) -> list[Doc]:
        """Every document."""
        return list(self.docs.values())


def made(count: int, rng: random.Random) -> list[Doc]:
    """Documents of the words of this site's own texts, as often as Zipf would have them."""
    words = dict.fromkeys(
        token.typed
        for source in SOURCES
        for doc in source.all()
        if doc.locale == "vi"
        for token in tokens(clean(doc.body))
    )
    known = sorted(words, key=lambda word: rng.random())
    weights = list(accumulate(1 / (rank + 10) for rank in range(len(known))))

    def text(length: int) -> str:
        return " ".join(rng.choices(known, cum_weights=weights, k=length))

    return [
        Doc("vacancy", str(n), 1, ANY, text(6), text(60), {"province": (rng.choice(PROVINCES),)}, {"posted": rng.randrange(900)})
        for n in range(count)
    ]  # fmt: skip


def questions(docs: Sequence[Doc], rng: random.Random) -> list[Question]:
    """Two words that stand in one document, and a province."""
    asked = []
    for doc in rng.choices(docs, k=QUESTIONS):
        words = [token.typed for token in tokens(f"{doc.title} {doc.body}")]
        asked.append((" ".join(rng.sample(words, 2)), rng.choice(PROVINCES)))
    return asked


class Fts:
    """The peer: the same folded words in FTS5, rows and numbers beside it."""

    def __init__(self, docs: Sequence[Doc], path: Path) -> None:
        self.base = sqlite3.connect(path)
        self.base.executescript(
            "CREATE VIRTUAL TABLE f USING fts5(words); CREATE TABLE d (n INTEGER PRIMARY KEY, province TEXT, posted INTEGER);"
            "CREATE INDEX by_province ON d (province, posted);"
        )
        for n, doc in enumerate(docs):
            self.base.execute("INSERT INTO f (rowid, words) VALUES (?, ?)", (n, folded(f"{doc.title} {doc.body}")))
            self.base.execute("INSERT INTO d VALUES (?, ?, ?)", (n, doc.filters["province"][0], doc.sort["posted"]))
        self.base.commit()

    def ranked(self, question: Question) -> None:
        """Ten by bm25."""
        query = "SELECT rowid FROM f WHERE f MATCH ? ORDER BY bm25(f) LIMIT ?"
        self.base.execute(query, (matching(question), TOP)).fetchall()

    def newest(self, question: Question) -> None:
        """Ten of a province, newest first."""
        query = "SELECT d.n FROM f JOIN d ON d.n = f.rowid WHERE f MATCH ? AND d.province = ? ORDER BY d.posted DESC LIMIT ?"
        self.base.execute(query, (matching(question), question[1], TOP)).fetchall()


class Tantivy:
    """The peer of the large index: the same folded words in tantivy, ten by its own bm25, no counts."""

    def __init__(self, docs: Sequence[Doc]) -> None:
        import tantivy  # not a dependency: measured where it is installed by hand

        schema = tantivy.SchemaBuilder()
        schema.add_text_field("words", tokenizer_name="whitespace")
        self.index = tantivy.Index(schema.build())
        writer = self.index.writer(heap_size=128_000_000)
        for doc in docs:
            writer.add_document(tantivy.Document(words=folded(f"{doc.title} {doc.body}")))
        writer.commit()
        self.index.reload()

    def ranked(self, question: Question) -> None:
        """Ten by bm25, with the numbers of the documents read."""
        searcher = self.index.searcher()
        for _, place in searcher.search(self.index.parse_query(matching(question), ["words"]), TOP).hits:
            searcher.doc(place)


def folded(text: str) -> str:
    """The words as every index here holds them."""
    return " ".join(token.folded for token in tokens(clean(text)))


def matching(question: Question) -> str:
    """Both words, in the language of FTS5."""
    return " AND ".join(f'"{word}"' for word in folded(question[0]).split())


def timed(label: str, act: Callable[[Question], object], asked: Sequence[Question], peer: float = 0.0) -> float:
    """Ask all, print the median and the 95th of a hundred in ms, and the ratio to the peer; returns the latter."""
    act(asked[0])
    took = []
    for question in asked:
        start = time.perf_counter()
        act(question)
        took.append((time.perf_counter() - start) * 1000)
    p95 = statistics.quantiles(took, n=20)[-1]
    ratio = f"  {p95 / peer:6.1f} × FTS5" if peer else ""
    print(f"{label:44} p50 {statistics.median(took):8.2f} ms  p95 {p95:8.2f} ms{ratio}", flush=True)  # noqa: T201
    return p95


def measure(
    name: str, engine: Engine, docs: Sequence[Doc], asked: Sequence[Question], peers: tuple[float, float]
) -> None:
    """One backend: as the page asks, full answers only, filter and sort, and a write until it is found."""
    start = time.perf_counter()
    engine.rebuild()
    print(f"{name}: built in {time.perf_counter() - start:.1f} s")  # noqa: T201
    spec = QuerySpec("", limit=TOP)
    timed(f"{name}: as the page asks", lambda q: engine.query(replace_text(spec, q)), asked, peers[0])
    timed(f"{name}: full answers only", lambda q: engine.query(replace_text(spec, q, near=0)), asked, peers[0])

    def by_day(question: Question) -> object:
        return engine.query(replace_text(spec, question, near=0, sort="-posted", filters={"province": (question[1],)}))

    timed(f"{name}: one province, newest first", by_day, asked, peers[1])
    took = []
    for n in range(WRITES):
        doc = Doc("vacancy", f"new{n}", 1, ANY, f"zxq{n}", docs[n].body)
        start = time.perf_counter()
        engine.write([doc])
        assert engine.query(QuerySpec(f"zxq{n}")).total, "written and not found"
        took.append(time.perf_counter() - start)
    p95 = statistics.quantiles(took, n=20)[-1]
    print(f"{name}: written and found                p50 {statistics.median(took):.2f} s  p95 {p95:.2f} s")  # noqa: T201


def replace_text(spec: QuerySpec, question: Question, **changes: object) -> QuerySpec:
    """The question as a specification."""
    return replace(spec, text=question[0], **changes)  # type: ignore[arg-type]


def main() -> None:
    """Measure every backend that can be had."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--only", choices=("whoosh", "postgres"))
    options = parser.parse_args()
    rng = random.Random(20261126)
    docs = made(max(200, round(DOCUMENTS * options.scale)), rng)
    asked = questions(docs, rng)
    lexicon = load_lexicon()
    print(f"{len(docs)} documents, {len(asked)} questions of two words")  # noqa: T201
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        fts = Fts(docs, folder / "fts.sqlite3")
        peers = timed("FTS5: bm25", fts.ranked, asked), timed("FTS5: one province, newest first", fts.newest, asked)
        if options.only != "postgres":
            measure("Whoosh", Engine(folder / "index", [Shelf(docs)], lexicon), docs, asked, peers)
        if importlib.util.find_spec("tantivy") is None:
            print("tantivy: not measured, it is not installed here")  # noqa: T201
        else:
            timed("tantivy: bm25", Tantivy(docs).ranked, asked, peers[0])
        if options.only == "whoosh":
            return
        try:
            connect = stack.enter_context(temporary_database(folder))
        except NoServer as error:
            print(f"PostgreSQL: not measured, {error}")  # noqa: T201
        else:
            measure("PostgreSQL", Engine(folder / "none", [Shelf(docs)], lexicon, connect), docs, asked, peers)


if __name__ == "__main__":
    main()
