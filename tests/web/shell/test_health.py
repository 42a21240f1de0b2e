"""What a machine that watches the site reads at `/healthz`: only whether it works, and asking costs the site nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from portal.app import create_app
from portal.config import Settings


def test_a_whole_site_is_ok(site: Flask) -> None:
    answer = site.test_client().get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"database": "ok", "search": "ok"})
    assert answer.headers["Cache-Control"] == "no-store"


def test_without_an_index_the_site_still_answers(settings: Settings, tmp_path: Path) -> None:
    app = create_app(replace(settings, search_index_dir=tmp_path / "nothing"))
    answer = app.test_client().get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"database": "ok", "search": "degraded"})


def test_without_a_database_it_is_unavailable(settings: Settings, tmp_path: Path) -> None:
    app = create_app(replace(settings, database_url=f"sqlite:///{tmp_path / 'no folder' / 'x.sqlite3'}"))
    answer = app.test_client().get("/healthz")
    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["database"] == "unreachable"


def test_whoever_asks_again_and_again_makes_nothing_be_read_again(site: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    index = site.extensions["search"].index
    looks: list[int] = []
    documents = index.documents
    monkeypatch.setattr(index, "documents", lambda: looks.append(1) or documents())
    for _ in range(5):
        site.test_client().get("/healthz")
    assert len(looks) <= 1
