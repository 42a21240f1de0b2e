"""How long a suggestion takes over 10,000 phrases, beside a prefix query of SQLite FTS5 over the same folded phrases.

Run by hand: flask bench suggest (--scale 10 for 100,000 phrases). Both in process, on SQLite; each question is the beginning
of a word of some phrase, from one letter on, and of two words.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from flask import Flask

from portal.cli.illustrative.firms import rows
from portal.config import Settings
from portal.search.document import Doc
from portal.search.rules.suggesting import typed
from portal.search.suggestions import MOST, suggest, take_over
from portal.storage import at_work
from portal.storage.db import db

PHRASES, QUESTIONS = 10_000, 300


def made(count: int, rng: random.Random) -> list[Doc]:
    """Phrases of the words that firms and the demo use, two to seven words each."""
    words = sorted({word for row in rows(500) for word in row["name_vi"].split()})
    kinds = ("page", "firm", "vacancy", "document")
    return [
        Doc(rng.choice(kinds), str(n), 1, "any", " ".join(rng.choices(words, k=rng.randint(2, 7))))
        for n in range(count)
    ]


def questions(docs: Sequence[Doc], rng: random.Random) -> list[str]:
    """The beginning of a phrase from one of its words on."""
    asked = []
    for doc in rng.choices(docs, k=QUESTIONS):
        words = typed(doc.title).words
        place = rng.randrange(len(words))
        asked.append(" ".join(words[place:])[: rng.randint(1, 8)].strip())
    return asked


def timed(label: str, act: Callable[[str], object], asked: Sequence[str], peer: float = 0.0) -> float:
    """Ask all, print the median and the 95th of a hundred in ms, and the ratio to the peer; returns the latter."""
    took = []
    for question in asked:
        start = time.perf_counter()
        act(question)
        took.append((time.perf_counter() - start) * 1000)
    p95 = statistics.quantiles(took, n=20)[-1]
    ratio = f"  {p95 / peer:5.2f} × FTS5" if peer else ""
    print(f"{label:20} p50 {statistics.median(took):7.2f} ms  p95 {p95:7.2f} ms{ratio}")  # noqa: T201
    return p95


def main() -> None:
    """Measure on a database of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0)
    rng = random.Random(20261126)
    docs = made(max(100, round(PHRASES * parser.parse_args().scale)), rng)
    asked = questions(docs, rng)
    peer = sqlite3.connect(":memory:")
    peer.execute("CREATE VIRTUAL TABLE f USING fts5(words, prefix='1 2 3')")
    peer.executemany("INSERT INTO f VALUES (?)", [(typed(doc.title).key,) for doc in docs])

    def by_fts(question: str) -> None:
        query = "SELECT rowid FROM f WHERE f MATCH ? ORDER BY bm25(f) LIMIT ?"
        peer.execute(query, (f'"{question}" *', MOST)).fetchall()

    with tempfile.TemporaryDirectory() as folder:
        app, url = Flask("suggest"), f"sqlite:///{folder}/bench.sqlite3"
        app.config["SQLALCHEMY_DATABASE_URI"] = url
        db.init_app(app)
        with (
            app.app_context(),
            at_work.holding(Settings("development", "sugg3st-0nly-" * 4, url, Path(folder), Path(folder))),
        ):
            db.create_all()
            take_over(docs, [])
            db.session.commit()
            print(f"{len(docs)} phrases, {len(asked)} beginnings")  # noqa: T201
            base = timed("FTS5 prefix", by_fts, asked)
            timed("suggest", lambda question: suggest(question, "vi"), asked, base)
            db.session.remove()
            db.engine.dispose()


if __name__ == "__main__":
    main()
