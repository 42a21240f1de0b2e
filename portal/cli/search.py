"""Commands of search: rebuild the index, keep it up to date, ask it, and rank a judged set."""

from __future__ import annotations

import json
from pathlib import Path

import click
from flask import current_app

from portal.cli.context import with_app
from portal.cli.ranking import BACKENDS, NoServer, read_documents, read_queries, write_run
from portal.search.document import KINDS
from portal.search.engine import Engine, QuerySpec
from portal.search.indexer import rebuild
from portal.search.service import find

PLURALS = {"all": (), **{("vacancies" if kind == "vacancy" else f"{kind}s"): (kind,) for kind in KINDS}}


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
@click.option("--backend", type=click.Choice(BACKENDS), default="whoosh", show_default=True)
def rank(docs: Path, queries: Path, run: Path, backend: str) -> None:
    """Rank a set of documents for a set of queries in a temporary index. Needs no installation and no database.

    With --backend postgres, DATABASE_URL names the server; without one a temporary server is started from the wheel.
    """
    try:
        written = write_run(read_documents(docs), read_queries(queries), run, backend)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    except NoServer as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{written} lines in {run}")
