"""Commands of search: rebuild the index, keep it up to date, ask it, and rank a judged set."""

from __future__ import annotations

import json
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import click
from flask import current_app

from portal.cli.context import with_app
from portal.cli.ranking import read_documents, read_queries, write_run
from portal.search import outbox
from portal.search.document import KINDS
from portal.search.engine import Engine, QuerySpec
from portal.search.indexer import Done, rebuild, run_once
from portal.search.service import find
from portal.shared.clock import now

PLURALS = {"all": (), **{("vacancies" if kind == "vacancy" else f"{kind}s"): (kind,) for kind in KINDS}}
IDLE_SECONDS = 1.0
CHECK_SECONDS = 60.0
"""How often a running indexer reads the whole index to see that it is sound."""


def _engine() -> Engine:
    engine: Engine = current_app.extensions["search"]
    return engine


@click.command("reindex")
@with_app
def reindex() -> None:
    """Build the search index anew from the database and the texts."""
    done = rebuild(_engine())
    if done.busy:
        raise click.ClickException("another process is writing the index; try again when it is done")
    click.echo(f"search index: {done.rebuilt} documents")


@click.command("work")
@click.option("--once", is_flag=True, help="Do what is waiting and stop.")
@with_app
def work(once: bool) -> None:
    """Keep the index up to date with what changes; runs until it is told to stop."""
    engine = _engine()
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, _stopper(stop))
    checked = -CHECK_SECONDS
    while not stop.is_set():
        sound = time.monotonic() - checked < CHECK_SECONDS or engine.health().ok
        checked = checked if time.monotonic() - checked < CHECK_SECONDS else time.monotonic()
        done = run_once(engine) if sound else rebuild(engine)
        _tell(done)
        if once and not done.changes:
            break
        if not done.changes:
            stop.wait(IDLE_SECONDS)


def _stopper(stop: threading.Event) -> Callable[[int, FrameType | None], None]:
    def stopped(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    return stopped


def _tell(done: Done) -> None:
    if done.rebuilt is not None:
        click.echo(f"search index rebuilt: {done.rebuilt} documents")
    elif done.changes:
        count, since = outbox.waiting()
        behind = f", {count} wait, the oldest for {(now() - since).total_seconds():.0f} s" if since else ""
        click.echo(f"{done.changes} changes taken over{behind}")


@click.command("search")
@click.argument("kind", type=click.Choice(list(PLURALS)))
@click.argument("query")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 100), help="Results to list.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@with_app
def search(kind: str, query: str, limit: int, as_json: bool) -> None:
    """Find pages, firms, orders, vacancies or documents."""
    answer = find(_engine(), QuerySpec(query, PLURALS[kind], limit=limit))
    if as_json:
        results = [
            {"kind": r.doc.kind, "id": r.doc.id, "locale": r.doc.locale, "title": r.doc.title, "full": r.full}
            | {"score": round(r.score, 4), "passage": "".join(piece.text for piece in r.passage)}
            for r in answer.results
        ]
        notes = [{"kind": note.kind, "typed": note.typed, "meant": note.meant} for note in answer.notes]
        counts = {"total": answer.total, "kinds": dict(answer.kinds), "degraded": answer.degraded}
        click.echo(json.dumps({"query": query, **counts, "understood": notes, "results": results}, ensure_ascii=False))
        return
    for note in answer.notes:
        click.echo(f"({note.typed} → {note.meant})")
    for r in answer.results:
        click.echo(f"{r.score:7.2f}  {r.doc.kind:8} {r.doc.id}  {r.doc.title}" + ("" if r.full else "  (≈)"))
    click.echo(f"{answer.total} found" + ("; the index is damaged, every document was read" if answer.degraded else ""))


@click.command("rank")
@click.option("--docs", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), help="JSONL.")
@click.option("--queries", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), help="TSV.")
@click.option("--run", required=True, type=click.Path(dir_okay=False, path_type=Path), help="TREC file to write.")
@click.option("--backend", type=click.Choice(["whoosh"]), default="whoosh", show_default=True)
def rank(docs: Path, queries: Path, run: Path, backend: str) -> None:
    """Rank a set of documents for a set of queries in a temporary index. Needs no installation and no database."""
    try:
        written = write_run(read_documents(docs), read_queries(queries), run, backend)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    click.echo(f"{written} lines in {run}")
