"""`flask rank` needs nothing but its files; the other commands answer by exit code and JSON."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine, text

from portal.cli.search import PLURALS, rank, search
from portal.search.document import KINDS
from tests.search.documents import GOLD, read_tsv


def run_rank(tmp_path: Path, docs: Path, queries: Path, *more: str) -> tuple[int, str, list[list[str]]]:
    out = tmp_path / "out.trec"
    arguments = ["--docs", str(docs), "--queries", str(queries), "--run", str(out), *more]
    result = CliRunner().invoke(rank, arguments)
    lines = [line.split() for line in out.read_text(encoding="utf-8").splitlines()] if out.exists() else []
    return result.exit_code, result.output, lines


@pytest.mark.parametrize("backend", ["whoosh", "postgres"])
def test_rank_lists_a_hundred_documents_where_so_many_match(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, backend: str
) -> None:
    """Without any setting: `postgres` starts a server of its own."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("SECRET_KEY", raising=False)
    code, output, lines = run_rank(tmp_path, GOLD / "docs.jsonl", GOLD / "queries.tsv", "--backend", backend)
    assert code == 0, output
    depth = {query: sum(line[0] == query for line in lines) for query, *_ in read_tsv(GOLD / "queries.tsv")}
    assert all(depth.values())
    assert depth["s02"] >= 100  # “thợ hàn đi Nhật Bản”: more than a hundred orders go to Japan
    for query in depth:
        rows = [line for line in lines if line[0] == query]
        assert [int(row[3]) for row in rows] == list(range(1, len(rows) + 1))
        assert all(float(a[4]) > float(b[4]) for a, b in pairwise(rows))
        assert len({row[2] for row in rows}) == len(rows)
        assert {(row[1], len(row)) for row in rows} == {("Q0", 6)}


@pytest.mark.parametrize(
    ("docs", "queries"),
    [
        ('{"id": "a"}', "q1\tthợ hàn"),
        ("no json", "q1\tthợ hàn"),
        ('{"id": "a", "kind": "page", "title": "x"}\n{"id": "a", "kind": "firm", "title": "y"}', "q1\tthợ hàn"),
        ('{"id": "a", "kind": "page", "title": "x"}', "thợ hàn without a tab"),
    ],
)
def test_rank_says_which_line_cannot_be_read(tmp_path: Path, docs: str, queries: str) -> None:
    (tmp_path / "d.jsonl").write_text(docs, encoding="utf-8")
    (tmp_path / "q.tsv").write_text(queries, encoding="utf-8")
    code, output, lines = run_rank(tmp_path, tmp_path / "d.jsonl", tmp_path / "q.tsv")
    assert code == 2
    assert "Traceback" not in output
    assert lines == []


def test_rank_offers_only_the_backends_that_exist(tmp_path: Path) -> None:
    arguments = [
        "--docs",
        str(GOLD / "docs.jsonl"),
        "--queries",
        str(GOLD / "queries.tsv"),
        "--run",
        str(tmp_path / "r"),
    ]
    assert CliRunner().invoke(rank, [*arguments, "--backend", "lucene"]).exit_code == 2


def test_rank_asks_for_a_postgresql_where_the_address_names_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:///x.sqlite3")
    code, output, lines = run_rank(tmp_path, GOLD / "docs.jsonl", GOLD / "queries.tsv", "--backend", "postgres")
    assert (code, lines) == (1, [])
    assert "PostgreSQL" in output


def test_rank_uses_the_server_it_is_given_and_leaves_nothing_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postgres_url: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", postgres_url)
    (tmp_path / "q.tsv").write_text("q1\tthợ hàn", encoding="utf-8")
    code, output, lines = run_rank(tmp_path, GOLD / "docs.jsonl", tmp_path / "q.tsv", "--backend", "postgres")
    assert code == 0, output
    assert len(lines) > 10
    engine = create_engine(postgres_url)
    with engine.connect() as connection:
        assert not connection.scalars(text("SELECT 1 FROM pg_database WHERE datname LIKE 'rank%'")).all()
    engine.dispose()


def test_every_kind_has_its_plural() -> None:
    assert set(PLURALS) == {"all", "pages", "firms", "orders", "vacancies", "documents"}
    assert {kind for kinds in PLURALS.values() for kind in kinds} == set(KINDS)


def test_an_unknown_kind_is_bad_input() -> None:
    assert CliRunner().invoke(search, ["people", "x", "--json"]).exit_code == 2


def test_documents_are_json_a_line() -> None:
    assert all(json.loads(line)["id"] for line in (GOLD / "docs.jsonl").read_text(encoding="utf-8").splitlines())
