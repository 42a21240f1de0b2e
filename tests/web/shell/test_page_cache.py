"""Pages kept ready: the same bytes as made anew, never one that the database, a query or a reader had a part in, for one day."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import delete

from portal.app import create_app
from portal.cli.illustrative import firms as illustrative
from portal.config import Settings
from portal.content import editions
from portal.content.models import Edition, Revision
from portal.content.store import shipped
from portal.firms import service as firms
from portal.shared.clock import now
from portal.storage.db import db
from portal.web.home import views as home
from portal.web.shell import page_cache
from tests.conftest import close
from tests.web.data.walk import walked
from tests.web.people import SESSION

PACKED = {"Accept-Encoding": "gzip"}


@pytest.fixture
def production(settings: Settings, tmp_path: Path) -> Iterator[Flask]:
    """An installation as it is deployed, without any firm or person."""
    own = replace(
        settings, environment="production", database_url=f"sqlite:///{tmp_path / 'p.sqlite3'}", state_dir=tmp_path,
        search_index_dir=tmp_path / "index",
    )  # fmt: skip
    app = create_app(own)
    with app.app_context():
        upgrade()
    yield app
    close(app)


def kept(app: Flask) -> set[str]:
    return {key[0] for key in app.extensions["page shelf"]}


def test_a_page_is_made_once_and_sent_the_same_to_everybody(production: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    client = FlaskClient(production, production.response_class)
    plain = client.get("/vi/").data
    first = client.get("/vi/", headers=PACKED)
    assert kept(production) == {"/vi/"}
    monkeypatch.setattr(home, "render_template", lambda *_a, **_k: pytest.fail("made again"))
    again = client.get("/vi/", headers=PACKED)
    same = {name: value for name, value in first.headers.items() if name not in ("Date", "X-Request-Id")}
    assert {name: value for name, value in again.headers.items() if name not in ("Date", "X-Request-Id")} == same
    assert again.data == first.data
    assert gzip.decompress(again.data) == plain == client.get("/vi/").data
    assert client.get("/vi/", headers={**PACKED, "If-None-Match": first.headers["ETag"]}).status_code == 304
    assert client.head("/vi/", headers=PACKED).status_code == 200
    client.set_cookie(SESSION, "x" * 43)
    assert client.get("/vi/", headers=PACKED).data == first.data


def test_only_content_is_kept(production: Flask) -> None:
    client = FlaskClient(production, production.response_class)
    client.set_cookie(SESSION, "x" * 43)
    for path in (
        "/vi/firms", "/vi/jobs", "/vi/search", "/vi/markets?as_of=01/01/2022", "/vi/check/firm?q=a", "/vi/account", "/vi/sign-in",
        "/vi/nothing", "/vi/markets/JP", "/language/en?to=/en/", "/healthz", "/", "/static/site.css", "/api/v1/firms",
    ):  # fmt: skip
        client.get(path, headers=PACKED)
    assert kept(production) == set()
    client.get("/en/markets/jp", headers=PACKED)
    assert kept(production) == {"/en/markets/jp"}


def test_a_firm_is_seen_the_moment_it_is_there(production: Flask) -> None:
    client = FlaskClient(production, production.response_class)
    assert "/vi/firms/9" not in client.get("/vi/firms").text
    with production.app_context():
        firms.load_illustrative(illustrative.rows(20), illustrative.orders(20))
        db.session.commit()
    assert "/vi/firms/9" in client.get("/vi/firms").text


def test_a_page_is_kept_for_one_day(production: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    client = FlaskClient(production, production.response_class)
    client.get("/vi/fees", headers=PACKED)
    monkeypatch.setattr(page_cache, "today", lambda: date(2030, 1, 1))
    monkeypatch.setattr(home, "render_template", lambda *_a, **_k: "<p>tomorrow</p>" * 100)
    assert b"tomorrow" in client.get("/vi/").data
    client.get("/vi/", headers=PACKED)
    assert {key[1] for key in production.extensions["page shelf"]} == {("2030-01-01", "")}, "yesterday's are gone"


def test_a_kept_page_is_not_lent_after_an_edit_shows(production: Flask) -> None:
    """Also where another process published: this one sees the number of the edition."""
    client = FlaskClient(production, production.response_class)
    client.get("/vi/warnings/broker-fee", headers=PACKED)
    before = client.get("/vi/warnings/broker-fee").text
    with production.app_context():
        data = {**shipped().items("scam")["broker-fee"].data, "name": {"vi": "Tên vừa sửa", "en": "Just edited"}}
        told = {
            "kind": "scam",
            "item": "broker-fee",
            "data": json.dumps(data),
            "base": "null",
            "pairs": "[]",
            "why": "x",
        }
        moments = {"created_at": now(), "changed_at": now(), "publish_at": now()}
        db.session.add(
            Revision(ref="r", state="approved", edits=0, author="a", decided_by="b", number=1, **told, **moments)
        )
        db.session.add(Edition(id=1, number=1))
        db.session.commit()
        editions.forget()
    assert "Tên vừa sửa" not in before
    assert "Tên vừa sửa" in client.get("/vi/warnings/broker-fee").text
    with production.app_context():
        for table in (Revision, Edition):
            db.session.execute(delete(table))
        db.session.commit()
        editions.forget()
    assert client.get("/vi/warnings/broker-fee").text == before


def test_every_content_page_is_the_same_from_the_shelf(production: Flask) -> None:
    client = FlaskClient(production, production.response_class)
    paths = walked(production, "vi")
    assert len(paths) > 150
    for path in paths:
        made = client.get(path).data
        client.get(path, headers=PACKED)
        assert gzip.decompress(client.get(path, headers=PACKED).data) == made, path
    assert len(kept(production)) > 150


def test_pages_do_not_follow_the_host_that_a_request_names(site: Flask) -> None:
    client = FlaskClient(site, site.response_class)
    paths = walked(site, "en")[::2]
    differ = [
        path for path in paths if client.get(path).data != client.get(path, headers={"Host": "localhost:8000"}).data
    ]
    assert differ == []


def test_a_development_site_keeps_nothing(site: Flask) -> None:
    FlaskClient(site, site.response_class).get("/vi/", headers=PACKED)
    assert kept(site) == set()
